/** A Vitest that stays: runs one test file of the copy for every message, and answers whether it failed. */
import path from 'node:path';
import { createVitest } from 'vitest/node';
import { root as house } from '../bundles.ts';

/** What became of a test file. */
export interface Outcome {
  passed: boolean;
  /** The first test that failed, and why. */
  test: string;
  reason: string;
  ms: number;
}

const vitest = await createVitest('test', {
  root: house,
  config: path.join(house, 'build/vitest.config.ts'),
  watch: false,
  bail: 1,
  maxWorkers: 1,
  reporters: [{}],
});
for (const project of vitest.projects)
  project.config.setupFiles.unshift(path.join(house, 'build/mutants/setup.ts'));

process.on('message', (file: string) => void run(file).then((outcome) => process.send?.(outcome)));
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function run(file: string): Promise<Outcome> {
  const began = performance.now();
  vitest.state.filesMap.clear();
  vitest.state.clearErrors();
  const all = await vitest.globTestSpecifications([file]);
  const wanted = all.filter(({ moduleId }) => path.relative(house, moduleId) === path.normalize(file));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(wanted);
  const ms = performance.now() - began;
  for (const module of testModules)
    for (const test of module.children.allTests('failed'))
      return { passed: false, test: test.fullName, reason: test.result().errors?.[0]?.message ?? '', ms };
  const broken = testModules.find((module) => !module.ok());
  const error = broken?.errors()[0] ?? unhandledErrors[0];
  const reason =
    error instanceof Error ? error.message : String((error as { message?: string })?.message ?? '');
  const passed = wanted.length > 0 && !broken && unhandledErrors.length === 0;
  return { passed, test: passed ? '' : 'the file itself', reason, ms };
}
