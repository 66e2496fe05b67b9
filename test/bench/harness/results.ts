/** RESULTS.md: a section of each bench, and before them which of all targets are missed. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BenchName, benches, type Findings, toMarkdown } from './report.ts';

const heading = `# Results of \`npm run bench\`

Ratios are ours divided by the peer's of the same run: below 1 is faster, or smaller. Each section is replaced when its
bench runs, so each names its own machine, time and versions. Absolute numbers belong to that machine.
`;
const file = path.resolve(import.meta.dirname, '../RESULTS.md');
const mark = (name: string, end: 'begin' | 'end') => `<!-- ${name}: ${end} -->`;

/** Puts a section into RESULTS.md, in the place of the last one of that bench. */
export function keep(findings: Findings, target = file): void {
  const before = existsSync(target) ? readFileSync(target, 'utf8') : '';
  const sections = benches.flatMap((name): [BenchName, string][] => {
    const text = name === findings.name ? toMarkdown(findings) : sectionOf(before, name);
    return text === undefined ? [] : [[name, text]];
  });
  const marked = sections.map(([name, text]) => `${mark(name, 'begin')}\n${text}\n${mark(name, 'end')}\n`);
  writeFileSync(target, [heading, verdicts(sections), ...marked].join('\n'));
}

function sectionOf(text: string, name: string): string | undefined {
  const [, after] = text.split(`${mark(name, 'begin')}\n`);
  return after?.split(`\n${mark(name, 'end')}`)[0];
}

/** How many targets are met, and which ones are missed, by the tables of the sections. */
function verdicts(sections: readonly [BenchName, string][]): string {
  const rows = sections.flatMap(([name, text]) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => ({ name, cells: line.slice(2, -2).split(' | ') })),
  );
  const of = (verdict: string) => rows.filter(({ cells }) => cells[4] === verdict);
  const missed = of('MISSED').map(
    ({ name, cells: [what, ratio, against, target, , ours] }) =>
      `- ${name}: ${what}: ${target?.includes('×') ? `${ratio} of ${against}` : ours?.trim()} (${target?.trim()})`,
  );
  return [`Of all targets ${of('met').length} are met and ${missed.length} missed.`, '', ...missed, '']
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}
