/** A shorter bar would be invisible; percent. */
const smallest = 1.5;

/** The length of a bar in percent of the longest one; a value above 0 is always visible. */
export function barLength(value: number, largest: number): number {
  if (value <= 0 || largest <= 0) return 0;
  return Math.min(100, Math.max(smallest, (value / largest) * 100));
}

/** Formats for the numbers of a chart. */
export interface ChartNumbers {
  /** A count, "1,248". */
  count(value: number): string;
  /** A share of a whole, "91.5%"; rounded to 0% or 100% only if it is exactly that. */
  share(part: number, whole: number): string;
  /** A percentage as the API gives it (0 to 100), "97.42%". */
  percent(value: number): string;
  /** The same without unneeded decimals, "97%". */
  wholePercent(value: number): string;
}

/** Creates the formats of a language once. */
export function createChartNumbers(locale: string): ChartNumbers {
  const count = new Intl.NumberFormat(locale);
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return {
    count: (value) => count.format(value),
    share: (part, whole) => {
      if (whole <= 0) return share.format(0);
      const exact = part / whole;
      if (exact > 0 && exact < 0.001) return `< ${share.format(0.001)}`;
      return share.format(exact < 1 ? Math.min(exact, 0.999) : 1);
    },
    percent: (value) => percent.format(value / 100),
    wholePercent: (value) => share.format(value / 100),
  };
}

/** Adds the value to the list, or removes it if it is there. */
export function toggled<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((entry) => entry !== value) : [...list, value];
}

/** Units whose availability lies between two limits, in percent. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Minimum number of buckets, so that a fleet with high availability has a scale too. */
const fewest = 6;

/**
 * The equal parts of 0 to 100 percent, from the lowest that has units or is selected: most fleets use only the upper
 * end.
 */
export function usedBuckets(counts: readonly number[], chosen: readonly number[] = []): Bucket[] {
  const width = 100 / counts.length;
  const first = counts.findIndex((count, index) => count > 0 || chosen.includes(index * width));
  const start = Math.max(0, Math.min(first, counts.length - fewest));
  return counts.map((count, index) => ({ from: index * width, to: (index + 1) * width, count })).slice(start);
}
