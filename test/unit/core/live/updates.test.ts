import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { UnitUpdate } from '../../../../electron/contract/live.ts';
import { createEventReader, createUpdateBuffer } from '../../../../electron/core/live/updates.ts';
import { unitMapping } from '../../../../electron/core/units/unit-mapping.ts';
import { fuzz, hostileValue } from '../../../fakes/fuzz.ts';
import { fakeClock } from '../../../fakes/ports.ts';

let clock: ReturnType<typeof fakeClock>;
let delivered: UnitUpdate[][];
let updates: ReturnType<typeof createUpdateBuffer>;

beforeEach(() => {
  clock = fakeClock(0);
  delivered = [];
  updates = createUpdateBuffer(clock, (some) => delivered.push(some));
});
const unit = (id: string) => {
  const mapped = unitMapping()({ id, status: 'In Service', floor: 1, lastEventAt: 1_000_000_000_000 });
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
    updates.clearHeard();
    updates.add({ id: 'b', at: 2, floor: '5' });
    updates.add({ id: 'b', at: 3, direction: 'down' });
    expect(updates.overlay([unit('a'), unit('b')])).toEqual([
      unit('a'),
      { ...unit('b'), floor: '5', direction: 'down', lastEventAt: 3 },
    ]);
  });

  test('is left as it is after the connection was lost: what was heard may be old', () => {
    updates.add({ id: 'a', at: 1, floor: '9' });
    updates.clearHeard();
    expect(updates.overlay([unit('a')])).toEqual([unit('a')]);
    clock.move(16);
    expect(delivered).toHaveLength(1);
  });
});

const newReader = () => createEventReader(() => ({ has: () => true }));
const read = (event: unknown) => newReader().read(event, 5);

describe('a live event', () => {
  test.each<[string, object]>([
    [
      'camel case',
      { unitId: 'a', currentFloor: 3, equipmentStatus: 'In Service', currentTripDirection: 'Up' },
    ],
    [
      'Pascal case',
      { UnitId: 'a', CurrentFloor: '3', EquipmentStatus: 'In Service', CurrentTripDirection: 'UP' },
    ],
  ])('is read in %s', (_case, event) => {
    expect(read(event)).toEqual({
      id: 'a',
      at: 5,
      floor: '3',
      status: 'In Service',
      condition: 'in-service',
      direction: 'up',
    });
  });

  test('is read in any letter case', () => {
    expect(read({ UNITID: 'a', currentfloor: 2 })).toEqual({ id: 'a', at: 5, floor: '2' });
  });

  test.each<[unknown, string]>([
    [0, 'up'],
    [1, 'down'],
    [2, 'levelling'],
    [3, 'none'],
    ['Relevel', 'levelling'],
    ['relevel', 'levelling'],
  ])('has the direction %j of the enum as a number or as a word: %s', (currentTripDirection, direction) => {
    expect(read({ unitId: 'a', currentTripDirection })).toEqual({ id: 'a', at: 5, direction });
  });

  test.each(['9007199254740993', '1e21', '7'])('keeps the digits of the id %s (R42)', (id) => {
    const record = `{"type":1,"target":"T","arguments":[{"unitId":${id},"currentFloor":3}]}`;
    const event: unknown = JSON.parse(record).arguments[0];
    expect(newReader().read(event, 5, record)).toEqual({ id, at: 5, floor: '3' });
  });

  test('says nothing by null, by an empty text and by what is absent, and none of that is a fault', () => {
    const { read: readOne, counts } = newReader();
    const nothing = { currentFloor: null, equipmentStatus: '', currentTripDirection: ' ' };
    expect(readOne({ unitId: 'a', ...nothing }, 5)).toEqual({ id: 'a', at: 5 });
    expect(readOne({ unitId: 'a' }, 6)).toEqual({ id: 'a', at: 6 });
    expect(counts.invalid).toBe(0);
  });

  test.each<[string, object, object]>([
    ['a floor as text', { currentFloor: ' EG ' }, { floor: 'EG' }],
    ['the ground floor', { currentFloor: 0 }, { floor: '0' }],
    ['a basement', { currentFloor: -2 }, { floor: '-2' }],
    ['a status as a number', { equipmentStatus: 3 }, { status: '3', condition: 'unknown' }],
    [
      'an outage',
      { equipmentStatus: 'Out Of Service' },
      { status: 'Out Of Service', condition: 'out-of-service' },
    ],
    ['an entrapment', { equipmentStatus: 'Entrapment' }, { status: 'Entrapment', condition: 'entrapment' }],
    ['a stop', { currentTripDirection: 'None' }, { direction: 'none' }],
  ])('may have %s', (_what, fields, expected) => {
    expect(read({ unitId: 'a', ...fields })).toEqual({ id: 'a', at: 5, ...expected });
  });

  test.each<[string, object]>([
    ['a floor out of range', { currentFloor: 10_001 }],
    ['a floor that is no number', { currentFloor: Number.NaN }],
    ['a floor that is true', { currentFloor: true }],
    ['a floor as long as a book', { currentFloor: '1'.repeat(201) }],
    ['a status that is an object', { equipmentStatus: {} }],
    ['a direction that there is not', { currentTripDirection: 'sideways' }],
    ['a direction that the enum does not have', { currentTripDirection: 4 }],
  ])('loses %s, which is counted (R33)', (_what, fields) => {
    const { read: readOne, counts } = newReader();
    expect(readOne({ unitId: 'a', ...fields }, 5)).toEqual({ id: 'a', at: 5 });
    expect(counts.invalid).toBe(1);
  });

  test.each([undefined, null, 7, 'a', [], {}, { unitId: '' }, { unitId: {} }, { unitId: 'x'.repeat(513) }])(
    'without an id is dropped and counted (R33): %j',
    (event) => {
      const { read: readOne, counts } = newReader();
      expect(readOne(event, 5)).toBeUndefined();
      expect(counts.invalid).toBe(1);
    },
  );

  test('is read where the connection places a column, and else by the names of the hub', () => {
    const fields = { status: 'Zustand.Text', direction: '', city: 'ort' };
    const statuses = { ' betrieb ': 'in-service', 3: 'entrapment' } as const;
    const reader = createEventReader(() => ({ has: () => true }), { fields, statuses });
    const readOne = (event: object) => reader.read(event, 5);
    expect(readOne({ unitId: 'a', zustand: { TEXT: 'Betrieb' }, equipmentStatus: 'Fault' })).toEqual({
      id: 'a',
      at: 5,
      status: 'Betrieb',
      condition: 'in-service',
    });
    expect(
      readOne({ unitId: 'a', zustand: { text: null }, equipmentStatus: 3, currentTripDirection: 0 }),
    ).toEqual({ id: 'a', at: 5, status: '3', condition: 'entrapment', direction: 'up' });
    expect(readOne({ unitId: 'a', zustand: 'Fault' })).toEqual({ id: 'a', at: 5 });
    expect(reader.counts.invalid).toBe(0);
  });

  test.each<[string, object, object]>([
    ['true and false as texts', { läuft: false }, { status: 'false', condition: 'out-of-service' }],
    ['an inner name that is written flat', { 'Lage.Etage': 'EG' }, { floor: 'EG' }],
    ['the flat name where the inner one says nothing', { lage: {}, 'lage.etage': 7 }, { floor: '7' }],
    [
      'the name of the hub where an object is in its place',
      { lage: { etage: {} }, currentFloor: 3 },
      { floor: '3' },
    ],
    [
      'the name of the hub where a blank is in its place',
      { läuft: ' ', equipmentStatus: 'OK' },
      { status: 'OK', condition: 'in-service' },
    ],
  ])('is read where the connection places a column as the list is: %s', (_what, said, expected) => {
    const fields = { status: 'läuft', floor: 'lage.etage' };
    const statuses = { false: 'out-of-service' } as const;
    const reader = createEventReader(() => ({ has: () => true }), { fields, statuses });
    expect(reader.read({ unitId: 'a', ...said }, 5)).toEqual({ id: 'a', at: 5, ...expected });
    expect(reader.counts.invalid).toBe(0);
  });

  test('is found where the list finds it, wherever the connection places it', async () => {
    const name = fc.constantFrom('a', 'A', 'b', 'B', 'a.b', 'A.b');
    const value = fc.constantFrom<unknown>('x', ' Y ', '', ' ', 7, true, null, {}, []);
    const inner = fc.dictionary(name, value, { maxKeys: 3 });
    const item = fc.dictionary(name, fc.oneof(value, inner), { maxKeys: 4 });
    for (const status of ['a', 'A', 'a.b', 'B.A']) {
      const reader = createEventReader(() => ({ has: () => true }), { fields: { status } });
      const toUnit = unitMapping({ fields: { status } });
      await fuzz(
        fc.property(item, (fields) => {
          const said = { unitId: 'u', ...fields };
          expect(reader.read(said, 5)?.status ?? '').toBe(toUnit(said)?.status);
        }),
        500,
      );
      expect(reader.counts.invalid).toBe(0);
    }
  });

  test('keeps the digits of an id where the connection places it (R42)', () => {
    const record = '{"type":1,"target":"T","arguments":[{"anlage":{"nr":9007199254740993,"id":1}}]}';
    const event: unknown = JSON.parse(record).arguments[0];
    const reader = createEventReader(() => ({ has: () => true }), { fields: { id: 'anlage.nr' } });
    expect(reader.read(event, 5, record)).toEqual({ id: '9007199254740993', at: 5 });
  });

  test('whatever it is, nothing comes of it but a valid update (R33)', async () => {
    const names = ['unitId', 'currentFloor', 'equipmentStatus', 'currentTripDirection'];
    const keys = [...names, ...names.map((name) => name.charAt(0).toUpperCase() + name.slice(1))];
    const { read: readOne } = newReader();
    const event = fc.oneof(
      hostileValue(keys),
      fc.record({
        unitId: fc.string({ minLength: 1 }),
        currentFloor: fc.anything(),
        equipmentStatus: fc.anything(),
      }),
    );
    await fuzz(
      fc.property(event, (value) => {
        const update = readOne(value, 5);
        if (update) expect(UnitUpdate.strict().parse(update)).toEqual(update);
      }),
      5_000,
    );
  });
});
