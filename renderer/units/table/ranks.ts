import type { Rows } from './rows.ts';

/** What a cell is sorted by; null is an empty cell and always comes last. */
export type SortValue = string | number | null;

/** A row's place among the distinct values of a column: comparing two small numbers replaces comparing two texts. */
export interface Ranks {
  readonly of: Rows;
  /** How many distinct values there are; this number itself is the rank of an empty cell. */
  readonly distinct: number;
}

/** Work done between two yields: short enough to fit into an idle moment of a frame. */
const slice = 2000;
const runLength = 256;

/**
 * Ranks the values of one column in small steps, because collating 100,000 texts at once freezes the window for most
 * of a second. Distinct values are sorted in short runs, and the runs merged.
 */
export function* rankSteps(
  values: readonly SortValue[],
  compare: (a: string, b: string) => number,
): Generator<undefined, Ranks> {
  const places = new Map<string, number>();
  const numbers: number[] = [];
  for (const [index, value] of values.entries()) {
    if (typeof value === 'string') places.set(value, 0);
    else if (value !== null) numbers.push(value);
    if (index % slice === 0) yield;
  }
  // The engine sorts numbers by itself in a few milliseconds, and they come before texts: floors are "3" and "Lobby".
  const sortedNumbers = distinct(Float64Array.from(numbers).sort());
  yield;
  const sorted = yield* sortSteps([...places.keys()], compare);
  for (const [place, value] of sorted.entries()) {
    places.set(value, sortedNumbers.length + place);
    if (place % slice === 0) yield;
  }
  const last = sortedNumbers.length + sorted.length;
  const of = new Uint32Array(values.length);
  for (const [index, value] of values.entries()) {
    if (value === null) of[index] = last;
    else of[index] = typeof value === 'string' ? (places.get(value) ?? last) : placeOf(sortedNumbers, value);
    if (index % slice === 0) yield;
  }
  return { of, distinct: last };
}

/** The different ones of sorted numbers. */
function distinct(sorted: Float64Array): Float64Array {
  return sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
}

/** The place of a number that is among the sorted ones. */
function placeOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? value) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Runs steps to their end at once and returns the result. */
export function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function* sortSteps<T>(items: readonly T[], compare: (a: T, b: T) => number): Generator<undefined, T[]> {
  let runs: T[][] = [];
  for (let start = 0; start < items.length; start += runLength) {
    runs.push(items.slice(start, start + runLength).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(yield* mergeSteps(runs[index] ?? [], runs[index + 1] ?? [], compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* mergeSteps<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (a: T, b: T) => number,
): Generator<undefined, T[]> {
  const merged: T[] = [];
  let taken = 0;
  for (const item of left) {
    for (let other = right[taken]; other !== undefined && compare(other, item) < 0; other = right[taken]) {
      merged.push(other);
      taken += 1;
    }
    merged.push(item);
    if (merged.length % 500 === 0) yield;
  }
  return merged.concat(right.slice(taken));
}
