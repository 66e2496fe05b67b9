/** A Vitest that stays: runs tests of one file of the copy for every message, and answers whether one failed. */
import path from 'node:path';
import { createVitest } from 'vitest/node';
import { root as house } from '../bundles.ts';

/** A test file, and which of its tests; all of them unless given. */
export interface Order {
  file: string;
  tests?: readonly string[] | undefined;
}

/** What became of it. */
export interface Outcome {
  passed: boolean;
  /** The first test that failed, and why. */
  test: string;
  reason: string;
  ms: number;
  /** How long each test took (ms). */
  tests: Record<string, number>;
}

const vitest = await createVitest('test', {
  root: house,
  config: path.join(house, 'build/vitest.config.ts'),
  watch: false,
  bail: 1,
  maxWorkers: 1,
  reporters: [{}],
});
for (const { config } of vitest.projects) {
  config.setupFiles.unshift(path.join(house, 'build/mutants/setup.ts'));
  // The computer may be busy with something else, and a mutant that needs so long is no everyday case.
  config.testTimeout = 45_000;
  config.hookTimeout = 60_000;
  // A process that has loaded a module would go on with it as it was before the mutant.
  config.isolate = true;
}

process.on('message', (order: Order) => void run(order).then((outcome) => process.send?.(outcome)));
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function run({ file, tests }: Order): Promise<Outcome> {
  for (const { config } of vitest.projects) {
    delete config.testNamePattern;
    if (tests) config.testNamePattern = patternOf(tests);
  }
  const began = performance.now();
  vitest.state.filesMap.clear();
  vitest.state.clearErrors();
  const all = await vitest.globTestSpecifications([file]);
  const wanted = all.filter(({ moduleId }) => path.relative(house, moduleId) === path.normalize(file));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(wanted);
  const times: Record<string, number> = {};
  for (const module of testModules)
    for (const test of module.children.allTests()) {
      times[test.name] = (times[test.name] ?? 0) + (test.diagnostic()?.duration ?? 0);
    }
  const known = { ms: performance.now() - began, tests: times };
  for (const module of testModules)
    for (const test of module.children.allTests('failed'))
      return {
        passed: false,
        test: test.fullName,
        reason: test.result().errors?.[0]?.message ?? '',
        ...known,
      };
  const broken = testModules.find((module) => !module.ok());
  const error = broken?.errors()[0] ?? unhandledErrors[0];
  const reason =
    error instanceof Error ? error.message : String((error as { message?: string })?.message ?? '');
  const passed = wanted.length > 0 && !broken && unhandledErrors.length === 0;
  return { passed, test: passed ? '' : 'the file itself', reason, ...known };
}

/** A test's full name begins with those of the blocks around it. */
function patternOf(names: readonly string[]): RegExp {
  const escaped = names.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`(?:^|> )(?:${escaped.join('|')})\\s*$`);
}
