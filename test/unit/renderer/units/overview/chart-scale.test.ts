import { describe, expect, it } from 'vitest';
import { barLength, usedBuckets } from '../../../../../renderer/units/overview/chart-scale.ts';

describe('a bar', () => {
  it('is as long as its value is large, against the longest', () => {
    expect(barLength(50, 200)).toBe(25);
    expect(barLength(200, 200)).toBe(100);
  });

  it('can be seen when there is one unit in 100,000, and not when there is none', () => {
    expect(barLength(1, 100_000)).toBeGreaterThan(1);
    expect(barLength(0, 100_000)).toBe(0);
    expect(barLength(0, 0)).toBe(0);
  });
});

describe('the availability', () => {
  const counts = (used: Record<number, number>) => Array.from({ length: 20 }, (_, index) => used[index] ?? 0);

  it('is drawn from the lowest part that holds a unit', () => {
    const buckets = usedBuckets(counts({ 10: 1, 19: 7 }));
    expect(buckets[0]).toEqual({ from: 50, to: 55, count: 1 });
    expect(buckets.at(-1)).toEqual({ from: 95, to: 100, count: 7 });
    expect(buckets).toHaveLength(10);
  });

  it('has a scale even when all units are alike, and loses none at the lower end', () => {
    expect(usedBuckets(counts({ 19: 7 })).map(({ from }) => from)).toEqual([70, 75, 80, 85, 90, 95]);
    expect(usedBuckets(counts({ 0: 2 }))).toHaveLength(20);
  });
});
