/** A shorter bar would be invisible; percent. */
const smallest = 1.5;

/** The length of a bar in percent of the longest one; a value above 0 is always visible. */
export function barLength(value: number, largest: number): number {
  if (value <= 0 || largest <= 0) return 0;
  return Math.min(100, Math.max(smallest, (value / largest) * 100));
}

/** Units whose availability lies between two limits, in percent. */
export type Bucket = ReturnType<typeof usedBuckets>[number];

/** Minimum number of buckets, so that a fleet with high availability has a scale too. */
const fewest = 6;

/**
 * The equal parts of 0 to 100 percent, from the lowest that has units or is selected: most fleets use only the upper
 * end.
 */
export function usedBuckets(counts: readonly number[], chosen: readonly number[] = []) {
  const width = 100 / counts.length;
  const first = counts.findIndex((count, index) => count > 0 || chosen.includes(index * width));
  const start = Math.max(0, Math.min(first, counts.length - fewest));
  return counts.map((count, index) => ({ from: index * width, to: (index + 1) * width, count })).slice(start);
}
