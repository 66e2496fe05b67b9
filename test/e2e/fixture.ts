/** The Playwright fixtures for the app on Electron. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, test as base, expect as baseExpect, type TestInfo } from '@playwright/test';
import {
  type DesktopSession,
  hasDisplay,
  startDesktopSession,
} from '../../build/electron/desktop-session.ts';
import { findElectron } from '../../build/electron/runtime.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { secretsIn } from '../fakes/canary.ts';
import { Desktop, type LaunchOptions } from './desktop.ts';
import type { MainProcess } from './main-process.ts';

export type { Desktop } from './desktop.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** Re-exported, so that a spec needs one import. */
export const expect = baseExpect;

export interface Options extends LaunchOptions {
  /** If false, the spec calls `desktop.launch()` itself. */
  autoLaunch: boolean;
}

/** A started app with somebody signed in, and its service. */
export interface Workplace {
  /** Which specs may use it. */
  name: string;
  desktop: Desktop;
  simulator: Simulator;
  close(): Promise<void>;
}

/** Holds the workplace that the specs of a file share (shared.ts). */
export class SharedWorkplace {
  current: Workplace | undefined;
  async close(): Promise<void> {
    const { current } = this;
    this.current = undefined;
    await current?.close();
  }
}

interface WorkerFixtures {
  shared: SharedWorkplace;
  /** One per worker, so that parallel apps do not share a clipboard; undefined if there is a real display. */
  session: DesktopSession | undefined;
}

interface Fixtures extends Options {
  desktop: Desktop;
  /** Shortcuts for specs that do not restart the app: `page` is the first page of the window. */
  systemBrowser: BrowserContext;
  mainProcess: MainProcess;
}

/** All output of the app: stdout, stderr and log files. */
export function written(desktop: Desktop): string {
  const folder = path.join(desktop.userData, 'logs');
  const simulated = path.join(desktop.userData, 'simulator/logs');
  const files = [folder, simulated].flatMap((each) =>
    existsSync(each) ? readdirSync(each).map((name) => path.join(each, name)) : [],
  );
  // A spec may have created a pipe there, which cannot be read to its end.
  const texts = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'utf8'));
  // Chromium's messages contain addresses of graphics contexts, which look like secrets.
  return [desktop.log, ...texts].join('\n').replaceAll(/\[\.\w+-0x[0-9a-f]+\]/g, '');
}

export function skipWithoutElectron(info: TestInfo): void {
  const found = findElectron();
  info.skip('missing' in found, `Not run on Electron: ${'missing' in found && found.missing}`);
}

/** Playwright's `test` with `desktop`: the app with its own user-data folder; `page` is its window. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  session: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const isNeeded = !hasDisplay() && 'file' in findElectron();
      // Some specs close the window to the tray, so there must be one.
      const session = isNeeded ? await startDesktopSession({ panel: true }) : undefined;
      await use(session);
      await session?.end();
    },
    { scope: 'worker' },
  ],
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const shared = new SharedWorkplace();
      await use(shared);
      await shared.close();
    },
    { scope: 'worker' },
  ],
  launchArgs: [['--simulator'], { option: true }],
  launchEnv: [{}, { option: true }],
  appPath: [root, { option: true }],
  autoLaunch: [true, { option: true }],
  desktop: async ({ browser, session, shared, launchArgs, launchEnv, appPath, autoLaunch }, use, info) => {
    skipWithoutElectron(info);
    // Two windows on one display would take the focus from each other.
    await shared.close();
    const systemBrowser = await browser.newContext();
    const userData = info.outputPath('user-data');
    const desktop = new Desktop({
      launchArgs,
      launchEnv,
      appPath,
      userData,
      systemBrowser,
      env: session?.env,
    });
    try {
      if (autoLaunch) await desktop.launch();
      await use(desktop);
    } finally {
      let hasEnded = false;
      try {
        if (info.status !== info.expectedStatus)
          await info.attach('windows.txt', { body: await desktop.describe(), contentType: 'text/plain' });
        await desktop.dispose();
        hasEnded = true;
      } finally {
        if (!hasEnded || info.status !== info.expectedStatus)
          await info.attach('main-process.log', { body: desktop.log, contentType: 'text/plain' });
        await systemBrowser.close();
      }
    }
    expect(secretsIn(written(desktop)), 'what the app has logged holds no secret (R29)').toEqual([]);
  },
  page: async ({ desktop }, use) => use(desktop.page),
  systemBrowser: async ({ desktop }, use) => use(desktop.systemBrowser),
  mainProcess: async ({ desktop }, use) => use(desktop.mainProcess),
});
