/** Core at work for a long time: 1,000 events a second, cut lines, sleeps, tokens that end; flat memory, nothing lost. */
import { type BenchName, type Findings, number } from '../harness/report.ts';
import { startService } from '../harness/service.ts';
import { beginWork } from './at-work.ts';
import { type Footprint, takeFootprint } from './footprint.ts';
import { createOnlooker } from './onlooker.ts';
import { afterTrouble, type Trouble, troubleAt } from './troubles.ts';

export interface SoakOptions {
  units: number;
  rate: number;
  /** ms in all */
  time: number;
  /** When memory is taken first, ms. */
  settle: number;
  /** Something goes wrong this often, ms. */
  trouble: number;
  /** How long an access token is good, s: every line ends with its token. */
  accessTokenSeconds: number;
  /** When nothing came for so long, everything has arrived, ms. */
  silence?: number;
  /** Is told in one line how it goes, after each trouble. */
  tell?: (line: string) => void;
}

/** What an hour, or less, has come to. */
interface Endured {
  footprints: Footprint[];
  updates: number;
  renewals: number;
  /** Units that said something else than the service, added up over all looks. */
  differences: number;
  looks: number;
  troubles: Record<Trouble, number>;
  /** Of one core, percent. */
  cpu: { ours: number; service: number };
}

export async function soak(name: BenchName, options: SoakOptions): Promise<Findings> {
  return toFindings(name, options, await endure(options));
}

async function endure({ time, settle, trouble, ...options }: SoakOptions): Promise<Endured> {
  const { units, rate, accessTokenSeconds, silence = 400, tell } = options;
  const service = await startService({ units, pageSize: 1_000, eventsPerSecond: rate, accessTokenSeconds });
  const onlooker = createOnlooker(service, silence);
  const work = await beginWork(service, onlooker.heard);
  const troubles: Endured['troubles'] = { cut: 0, 'token refused': 0, 'woken up': 0 };
  const started = performance.now();
  try {
    const footprints: Footprint[] = [];
    /** Memory is taken in the same moment of each round: the list has just been read anew. */
    async function round(): Promise<void> {
      const different = await onlooker.differences(work);
      const what = troubleAt(footprints.length);
      troubles[what] += 1;
      await afterTrouble(what, service, work);
      // The list is being packed and kept by now, which takes memory of its own.
      await pause(3 * silence);
      const footprint = takeFootprint(started);
      footprints.push(footprint);
      const [seconds, heap] = [Math.round(footprint.at / 1000), footprint.heap.toFixed(1)];
      tell?.(`${seconds} s: ${different} units differ, then ${what}; heap ${heap} MB`);
    }
    await pause(settle);
    await round();
    const before = { cpu: process.cpuUsage(), service: service.cpu() ?? Number.NaN, at: performance.now() };
    for (const ends = started + time; performance.now() < ends; ) {
      await pause(Math.min(trouble, ends - performance.now()));
      await round();
    }
    await onlooker.differences(work);
    const { user, system } = process.cpuUsage(before.cpu);
    const percent = (ms: number) => (100 * ms) / (performance.now() - before.at);
    return {
      ...onlooker.seen(),
      footprints,
      troubles,
      cpu: {
        ours: percent((user + system) / 1000),
        service: percent(((service.cpu() ?? Number.NaN) - before.service) * 1000),
      },
    };
  } finally {
    work.person.end();
    service.stop();
  }
}

function toFindings(
  name: BenchName,
  { units, rate, time, settle, ...options }: SoakOptions,
  endured: Endured,
) {
  const { footprints, troubles, differences, looks, cpu } = endured;
  const [first, last] = [footprints[0], footprints.at(-1)];
  const of = (footprint: Footprint | undefined, key: keyof Footprint) => footprint?.[key] ?? Number.NaN;
  const peers = (key: keyof Footprint) => ({ 'after the first minute': of(first, key) });
  const findings: Findings = {
    name,
    title: `${name}: ${Math.round(time / 60_000)} min of ${rate.toLocaleString('en')} events/s, ${units.toLocaleString('en')} units`,
    comparisons: [
      {
        what: 'heap of main’s core at the end',
        unit: 'MB',
        ours: of(last, 'heap'),
        peers: peers('heap'),
        target: { of: 'ratio', limit: 1.1 },
      },
      {
        what: 'memory of its process at the end',
        unit: 'MB',
        ours: of(last, 'resident'),
        peers: peers('resident'),
      },
      {
        what: 'units that differ from the service, all looks together',
        unit: '',
        ours: differences,
        peers: {},
        target: { of: 'value', limit: 0 },
      },
      { what: 'CPU of it, of one core', unit: '%', ours: cpu.ours, peers: {} },
    ],
    notes: [
      `${endured.updates.toLocaleString('en')} updates, ${endured.renewals} new tokens (each good for ${options.accessTokenSeconds} s). ${list(troubles)}; it came back live each time. Before each of them and at the end, ${looks} times, the hub was silenced and the service's own list compared with what had been shown.`,
      `First memory after ${settle / 1000} s, after a collection each. The heap over the time, MB: ${curve(footprints, 'heap')}; the process: ${curve(footprints, 'resident')}. The simulated service, in a process of its own, took ${cpu.service.toFixed(0)} % of one core.`,
      'What the process holds beside the heap (compiled code, pages that V8 keeps for the next lists) rises in the first minutes and then stays.',
      'Core by itself under plain Node: what Electron adds to it is not in this.',
    ],
  };
  return findings;
}

function list(troubles: Endured['troubles']): string {
  return Object.entries(troubles)
    .map(([what, count]) => `${what} ${count} ${count === 1 ? 'time' : 'times'}`)
    .join(', ');
}

/** Some of them, evenly spread. */
function curve(footprints: readonly Footprint[], key: keyof Footprint): string {
  const step = Math.max(1, Math.floor(footprints.length / 12));
  return footprints
    .filter((_, index) => index % step === 0)
    .map((footprint) => number(footprint[key]))
    .join(', ');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
