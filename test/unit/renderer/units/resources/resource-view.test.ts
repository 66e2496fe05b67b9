import { describe, expect, it } from 'vitest';
import {
  cutCell,
  orderAfter,
  type RowOrder,
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

it('a cell is cut where it is too long, and says so', () => {
  expect([cutCell('abc', 3), cutCell('abcd', 3), cutCell(12_345, 3), cutCell(null, 3)]).toEqual([
    'abc',
    'ab…',
    12_345,
    null,
  ]);
});

it('a heading that is pressed orders by its column, then the other way round, then not at all', () => {
  const first = orderAfter(null, 1);
  expect(first).toEqual({ column: 1, descending: false });
  expect(orderAfter(first, 0)).toEqual({ column: 0, descending: false });
  const second = orderAfter(first, 1);
  expect(second).toEqual({ column: 1, descending: true });
  expect(orderAfter(second, 1)).toBeNull();
});
