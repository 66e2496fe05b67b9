/** Which test files reach which mutants: each is run once without a fault. Kept until it, or a file that it imports, changes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { choose, results, takeReached } from './house.ts';
import type { TestRunner } from './test-runner.ts';
import { hashOf, importsOf, testFilesIn } from './tests.ts';

/** Test files that take longer (ms) are not run once for every mutant. */
const quickEnough = 45_000;

export interface ReachingTest {
  file: string;
  /** How long it takes without a fault. */
  ms: number;
}

interface Known extends ReachingTest {
  hash: string;
  passed: boolean;
  /** By source file, the places of its mutants in the list of that file's mutants. */
  reached: Record<string, number[]>;
}

export type Reach = (source: string, index: number) => ReachingTest[];

/**
 * @param files all files of the repository
 * @param sources the files whose mutants are asked for
 * @param placeOf the source and the place in its list of the mutant with this number
 */
export async function createReach(
  runner: TestRunner,
  files: readonly string[],
  sources: ReadonlySet<string>,
  placeOf: (id: number) => [source: string, index: number],
): Promise<Reach> {
  const kept = path.join(results, 'reach.json');
  const before: Record<string, Known> = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
  const now: Record<string, Known> = { ...before };
  const direct = new Map<string, string[]>();
  const tests: Known[] = [];
  for (const file of testFilesIn(files)) {
    const imported = importsOf(file, direct);
    if (!sources.values().some((source) => imported.has(source))) continue;
    const hash = hashOf(imported);
    const known = before[file];
    const test = known?.hash === hash ? known : { ...(await learned(runner, file, placeOf)), hash };
    tests.push(test);
    // A failure may be that of a busy computer.
    if (test.passed) now[file] = test;
    writeFileSync(kept, JSON.stringify(now));
  }
  for (const { file, passed, ms } of tests) {
    if (!passed) console.log(`not used, it fails without a fault: ${file}`);
    else if (ms > quickEnough) console.log(`not used, it takes ${Math.round(ms / 1000)} s: ${file}`);
  }
  const used = tests
    .filter(({ passed, ms }) => passed && ms <= quickEnough)
    .sort((a, b) => Number(isSlow(a)) - Number(isSlow(b)) || a.ms - b.ms);
  return (source, index) => used.filter(({ reached }) => reached[source]?.includes(index));
}

export function isSlow({ file }: ReachingTest): boolean {
  return file.startsWith('test/integration/');
}

async function learned(
  runner: TestRunner,
  file: string,
  placeOf: (id: number) => [source: string, index: number],
): Promise<Omit<Known, 'hash'>> {
  choose(0);
  takeReached();
  const outcome = await runner.run(file, 600_000);
  const reached: Record<string, number[]> = {};
  for (const id of takeReached()) {
    const [source, index] = placeOf(id);
    reached[source] ??= [];
    reached[source].push(index);
  }
  const { passed = false, ms = 0, test = '', reason = '' } = outcome ?? {};
  const how = passed ? 'passed' : `FAILED: ${test}: ${reason.slice(0, 200)}`;
  console.log(`${file}: ${Math.round(ms)} ms, ${how}`);
  return { file, ms, passed, reached };
}
