/** The whole app under live updates for an hour, shorter with `--minutes` or `--quick`: the memory of each of its processes stays flat. */
import { startBenchElectron } from '../app/electron.ts';
import type { RunningApp } from '../app/running-app.ts';
import { signedIn } from '../app/signed-in.ts';
import { cpuSeconds, type Memory, memoryOf } from '../harness/processes.ts';
import { type BenchSize, type Comparison, type Findings, number, type RunBench } from '../harness/report.ts';
import { type Service, startService } from '../harness/service.ts';
import { median } from '../harness/statistics.ts';

interface SoakOptions {
  /** As many as are followed whole. */
  units: number;
  rate: number;
  /** ms, after `settle`. */
  time: number;
  /** When memory is taken first, ms. */
  settle: number;
  /** How many times memory is taken. */
  looks: number;
}
const hour: SoakOptions = { units: 5_000, rate: 1_000, time: 3_600_000, settle: 60_000, looks: 60 };
const sizes: Record<BenchSize, SoakOptions> = {
  usual: hour,
  quick: { ...hour, time: 120_000, settle: 20_000 },
  tiny: { units: 20, rate: 100, time: 200, settle: 0, looks: 2 },
};

/** The bench of the window as it is, or as the wall display. */
export function soakAs(name: 'soak' | 'wall'): RunBench {
  return (size, _peers, minutes) =>
    soak(name, { ...sizes[size], ...(minutes !== undefined && { time: minutes * 60_000 }) });
}
export const run = soakAs('soak');

/** By the processes' kinds. */
type Look = Record<string, Memory>;

const kinds: Readonly<Record<string, string>> = {
  Browser: 'main',
  Tab: 'the page',
  GPU: 'the GPU process',
  'network.mojom.NetworkService': 'the network process',
};

/** Something goes wrong at every so many looks. */
const troubleEvery = 5;
const troubles = ['disconnect', 'expire'] as const;

async function soak(name: 'soak' | 'wall', options: SoakOptions): Promise<Findings> {
  const { units, rate, time, settle, looks } = options;
  const electron = await startBenchElectron();
  const service = await startService(
    { units, pageSize: 1_000, eventsPerSecond: rate, accessTokenSeconds: 300 },
    { yields: true },
  );
  try {
    const app = await signedIn(electron, service, units);
    if (name === 'wall') await enterWall(app);
    await pause(settle);
    await beginToCount(app);
    const before = { heap: await app.heap(), cpu: cpuSeconds(app.pid) ?? Number.NaN };
    const taken: Look[] = [];
    let warned = 0;
    const started = performance.now();
    for (let look = 0; look < looks; look += 1) {
      if (look % troubleEvery === troubleEvery - 1) await afterTrouble(app, service, look);
      await pause(started + ((look + 1) * time) / looks - performance.now());
      taken.push(await takeMemory(app));
      warned += Number(await app.page<boolean>(`document.querySelector('.wall-stale') !== null`));
    }
    const seconds = (cpuSeconds(app.pid) ?? Number.NaN) - before.cpu;
    const cpu = (100_000 * seconds) / (performance.now() - started);
    const heap = { first: before.heap / 1024 ** 2, last: (await app.heap()) / 1024 ** 2 };
    const counts = await app.page<Counts>('window.benchCounts');
    await app.quit();
    return {
      name,
      title: `${name}: ${number(time / 60_000)} min of the ${name === 'wall' ? 'wall display' : 'whole app'}, ${rate.toLocaleString('en')} events/s, ${units.toLocaleString('en')} units`,
      comparisons: [
        heapRow(heap),
        ...memoryRows(taken),
        taskRow(counts),
        { what: 'CPU of all processes, of one core', unit: '%', ours: cpu, peers: {} },
        ...(name === 'wall' ? [warnedRow(warned)] : []),
      ],
      notes: [
        `Engine: ${electron.engine}. ${counts.updates.toLocaleString('en')} updates reached the page. Memory is resident memory, taken ${looks} times, first ${number((settle + time / looks) / 1000)} s after the list had come; start and end are the medians of the first and the last tenth. Main's heap after a collection, at the start and at the end.`,
        `Every ${number((troubleEvery * time) / looks / 1000)} s the line is cut or its token refused, in turn; updates came again each time. Access tokens are good for 300 s.`,
        ...Object.keys(taken[0] ?? {}).map((kind) => `${kind}, MB: ${curve(taken, kind)}.`),
      ],
    };
  } finally {
    service.stop();
    await electron.end();
  }
}

/** Resolves when the wall display has its numbers. */
function enterWall(app: RunningApp): Promise<void> {
  return app.page(`window.desktop.changeWall({ isOn: true }).then(() => new Promise((resolve) => {
    const look = () => document.querySelector('.wall-number') === null ? setTimeout(look, 50) : resolve();
    look();
  }))`);
}

/** Each trouble is over within a minute, so that the data are never older. */
function warnedRow(warned: number): Comparison {
  return {
    what: 'looks at which it warned of data that are out of date',
    unit: '',
    ours: warned,
    peers: {},
    target: { of: 'value', limit: 0 },
  };
}

interface Counts {
  updates: number;
  longestTask: number;
}

function beginToCount(app: RunningApp): Promise<void> {
  return app.page(`window.benchCounts = { updates: 0, longestTask: 0 };
    window.desktop.on('unitUpdates', ({ updates }) => { benchCounts.updates += updates.length; });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) benchCounts.longestTask = Math.max(benchCounts.longestTask, duration);
    }).observe({ type: 'longtask' });`);
}

/** Resolves when updates come again; rejects when they do not. */
async function afterTrouble(app: RunningApp, service: Service, look: number): Promise<void> {
  service.tell(troubles[Math.floor(look / troubleEvery) % troubles.length] ?? 'disconnect');
  await app.page(`new Promise((resolve) => {
    const off = window.desktop.on('stateChanged', ({ live }) => {
      if (live.phase === 'live') resolve(off());
    });
  })`);
  await app.page(`new Promise((resolve) => {
    const off = window.desktop.on('unitUpdates', () => resolve(off()));
  })`);
}

async function takeMemory(app: RunningApp): Promise<Look> {
  const look: Look = {};
  for (const { pid, kind } of await app.processes()) {
    const memory = memoryOf(pid);
    if (memory !== undefined) look[kinds[kind] ?? kind] = memory;
  }
  return look;
}

function heapRow({ first, last }: { first: number; last: number }): Comparison {
  return {
    what: 'heap of main at the end',
    unit: 'MB',
    ours: last,
    peers: { 'at the start': first },
    target: { of: 'ratio', limit: 1.1 },
  };
}

/** A process that came later or went earlier is left out. */
function memoryRows(taken: readonly Look[]): Comparison[] {
  const tenth = Math.max(1, Math.round(taken.length / 10));
  const middle = (looks: readonly Look[], kind: string) =>
    median(looks.flatMap((look) => look[kind]?.resident ?? []));
  const always = Object.keys(taken[0] ?? {}).filter((kind) => taken.every((look) => kind in look));
  return always.map((kind) => ({
    what: `memory of ${kind} at the end`,
    unit: 'MB',
    ours: middle(taken.slice(-tenth), kind),
    peers: { 'at the start': middle(taken.slice(0, tenth), kind) },
    target: { of: 'ratio', limit: 1.1 },
  }));
}

function taskRow({ longestTask }: Counts): Comparison {
  return {
    what: 'longest task of the page over 50 ms, lists read anew included',
    unit: 'ms',
    ours: longestTask,
    peers: {},
    target: { of: 'value', limit: 50 },
  };
}

/** Some of them, evenly spread. */
function curve(taken: readonly Look[], kind: string): string {
  const step = Math.max(1, Math.floor(taken.length / 12));
  const some = taken.filter((_, index) => index % step === 0);
  return some.map((look) => number(look[kind]?.resident ?? Number.NaN)).join(', ');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
