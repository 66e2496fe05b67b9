import { describe, expect, test } from 'vitest';
import type { UnitUpdate } from '../../../electron/contract/live.ts';
import { gather, overlaid } from '../../../electron/contract/overlay.ts';
import { unit } from '../renderer/units/sample.ts';

const now = 1_000;

describe('a unit with a live update', () => {
  test('has what the update says, and is otherwise as it was', () => {
    const before = unit('1', { status: 'In Service', floor: '3', direction: 'up', lastEventAt: 50 });
    const after = overlaid(before, { id: '1', at: 900, floor: '4' }, now);
    expect(after).toEqual({ ...before, floor: '4', lastEventAt: 900 });
    expect(before.floor).toBe('3');
    expect(overlaid(before, undefined, now)).toBe(before);
  });

  test('keeps the mark of a time without a zone as long as it keeps that time', () => {
    const before = unit('1', { lastEventAt: 950, zoneAssumed: true });
    expect(overlaid(before, { id: '1', at: 900 }, now)).toEqual(before);
    expect(overlaid(before, { id: '1', at: 980 }, now)).toEqual({
      ...before,
      lastEventAt: 980,
      zoneAssumed: false,
    });
  });

  test.each<[string, number | null, number, number]>([
    ['a newer update', 500, 900, 900],
    ['an update of the same time', 900, 900, 900],
    ['an update of a unit without a time', null, 900, 900],
    ['an older update that comes late', 950, 900, 950],
    ['an update while the known time is in the future', now + 3_600_000, 900, 900],
    ['an update after the clock was set back', now + 1, now, now],
  ])('has what %s says, and the time of the last event', (_case, lastEventAt, at, expected) => {
    const before = unit('1', { status: 'In Service', floor: '3', lastEventAt });
    const update: UnitUpdate = { id: '1', at, status: 'Maintenance', condition: 'limited', floor: '4' };
    expect(overlaid(before, update, now)).toEqual({
      ...before,
      status: 'Maintenance',
      condition: 'limited',
      floor: '4',
      lastEventAt: expected,
    });
  });
});

test('updates of a unit are one: the last word on every field; what was added is not changed', () => {
  const updates = new Map<string, UnitUpdate>();
  const first = { id: '1', at: 1, floor: '1', direction: 'up' } as const;
  for (const update of [first, { id: '2', at: 2, floor: '7' }, { id: '1', at: 3, floor: '2' }])
    gather(updates, update);
  expect([...updates.values()]).toEqual([
    { id: '1', at: 3, floor: '2', direction: 'up' },
    { id: '2', at: 2, floor: '7' },
  ]);
  expect(first.floor).toBe('1');
});
