import { describe, expect, it } from 'vitest';
import { barLength, lowBuckets } from '../../../../../renderer/units/overview/chart-scale.ts';

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

  it('is drawn from the lowest part that holds a unit, without the part that most units are in', () => {
    const { low, top } = lowBuckets(counts({ 10: 1, 19: 7 }));
    expect(low[0]).toEqual({ from: 50, to: 55, count: 1 });
    expect(low.at(-1)).toEqual({ from: 90, to: 95, count: 0 });
    expect(low).toHaveLength(9);
    expect(top).toEqual({ from: 95, to: 100, count: 7 });
  });

  it('has a scale for few units, and loses none at the lower end', () => {
    expect(lowBuckets(counts({ 18: 1 })).low.map(({ from }) => from)).toEqual([70, 75, 80, 85, 90]);
    expect(lowBuckets(counts({ 0: 2 })).low).toHaveLength(19);
  });

  it('has no bars where none is low, but for one that filters the table', () => {
    expect(lowBuckets(counts({ 19: 7 })).low).toEqual([]);
    expect(lowBuckets(counts({ 19: 7 }), [80]).low.map(({ from }) => from)).toContain(80);
  });
});
