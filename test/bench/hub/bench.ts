/** Live updates in main beside a bare SignalR client that only counts, from 100 to 30,000 events a second. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { BenchSize, Comparison, Findings, RunBench } from '../harness/report.ts';
import { type Service, startService } from '../harness/service.ts';
import { bareClient, beginWork } from './at-work.ts';

interface HubOptions {
  units: number;
  rates: readonly number[];
  /** ms of each measurement */
  time: number;
}
const sizes: Record<BenchSize, HubOptions> = {
  usual: { units: 10_000, rates: [100, 1_000, 10_000, 30_000], time: 10_000 },
  quick: { units: 5_000, rates: [1_000, 10_000], time: 3_000 },
  tiny: { units: 20, rates: [100], time: 300 },
};

export const run: RunBench = (size) => benchHub(sizes[size]);

interface Taken {
  /** Events a second. */
  rate: number;
  /** CPU ms for each 1,000 events. */
  cpu: number;
  /** The longest time that nothing else could run, ms. */
  stall: number;
}

async function benchHub({ units, rates, time }: HubOptions): Promise<Findings> {
  const comparisons: Comparison[] = [];
  for (const rate of rates) {
    const service = await startService({ units, pageSize: 1_000, eventsPerSecond: rate });
    try {
      comparisons.push(
        ...compare(rate, await measureOurs(service, time), await measureBare(service, units, time)),
      );
    } finally {
      service.stop();
    }
  }
  return {
    name: 'hub',
    title: `hub: ${units.toLocaleString('en')} units followed`,
    comparisons,
    notes: [
      `One Node process, the simulated hub in another; ${time / 1000} s for each. Ours reads, checks, and puts together what came within a frame, as main does before it sends it to the window; the bare client counts.`,
      'What the window does with 10,000 updates a second is measured by the bench of the grid.',
    ],
  };
}

function compare(rate: number, ours: Taken, bare: Taken): Comparison[] {
  const events = `${rate.toLocaleString('en')} events/s`;
  const peers = (key: keyof Taken) => ({ 'bare SignalR client': bare[key] });
  return [
    {
      what: `${events}: taken`,
      unit: '/s',
      ours: ours.rate,
      peers: peers('rate'),
      ...(rate === 10_000 && { target: { of: 'ratio', limit: 0.9, atLeast: true } }),
    },
    { what: `${events}: CPU for 1,000`, unit: 'ms', ours: ours.cpu, peers: peers('cpu') },
    {
      what: `${events}: longest stall`,
      unit: 'ms',
      ours: ours.stall,
      peers: peers('stall'),
      ...(rate === 10_000 && { target: { of: 'value', limit: 50 } }),
    },
  ];
}

async function measureOurs(service: Service, time: number): Promise<Taken> {
  const { workplace, person } = await beginWork(service);
  try {
    return await measure(() => workplace.live.counts().received, time);
  } finally {
    person.end();
  }
}

async function measureBare(service: Service, units: number, time: number): Promise<Taken> {
  let events = 0;
  const { person } = await beginWork(service);
  const ids = person.units.slice(0, units).map(({ id }) => id);
  person.end();
  const hub = await bareClient(service, ids, () => {
    events += 1;
  });
  try {
    return await measure(() => events, time);
  } finally {
    await hub.stop();
  }
}

/** After a moment in which the code gets warm. */
async function measure(count: () => number, time: number): Promise<Taken> {
  await pause(time / 4);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const [cpu, events, started] = [process.cpuUsage(), count(), performance.now()];
  delay.enable();
  await pause(time);
  delay.disable();
  const { user, system } = process.cpuUsage(cpu);
  const taken = count() - events;
  return {
    rate: (taken * 1000) / (performance.now() - started),
    cpu: (user + system) / Math.max(1, taken),
    stall: delay.max / 1e6,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
