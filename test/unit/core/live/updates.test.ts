import { beforeEach, describe, expect, test } from 'vitest';
import type { UnitUpdate } from '../../../../electron/contract/live.ts';
import { createUpdateBuffer, type UpdateBuffer } from '../../../../electron/core/live/updates.ts';
import { toUnit } from '../../../../electron/core/units/unit-mapping.ts';
import { fakeClock } from '../../../fakes/ports.ts';

let clock: ReturnType<typeof fakeClock>;
let delivered: UnitUpdate[][];
let updates: UpdateBuffer;

beforeEach(() => {
  clock = fakeClock(0);
  delivered = [];
  updates = createUpdateBuffer(clock, (some) => delivered.push(some));
});
const unit = (id: string) => {
  const mapped = toUnit({ id, status: 'In Service', floor: 1, lastEventAt: 1_000_000_000_000 });
  if (!mapped) throw new Error('the unit was dropped');
  return mapped;
};

describe('the updates of a frame', () => {
  test('are handed over together, once, 16 ms after the first', () => {
    updates.add({ id: 'a', at: 1, floor: '1' });
    clock.move(10);
    updates.add({ id: 'b', at: 2, floor: '2' });
    expect(delivered).toEqual([]);
    clock.move(6);
    expect(delivered).toEqual([
      [
        { id: 'a', at: 1, floor: '1' },
        { id: 'b', at: 2, floor: '2' },
      ],
    ]);
    clock.move(1_000);
    expect(delivered).toHaveLength(1);
  });

  test('are one for each unit: the last word on every field', () => {
    updates.add({ id: 'a', at: 1, floor: '1', direction: 'up' });
    updates.add({ id: 'a', at: 2, status: 'Inspection', condition: 'limited' });
    updates.add({ id: 'a', at: 3, floor: '2' });
    clock.move(16);
    expect(delivered).toEqual([
      [{ id: 'a', at: 3, floor: '2', direction: 'up', status: 'Inspection', condition: 'limited' }],
    ]);
  });

  test('do not change what was handed over before', () => {
    updates.add({ id: 'a', at: 1, floor: '1' });
    clock.move(16);
    updates.add({ id: 'a', at: 2, floor: '2' });
    clock.move(16);
    expect(delivered).toEqual([[{ id: 'a', at: 1, floor: '1' }], [{ id: 'a', at: 2, floor: '2' }]]);
  });

  test('are not handed over any more once they are cleared', () => {
    updates.add({ id: 'a', at: 1, floor: '1' });
    updates.clear();
    clock.move(16);
    expect(delivered).toEqual([]);
  });
});

describe('a page of the list', () => {
  test('has what was heard since the list began, and keeps the rest', () => {
    updates.add({ id: 'a', at: 1, floor: '9' });
    updates.listBegins();
    updates.add({ id: 'b', at: 2, floor: '5' });
    updates.add({ id: 'b', at: 3, direction: 'down' });
    expect(updates.overlay([unit('a'), unit('b')])).toEqual([
      unit('a'),
      { ...unit('b'), floor: '5', direction: 'down', lastEventAt: 3 },
    ]);
  });

  test('is left as it is after the connection was lost: what was heard may be old', () => {
    updates.add({ id: 'a', at: 1, floor: '9' });
    updates.forget();
    expect(updates.overlay([unit('a')])).toEqual([unit('a')]);
    clock.move(16);
    expect(delivered).toHaveLength(1);
  });
});
