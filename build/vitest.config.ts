import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  resolve: {
    // Evaluating Electron's package under plain Node would try to download its binary.
    alias: { electron: path.resolve(import.meta.dirname, '../test/fakes/electron.ts') },
  },
  test: {
    // Vitest would leave one core alone, which on two of them is half the machine.
    maxWorkers: availableParallelism(),
    projects: ['unit', 'integration'].map((name) => ({
      extends: true,
      test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 15_000 },
    })),
  },
});
