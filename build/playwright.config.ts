/** End-to-end tests on Electron itself. `npm run e2e` gives them an Electron and a desktop. */
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import type { Options } from '../test/e2e/fixture.ts';
import { findChromium } from './chromium.ts';

const { CI, PLAYWRIGHT_JSON_OUTPUT_FILE, TEST_WORKER_INDEX } = process.env;
const chromium = await findChromium({ allowPackaged: true });

if (TEST_WORKER_INDEX === undefined && !chromium)
  console.log('There is no Chrome, Edge or Chromium here; MAX_DESK_CHROMIUM can name one.');

export default defineConfig<Options>({
  testDir: '../test/e2e',
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
});
