import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exampleOf,
  foundFields,
  proposal,
  recognised,
} from '../../../../electron/core/units/found-fields.ts';
import { dialectNamed } from '../../../../electron/simulator/dialect/dialects.ts';
import { unitForm } from '../../../../electron/simulator/dialect/unit-form.ts';
import { createFleet } from '../../../../electron/simulator/fleet/fleet.ts';
import { foreignReading } from '../../../fakes/foreign.ts';
import { fuzz, hostileValue } from '../../../fakes/fuzz.ts';

const paths = (items: readonly unknown[]) => foundFields(items).map(({ path }) => path);
const proposed = (...items: object[]) => proposal(foundFields(items));

describe('the fields of a page', () => {
  test('are those of all items in their order, inner ones by the names that lead to them', () => {
    const items = [
      { nr: 1, lage: { ort: 'Köln', plz: null } },
      { NR: 2, lage: { plz: '50667', doors: [{ a: 1 }] }, frei: true },
    ];
    expect(foundFields(items)).toEqual([
      { path: 'nr', values: ['1', '2'] },
      { path: 'lage.ort', values: ['Köln'] },
      { path: 'lage.plz', values: ['50667'] },
      { path: 'frei', values: ['true'] },
    ]);
  });

  test('are none of what no file could name, or what is nested without end', () => {
    let deep: object = { a: 1 };
    for (let depth = 0; depth < 1_000; depth += 1) deep = { deep };
    const inner = { 'b.c': 1, '': 1, 'x\u202ey': 1 };
    expect(paths([deep, 7, null, [1], { 'a.b': 1, inner, fine: 1 }])).toEqual(['a.b', 'fine']);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, n]));
    expect(paths([many])).toHaveLength(200);
  });

  test('have an example without control characters, and cut', () => {
    const [field] = foundFields([{ a: ' b\u0007\u202e\nc ' }]);
    expect(field && exampleOf(field)).toBe('b c');
    expect(exampleOf({ path: 'a', values: ['x'.repeat(100)] })).toHaveLength(60);
  });
});

describe('what is recognised', () => {
  test('is what the reader takes by itself, as it is spelled', () => {
    const fields = foundFields([
      { ID: 'u', lastEvent: 'Door opened 3', timestamp: '2026-11-01T12:00:00Z', Location: { City: 'Bonn' } },
    ]);
    expect(recognised(fields)).toEqual({ id: 'ID', lastEvent: 'timestamp', city: 'Location.City' });
  });
});

/** A page of the simulator as it is parsed. */
function pageOf(name: string): unknown[] {
  const { dialect } = dialectNamed(name);
  const units = createFleet(50, 1, Date.UTC(2026, 4, 4), dialect.ids).page(0, 50);
  return JSON.parse(JSON.stringify(units.map(unitForm(dialect)))) as unknown[];
}

describe('the proposal', () => {
  test.each(['plain', 'nested', 'bare', 'german', 'dotnet'])(
    'is what the reader takes of a service that speaks %s',
    (name) => {
      const fields = foundFields(pageOf(name));
      expect(proposal(fields)).toEqual(recognised(fields));
      expect(Object.keys(recognised(fields))).toHaveLength(13);
    },
  );

  test('finds by name and values what the reader does not know', () => {
    const fields = foundFields(pageOf('foreign'));
    expect(recognised(fields)).toEqual({});
    expect(proposal(fields)).toEqual(foreignReading.fields);
  });

  test('takes values for likely that can be no others', () => {
    const items = [
      { a: 'AX-1', b: 'Fault', c: 'Up', d: 48.1 },
      { a: 'AX-2', b: 'In Service', c: 'None', d: 48.2 },
      { a: 'AX-3', b: 'In Service', c: 'Down', d: 48.3 },
    ];
    expect(proposed(...items)).toEqual({ id: 'a', status: 'b', direction: 'c' });
  });

  test.each<[string, object[]]>([
    ['an id that two have', [{ nummer: '7' }, { nummer: '7' }]],
    ['an id that one has not', [{ nummer: '7', x: 'a' }, { x: 'b' }]],
    ['a date that is none', [{ letzteMeldung: 'gestern' }]],
    ['a percentage of seven hundred', [{ verfügbarkeit: 700 }, { verfügbarkeit: 700 }]],
    ['a remark', [{ bemerkung: 'none' }, { bemerkung: 'none' }]],
  ])('is not %s', (_what, items) => expect(proposed(...items)).toEqual({}));

  test('of nothing is nothing', () => expect(proposed()).toEqual({}));

  test('does no harm, whatever there is', async () => {
    const keys = ['id', 'nummer', 'status', 'city', 'a.b', '__proto__', 'constructor', 'toString'];
    await fuzz(
      fc.property(fc.array(hostileValue(keys), { maxLength: 5 }), (items) => {
        const fields = foundFields(items);
        const known = new Set(fields.map(({ path }) => path));
        for (const path of Object.values(proposal(fields))) expect(known).toContain(path);
      }),
      2_000,
    );
  });
});
