/** Core at work for a long time: 1,000 events a second, cut lines, tokens that end; flat memory and nothing lost. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Unit, UnitUpdate } from '../../../electron/contract.ts';
import type { BenchName, Findings } from '../harness/report.ts';
import { startService } from '../harness/service.ts';
import { type AtWork, beginWork } from '../hub/at-work.ts';

export interface SoakOptions {
  units: number;
  rate: number;
  /** ms in all */
  time: number;
  /** When memory is taken first, ms. */
  settle: number;
  /** Something goes wrong this often, ms. */
  trouble: number;
}

const megabyte = 1024 ** 2;

export async function soak(name: BenchName, options: SoakOptions): Promise<Findings> {
  const { units, rate, time, settle, trouble } = options;
  // Tokens end often enough to be renewed several times.
  const accessTokenSeconds = Math.max(20, Math.round(time / 5_000));
  const service = await startService({ units, pageSize: 1_000, eventsPerSecond: rate, accessTokenSeconds });
  const shown = new Map<string, Unit>();
  let updates = 0;
  const work = await beginWork(service, {
    updates(some) {
      updates += some.length;
      for (const update of some) show(shown, update);
    },
    page(some) {
      for (const unit of some) shown.set(unit.id, unit);
    },
  });
  try {
    work.person.units.splice(0);
    await pause(settle);
    const first = memory();
    const ends = performance.now() + time - settle;
    let troubles = 0;
    for (; performance.now() < ends; troubles += 1) {
      await pause(Math.min(trouble, ends - performance.now()));
      service.tell(troubles % 2 === 0 ? 'drop' : 'expire');
      await away(work);
      await work.live();
      work.person.units.splice(0);
    }
    const last = memory();
    const lost = await lostUpdates(work, shown, service.tell);
    return {
      name,
      title: `${name}: ${Math.round(time / 60_000)} min of ${rate.toLocaleString('en')} events/s, ${units.toLocaleString('en')} units`,
      comparisons: [
        {
          what: 'heap at the end against after the first minute',
          unit: 'MB',
          ours: last.heap,
          peers: { start: first.heap },
          target: { of: 'ratio', limit: 1.1 },
        },
        { what: 'memory of the process', unit: 'MB', ours: last.resident, peers: { start: first.resident } },
        {
          what: 'units that differ from the service after all',
          unit: '',
          ours: lost,
          peers: {},
          target: { of: 'value', limit: 0 },
        },
      ],
      notes: [
        `${updates.toLocaleString('en')} updates; ${troubles} times a line was cut or the tokens ended, and it came back live. Access tokens lived for ${accessTokenSeconds} s. First memory after ${settle / 1000} s, after a collection each.`,
        'Core by itself under plain Node: what Electron adds to it is not in this.',
      ],
    };
  } finally {
    work.person.end();
    service.stop();
  }
}

function show(shown: Map<string, Unit>, { id, at, ...said }: UnitUpdate): void {
  const unit = shown.get(id);
  if (unit !== undefined) shown.set(id, { ...unit, ...said, lastEventAt: at } as Unit);
}

/** The break has been noticed. */
async function away({ workplace }: AtWork): Promise<void> {
  const limit = performance.now() + 5_000;
  while (workplace.live.state().phase === 'live' && performance.now() < limit) await pause(20);
}

/** With the hub silent, the list must say what is shown already. */
async function lostUpdates(
  work: AtWork,
  shown: Map<string, Unit>,
  tell: (order: { faults: { hubStalled: boolean } }) => void,
): Promise<number> {
  tell({ faults: { hubStalled: true } });
  // What was sent before must have arrived.
  await pause(2_000);
  const before = new Map(shown);
  await work.list();
  return work.person.units.splice(0).filter((unit) => {
    const ours = before.get(unit.id);
    return (
      ours?.floor !== unit.floor || ours.condition !== unit.condition || ours.direction !== unit.direction
    );
  }).length;
}

function memory(): { heap: number; resident: number } {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / megabyte, resident: rss / megabyte };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
