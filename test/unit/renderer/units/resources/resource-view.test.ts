import { describe, expect, it } from 'vitest';
import {
  orderAfter,
  type RowOrder,
  shownCell,
  viewOf,
} from '../../../../../renderer/units/resources/resource-view.ts';

type Cells = (string | number | null)[];
const row = (...cells: Cells) => ({ cells, hasDocument: false });
const list = [row('WO-10', 2, 'Köln'), row('WO-9', null, 'Łódź'), row('WO-2', 10, null)];
const seen = (query = '', order: RowOrder = null) =>
  viewOf(list, { query, order, locale: 'en' }).map(({ at }) => at);

describe('the rows that are shown', () => {
  it('are those of the service in its order', () => expect(seen()).toEqual([0, 1, 2]));

  it.each([
    ['wo', [0, 1, 2]],
    ['koeln', [0]],
    ['lodz wo-9', [1]],
    ['10', [0, 2]],
    ['null', []],
  ])('have every word of the query in a cell: %s', (query, at) => expect(seen(query)).toEqual(at));

  it('are ordered by number where there are numbers, also within a text, and what is empty comes last', () => {
    expect(seen('', { column: 0, descending: false })).toEqual([2, 1, 0]);
    expect(seen('', { column: 1, descending: false })).toEqual([0, 2, 1]);
    expect(seen('', { column: 1, descending: true })).toEqual([2, 0, 1]);
    expect(seen('', { column: 2, descending: true })).toEqual([1, 0, 2]);
    expect(list.map(({ cells }) => cells[0])).toEqual(['WO-10', 'WO-9', 'WO-2']);
  });
});

it.each([
  ['abc', 'abc'],
  ['abcd', 'ab…'],
  [12_345, 12_345],
  [null, null],
  ['2025-07-20T08:30:00.000Z', 'at 1753000200000'],
  ['2025-07-20T10:30+02:00', 'at 1753000200000'],
  ['2025-07-20T08:30:00', '20…'],
  ['2025-13-20T08:30:00Z', '20…'],
])(
  'the cell %j is shown as %j: a time in the words of the window, and cut where it is too long',
  (cell, shown) => {
    expect(shownCell(cell, { longest: 3, dateTime: (at) => `at ${at}` })).toBe(shown);
  },
);

it('a heading that is pressed orders by its column, then the other way round, then not at all', () => {
  const first = orderAfter(null, 1);
  expect(first).toEqual({ column: 1, descending: false });
  expect(orderAfter(first, 0)).toEqual({ column: 0, descending: false });
  const second = orderAfter(first, 1);
  expect(second).toEqual({ column: 1, descending: true });
  expect(orderAfter(second, 1)).toBeNull();
});
