import { describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../../../../electron/contract/failure.ts';
import { type DesktopClient, DesktopError } from '../../../../../renderer/desktop.ts';
import type { ExportTable } from '../../../../../renderer/units/export/export-table.ts';
import { createUnitsExport } from '../../../../../renderer/units/export/units-export.ts';
import { noGap } from '../../../../../renderer/units/loading/list-gap.ts';
import { englishText, unit } from '../sample.ts';

const failure: Failure = { code: 'storage', message: 'disk full', hint: '', details: {} };

function tableOf(count: number): ExportTable {
  return {
    format: 'csv',
    header: ['ID', 'Name'],
    units: Array.from({ length: count }, (_, index) => unit(String(index))),
    columns: ['id', 'name'],
    text: englishText,
  };
}

/** A main process that keeps what it was sent; `on` is called before each answer. */
function setUp(
  on: (name: string) => void = () => undefined,
  chosen: string | null = '/tmp/units.csv',
  pause: (() => Promise<void>) | null = () => Promise.resolve(),
) {
  const messages: string[][][] = [];
  const calls: string[] = [];
  const call = vi.fn(async (name: string, input: { rows?: string[][] }) => {
    calls.push(name);
    on(name);
    if (name === 'startExport') return chosen === null ? null : { export: 7, file: chosen };
    if (input.rows !== undefined) messages.push(input.rows);
    return name === 'finishExport' ? { rows: 0, bytes: 0 } : undefined;
  });
  // Its own pause where there is none.
  const csv = createUnitsExport({ call } as unknown as DesktopClient, ...(pause === null ? [] : [pause]));
  return { csv, messages, calls, call };
}

describe('an export', () => {
  it('sends the header once and every row once, in order, in messages of at most 2,000 rows', async () => {
    const { csv, messages, calls } = setUp();
    await csv.start(tableOf(4_321), 'units.csv');
    expect(messages.map((rows) => rows.length)).toEqual([2_000, 2_000, 322]);
    const rows = messages.flat();
    expect(rows[0]).toEqual(['ID', 'Name']);
    expect(rows.slice(1).map(([id]) => Number(id))).toEqual(Array.from({ length: 4_321 }, (_, id) => id));
    expect(calls.at(-1)).toBe('finishExport');
    expect(csv.state.get()).toEqual({ phase: 'done', file: '/tmp/units.csv', rows: 4_321, gap: noGap });
  });

  it.each([0, 1, 199, 200, 1_999, 2_000, 3_999])(
    'of %i units has as many rows and a header',
    async (count) => {
      const { csv, messages } = setUp();
      await csv.start(tableOf(count), 'units.csv');
      expect(messages.flat()).toHaveLength(count + 1);
      expect(Math.max(...messages.map((rows) => rows.length))).toBeLessThanOrEqual(2_000);
    },
  );

  it('of a hidden window waits for no idle moment, which such a window hardly has', async () => {
    vi.stubGlobal('requestIdleCallback', () => 0);
    const { csv } = setUp(undefined, '/tmp/units.csv', null);
    await csv.start(tableOf(4_321), 'units.csv');
    expect(csv.state.get()).toMatchObject({ phase: 'done' });
    vi.unstubAllGlobals();
  });

  it('counts what is written', async () => {
    const { csv } = setUp();
    const seen: number[] = [];
    csv.state.subscribe(() => {
      const state = csv.state.get();
      if (state.phase === 'writing') seen.push(state.done);
    });
    await csv.start(tableOf(4_100), 'units.csv');
    expect(seen).toEqual([0, 1_999, 3_999]);
  });

  it('is not begun when the person cancels', async () => {
    const { csv, calls } = setUp(undefined, null);
    await csv.start(tableOf(3), 'units.csv');
    expect(calls).toEqual(['startExport']);
    expect(csv.state.get()).toEqual({ phase: 'idle' });
  });

  it('that is cancelled stops at the next message and leaves nothing behind', async () => {
    const { csv, messages, calls } = setUp((name) => name === 'exportRows' && csv.cancel());
    await csv.start(tableOf(10_000), 'units.csv');
    expect(messages).toHaveLength(1);
    expect(calls.at(-1)).toBe('cancelExport');
    expect(csv.state.get()).toEqual({ phase: 'cancelled' });
  });

  it('that is cancelled while main asks where to is given up as soon as main answers', async () => {
    const { csv, calls } = setUp((name) => name === 'startExport' && csv.clear());
    await csv.start(tableOf(3), 'units.csv');
    expect(calls).toEqual(['startExport', 'cancelExport']);
    expect(csv.state.get()).toEqual({ phase: 'idle' });
  });

  it.each(['startExport', 'exportRows', 'finishExport'])('R37 says why when %s fails', async (broken) => {
    const { csv } = setUp((name) => {
      if (name === broken) throw new DesktopError(failure);
    });
    await csv.start(tableOf(3), 'units.csv');
    expect(csv.state.get()).toEqual({ phase: 'failed', failure });
  });

  it('that fails on the way leaves no file behind', async () => {
    const { csv, calls } = setUp((name) => {
      if (name === 'exportRows') throw new DesktopError(failure);
    });
    await csv.start(tableOf(3), 'units.csv');
    expect(calls).toEqual(['startExport', 'exportRows', 'cancelExport']);
  });

  it('of a list that is not whole, or old, knows that at its end (R41)', async () => {
    const { csv } = setUp();
    const gap = { part: { received: 3, total: 5 }, asOf: 7 };
    await csv.start(tableOf(3), 'units.csv', gap);
    expect(csv.state.get()).toMatchObject({ phase: 'done', rows: 3, gap });
  });

  it('is the only one until it has ended', async () => {
    const { csv, calls } = setUp();
    await Promise.all([csv.start(tableOf(3), 'a.csv'), csv.start(tableOf(3), 'b.csv')]);
    expect(calls.filter((name) => name === 'startExport')).toHaveLength(1);
  });
});
