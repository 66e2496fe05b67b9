import { describe, expect, it, vi } from 'vitest';
import { type DesktopClient, DesktopError } from '../../../../../renderer/desktop.ts';
import { exportResource, resourceFileName } from '../../../../../renderer/units/resources/resource-export.ts';

const table = (count: number) => ({
  format: 'csv' as const,
  columns: ['id', 'text'],
  rows: Array.from({ length: count }, (_, at) => ({
    at,
    row: { cells: [at, 'x'.repeat(5_000)], hasDocument: false },
  })),
});

function setUp(chosen: string | null = '/home/sam/orders.csv', broken?: string) {
  const rows: (string | number | null)[][][] = [];
  const calls: string[] = [];
  const call = vi.fn(async (name: string, input: { rows?: (string | number | null)[][] }) => {
    calls.push(name);
    if (name === broken) throw new DesktopError({ code: 'storage', message: '', hint: '', details: {} });
    if (name === 'startExport') return chosen === null ? null : { export: 7, file: chosen };
    if (input.rows !== undefined) rows.push(input.rows);
    return undefined;
  });
  return { desktop: { call } as unknown as Pick<DesktopClient, 'call'>, rows, calls };
}

describe('the export of a further list', () => {
  it('has the titles and every row, in messages and cells that main accepts; a cell that is cut says so', async () => {
    const { desktop, rows, calls } = setUp();
    expect(await exportResource(desktop, table(4_500), 'Orders')).toBe('/home/sam/orders.csv');
    expect(rows.map((some) => some.length)).toEqual([1, 2_000, 2_000, 500]);
    expect(rows[0]).toEqual([['id', 'text']]);
    expect(rows[1]?.[3]).toEqual([3, `${'x'.repeat(3_999)}…`]);
    expect(calls.at(-1)).toBe('finishExport');
  });

  it('writes nothing when the person cancels', async () => {
    const { desktop, calls } = setUp(null);
    expect(await exportResource(desktop, table(1), 'Orders')).toBeNull();
    expect(calls).toEqual(['startExport']);
  });

  it('that fails leaves no file behind, and says why (R37)', async () => {
    const { desktop, calls } = setUp('/x', 'finishExport');
    await expect(exportResource(desktop, table(1), 'Orders')).rejects.toMatchObject({
      failure: { code: 'storage' },
    });
    expect(calls.at(-1)).toBe('cancelExport');
  });
});

it('the name offered for the file says what it is, of which unit and of which day, and what it is not', () => {
  const day = new Date(2026, 10, 3);
  expect(resourceFileName(['Work orders', 'North – Elevator 1', null], day)).toBe(
    'Work orders – North – Elevator 1 – 2026-11-03',
  );
  expect(resourceFileName(['Work orders', null, 'incomplete'], day)).toBe(
    'Work orders – 2026-11-03 – incomplete',
  );
  const long = resourceFileName(['x'.repeat(80), 'y'.repeat(300), 'incomplete'], day);
  expect(long.length).toBeLessThanOrEqual(120);
});
