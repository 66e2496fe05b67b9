/** End-to-end tests: the same specs on two engines, the stand-in everywhere and Electron where its runtime is. */
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import type { Options, Runtime } from '../test/e2e/fixture.ts';
import { findChromium } from './chromium.ts';
import { electronRuntime } from './electron-runtime.ts';

const { CI, E2E_ON_ELECTRON, PLAYWRIGHT_JSON_OUTPUT_FILE, TEST_WORKER_INDEX } = process.env;
const chromium = await findChromium({ allowPackaged: true });
const electron = electronRuntime();
// Asked for by name it is there even without a runtime, and its specs are skipped with the reason. Workers do not see the
// command line, so they are told.
const named = process.argv.some((argument) => /^(--project=)?electron$/.test(argument));
const onElectron = E2E_ON_ELECTRON ?? (named || 'file' in electron ? 'yes' : '');
Object.assign(process.env, { E2E_ON_ELECTRON: onElectron });

if (TEST_WORKER_INDEX === undefined) {
  process.once('exit', () => {
    if (!chromium) console.log('There is no Chrome, Edge or Chromium here; MAX_DESK_CHROMIUM can name one.');
    if ('missing' in electron)
      console.log(`The same specs did not run on Electron itself: ${electron.missing}.`);
  });
}

export default defineConfig<Options, { runtime: Runtime }>({
  testDir: '../test',
  testMatch: ['e2e/**/*.spec.ts', 'stand-in/**/*.spec.ts'],
  outputDir: '../test-results',
  timeout: 30_000,
  retries: 0,
  // One more than cores, because half of a test is waiting for something to appear.
  workers: availableParallelism() + 1,
  fullyParallel: true,
  forbidOnly: CI !== undefined,
  reporter: [['list'], ...(PLAYWRIGHT_JSON_OUTPUT_FILE ? [['json'] as ['json']] : [])],
  use: {
    trace: 'off',
    // The "system browser" of the tests.
    launchOptions: chromium
      ? { executablePath: chromium.file, env: { ...process.env, ...chromium.env } as Record<string, string> }
      : {},
  },
  projects: [
    { name: 'stand-in', use: { runtime: 'stand-in' } },
    ...(onElectron ? [{ name: 'electron', use: { runtime: 'electron' as const } }] : []),
  ],
});
