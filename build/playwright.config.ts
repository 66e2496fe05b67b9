/** Tests on Electron itself: end to end, and on a real Linux desktop. `npm run e2e` gives them an Electron and a display. */
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import type { Options } from '../test/e2e/fixture.ts';
import { findChromium } from './chromium.ts';
import { hasDisplay } from './electron/desktop-session.ts';

const { CI, PLAYWRIGHT_JSON_OUTPUT_FILE, TEST_WORKER_INDEX } = process.env;
const chromium = await findChromium({ allowPackaged: true });

if (TEST_WORKER_INDEX === undefined && !chromium)
  console.log('There is no Chrome, Edge or Chromium here; MAX_DESK_CHROMIUM can name one.');

export default defineConfig<Options>({
  retries: 0,
  projects: [
    {
      name: 'e2e',
      testDir: '../test/e2e',
      outputDir: '../test-results/e2e',
      timeout: 60_000,
      // Of the app and of the system's browser, while other specs keep both cores busy.
      expect: { timeout: 10_000 },
      fullyParallel: true,
    },
    {
      name: 'desktop',
      testDir: '../test/desktop',
      outputDir: '../test-results/desktop',
      timeout: 90_000,
      // Other programs take their time.
      expect: { timeout: 15_000 },
      // Each test has a desktop of its own, with a person at its mouse who should not have to wait.
      workers: 1,
    },
  ],
  // More than cores, because half of a test is waiting for something to appear. A person's own display has one clipboard for all.
  workers: hasDisplay() ? 1 : availableParallelism() + 2,
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
