import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldShape } from '../../../../../electron/core/doctor/shapes/field-report.ts';
import { createFieldShapes } from '../../../../../electron/core/doctor/shapes/field-shapes.ts';
import { withNumbersAsTexts } from '../../../../../electron/core/json.ts';

function shapesOf(values: readonly unknown[]): FieldShape[] {
  const shapes = createFieldShapes();
  for (const value of values) shapes.add(value);
  return shapes.report();
}
const many = (count: number, value: unknown): unknown[] => Array.from({ length: count }, () => value);
const at = (shapes: readonly FieldShape[], path: string) => shapes.find((each) => each.path === path);
const paths = (shapes: readonly FieldShape[]) => shapes.map(({ path }) => path);

describe('the shape of values', () => {
  test('is the fields with their types, and how often each is not there', () => {
    const shapes = shapesOf([
      { unitId: 'U-1', building: { city: 'Gotham' }, doors: [{ open: true }, { open: false }], floor: null },
      { unitId: 7, building: { city: '' }, doors: [] },
      { unitId: 'U-3' },
    ]);
    expect(shapes).toEqual([
      { path: '', types: { object: 3 } },
      { path: 'unitId', types: { text: 2, number: 1 }, forms: { text: 2, whole: 1 }, distinct: 2 },
      { path: 'building', missing: 1, types: { object: 2 } },
      { path: 'building/city', types: { text: 2 }, forms: { word: 1, blank: 1 }, distinct: 2 },
      { path: 'doors', missing: 1, types: { array: 2 } },
      { path: 'doors/[]', types: { object: 2 } },
      { path: 'doors/[]/open', types: { true: 1, false: 1 } },
      { path: 'floor', missing: 2, types: { null: 1 } },
    ]);
  });

  test('says how dates and numbers are written, and not which', () => {
    const json = `[9007199254740993, 7, 7.0, 1e21, 1714564800, 1714564800000]`;
    const shapes = createFieldShapes();
    shapes.add(JSON.parse(json), withNumbersAsTexts(json));
    expect(at(shapes.report(), '[]')?.forms).toEqual({
      'whole beyond 2^53': 1,
      whole: 1,
      decimal: 1,
      exponent: 1,
      'seconds since 1970': 1,
      'milliseconds since 1970': 1,
    });
    const texts = [
      ...[
        '2024-05-01T12:34:56.789-07:00',
        '2024-05-01 12:34:56',
        '0001-01-01T00:00:00',
        '2024-05-01',
        '1.5.2024',
      ],
      ...['99,5 %', '-3', '1714564800', '/Date(1714564800000)/', 'sam@example.com', 'https://example.com/x'],
      ...['0f8fad5b-d9cb-469f-a165-70867728950e', 'In Service', 'U-1001', 'x'.repeat(300)],
    ];
    expect(Object.keys(at(shapesOf([texts]), '[]')?.forms ?? {}).sort()).toEqual(
      [
        ...[
          '9999-99-99T99:99:99.999+99:99',
          '9999-99-99 99:99:99',
          'none 9999-99-99T99:99:99',
          '9-9-9',
          '9.9.9',
        ],
        ...[
          '9,9 %',
          '9',
          'seconds since 1970',
          '/Date(9)/',
          'mail',
          'address',
          'guid',
          'words',
          'text',
          'long text',
        ],
      ].sort(),
    );
  });

  test('of what is nested without end, or has fields without end, has one', () => {
    let nested: unknown = 1;
    for (let depth = 0; depth < 1_000; depth += 1) nested = { inner: nested };
    expect(shapesOf([nested])).toHaveLength(9);
    const wide = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [`x${i % 10}${'a'.repeat(i % 40)}q${i}`, i]),
    );
    expect(shapesOf([wide]).length).toBeLessThan(300);
  });
});

describe('values of an enum', () => {
  const statuses = (...values: readonly unknown[][]) =>
    at(shapesOf(values.flat().map((equipmentStatus) => ({ equipmentStatus }))), 'equipmentStatus');

  test('are shown with their counts: words of elevators always, others where three of twenty share them', () => {
    expect(
      statuses(many(20, 'In Service'), many(3, 'Nachtbetrieb'), many(2, 'Schmidt'), ['Entrapment']),
    ).toMatchObject({
      values: { 'In Service': 20, Nachtbetrieb: 3, Entrapment: 1 },
      hidden: 2,
    });
    expect(statuses(many(3, 'Nachtbetrieb'), ['OutOfService'])).toMatchObject({
      values: { OutOfService: 1 },
      hidden: 3,
    });
  });

  test('of several words are shown only where each is one of elevators', () => {
    const shown = statuses(
      many(20, 'Out of service'),
      many(5, 'Waiting for Schmidt'),
      many(5, 'WaitingForSchmidt'),
    );
    expect(shown).toMatchObject({ values: { 'Out of service': 20 }, hidden: 10 });
  });

  test('are none where a field has free text, but for words of elevators', () => {
    const notes = Array.from({ length: 30 }, (_, i) => `Sam was here at ${i}`);
    expect(statuses(many(9, 'In Service'), many(9, 'Schmidt'), notes)).toMatchObject({
      values: { 'In Service': 9 },
      hidden: 39,
    });
  });

  test('are no words that another field has too, such as a name or a place', () => {
    const items = many(30, { status: 'Schmidt', unitType: 'Zap', contact: { name: 'Tessa SCHMIDT' } });
    const shapes = shapesOf(items);
    expect(at(shapes, 'status')).toMatchObject({ hidden: 30 });
    expect(at(shapes, 'unitType')?.values).toEqual({ Zap: 30 });
  });

  test('are numbers too, if they are small', () => {
    expect(statuses(many(5, 0), many(2, 3), [null])).toMatchObject({ numbers: { 0: 5, 3: 2 } });
    expect(statuses(many(5, 0), many(2, 4_711))).toEqual({
      path: 'equipmentStatus',
      types: { number: 7 },
      forms: { whole: 7 },
      hidden: 7,
    });
  });

  test.each([
    'status',
    'statusCode',
    'currenttripdirection',
    'CurrentTripDirection',
    'unitType',
    'operatingMode',
    'Betriebszustand',
  ])('may be in %s', (name) => {
    expect(at(shapesOf(many(30, { [name]: 'Zap' })), name)?.values).toEqual({ Zap: 30 });
  });

  test.each([
    'name',
    'city',
    'remark',
    'siteType',
    'customerStatus',
    'addressType',
    'statusChangedBy',
    'typeId',
    'contactType',
    'state',
    'homeState',
  ])('are never in %s', (name) => {
    expect(at(shapesOf(many(30, { [name]: 'Zap' })), name)?.values).toBeUndefined();
  });

  test('are no short names of parts of a country', () => {
    const items = ['OR', 'IN', 'On', 'Idle', '75', 75, 2].map((stateCode) => ({ stateCode }));
    const field = at(shapesOf(items), 'stateCode');
    expect(field).toMatchObject({ values: { Idle: 1 }, numbers: { 2: 1 }, hidden: 5 });
    expect(statuses(['OR', 'IN', 'On', '75', 75])?.hidden).toBeUndefined();
  });

  test('may be in the name of a status, and not in that of a building', () => {
    const shapes = shapesOf(
      many(30, { status: { name: 'Zap' }, building: { status: 'Zip', type: { name: 'Zip' } } }),
    );
    expect(at(shapes, 'status/name')?.values).toEqual({ Zap: 30 });
    expect(JSON.stringify(shapes)).not.toContain('Zip');
  });
});

describe('names of fields', () => {
  test.each([
    'US-1377515',
    'U-1',
    'sam.sample@example.com',
    '4711',
    'Sam Sample',
    'a1b2c3',
    '__proto__',
    'x'.repeat(60),
    '',
  ])('are not shown if they are like %j', (name) => {
    const shapes = shapesOf(many(9, JSON.parse(`{"units":{${JSON.stringify(name)}:{"floor":1}}}`)));
    expect(paths(shapes)).toEqual(['', 'units', 'units/*', 'units/*/floor']);
  });

  test.each([
    'unitId',
    '@odata.etag',
    'Name@odata.type',
    'odata.nextLink',
    '_links',
    '$ref',
    'address2',
    'größe',
    'x_y-z',
  ])('are shown if they are like %s', (name) =>
    expect(paths(shapesOf(many(9, { [name]: 1 })))).toEqual(['', name]),
  );

  test('are not shown where they are a table by place, person or whatever it is', () => {
    const places = many(9, { counts: { Gotham: 1, Metropolis: 2, Smallville: 3 } });
    expect(paths(shapesOf(places))).toEqual(['', 'counts', 'counts/*']);
    const rare = Array.from({ length: 20 }, (_, i) => ({
      by: { Zap: 1, zip: 2, [`Kim${'abcdefghijklmnopqrst'[i]}`]: 'x' },
    }));
    expect(paths(shapesOf(rare))).toEqual(['', 'by', 'by/Zap', 'by/zip', 'by/*']);
  });

  test.each<[string, object]>([
    ['of one', { Gotham: 1 }],
    ['of two', { Gotham: 1, Metropolis: 2 }],
    ['with a usual name', { Gotham: 1, Metropolis: 2, total: 3 }],
    ['with a usual part', { SiteGotham: 1, SiteMetropolis: 2 }],
    ['with nothing for some', { Gotham: 1, Metropolis: null }],
    ['with objects', { Gotham: { floor: 1 }, Metropolis: { floor: 2 } }],
  ])('are not shown in a table %s', (_what, counts) => {
    const text = JSON.stringify(shapesOf([...many(9, { counts }), { counts: { Gotham: null } }]));
    expect(text).toContain('counts/*');
    expect(text).not.toMatch(/gotham|metropolis/i);
  });

  test('that the connection has are shown, whatever they are like', () => {
    const shapes = createFieldShapes();
    for (const value of many(9, { objekt: { Lage: { 'Ort 1': 'x', Ecke: 'y', Rand: 'z' } } }))
      shapes.add(value);
    const report = shapes.report(undefined, { city: 'Objekt.lage.ort 1' });
    expect(paths(report)).toEqual(['', 'objekt', 'objekt/Lage', 'objekt/Lage/Ort 1', 'objekt/Lage/*']);
  });

  test('that are put together have their types together, and no values', () => {
    const shapes = shapesOf([
      { units: { 'U-1': { status: 'Fault', x: [1] }, 'U-2': { status: 'Fault', x: ['a'] } } },
    ]);
    expect(at(shapes, 'units/*')).toEqual({ path: 'units/*', types: { object: 2 } });
    expect(at(shapes, 'units/*/status')?.types).toEqual({ text: 2 });
    expect(at(shapes, 'units/*/x/[]')?.types).toEqual({ number: 1, text: 1 });
  });
});

test('nothing that single items say is in their shape, wherever it stands (R29)', () => {
  const words = fc.string({ minLength: 1, maxLength: 12 }).map((text) => `zqx${text}`);
  const name = fc.constantFrom(
    'status',
    'unitType',
    'direction',
    'name',
    'city',
    'remark',
    'inner',
    'values',
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      words,
      fc.double(),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(name, tie('value'), { maxKeys: 6 }),
      fc.dictionary(
        words.map((word) => `${word}@7`),
        tie('value'),
        { maxKeys: 3 },
      ),
    ),
  }));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 2 }), (values) => {
      expect(JSON.stringify(shapesOf(values))).not.toContain('zqx');
    }),
  );
});
