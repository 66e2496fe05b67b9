import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Long tests (browsers, the app, hundreds of processes) start first, so that none of them runs alone at the end. */
const longest = /[\\/](bench|ledger-kill|storage|cli-processes|package-run)\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => Number(longest.test(moduleId));
    return (await super.sort(files)).sort((a, b) => rank(b) - rank(a));
  }
}

const root = path.resolve(import.meta.dirname, '..');

/**
 * The unit tests that need a process of their own: they replace modules, which others have loaded already, or belong to
 * the shell, which changes what a process has one of. All others share a few processes: starting one and loading the
 * modules again for each file would take three times as long as the tests.
 */
const alone = globSync('test/unit/**/*.test.ts', { cwd: root })
  // A pattern takes a backslash for an escape.
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter(
    (file) =>
      file.startsWith('test/unit/shell/') ||
      /\bvi\.(mock|doMock|hoisted|resetModules)\(/.test(readFileSync(path.join(root, file), 'utf8')),
  );

/** A group of test files; `isolate`: whether each has a process of its own. */
const project = (name: string, include: string[], exclude: string[] = [], isolate = true) => ({
  extends: true as const,
  test: {
    ...{ name, include, exclude, isolate },
    setupFiles: ['test/fakes/canary-setup.ts', 'test/fakes/patient-waits.ts', 'test/fakes/own-globals.ts'],
    // Only against a test that hangs, and the same for all: on a loaded computer a test takes many times as long as alone.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

export default defineConfig({
  root,
  resolve: {
    // Evaluating Electron's package under plain Node would start a download.
    alias: { electron: path.join(root, 'test/fakes/electron.ts') },
  },
  test: {
    // Vitest would leave one core unused. More than cores, because most tests wait for a server or a process.
    maxWorkers: availableParallelism() + 3,
    // The condition ends a wait. Vitest's own second is not enough for a process that starts on a busy computer.
    expect: { poll: { timeout: 20_000 } },
    sequence: { sequencer: LongestFirst },
    projects: [
      project('unit', ['test/unit/**/*.test.ts'], alone, false),
      project('unit-alone', alone),
      project('integration', ['test/integration/**/*.test.ts']),
      project('attack', ['test/attack/**/*.test.ts']),
    ],
  },
});
