import { sortSteps } from '../../../electron/contract/sort-steps.ts';
import type { Rows } from './rows.ts';

/** What a cell is sorted by; null is an empty cell and always comes last. */
export type SortValue = string | number | null;

/** A row's rank among the distinct values of a column: sorting compares small numbers instead of texts. */
export interface Ranks {
  readonly of: Rows;
  /** The number of distinct values, which is also the rank of an empty cell. */
  readonly distinct: number;
}

/** Values per step: short enough to fit into the idle time of a frame. */
const slice = 2000;

/**
 * Ranks the values of one column in small steps, because collating 100,000 texts at once freezes the window for most
 * of a second. Distinct values are sorted in short runs, and the runs merged.
 */
export function* rankSteps(
  values: readonly SortValue[],
  compare: (a: string, b: string) => number,
): Generator<undefined, Ranks> {
  const places = new Map<string | number, number>();
  for (const [index, value] of values.entries()) {
    if (value !== null) places.set(value, 0);
    if (index % slice === 0) yield;
  }
  const numbers: number[] = [];
  const distinct: string[] = [];
  for (const value of places.keys()) {
    if (typeof value === 'number') numbers.push(value);
    else distinct.push(value);
    if ((numbers.length + distinct.length) % slice === 0) yield;
  }
  // The engine sorts numbers in a few milliseconds. They come before texts: floors are "3" and "Lobby".
  const sorted: Iterable<string | number>[] = [Float64Array.from(numbers).sort()];
  yield;
  sorted.push(yield* sortSteps(distinct, compare));
  let place = 0;
  for (const some of sorted) {
    for (const value of some) {
      places.set(value, place);
      place += 1;
      if (place % slice === 0) yield;
    }
  }
  const of = new Uint32Array(values.length);
  for (const [index, value] of values.entries()) {
    of[index] = (value === null ? undefined : places.get(value)) ?? places.size;
    if (index % slice === 0) yield;
  }
  return { of, distinct: places.size };
}
