import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { cellIn, columnsOf, itemValues } from '../../../../electron/core/resources/item-values.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

const read = (json: string) => itemValues(JSON.parse(json), json);

describe('a value of an item', () => {
  test.each([
    ['9007199254740993', '9007199254740993'],
    ['1e21', '1e21'],
    ['7.0', '7.0'],
    ['-0', '-0'],
    ['0.1', 0.1],
    ['1250', 1250],
    ['"007"', '007'],
    ['" =1+1 "', '=1+1'],
    ['"2026-11-23T14:05:00"', '2026-11-23T14:05:00'],
    ['true', 'true'],
    ['"  "', null],
    ['null', null],
    ['[1,2]', null],
  ])('%s is as it was written (R42, R43)', (json, cell) => {
    expect(cellIn(read(`{ "x": ${json} }`), 'x')).toBe(cell);
  });

  test('is found in any letter case, in nested objects, and under names with dots', () => {
    const values = read('{ "Order": { "Technician": { "Name": "Noa" } }, "odata.type": "#Order" }');
    expect(cellIn(values, 'order.technician.name')).toBe('Noa');
    expect(cellIn(values, 'odata.type')).toBe('#Order');
    expect(cellIn(values, 'order')).toBeNull();
    expect(cellIn(values, 'constructor')).toBeNull();
  });

  test('is the first that says something, of names that differ in their letters only', () => {
    expect(cellIn(read('{ "id": null, "ID": "1", "Id": "2" }'), 'id')).toBe('1');
  });

  test('that is no object is an item of one value', () => {
    expect(cellIn(read('"US-1"'), 'value')).toBe('US-1');
  });

  test('is exact for any number (R42)', () =>
    fuzz(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.bigInt(), (double, big) => {
        const json = `{"a":${JSON.stringify(double)},"b":${big}}`;
        expect(String(cellIn(read(json), 'a'))).toBe(JSON.stringify(double));
        expect(String(cellIn(read(json), 'b'))).toBe(String(big));
      }),
      500,
    ));

  test('is read once where an id has digits and letters', () => {
    const item = { id: '0f8fad5b-d9cb-469f-a165-7086772895e0' };
    const json = JSON.stringify(item);
    const parse = vi.spyOn(JSON, 'parse');
    try {
      expect(cellIn(itemValues(item, json), 'id')).toBe(item.id);
      expect(parse).not.toHaveBeenCalled();
    } finally {
      parse.mockRestore();
    }
  });

  test('does no harm however deeply it is nested', () => {
    const json = `${'{"a":'.repeat(20_000)}1.0${'}'.repeat(20_000)}`;
    expect(columnsOf([read(json)])).toEqual([]);
  });
});

describe('the columns of items', () => {
  const columns = (...items: unknown[]) => columnsOf(items.map((item) => read(JSON.stringify(item))));

  test('are their properties in the order in which they are found', () => {
    const later = { ID: 2, dueAt: null, by: { name: 'Noa', phone: '1' } };
    expect(columns({ id: 1, state: 'Open' }, later)).toEqual(['id', 'state', 'dueAt', 'by.name', 'by.phone']);
  });

  test('are not objects, lists or remarks of OData', () => {
    const first = { by: null, parts: [1], '@odata.etag': 'x', 'by@odata.id': 'y', n: 1 };
    expect(columns(first, { by: { name: 'Noa' } })).toEqual(['n', 'by.name']);
  });

  test('are fifty at most', () => {
    const item = Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`c${i}`, i]));
    expect(columns(item)).toHaveLength(50);
  });
});
