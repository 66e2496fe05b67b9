/** From the hub to the painted row, through the whole app, beside a bare SignalR client with the same table in its page. */
import path from 'node:path';
import { gatewayHeaders } from '../../fakes/hub-client.ts';
import { type BenchElectron, startBenchElectron } from '../app/electron.ts';
import type { RunningApp } from '../app/running-app.ts';
import { signedIn } from '../app/signed-in.ts';
import { bundlePage } from '../grid/bundle.ts';
import { cpuSeconds } from '../harness/processes.ts';
import type { BenchSize, Comparison, Findings, RunBench, Target } from '../harness/report.ts';
import { type Service, startService } from '../harness/service.ts';
import { serveFolder } from '../harness/site.ts';
import { quantile } from '../harness/statistics.ts';
import { latencies } from './latency.ts';
import { firstUnit, watchPage } from './watch-page.ts';

interface HubOptions {
  /** As many as are followed whole. */
  units: number;
  /** Events a second. */
  rates: readonly number[];
  /** ms of each measurement */
  time: number;
}
const sizes: Record<BenchSize, HubOptions> = {
  usual: { units: 5_000, rates: [100, 1_000, 10_000], time: 20_000 },
  quick: { units: 5_000, rates: [100, 1_000, 10_000], time: 5_000 },
  tiny: { units: 20, rates: [100], time: 500 },
};

export const run: RunBench = (size) => benchHub(sizes[size]);

interface Taken {
  /** From the hub to the painted row, ms. */
  p50: number;
  p95: number;
  /** Of the page, ms; 0 when none took more than 50. */
  longestTask: number;
  /** Updates a second that reached the page. */
  rate: number;
  /** Of all its processes, percent of one core. */
  cpu: number;
  /** The longest time in which main could do nothing else, ms. */
  stall: number;
}

async function benchHub({ units, rates, time }: HubOptions): Promise<Findings> {
  const electron = await startBenchElectron();
  const pages = path.join(electron.folder, 'pages');
  await bundlePage(path.join(import.meta.dirname, 'page/bare.ts'), pages);
  const site = await serveFolder(pages);
  const comparisons: Comparison[] = [];
  try {
    for (const rate of rates) {
      const service = await startService({ units, pageSize: 1_000, eventsPerSecond: rate });
      try {
        const ours = await measure(await signedIn(electron, service, units), service, time);
        const bare = await measure(
          await bareWindow(electron, service, `${site.url}/?units=${units}`),
          service,
          time,
        );
        comparisons.push(...compare(rate, ours, bare));
      } finally {
        service.stop();
      }
    }
    return {
      name: 'hub',
      title: `hub: ${units.toLocaleString('en')} units followed, from the hub to the painted row`,
      comparisons,
      notes: [
        `Engine: ${electron.engine}; the simulated hub in a process of its own; ${time / 1000} s for each. Twelve times a second the hub sends an event that says when it was sent, for the unit in the first row; it has arrived with the first paint that shows it or a later one.`,
        'The peer is the shortest way there is: Microsoft’s client in the page itself, which hands each event to the product’s store and table; no main process, no sign-in, no list, no checks of who sends what, and web security off so that it may connect. Ours goes through main, which puts together what comes within 16 ms: of several events of a unit in that time one is counted as taken.',
      ],
    };
  } finally {
    await site.close();
    await electron.end();
  }
}

/** A window of the same size with the peer, connected. */
async function bareWindow(electron: BenchElectron, service: Service, url: string): Promise<RunningApp> {
  const { connection, subscriptionKey, username, password } = service;
  const headers = await gatewayHeaders({
    connection,
    subscriptionKey,
    technicalAccount: { username, password },
  });
  const app = electron.start({
    app: path.join(import.meta.dirname, '../app/page-window'),
    args: [url],
    env: {
      BENCH_WINDOW: JSON.stringify({ width: 1200, height: 760 }),
      BENCH_HEADERS: JSON.stringify(headers),
    },
    userData: path.join(electron.folder, 'bare'),
  });
  await app.shown;
  await app.page('window.bench.mount().then(() => window.bench.prepare())');
  await app.page(`window.connectBare(${JSON.stringify(connection.api.hubUrl)})`);
  return app;
}

async function measure(app: RunningApp, service: Service, time: number): Promise<Taken> {
  const unit = await firstUnit(app);
  await app.page(`new Promise((resolve) => window.desktop.on('unitUpdates', () => resolve()))`);
  // A while in which the code gets warm.
  await watchPage(app, time / 4);
  service.tell({ probe: unit });
  await app.stall();
  const before = cpuSeconds(app.pid) ?? Number.NaN;
  const watched = await watchPage(app, time);
  const cpu = (cpuSeconds(app.pid) ?? Number.NaN) - before;
  const stall = await app.stall();
  const { probes } = await service.sent();
  service.tell({ probe: null });
  await app.quit();
  const last = watched.paints.at(-1)?.sent ?? Number.NaN;
  const taken = latencies(
    probes.filter((sent) => sent <= last),
    watched.paints,
  );
  return {
    p50: quantile(taken, 0.5),
    p95: quantile(taken, 0.95),
    longestTask: Math.max(0, ...watched.tasks),
    rate: (watched.updates * 1000) / watched.time,
    cpu: (100 * cpu * 1000) / watched.time,
    stall,
  };
}

function compare(rate: number, ours: Taken, bare: Taken): Comparison[] {
  const row = (what: string, unit: string, key: keyof Taken, target?: Target): Comparison => ({
    what: `${rate.toLocaleString('en')} events/s: ${what}`,
    unit,
    ours: ours[key],
    peers: key === 'stall' ? {} : { 'bare SignalR client, same table': bare[key] },
    ...(target && { target }),
  });
  return [
    row('hub to painted, p50', 'ms', 'p50'),
    row('hub to painted, p95', 'ms', 'p95', { of: 'value', limit: 250 }),
    row('longest task of the page over 50 ms', 'ms', 'longestTask', { of: 'value', limit: 50 }),
    row('taken', '/s', 'rate', rate === 10_000 ? { of: 'ratio', limit: 0.9, atLeast: true } : undefined),
    row('CPU of all processes, of one core', '%', 'cpu'),
    row('longest stall of main', 'ms', 'stall'),
  ];
}
