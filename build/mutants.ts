/**
 * `npm run mutants -- [PART OF A PATH | FILE:LINE…] [--sample N] [--seed S]`: puts small faults into the code, one at a
 * time, and says which of them no test notices. All of them take hours; the report is in test-results/mutants. With
 * `--again` it tries only those anew that the last report has as unnoticed, and brings that report up to date.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './bundles.ts';
import { exceptionFor, unusedExceptions } from './mutants/exceptions.ts';
import { choose, prepareHouse, repositoryFiles, results } from './mutants/house.ts';
import { judge } from './mutants/judge.ts';
import { mutationsOf } from './mutants/mutators.ts';
import { createReach } from './mutants/reach.ts';
import { type Candidate, isUnnoticed, reportOf, scoreOf, type Verdict } from './mutants/report.ts';
import { sampleOf } from './mutants/sample.ts';
import { createTestRunner } from './mutants/test-runner.ts';
import { createTypeCheck } from './mutants/types.ts';

/** The least score (percent). */
const target = 90;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    again: { type: 'boolean', default: false },
  },
});
const files = repositoryFiles();
const all = files
  .filter(isMutated)
  .flatMap(candidatesIn)
  .map((each, i) => ({ ...each, id: i + 1 }));
const report = path.join(results, 'report.json');
const before: Verdict[] = values.again ? JSON.parse(readFileSync(report, 'utf8')) : [];
const wanted = all.filter(isWanted);
const chosen = sampleOf(wanted, Number(values.sample ?? wanted.length), Number(values.seed));
console.log(`${chosen.length} of ${wanted.length} mutants, of ${all.length} in all (seed ${values.seed})`);

const verdicts = await judgedAll(chosen);
const unused = unusedExceptions(all);
console.log(`\n${reportOf(verdicts)}`);
for (const { file, code } of unused) console.error(`This exception fits no mutant: ${file}: ${code}`);
if (scoreOf(verdicts) < target || unused.length > 0) process.exitCode = 1;

/** Core, the command line, and of the page what is tested without a browser; texts are no code. */
function isMutated(file: string): boolean {
  if (/^electron\/(?:core|command-line)\/.*\.ts$/.test(file)) return true;
  if (!/^renderer\/(?!ui\/strings\/).*\.ts$/.test(file)) return false;
  return !/from 'react'|\bdocument\./.test(readFileSync(path.join(root, file), 'utf8'));
}

function isWanted({ file, line, index }: Candidate): boolean {
  const isSame = (each: Verdict) => each.file === file && each.index === index;
  if (values.again && !before.some((each) => isSame(each) && isUnnoticed(each))) return false;
  const isMeant = (part: string) =>
    part.includes(':') ? `${file}:${line}`.endsWith(part) : file.includes(part);
  return positionals.length === 0 || positionals.some(isMeant);
}

function candidatesIn(file: string): Candidate[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  return mutationsOf(file, source).map((mutation, index) => ({
    ...mutation,
    id: 0,
    index,
    file,
    line: source.slice(0, mutation.start).split('\n').length,
    original: source.slice(mutation.start, mutation.end),
  }));
}

async function judgedAll(candidates: readonly Candidate[]): Promise<Verdict[]> {
  prepareHouse(
    files,
    Map.groupBy(all, ({ file }) => file),
  );
  const runner = createTestRunner();
  mkdirSync(results, { recursive: true });
  const isAnew = ({ file, index }: Verdict) =>
    candidates.some((candidate) => candidate.file === file && candidate.index === index);
  const found = before.filter((each) => !isAnew(each));
  const complaintAbout = createTypeCheck(files);
  try {
    const sources = new Set(candidates.map(({ file }) => file));
    const reach = await createReach(runner, files, sources, (id) => {
      const { file, index } = all[id - 1] as Candidate;
      return [file, index];
    });
    const fateOf = async (candidate: Candidate): Promise<Pick<Verdict, 'fate' | 'by'>> => {
      const exception = exceptionFor(candidate);
      if (exception !== undefined) return { fate: 'excepted', by: exception };
      const verdict = await judge(runner, candidate.id, reach(candidate.file, candidate.index));
      if (!isUnnoticed(verdict)) return verdict;
      const complaint = complaintAbout(candidate);
      return complaint === undefined ? verdict : { fate: 'noticed', by: complaint };
    };
    for (const candidate of candidates) {
      const { fate, by } = await fateOf(candidate);
      found.push({ ...candidate, fate, by });
      // Each time, so that a run that is broken off has a report too.
      writeFileSync(report, JSON.stringify(found, undefined, 1));
      console.log(`${found.length} ${fate} ${candidate.file}:${candidate.line} ${candidate.kind} ${by}`);
    }
  } finally {
    runner.close();
    choose(0);
  }
  return found;
}
