/** The ledger beside SQLite with an index, on the same past and the same disk. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { timed } from '../harness/interleave.ts';
import type { BenchSize, Findings, RunBench } from '../harness/report.ts';
import { median, quantile } from '../harness/statistics.ts';
import { bytesIn, end, makeOurs, monthOfFleet, monthOfUnit, openOurs } from './ours.ts';
import type { Past } from './past.ts';
import { makeSqlite, openSqlite } from './sqlite.ts';

interface LedgerBench extends Past {
  opens: number;
  questions: number;
  fleets: number;
}

const sizes: Record<BenchSize, LedgerBench> = {
  usual: { units: 100_000, changes: 10_000_000, opens: 9, questions: 101, fleets: 3 },
  quick: { units: 100_000, changes: 1_000_000, opens: 5, questions: 31, fleets: 2 },
  tiny: { units: 20, changes: 400, opens: 1, questions: 1, fleets: 1 },
};

export const run: RunBench = async (size) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-ledger-'));
  try {
    return await measure(folder, sizes[size]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function measure(folder: string, bench: LedgerBench): Promise<Findings> {
  const own = path.join(folder, 'ledger');
  const file = path.join(folder, 'sqlite');
  const taken = await timed(() => makeOurs(own, bench));
  const inserted = await timed(() => makeSqlite(file, bench));
  const opened: [number[], number[]] = [[], []];
  for (let round = 0; round < bench.opens; round += 1) {
    opened[0].push(await timed(async () => (await openOurs(own, () => end)).close()));
    opened[1].push(await timed(async () => openSqlite(file).close()));
  }
  const store = await openOurs(own, () => end);
  const sqlite = openSqlite(file);
  const asked: [number[], number[]] = [[], []];
  for (let round = 0; round < bench.questions; round += 1) {
    const unit = (round * 7_919) % bench.units;
    asked[0].push(await timed(() => monthOfUnit(store, unit)));
    asked[1].push(await timed(async () => sqlite.monthOfUnit(unit)));
  }
  const fleets: [number[], number[]] = [[], []];
  const kept: number[] = [];
  let outages = 0;
  for (let round = 0; round < bench.fleets; round += 1) {
    // A new one each time, begun before the question: SQLite's would count as ours.
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await pause(10);
    fleets[0].push(
      await timed(async () => {
        outages = (await monthOfFleet(store)).availability.outages;
      }),
    );
    delay.disable();
    kept.push(delay.max / 1e6);
    fleets[1].push(await timed(async () => assertSame(outages, sqlite.monthOfFleet())));
  }
  await store.close();
  sqlite.close();
  const sqliteOf = (value: number) => ({ SQLite: value });
  return {
    name: 'ledger',
    title: `ledger: ${bench.changes.toLocaleString('en')} changes of ${bench.units.toLocaleString('en')} units in 40 days`,
    comparisons: [
      {
        what: 'opened, with what each unit is now',
        unit: 'ms',
        ours: median(opened[0]),
        peers: sqliteOf(median(opened[1])),
        target: { of: 'value', limit: 300 },
      },
      {
        what: '30 days of one unit, p50',
        unit: 'ms',
        ours: median(asked[0]),
        peers: sqliteOf(median(asked[1])),
      },
      {
        what: '30 days of one unit, p95',
        unit: 'ms',
        ours: quantile(asked[0], 0.95),
        peers: sqliteOf(quantile(asked[1], 0.95)),
        target: { of: 'value', limit: 20 },
      },
      {
        what: 'availability of all units over 30 days',
        unit: 's',
        ours: median(fleets[0]) / 1_000,
        peers: sqliteOf(median(fleets[1]) / 1_000),
        target: { of: 'value', limit: 3 },
      },
      {
        what: 'meanwhile, the longest time that the event loop was kept, p50',
        unit: 'ms',
        ours: median(kept),
        peers: sqliteOf(median(fleets[1])),
        target: { of: 'value', limit: 50 },
      },
      {
        what: 'taken down',
        unit: 'changes/s',
        ours: bench.changes / (taken / 1_000),
        peers: sqliteOf(bench.changes / (inserted / 1_000)),
      },
      {
        what: 'on the disk',
        unit: 'MB',
        ours: bytesIn(own) / 1e6,
        peers: sqliteOf(statSync(file).size / 1e6),
      },
    ],
    notes: [
      'One process; files are in the cache of the system. Ours is sealed, and answers with the times when nobody looked: a minute of each hour. SQLite (node:sqlite, WAL) is neither sealed nor asked about that: how long each unit was out and how often, by a window function over an index of unit, time and code. Both count the same outages.',
      'SQLite keeps the event loop for the whole question, as `DatabaseSync` has it; in the product it would need a thread of its own. It is filled in one transaction, with the index made at its end; ours is flushed to the disk every 20,000 changes.',
    ],
  };
}

function assertSame(ours: number, theirs: readonly { outages: number }[]): void {
  const sum = theirs.reduce((all, { outages }) => all + outages, 0);
  if (sum !== ours) throw new Error(`SQLite counts ${sum} outages, the ledger ${ours}.`);
}
