/** From the start of the process to the first contentful paint: the app that nobody is signed in to, and a hello-world. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { root } from '../../../build/bundles.ts';
import { start } from '../../../electron/simulator/index.ts';
import { Desktop, type DesktopSettings } from '../../e2e/desktop.ts';
import { interleave, type Rounds } from '../harness/interleave.ts';
import { median } from '../harness/statistics.ts';

/** ms
 * @param folder for the data of both
 */
export async function compareWindows(
  systemBrowser: BrowserContext,
  folder: string,
  rounds: Rounds,
): Promise<{ ours: number; hello: number }> {
  const simulator = await start({ units: 10 });
  const connection = path.join(folder, 'connection-of-windows.json');
  writeFileSync(connection, JSON.stringify(simulator.connection));
  const window = (settings: Pick<DesktopSettings, 'appPath' | 'launchArgs'>) => async () => {
    const userData = mkdtempSync(path.join(folder, 'window-'));
    const desktop = new Desktop({ launchEnv: {}, userData, systemBrowser, ...settings });
    try {
      const started = Date.now();
      return (await firstContentfulPaint(await desktop.launch())) - started;
    } finally {
      await desktop.dispose();
    }
  };
  try {
    const samples = await interleave(
      {
        ours: window({ appPath: root, launchArgs: ['--connection', connection] }),
        hello: window({ appPath: path.join(import.meta.dirname, 'hello-world'), launchArgs: [] }),
      },
      rounds,
    );
    return { ours: median(samples['ours'] ?? []), hello: median(samples['hello'] ?? []) };
  } finally {
    await simulator.close();
  }
}

/** ms since 1970. */
function firstContentfulPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const found = list.getEntriesByName('first-contentful-paint')[0];
          if (found) resolve(performance.timeOrigin + found.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
}
