/** The longest tasks of the page, and of main, while a large fleet with a long past is opened and its past is asked for. */
import path from 'node:path';
import { tableColumns } from '../../../electron/contract/table.ts';
import { plainView } from '../../fakes/views.ts';
import { type BenchElectron, startBenchElectron } from '../app/electron.ts';
import type { PageTask } from '../app/page-tasks.ts';
import type { RunningApp } from '../app/running-app.ts';
import { signedIn, startWith, untilRows } from '../app/signed-in.ts';
import type { BenchSize, Comparison, Findings, RunBench } from '../harness/report.ts';
import { type Service, startService } from '../harness/service.ts';
import { median } from '../harness/statistics.ts';
import type { Past } from '../ledger/past.ts';
import { quitWithPast } from './past-of-app.ts';
import { stepsOf } from './steps.ts';

interface PageBench extends Past {
  /** Events per second meanwhile. */
  rate: number;
  /** How often all is done, each time in an app that was started anew. */
  rounds: number;
}
const usual: PageBench = { units: 100_000, changes: 5_000_000, rate: 1_000, rounds: 3 };
const sizes: Record<BenchSize, PageBench> = {
  usual,
  quick: { ...usual, changes: 1_000_000, rounds: 1 },
  tiny: { units: 2_000, changes: 20_000, rate: 10, rounds: 1 },
};

export const run: RunBench = async (size) => {
  const bench = sizes[size];
  const electron = await startBenchElectron();
  const { units, rate } = bench;
  const service = await startService({ units, pageSize: 1_000, eventsPerSecond: rate }, { yields: true });
  try {
    await prepare(electron, service, bench);
    const rounds: Tasks[][] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      const app = electron.start(startWith(electron, service));
      rounds.push(await measure(app, units, path.join(electron.folder, `report-${round}.csv`)));
      await app.quit();
    }
    return findings(electron, bench, mediansOf(rounds));
  } finally {
    service.stop();
    await electron.end();
  }
};

/** Signs in, has every column shown from the next start on, and gives the ledger its past. */
async function prepare(electron: BenchElectron, service: Service, bench: PageBench): Promise<void> {
  const app = await signedIn(electron, service, bench.units);
  const view = { ...plainView, columns: [...tableColumns] };
  await app.page(`window.desktop.keepView(${JSON.stringify(view)})`);
  await untilLive(app);
  await quitWithPast(app, startWith(electron, service).userData, bench);
}

interface Tasks {
  what: string;
  /** The longest task of the page, and the most time on a core that one of its tasks took, ms. */
  page: PageTask;
  /** The longest time in which main could do nothing else, ms. */
  main: number;
}

async function measure(app: RunningApp, units: number, file: string): Promise<Tasks[]> {
  const all: Tasks[] = [];
  const take = async (what: string) => {
    const main = await app.stall();
    const tasks = await app.tasks();
    const most = (time: keyof PageTask) => tasks.reduce((most, task) => Math.max(most, task[time]), 0);
    all.push({ what, page: { wall: most('wall'), cpu: most('cpu') }, main });
  };
  await app.record();
  // What came before does not count.
  await app.stall();
  await app.shown;
  await untilRows(app, units);
  await untilLive(app);
  await take('the window opens, with the list kept and the list read');
  for (const step of stepsOf(file)) {
    await app.record();
    await app.stall();
    await step.run(app);
    await take(step.what);
  }
  return all;
}

/** Step by step, of the same in each round. */
function mediansOf([first = [], ...others]: readonly Tasks[][]): Tasks[] {
  return first.map((step, place) => {
    const all = [step, ...others.map((round) => round[place] ?? step)];
    const of = (time: (each: Tasks) => number) => median(all.map(time));
    const page = { wall: of((each) => each.page.wall), cpu: of((each) => each.page.cpu) };
    return { what: step.what, page, main: of(({ main }) => main) };
  });
}

/** Resolves when updates come, the new list has been taken over, and the page has prepared its searches. */
function untilLive(app: RunningApp): Promise<void> {
  return app.page(`(async () => {
    for (;;) {
      const state = await window.desktop.getState();
      if (state.ok && state.value.live.phase === 'live' && state.value.ledger.phase === 'on') break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await new Promise((resolve) => {
      const off = window.desktop.on('unitUpdates', () => resolve(off()));
    });
    for (let idle = 0; idle < 20; idle += 1) await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 }));
  })()`);
}

function findings({ engine }: BenchElectron, bench: PageBench, tasks: readonly Tasks[]): Findings {
  const { units, changes, rate } = bench;
  const number = (value: number) => value.toLocaleString('en');
  const row = (what: string, ours: number, limit?: number): Comparison => ({
    what,
    unit: 'ms',
    ours,
    peers: {},
    ...(limit !== undefined && { target: { of: 'value', limit } }),
  });
  return {
    name: 'page',
    title: `page: ${number(units)} units, and what ${number(changes)} changes in 40 days made of them`,
    comparisons: [
      ...tasks.map(({ what, page }) => row(`longest task of the page: ${what}`, page.wall, 50)),
      ...tasks.map(({ what, page }) =>
        row(`longest task of the page without its waits for a core: ${what}`, page.cpu, 50),
      ),
      ...tasks.map(({ what, main }) => row(`longest time that main was kept: ${what}`, main)),
    ],
    notes: [
      `Engine: ${engine}. Medians of ${bench.rounds} rounds, each in an app that was started anew; meanwhile ${number(rate)} events/s arrived. Electron draws with the processor here, on as many cores as the page, main and the display have together: a task that waits for one is long, and the rows without waits say what is its own.`,
    ],
  };
}
