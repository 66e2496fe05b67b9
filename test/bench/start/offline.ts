/** Starts of the real app, from the click to the first rows: with the network, and without it from the last list. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { type Faults, type Simulator, start } from '../../../electron/simulator/index.ts';
import { Desktop } from '../../e2e/desktop.ts';
import { signIn } from '../../e2e/service.ts';
import { interleave, type Rounds } from '../harness/interleave.ts';
import { median } from '../harness/statistics.ts';

/** ms: to the first rows from the start of the process and from the beginning of the page, and how long its script took. */
export interface Start {
  process: number;
  page: number;
  /** From the beginning of the page until its script has run; nothing of what it asks for is drawn before. */
  script: number;
}

/** What first-rows.cjs leaves in the page. */
type FirstRows = Record<'at' | 'page' | 'script', number>;

export interface Starts {
  online: Start;
  offline: Start;
}

/** An answer of the API over a good line, ms. */
export const roundTrip = 100;
const outage = { apiDown: true, tokenStatus: 503, discoveryStatus: 503 };

/** @param folder for the app's data */
export async function compareStarts(
  systemBrowser: BrowserContext,
  folder: string,
  units: number,
  rounds: Rounds,
): Promise<Starts> {
  const simulator = await start({ units, pageSize: 1_000 });
  const connection = path.join(folder, 'connection.json');
  writeFileSync(connection, JSON.stringify(simulator.connection));
  const desktop = new Desktop({
    launchArgs: ['--connection', connection],
    launchEnv: { MAX_DESK_SUBSCRIPTION_KEY: simulator.subscriptionKey },
    appPath: path.resolve(import.meta.dirname, '../../..'),
    userData: path.join(folder, 'user-data'),
    systemBrowser,
    requires: [path.join(import.meta.dirname, 'first-rows.cjs')],
  });
  try {
    await desktop.launch();
    await signIn(desktop);
    await complete(desktop, units);
    const samples = await interleave(
      {
        online: async () => {
          await desktop.mainProcess.quit();
          forgetUnits(desktop);
          only(simulator, { delayMs: roundTrip });
          const taken = await firstRows(desktop);
          await complete(desktop, units);
          return taken;
        },
        offline: async () => {
          await desktop.mainProcess.quit();
          only(simulator, outage);
          return firstRows(desktop);
        },
      },
      rounds,
    );
    const of = (name: string): Start => {
      const all = samples[name] ?? [];
      const middle = (value: keyof Start) => median(all.map((each) => each[value]));
      return { process: middle('process'), page: middle('page'), script: middle('script') };
    };
    return { online: of('online'), offline: of('offline') };
  } finally {
    await desktop.dispose();
    await simulator.close();
  }
}

function only(simulator: Simulator, faults: Partial<Faults>): void {
  simulator.clearFaults();
  simulator.setFaults(faults);
}

async function firstRows(desktop: Desktop): Promise<Start> {
  const started = Date.now();
  const page = await desktop.launch();
  const found = await page.waitForFunction(
    () => (window as unknown as { benchFirstRows?: Promise<FirstRows> }).benchFirstRows,
  );
  const value = await found.jsonValue();
  if (value === undefined) throw new Error('there are no rows');
  return { process: value.at - started, page: value.page, script: value.script };
}

/** The whole list is there, and kept on disk. */
async function complete(desktop: Desktop, units: number): Promise<void> {
  await desktop.page.waitForFunction(
    (rows) => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === String(rows),
    units + 1,
  );
  while (desktop.keptLists().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** What a first start has: a sign-in, and no list yet. */
function forgetUnits({ userData }: Desktop): void {
  rmSync(path.join(userData, 'units'), { recursive: true });
}
