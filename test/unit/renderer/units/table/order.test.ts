import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderOf, orderOfNumbers } from '../../../../../renderer/units/table/order.ts';
import { finish } from '../sample.ts';

const order = (numbers: readonly number[], descending: boolean) => [
  ...finish(orderOfNumbers(Float64Array.from(numbers), descending)),
];

it('numbers are sorted in both directions, equal ones stay in their order, empty cells come last', () => {
  const numbers = [98.5, Number.NaN, -3, 0, 98.5, -0, Number.NaN, 1.8e12];
  expect(order(numbers, false)).toEqual([2, 3, 5, 0, 4, 7, 1, 6]);
  expect(order(numbers, true)).toEqual([7, 0, 4, 3, 5, 2, 1, 6]);
});

it('ranks are sorted in both directions, equal ones stay in their order, empty cells come last', () => {
  const ranks = { of: Uint32Array.from([3, 2, 0, 3, 1, 0]), distinct: 3 };
  expect([...orderOf(ranks, false)]).toEqual([2, 5, 4, 1, 0, 3]);
  expect([...orderOf(ranks, true)]).toEqual([1, 4, 2, 5, 0, 3]);
});

it('nothing but empty cells stays as it is', () => {
  const ranks = { of: Uint32Array.from([0, 0]), distinct: 0 };
  expect([false, true].map((descending) => [...orderOf(ranks, descending)])).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

it('any numbers come out as comparing them would have it', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true })), fc.boolean(), (numbers, descending) => {
      const rows = numbers.map((_number, row) => row);
      const by = (row: number) => numbers[row] ?? 0;
      const less = (a: number, b: number) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0);
      rows.sort((a, b) => (descending ? less(b, a) : less(a, b)));
      expect(order(numbers, descending)).toEqual(rows);
    }),
  );
});
