import { describe, expect, test } from 'vitest';
import type { ListFormat } from '../../../electron/command-line/options.ts';
import {
  chosenColumns,
  chosenOrder,
  createUnitFormatter,
} from '../../../electron/command-line/unit-formats.ts';
import { createWatchLines } from '../../../electron/command-line/watch-lines.ts';
import type { UnitColumn } from '../../../electron/contract/names.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { unit } from '../renderer/units/sample.ts';

const at = Date.UTC(2026, 10, 1, 12);
const out = unit('out', {
  condition: 'out-of-service',
  outSince: at,
  lastEventAt: at,
  lastSeenAt: at + 60_000,
});
const running = unit('runs', { lastEventAt: at });

function printed(format: ListFormat, units: Unit[], columns?: UnitColumn[]): string {
  const formatter = createUnitFormatter(format, { columns });
  return formatter.head() + formatter.page(units) + formatter.tail();
}

describe('since when a unit is out of service, and when it was last seen', () => {
  const columns = chosenColumns('id,outsince,lastSeen') ?? [];

  test('are columns by name, in any letter case', () => {
    expect(columns).toEqual(['id', 'outSince', 'lastSeen']);
  });

  test('are ms in JSON, and null where nothing is known', () => {
    const lines = printed('ndjson', [out, running, unit('new')], columns)
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { id: 'out', outSince: at, lastSeenAt: at + 60_000 },
      { id: 'runs', outSince: null, lastSeenAt: at },
      { id: 'new', outSince: null, lastSeenAt: null },
    ]);
  });

  test('are ISO 8601 in CSV and in the table', () => {
    const [head, first, second] = printed('csv', [out, running], columns).split('\r\n');
    expect(head).toBe('ID,Out since,Last seen');
    expect(first).toBe('out,2026-11-01T12:00:00.000Z,2026-11-01T12:01:00.000Z');
    expect(second).toBe('runs,,2026-11-01T12:00:00.000Z');
    expect(printed('table', [out], columns)).toContain('2026-11-01T12:00:00.000Z');
  });

  test('are whole in JSON without columns, with the reason', () => {
    const [said] = JSON.parse(printed('json', [{ ...out, fault: 'D-1' }])) as unknown[];
    expect(said).toMatchObject({ outSince: at, fault: 'D-1' });
  });

  test('sort, with what is not known last', () => {
    const units = [running, { ...out, id: 'late', outSince: at + 1 }, out];
    const ids = (order: string) => units.toSorted(chosenOrder(order)).map(({ id }) => id);
    expect(ids('outSince')).toEqual(['out', 'late', 'runs']);
    expect(ids('outSince:desc')).toEqual(['late', 'out', 'runs']);
    expect(ids('lastSeen')[0]).toBe('runs');
  });

  test('are no part of a line of "watch", however many events it is made of', () => {
    const lines = createWatchLines();
    lines.heard({ id: 'u', at, condition: 'out-of-service', status: 'Fault', outAt: at, wasBack: true });
    expect(JSON.parse(lines.next() ?? '')).toEqual({
      id: 'u',
      at: '2026-11-01T12:00:00.000Z',
      source: 'live',
      condition: 'out-of-service',
      status: 'Fault',
    });
  });
});
