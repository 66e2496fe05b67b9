import { describe, expect, test } from 'vitest';
import { createUnitFormatter } from '../../../electron/command-line/unit-formats.ts';
import { unitFilter } from '../../../electron/command-line/units.ts';
import type { Unit } from '../../../electron/contract/units.ts';

const unit = (fields: Partial<Unit> = {}): Unit => ({
  id: 'DUS-1',
  name: 'Main entrance',
  site: 'Airport',
  address: 'Flughafenstraße 1',
  city: 'Düsseldorf',
  country: 'Germany',
  type: 'elevator',
  status: 'In Service',
  condition: 'in-service',
  floor: '3',
  direction: 'up',
  availability: 99.5,
  lastEventAt: Date.UTC(2026, 10, 1),
  ...fields,
});

describe('the search', () => {
  test.each(['', '  ', 'dusseldorf', 'DÜSSELDORF', 'main airport', 'germany  elevator', 'dus-1', 'service'])(
    'finds the unit by "%s"',
    (text) => expect(unitFilter(text, '')(unit())).toBe(true),
  );

  test('finds a condition by its name, in both languages, and nothing else by it', () => {
    const out = unit({ condition: 'out-of-service', status: 'Störung' });
    const healthy = unit({ name: 'Out of service desk' });
    for (const text of ['out of service', 'außer Betrieb', 'outages airport']) {
      expect(unitFilter(text, '')(out), text).toBe(true);
      expect(unitFilter(text, '')(healthy), text).toBe(false);
    }
    expect(unitFilter('"out of service"', '')(healthy)).toBe(true);
    expect(unitFilter('escalators', '')(unit())).toBe(false);
  });

  test.each(['berlin', 'main berlin', 'mainairport'])('does not find it by "%s"', (text) => {
    expect(unitFilter(text, '')(unit())).toBe(false);
  });

  test.each([
    ['lodz', { city: 'Łódź' }],
    ['hauptstrasse', { name: 'Hauptstraße 5' }],
    ['kobenhavn', { city: 'København' }],
    ['duesseldorf', {}],
    ['Düsseldorf', { city: 'Du\u0308sseldorf' }],
  ])('finds by "%s" what the window finds by it', (text, fields) =>
    expect(unitFilter(text, '')(unit(fields))).toBe(true),
  );

  test('does not find a word that only two columns together make', () => {
    expect(unitFilter('airportflughafen', '')(unit())).toBe(false);
  });
});

describe('the status', () => {
  test.each(['In Service', 'in-service', 'IN SERVICE'])('%s is the service’s word or ours', (status) => {
    expect(unitFilter('', status)(unit())).toBe(true);
  });

  test('is the whole of it, not a part', () => {
    expect(unitFilter('', 'service')(unit())).toBe(false);
    expect(unitFilter('', 'out-of-service')(unit())).toBe(false);
  });

  test('of our own finds what the service calls otherwise', () => {
    expect(unitFilter('', 'out-of-service')(unit({ status: 'Fault', condition: 'out-of-service' }))).toBe(
      true,
    );
  });

  test('out of service includes where somebody is trapped', () => {
    const trapped = unit({ status: 'Person trapped', condition: 'entrapment' });
    expect(unitFilter('', 'out-of-service')(trapped)).toBe(true);
    expect(unitFilter('', 'entrapment')(trapped)).toBe(true);
    expect(unitFilter('', 'in-service')(trapped)).toBe(false);
  });

  test('and the search must both fit', () => {
    expect(unitFilter('airport', 'limited')(unit())).toBe(false);
    expect(unitFilter('berlin', 'in-service')(unit())).toBe(false);
  });
});

describe('a table', () => {
  test('is as wide as its widest cells, and no wider than 36 characters a cell', () => {
    const formatter = createUnitFormatter('table');
    formatter.page([
      unit({ name: 'n'.repeat(37) }),
      unit({ id: 'a longer id', floor: null, direction: null }),
    ]);
    const [head, first, second] = formatter.tail().split('\n');
    expect(head).toBe(
      `ID           Name${' '.repeat(34)}Site     City        Type      Status      Floor  Direction`,
    );
    expect(first).toContain(`${'n'.repeat(35)}…`);
    expect(second?.indexOf('Main entrance')).toBe(head?.indexOf('Name'));
    expect(second).toMatch(/In Service$/);
  });

  test('says what a status means where only the connection knows that', () => {
    const formatter = createUnitFormatter('table');
    const trapped = unit({ status: '6', condition: 'entrapment' });
    formatter.page([trapped, unit({ status: '7', condition: 'unknown' })]);
    expect(formatter.tail()).toMatch(/ 6 \(entrapment\) .*\n.* 7 {2,}3 /);
  });

  test('may have 200,000 rows', () => {
    const formatter = createUnitFormatter('table');
    formatter.page(Array.from({ length: 200_000 }, () => unit()));
    expect(formatter.tail().match(/\n/g)).toHaveLength(200_001);
  });
});

describe('JSON', () => {
  test.each([
    [[], []],
    [[[]], []],
    [
      [['a'], [], ['b', 'c']],
      ['a', 'b', 'c'],
    ],
    [[[], ['a']], ['a']],
  ])('is one list, whatever the pages are: %j', (pages, ids) => {
    const formatter = createUnitFormatter('json');
    const body = pages.map((page) => formatter.page(page.map((id) => unit({ id })))).join('');
    const list = JSON.parse(formatter.head() + body + formatter.tail()) as Unit[];
    expect(list.map(({ id }) => id)).toEqual(ids);
  });
});

describe('CSV (R35)', () => {
  const cellOf = (name: string) => {
    const row = createUnitFormatter('csv').page([unit({ name })]);
    return row.slice('DUS-1,'.length, row.indexOf(',Airport'));
  };

  test.each([
    ['plain', 'plain'],
    ['=1+1', "'=1+1"],
    ['+1+1', "'+1+1"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    ['\r=1', '"\'\r\'=1"'],
    ['a;=1+1;b', "a;'=1+1;b"],
    ['a=1', 'a=1'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ])('writes %j as %j', (name, cell) => expect(cellOf(name)).toBe(cell));

  test('for Excel has its mark, the separator and the decimal sign of this computer', () => {
    const formatter = createUnitFormatter('excel', { regional: { separator: ';', decimal: ',' } });
    expect(formatter.head()).toMatch(/^\uFEFFID;Name;/);
    expect(formatter.page([unit({ id: '0012' })])).toMatch(
      /^'0012;Main entrance;.*;99,5;20\d\d-1[01]-\d\d \d\d:\d\d:00\r\n$/,
    );
  });

  test('leaves empty what is unknown', () => {
    const nothing = { floor: null, direction: null, availability: null, lastEventAt: null };
    expect(createUnitFormatter('csv').page([unit(nothing)])).toBe(
      'DUS-1,Main entrance,Airport,Düsseldorf,elevator,In Service,,,Flughafenstraße 1,Germany,,\r\n',
    );
  });
});
