/** Runs the tests that reach a mutant until one of them fails. */
import { choose } from './house.ts';
import { isSlow, type ReachingTests } from './reach.ts';
import type { Fate } from './report.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests that need this many times what they take without a fault, and at least so long (ms), hang. */
const patience = { factor: 8, least: 60_000 };

/** The most test files with real servers and processes that one mutant is tried with. */
const mostSlow = 40;

export async function judge(
  runner: TestRunner,
  id: number,
  tests: readonly ReachingTests[],
): Promise<{ fate: Fate; by: string }> {
  if (tests.length === 0) return { fate: 'unreached', by: '' };
  for (const test of quickest(tests)) {
    choose(id);
    const outcome = await runner.run(test, Math.max(patience.least, patience.factor * test.ms));
    if (outcome?.passed) continue;
    if (await alsoFailsWithout(runner, test, outcome?.reason)) continue;
    const by = `${test.file}${outcome ? `: ${outcome.test}` : ''}`;
    return { fate: outcome ? 'noticed' : 'timeout', by };
  }
  return { fate: 'unnoticed', by: '' };
}

/** All unit tests, and a few of the others. @param tests the quickest first */
function quickest(tests: readonly ReachingTests[]): ReachingTests[] {
  const slow = tests.filter(isSlow).slice(0, mostSlow);
  return tests.filter((test) => !isSlow(test) || slow.includes(test));
}

/** On a busy computer a test may miss its time without any fault: such a failure counts only if it is the fault's. */
async function alsoFailsWithout(runner: TestRunner, test: ReachingTests, reason?: string): Promise<boolean> {
  if (reason !== undefined && !isSlow(test) && !/time/i.test(reason)) return false;
  choose(0);
  const control = await runner.run(test, patience.factor * Math.max(patience.least, test.ms));
  return !control?.passed;
}
