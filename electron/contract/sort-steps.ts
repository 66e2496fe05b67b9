/** Sorting for who must not be kept for long. Without zod, because the page runs it. */

/** Items sorted in one piece. */
const runLength = 256;

/** Items merged in one piece. */
const mergeLength = 500;

/** Sorts items in small steps; those that are equal keep their order. */
export function* sortSteps<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
): Generator<undefined, T[]> {
  let runs: T[][] = [];
  for (let start = 0; start < items.length; start += runLength) {
    runs.push(items.slice(start, start + runLength).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(yield* mergeSteps(runs[index] ?? [], runs[index + 1] ?? [], compare));
      yield;
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
      // All of one side may come before the other.
      if (merged.length % mergeLength === 0) yield;
    }
    merged.push(item);
    if (merged.length % mergeLength === 0) yield;
  }
  return merged.concat(right.slice(taken));
}
