/** Tests on Electron: end to end, and on a real Linux desktop. `npm run e2e` provides Electron and a display. */
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import type { Options } from '../test/e2e/fixture.ts';
import { findChromium } from './chromium.ts';
import { hasDisplay } from './electron/desktop-session.ts';

const { CI, PLAYWRIGHT_JSON_OUTPUT_FILE, TEST_WORKER_INDEX } = process.env;
const chromium = await findChromium();

if (TEST_WORKER_INDEX === undefined && !chromium)
  console.log('There is no Chrome, Edge or Chromium here; MAX_DESK_CHROMIUM can name one.');

export default defineConfig<Options>({
  retries: 0,
  projects: [
    {
      name: 'e2e',
      testDir: '../test/e2e',
      outputDir: '../test-results/e2e',
      // Only against a spec that hangs: on a busy computer a second start of the app alone can take half a minute.
      timeout: 120_000,
      // For the app and the system browser, while other specs use both cores.
      expect: { timeout: 10_000 },
      fullyParallel: true,
    },
    {
      name: 'desktop',
      testDir: '../test/desktop',
      outputDir: '../test-results/desktop',
      timeout: 90_000,
      // Other programs of the desktop take longer.
      expect: { timeout: 15_000 },
      // One at a time: each test has its own desktop and simulates a user, who should not have to wait.
      workers: 1,
    },
    {
      name: 'pictures',
      testDir: '../test/pictures',
      outputDir: '../test-results/pictures-run',
      expect: { timeout: 15_000 },
      // The limit of a whole tour would be the one of a click.
      use: { actionTimeout: 15_000 },
    },
  ],
  // More workers than cores, because tests mostly wait. A real display has only one clipboard, so it gets one worker.
  workers: hasDisplay() ? 1 : availableParallelism() + 2,
  forbidOnly: CI !== undefined,
  reporter: [['list'], ...(PLAYWRIGHT_JSON_OUTPUT_FILE ? [['json'] as ['json']] : [])],
  use: {
    trace: 'off',
    // The tests' "system browser".
    launchOptions: chromium
      ? { executablePath: chromium.file, env: { ...process.env, ...chromium.env } as Record<string, string> }
      : {},
  },
});
