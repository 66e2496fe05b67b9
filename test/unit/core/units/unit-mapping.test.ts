import { describe, expect, test } from 'vitest';
import type { UnitReading } from '../../../../electron/core/connection/unit-reading.ts';
import { unitMapping } from '../../../../electron/core/units/unit-mapping.ts';

const toUnit = unitMapping();
const unit = (fields: object) => {
  const mapped = toUnit({ id: 'u', ...fields });
  if (!mapped) throw new Error('the unit was dropped');
  return mapped;
};

describe('an item of the list', () => {
  test('is a unit with everything that is recognised', () => {
    expect(
      toUnit({
        unitId: 'BER-1',
        name: 'Main entrance',
        siteName: 'Central Station',
        address: 'Europaplatz 1',
        city: 'Berlin',
        country: 'Germany',
        type: 'Elevator',
        equipmentStatus: 'In Service',
        currentFloor: -1,
        currentTripDirection: 'Up',
        availability: 99.5,
        lastEventAt: '2026-11-01T12:00:00Z',
        manufacturer: 'TK Elevator',
      }),
    ).toEqual({
      id: 'BER-1',
      name: 'Main entrance',
      site: 'Central Station',
      address: 'Europaplatz 1',
      city: 'Berlin',
      country: 'Germany',
      type: 'elevator',
      status: 'In Service',
      condition: 'in-service',
      floor: '-1',
      direction: 'up',
      availability: 99.5,
      lastEventAt: Date.UTC(2026, 10, 1, 12),
    });
  });

  test('may hold nothing but its id', () => {
    expect(toUnit({ id: 7 })).toEqual({
      id: '7',
      name: '7',
      site: '',
      address: '',
      city: '',
      country: '',
      type: 'other',
      status: '',
      condition: 'unknown',
      floor: null,
      direction: null,
      availability: null,
      lastEventAt: null,
    });
  });

  test.each(['unitId', 'UnitId', 'UNITID', 'id', 'Id', 'equipmentId', 'EquipmentID', 'serialNumber'])(
    'is known by its %s',
    (name) => expect(toUnit({ [name]: 'x' })?.id).toBe('x'),
  );

  test('has the best of its ids', () => {
    expect(toUnit({ serialNumber: 's', id: 'i', unitId: 'u', equipmentId: 'e' })?.id).toBe('u');
    expect(toUnit({ serialNumber: 's', unitId: '', id: null })?.id).toBe('s');
  });

  test.each<[string, object]>([
    ['u', { serialNumber: 's', unit: { unitId: 'u' } }],
    ['u', { serialNumber: 's', unit: { id: 'u', serialNumber: 't' } }],
    ['u', { SerialNumber: 's', Equipment: { Id: 'u' } }],
    ['u', { unit: { serialNumber: 's' }, equipment: { equipmentId: 'u' } }],
    ['s', { unit: { serialNumber: 's', id: ' ' } }],
    ['s', { equipment: { serialNumber: 's' }, unit: { name: 'n' } }],
  ])('has a serial number for an id only where nothing else is one: %s in %j', (id, item) =>
    expect(toUnit(item)?.id).toBe(id),
  );

  test.each([
    null,
    undefined,
    7,
    'id',
    [],
    {},
    { id: '' },
    { id: '  ' },
    { id: null },
    { id: {} },
    { name: 'x' },
  ])('without an id is none: %j', (item) => expect(toUnit(item)).toBeUndefined());

  test('shows objects by their own name or street', () => {
    expect(unit({ site: { name: 'Tower', code: 7 }, address: { street: 'Main St 1' } })).toMatchObject({
      site: 'Tower',
      address: 'Main St 1',
    });
    expect(unit({ site: { code: 7 }, address: ['a'], city: { name: 7 } })).toMatchObject({
      site: '',
      address: '',
      city: '7',
    });
  });

  test('has its columns in any letter case and in nested objects', () => {
    const building = { name: 'Haus 1', address: { street: 'Am Markt 1', city: 'Köln', country: 'DE' } };
    expect(
      toUnit({
        UnitId: 'U-1',
        building,
        EquipmentStatus: 'InService',
        CurrentFloor: 3,
        CurrentTripDirection: 2,
      }),
    ).toEqual({
      id: 'U-1',
      name: 'U-1',
      site: 'Haus 1',
      address: 'Am Markt 1',
      city: 'Köln',
      country: 'DE',
      type: 'other',
      status: 'InService',
      condition: 'in-service',
      floor: '3',
      direction: 'levelling',
      availability: null,
      lastEventAt: null,
    });
  });

  test.each<[string, object, object]>([
    ['an address object', { Address: { Street: 'A 1', CITY: 'Bonn' } }, { address: 'A 1', city: 'Bonn' }],
    ['a location object', { location: { address: 'A 1', town: 'Bonn' } }, { address: 'A 1', city: 'Bonn' }],
    ['a location that is a text', { location: 'Bonn' }, { city: 'Bonn', address: '' }],
    ['a site with an address', { site: { name: 'S', address: 'A 1' } }, { site: 'S', address: 'A 1' }],
    ['its own city before that of its building', { building: { city: 'B' }, city: 'C' }, { city: 'C' }],
    ['a country object', { country: { name: 'Italy', code: 'IT' } }, { country: 'Italy' }],
    ['a status object', { status: { name: 'Fault' } }, { status: 'Fault', condition: 'out-of-service' }],
  ])('may have %s', (_what, fields, expected) => expect(unit(fields)).toMatchObject(expected));

  const areas = ['location', 'building', 'site'];
  const holders = [
    [],
    ['address'],
    ...areas.flatMap((outer) => [[outer], [outer, 'address']]),
    ...areas.flatMap((outer) =>
      areas
        .filter((inner) => inner !== outer)
        .flatMap((inner) => [
          [outer, inner],
          [outer, inner, 'address'],
        ]),
    ),
  ];
  const places = ['', 'unit', 'equipment'].flatMap((whole) =>
    holders.map((holder) => [whole, ...holder].filter(Boolean)),
  );

  test.each(places.map((place) => [place.join('.'), place]))(
    'has its place in "%s", as texts and as objects with a name',
    (_path, place) => {
      const inside = (fields: object) =>
        place.reduceRight<object>((inner, holder) => ({ [holder]: inner }), fields);
      const expected = { address: 'A 1', city: 'Bonn', country: 'Italy' };
      expect(unit(inside({ street: 'A 1', town: 'Bonn', country: 'Italy' }))).toMatchObject(expected);
      const objects = { City: { Name: 'Bonn' }, Country: { Code: 'IT', Name: 'Italy' }, Address: 'A 1' };
      expect(unit(inside(objects))).toMatchObject(expected);
      expect(unit(inside({ country: { code: 'IT' } }))).toMatchObject({ country: 'IT' });
    },
  );

  test.each<[string, object, object]>([
    ['in the object of the unit', { unit: { type: 'Escalator' } }, { type: 'escalator' }],
    ['a type object', { type: { id: 2, name: 'Escalator' } }, { type: 'escalator' }],
    [
      'a status of the contract',
      { status: 'Active', operationalStatus: 'Entrapment' },
      { condition: 'entrapment' },
    ],
    [
      'a status of the contract beside that of the equipment',
      { status: 'Active', equipment: { equipmentStatus: 'Fault' } },
      { condition: 'out-of-service' },
    ],
    ['a status with a value', { equipment: { status: { value: 'Fault' } } }, { condition: 'out-of-service' }],
    ['a direction object', { direction: { name: 'Down', code: 7 } }, { direction: 'down' }],
    ['a direction that nobody knows', { direction: { name: 'Sideways', code: 1 } }, { direction: null }],
    ['a floor object', { unit: { currentFloor: { name: 'EG' } } }, { floor: 'EG' }],
    ['an availability with its unit', { availability: { value: 97.5, unit: '%' } }, { availability: 97.5 }],
    ['an availability that is a code', { availability: { code: 3 } }, { availability: null }],
    [
      'an event with its time',
      { lastEvent: { type: 'Door', time: '2026-11-01T12:00:00Z' }, timestamp: '2020-01-01T00:00:00Z' },
      { lastEventAt: Date.UTC(2026, 10, 1, 12) },
    ],
    ['a site in its location', { location: { name: 'L', site: { name: 'S' } } }, { site: 'S' }],
    ['the name of its location', { location: { name: 'L', city: 'C' } }, { site: 'L', city: 'C' }],
    ['the site of its building', { building: { name: 'B', site: { name: 'S' } } }, { site: 'S' }],
  ])('may have %s', (_what, fields, expected) => expect(unit(fields)).toMatchObject(expected));

  test('takes the next name where the first has no value of its column', () => {
    const fields = { lastEvent: 'Door opened 3', timestamp: '2026-11-01T12:00:00Z', availability: '24/7' };
    expect(unit({ ...fields, availabilityPercent: 97 })).toMatchObject({
      lastEventAt: Date.UTC(2026, 10, 1, 12),
      availability: 97,
    });
  });

  test('with a time that has no zone is marked', () => {
    expect(unit({ lastEvent: '2026-11-01T12:00:00' })).toMatchObject({ zoneAssumed: true });
    expect(unit({ lastEvent: '2026-11-01T12:00:00Z' })).not.toHaveProperty('zoneAssumed');
  });

  test('on the ground floor is on floor 0', () => expect(unit({ currentFloor: 0 }).floor).toBe('0'));
});

describe('an id that is a number', () => {
  test.each<[string, string]>([
    ['{"id":7}', '7'],
    ['{"id":9007199254740993}', '9007199254740993'],
    ['{"id":9007199254740992}', '9007199254740992'],
    ['{"ID" : 12345678901234567890123 }', '12345678901234567890123'],
    ['{"id":1e21}', '1e21'],
    ['{"id":1E3,"site":{"id":1000}}', '1E3'],
    ['{"id":7.0}', '7.0'],
    ['{"\\u0069d":9007199254740993}', '9007199254740993'],
    ['{"unit":{"id":9007199254740993},"status":"Fault"}', '9007199254740993'],
  ])('keeps the digits that it was written with (R42): %s', (json, id) =>
    expect(toUnit(JSON.parse(json), () => json)).toMatchObject({ id, name: id }),
  );

  test('does not change what else is read', () => {
    const json = '{"id":9007199254740993,"availability":99.50,"currentFloor":3,"lastEvent":1764547200}';
    expect(toUnit(JSON.parse(json), () => json)).toMatchObject({
      availability: 99.5,
      floor: '3',
      lastEventAt: 1_764_547_200_000,
    });
  });
});

describe('an item on a connection with a reading of its own', () => {
  const read = (reading: UnitReading, item: object) => unitMapping(reading)(item, () => JSON.stringify(item));

  test('has a column where the connection places it, and nowhere else', () => {
    const fields = { id: 'Anlage.Nr', city: 'lage.ort', status: 'zustand', country: '' };
    const item = { anlage: { nr: 'A-1' }, id: 'x', city: 'Bonn', country: 'DE', zustand: 'Fault', name: 'N' };
    expect(read({ fields }, item)).toMatchObject({
      id: 'A-1',
      city: '',
      country: '',
      condition: 'out-of-service',
      name: 'N',
    });
    expect(read({ fields }, { ...item, Lage: { ORT: 'Köln' } })).toMatchObject({ city: 'Köln' });
    expect(read({ fields }, { id: 'x' })).toBeUndefined();
  });

  test('may have an inner name that is written flat', () => {
    expect(unit({ 'Location.City': 'Bonn' })).toMatchObject({ city: 'Bonn' });
    expect(read({ fields: { site: 'a.b' } }, { id: 'u', 'a.b': 'Haus 1' })).toMatchObject({ site: 'Haus 1' });
  });

  test('keeps the digits of its id (R42)', () => {
    const json = '{"anlage":{"nr":9007199254740993},"id":9007199254740992}';
    const toOwn = unitMapping({ fields: { id: 'anlage.nr' } });
    expect(toOwn(JSON.parse(json), () => json)?.id).toBe('9007199254740993');
  });

  test.each([
    ['Betrieb', 'in-service'],
    [' BETRIEB', 'in-service'],
    [3, 'entrapment'],
    ['No fault', 'limited'],
    ['Fault', 'out-of-service'],
    ['Betrieb Nord', 'unknown'],
  ])('whose status %j means %s', (status, condition) => {
    const statuses = { Betrieb: 'in-service', '3': 'entrapment', 'no fault': 'limited' } as const;
    expect(read({ statuses }, { id: 'u', status })?.condition).toBe(condition);
  });

  test('is read by no other list', () => {
    unitMapping({ fields: { id: 'nr' }, statuses: { x: 'limited' } });
    expect(unit({ nr: 'n', status: 'x' })).toMatchObject({ id: 'u', condition: 'unknown' });
  });
});

describe('the condition', () => {
  test.each([
    ['In Service', 'in-service'],
    ['InService', 'in-service'],
    ['IN_SERVICE', 'in-service'],
    ['Operational', 'in-service'],
    ['Normal', 'in-service'],
    ['Available', 'in-service'],
    ['Running', 'in-service'],
    ['OK', 'in-service'],
    ['Out Of Service', 'out-of-service'],
    ['OutOfService', 'out-of-service'],
    ['out-of-order', 'out-of-service'],
    ['Not in service', 'out-of-service'],
    ['NotInService', 'out-of-service'],
    ['Not available', 'out-of-service'],
    ['Unavailable', 'out-of-service'],
    ['Not operational', 'out-of-service'],
    ['Non-operational', 'out-of-service'],
    ['Inoperative', 'out-of-service'],
    ['Inactive', 'out-of-service'],
    ['Not running', 'out-of-service'],
    ['Not OK', 'out-of-service'],
    ['Abnormal', 'out-of-service'],
    ['Fault', 'out-of-service'],
    ['Stopped', 'out-of-service'],
    ['Shutdown', 'out-of-service'],
    ['Maintenance', 'limited'],
    ['Inspection', 'limited'],
    ['Limited Service', 'limited'],
    ['Unknown', 'unknown'],
    ['', 'unknown'],
    ['7', 'unknown'],
  ])('of "%s" is %s', (status, condition) => expect(unit({ status }).condition).toBe(condition));
});

describe('the type', () => {
  test.each([
    ['Elevator', 'elevator'],
    ['PASSENGER LIFT', 'elevator'],
    ['Aufzug', 'elevator'],
    ['Escalator', 'escalator'],
    ['Moving walk', 'escalator'],
    ['MovingWalk', 'escalator'],
    ['Fahrtreppe', 'escalator'],
    ['Door', 'other'],
    [null, 'other'],
  ])('of %j is %s', (type, expected) => expect(unit({ type }).type).toBe(expected));
});

describe('the direction', () => {
  test.each([
    ['Up', 'up'],
    ['UPWARDS', 'up'],
    ['down', 'down'],
    ['None', 'none'],
    ['Stationary', 'none'],
    ['Sideways', null],
    [null, null],
  ])('of %j is %j', (direction, expected) => expect(unit({ direction }).direction).toBe(expected));
});

describe('the availability', () => {
  test.each([
    [0, 0],
    [100, 100],
    ['97.5', 97.5],
    ['97.5 %', 97.5],
    [-1, null],
    [101, null],
    ['good', null],
    [Number.NaN, null],
    [{}, null],
  ])('of %j is %j', (availability, expected) => expect(unit({ availability }).availability).toBe(expected));
});

describe('the last event', () => {
  const noon = Date.UTC(2026, 10, 1, 12);
  test.each([
    ['2026-11-01T12:00:00Z', noon],
    ['2026-11-01T13:00:00+01:00', noon],
    [noon, noon],
    [noon / 1_000, noon],
    ['yesterday', null],
    ['', null],
    [0, null],
    [-5, null],
    [true, null],
    [{}, null],
    // .NET's ticks, and what 1e999 in JSON becomes: no date can hold them.
    [639_291_672_000_000_000, null],
    [Number.POSITIVE_INFINITY, null],
  ])('at %j is at %j', (lastEventAt, expected) => expect(unit({ lastEventAt }).lastEventAt).toBe(expected));
});
