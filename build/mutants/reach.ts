/** Which tests reach which mutants: each is run once without a fault. Kept until it, or a file it imports, changes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { choose, results, takeReached } from './house.ts';
import type { Order } from './test-process.ts';
import type { TestRunner } from './test-runner.ts';
import { hashOf, importsOf, testFilesIn } from './tests.ts';

/** They decide which mutants there are, and in which order. */
const rules = ['build/mutants/mutators.ts', 'build/mutants/syntax.ts'];

/** Tests of a file that together take longer (ms) are not run once for every mutant. */
const quickEnough = 45_000;

export interface ReachingTests extends Order {
  /** How long they take without a fault. */
  ms: number;
}

interface Known {
  file: string;
  hash: string;
  passed: boolean;
  ms: number;
  /** By name, how long each takes (ms). */
  tests: Record<string, number>;
  /** By source file, and by place in the list of its mutants: the tests. Null stands for all of them. */
  reached: Record<string, Record<number, (string | null)[]>>;
}

export type PlaceOf = (id: number) => [source: string, index: number];
/** The tests that reach a mutant, those that say most in the least time first. */
export type Reach = (source: string, index: number) => ReachingTests[];

/**
 * @param files all files of the repository
 * @param sources the files whose mutants are asked for
 * @param placeOf the source and the place in its list of the mutant with this number
 */
export async function createReach(
  runner: TestRunner,
  files: readonly string[],
  sources: ReadonlySet<string>,
  placeOf: PlaceOf,
): Promise<Reach> {
  const kept = path.join(results, 'reach.json');
  const before: Record<string, Known> = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
  const now: Record<string, Known> = { ...before };
  const direct = new Map<string, string[]>();
  const known: Known[] = [];
  for (const file of testFilesIn(files)) {
    const imported = importsOf(file, direct);
    if (![...sources].some((source) => imported.has(source))) continue;
    const hash = hashOf([...imported, ...rules]);
    const entry = before[file]?.hash === hash ? before[file] : await learned(runner, file, hash, placeOf);
    known.push(entry);
    // A failure may be that of a busy computer.
    if (entry.passed) now[file] = entry;
    writeFileSync(kept, JSON.stringify(now));
  }
  for (const { file, passed } of known)
    if (!passed) console.log(`not used, it fails without a fault: ${file}`);
  const used = known.filter(({ passed }) => passed);
  return (source, index) =>
    used
      .flatMap((each) => reachingOf(each, source, index))
      .filter(({ ms }) => ms <= quickEnough)
      .sort((a, b) => Number(isSlow(a)) - Number(isSlow(b)) || a.ms - b.ms);
}

export function isSlow({ file }: ReachingTests): boolean {
  return file.startsWith('test/integration/');
}

function reachingOf({ file, ms, tests, reached }: Known, source: string, index: number): ReachingTests[] {
  const own = reached[source]?.[index];
  if (!own) return [];
  if (own.includes(null)) return [{ file, ms }];
  const names = own.filter((name) => name !== null);
  const timeOf = (some: readonly string[]) => some.reduce((sum, name) => sum + (tests[name] ?? 0), 0);
  return [{ file, tests: names, ms: ms - timeOf(Object.keys(tests)) + timeOf(names) }];
}

async function learned(runner: TestRunner, file: string, hash: string, placeOf: PlaceOf): Promise<Known> {
  choose(0);
  takeReached();
  const outcome = await runner.run({ file }, 600_000);
  const reached: Known['reached'] = {};
  for (const { test, ids } of takeReached()) {
    for (const id of ids) {
      const [source, index] = placeOf(id);
      reached[source] ??= {};
      reached[source][index] ??= [];
      const tests = reached[source][index];
      if (!tests.includes(test)) tests.push(test);
    }
  }
  const { passed = false, ms = 0, test = '', reason = '', tests = {} } = outcome ?? {};
  const how = passed ? 'passed' : `FAILED: ${test}: ${reason.slice(0, 200)}`;
  console.log(`${file}: ${Math.round(ms)} ms, ${how}`);
  return { file, hash, ms, passed, tests, reached };
}
