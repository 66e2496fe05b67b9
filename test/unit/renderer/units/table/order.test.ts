import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderOf, orderOfNumbers } from '../../../../../renderer/units/table/order.ts';
import { rowsPerStep } from '../../../../../renderer/units/table/rows.ts';
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
  expect([...finish(orderOf(ranks, false))]).toEqual([2, 5, 4, 1, 0, 3]);
  expect([...finish(orderOf(ranks, true))]).toEqual([1, 4, 2, 5, 0, 3]);
});

it('nothing but empty cells stays as it is', () => {
  const ranks = { of: Uint32Array.from([0, 0]), distinct: 0 };
  expect([false, true].map((descending) => [...finish(orderOf(ranks, descending))])).toEqual([
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

/** An array that counts how many values are read of it. */
function counted(array: Uint32Array<ArrayBuffer>) {
  const reads = { count: 0 };
  const values = new Proxy(array, {
    get(target, key) {
      if (typeof key === 'string' && /^\d/.test(key)) reads.count += 1;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { values, reads };
}

it('many rows are put into their order in steps, none of which goes through all', () => {
  const count = 2 * rowsPerStep + 5;
  const { values, reads } = counted(Uint32Array.from({ length: count }, (_, row) => row % 7));
  const steps = orderOf({ of: values, distinct: 7 }, false);
  let before = 0;
  for (let step = steps.next(); ; step = steps.next()) {
    expect(reads.count - before).toBeLessThanOrEqual(rowsPerStep);
    before = reads.count;
    if (step.done === true) {
      expect([...step.value.slice(0, 3)]).toEqual([0, 7, 14]);
      expect(step.value.at(-1)).toBe(Math.floor((count - 7) / 7) * 7 + 6);
      break;
    }
  }
  expect(reads.count).toBe(2 * count);
});
