/** A shorter bar would be invisible; percent. */
const smallest = 1.5;

/** The length of a bar in percent of the longest one; a value above 0 is always visible. */
export function barLength(value: number, largest: number): number {
  if (value <= 0 || largest <= 0) return 0;
  return Math.min(100, Math.max(smallest, (value / largest) * 100));
}

/** Units whose availability lies between two limits, in percent. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Minimum number of buckets below the top one, so that few of them have a scale too. */
const fewest = 5;

/**
 * The equal parts of 0 to 100 percent: `top` is the uppermost, in which most units are; `low` are those below it, from
 * the lowest that has units or is selected, and none if there is no such one.
 */
export function lowBuckets(counts: readonly number[], chosen: readonly number[] = []) {
  const width = 100 / counts.length;
  const all = counts.map((count, index): Bucket => ({ from: index * width, to: (index + 1) * width, count }));
  const top = all.pop() ?? { from: 0, to: 100, count: 0 };
  const first = all.findIndex(({ from, count }) => count > 0 || chosen.includes(from));
  const low = first < 0 ? [] : all.slice(Math.max(0, Math.min(first, all.length - fewest)));
  return { low, top };
}
