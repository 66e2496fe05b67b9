/** Starts of somebody who is signed in and whose list of units is kept on disk, with the service there and without. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { BenchElectron } from '../app/electron.ts';
import { signedIn, startWith } from '../app/signed-in.ts';
import { startService } from '../harness/service.ts';

export interface KeptUnits {
  /** ms from before the process began until its window was shown, and until rows were painted in it. */
  firstRows(way: 'online' | 'offline'): Promise<{ shown: number; complete: number }>;
  end(): void;
}

const outage = { apiDown: true, tokenStatus: 503, discoveryStatus: 503 };
const noOutage = { apiDown: false, tokenStatus: null, discoveryStatus: null };

/** Signs in and reads the list once. */
export async function prepareKeptUnits(electron: BenchElectron, units: number): Promise<KeptUnits> {
  const service = await startService({ units, pageSize: 1_000, eventsPerSecond: 0 });
  const start = startWith(electron, service);
  try {
    const app = await signedIn(electron, service, units);
    await untilKept(path.join(start.userData, 'sealed'));
    await app.quit();
  } catch (error) {
    service.stop();
    throw error;
  }
  return {
    async firstRows(way) {
      service.tell({ faults: way === 'online' ? noOutage : outage });
      const app = electron.start(start);
      const [shown, complete] = await Promise.all([app.shown, app.painted]);
      await app.quit();
      return { shown, complete: Math.max(shown, complete) };
    },
    end: () => service.stop(),
  };
}

/** A list is written when the last of its pages has come. */
async function untilKept(folder: string): Promise<void> {
  while (!existsSync(folder) || !readdirSync(folder).some((name) => /^sealed\.units\..*\.entry$/.test(name)))
    await new Promise((resolve) => setTimeout(resolve, 50));
}
