import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Long tests (browsers, the app, hundreds of processes) start first, so that none of them runs alone at the end. */
const longest = /[\\/](bench|storage|cli-processes|package-run)\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => Number(longest.test(moduleId));
    return (await super.sort(files)).sort((a, b) => rank(b) - rank(a));
  }
}

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  resolve: {
    // Evaluating Electron's package under plain Node would start a download.
    alias: { electron: path.resolve(import.meta.dirname, '../test/fakes/electron.ts') },
  },
  test: {
    // Vitest would leave one core unused. One more than cores, because most tests wait for a server or a process.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    projects: ['unit', 'integration', 'attack'].map((name) => ({
      extends: true,
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        setupFiles: ['test/fakes/canary-setup.ts', 'test/fakes/patient-waits.ts'],
        // Only against a test that hangs: thousands of hostile values, or the command line, take long on a loaded computer.
        testTimeout: 60_000,
        hookTimeout: 60_000,
      },
    })),
  },
});
