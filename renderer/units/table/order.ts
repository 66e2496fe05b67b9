import type { Ranks } from './ranks.ts';
import type { Rows } from './rows.ts';

/** The rows in sorted order. Rows of equal rank keep their order in both directions; empty cells stay last. */
export function orderOf({ of, distinct }: Ranks, descending: boolean): Rows {
  const starts = new Uint32Array(distinct + 2);
  const bucket = (rank: number) => (descending && rank < distinct ? distinct - 1 - rank : rank);
  for (let row = 0; row < of.length; row += 1) {
    const next = bucket(of[row] ?? distinct) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let place = 1; place < starts.length; place += 1) {
    starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
  }
  const order = new Uint32Array(of.length);
  for (let row = 0; row < of.length; row += 1) {
    const own = bucket(of[row] ?? distinct);
    const place = starts[own] ?? 0;
    order[place] = row;
    starts[own] = place + 1;
  }
  return order;
}

/**
 * The same for numbers, of which NaN is an empty cell. With the bits of negative numbers inverted, doubles sort like unsigned
 * integers; sorting 100,000 of them 16 bits at a time takes a few milliseconds, and compares nothing.
 */
export function* orderOfNumbers(numbers: Float64Array, descending: boolean): Generator<undefined, Rows> {
  const { low, high } = sortableBits(numbers, descending);
  let order = new Uint32Array(numbers.length);
  for (let row = 0; row < order.length; row += 1) order[row] = row;
  const passes = [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const;
  for (const [bits, shift] of passes) {
    order = passOver(order, bits, shift);
    yield;
  }
  return order;
}

function sortableBits(numbers: Float64Array, descending: boolean): { low: Rows; high: Rows } {
  const low = new Uint32Array(numbers.length);
  const high = new Uint32Array(numbers.length);
  const view = new DataView(new ArrayBuffer(8));
  const flip = descending ? 0xffffffff : 0;
  for (let row = 0; row < numbers.length; row += 1) {
    const value = numbers[row] ?? Number.NaN;
    // -0 is 0.
    view.setFloat64(0, value + 0);
    const upper = view.getUint32(0);
    const turn = upper >>> 31 === 1 ? 0xffffffff : 0;
    const isEmpty = Number.isNaN(value);
    high[row] = isEmpty ? 0xffffffff : upper ^ (turn || 0x80000000) ^ flip;
    low[row] = isEmpty ? 0xffffffff : view.getUint32(4) ^ turn ^ flip;
  }
  return { low, high };
}

/** Sorts by 16 of the bits; rows that have them in common keep their order. */
function passOver(order: Rows, bits: Rows, shift: number): Rows {
  const starts = new Uint32Array(65_537);
  for (let row = 0; row < bits.length; row += 1) {
    const next = (((bits[row] ?? 0) >>> shift) & 0xffff) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  if (starts.includes(order.length, 1)) return order;
  for (let place = 1; place < starts.length; place += 1) {
    starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
  }
  const next = new Uint32Array(order.length);
  for (let position = 0; position < order.length; position += 1) {
    const row = order[position] ?? 0;
    const digits = ((bits[row] ?? 0) >>> shift) & 0xffff;
    const place = starts[digits] ?? 0;
    next[place] = row;
    starts[digits] = place + 1;
  }
  return next;
}
