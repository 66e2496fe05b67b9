/** What became of the mutants: a table on the terminal, and all of it as JSON. */
import type { Numbered } from './instrument.ts';

export type Fate = 'noticed' | 'timeout' | 'unnoticed' | 'unreached' | 'excepted';

export interface Candidate extends Numbered {
  file: string;
  /** Its place in the list of this file's mutants. */
  index: number;
  line: number;
  original: string;
}

export interface Verdict extends Candidate {
  fate: Fate;
  /** The test that noticed it, what the check of types says of it, or the reason of the exception. */
  by: string;
}

export function isUnnoticed({ fate }: Pick<Verdict, 'fate'>): boolean {
  return fate === 'unnoticed' || fate === 'unreached';
}

/** Of the mutants that count, the part that some test notices (percent). A hang is noticed. */
export function scoreOf(verdicts: readonly Verdict[]): number {
  const counted = verdicts.filter(({ fate }) => fate !== 'excepted');
  const noticed = counted.filter(({ fate }) => fate === 'noticed' || fate === 'timeout');
  return counted.length === 0 ? 100 : (100 * noticed.length) / counted.length;
}

/** One line for every file, then one for every mutant that nobody noticed, then the score. */
export function reportOf(verdicts: readonly Verdict[]): string {
  const lines = [rowOf('noticed', 'timeout', 'unnoticed', 'unreached', 'excepted', 'score %', '')];
  const row = (name: string, own: readonly Verdict[]) => {
    const count = (fate: Fate) => String(own.filter((each) => each.fate === fate).length);
    const fates = [
      count('noticed'),
      count('timeout'),
      count('unnoticed'),
      count('unreached'),
      count('excepted'),
    ];
    return rowOf(...fates, scoreOf(own).toFixed(1), name);
  };
  const sorted = verdicts.toSorted((a, b) => a.id - b.id);
  for (const [file, own] of Map.groupBy(sorted, ({ file }) => file)) lines.push(row(file, own));
  lines.push('', ...sorted.flatMap(faultOf), '', row('all', sorted));
  return lines.join('\n');
}

function rowOf(...cells: string[]): string {
  return cells.map((cell, i) => (i < cells.length - 1 ? cell.padStart(9) : ` ${cell}`)).join(' ');
}

function faultOf(verdict: Verdict): string[] {
  const { fate, file, line, kind, original, text } = verdict;
  if (!isUnnoticed(verdict)) return [];
  return [`${fate} ${file}:${line} ${kind}: ${brief(original)} → ${brief(text)}`];
}

function brief(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
