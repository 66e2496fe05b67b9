import { describe, expect, it } from 'vitest';
import { sortSteps } from '../../../electron/contract/sort-steps.ts';

/** The sorted numbers, and the most comparisons between two pauses. */
function sorted(numbers: readonly number[]): { all: number[]; longest: number } {
  let since = 0;
  let longest = 0;
  const steps = sortSteps(numbers, (a, b) => {
    since += 1;
    longest = Math.max(longest, since);
    return a - b;
  });
  for (;;) {
    const step = steps.next();
    if (step.done) return { all: step.value, longest };
    since = 0;
  }
}

const count = 20_000;
const upwards = Array.from({ length: count }, (_, index) => index);
/** Each number once, in an order that looks like none. */
const mixed = upwards.map((index) => (index * 7919) % count);
/** Two in three are one value. */
const repeated = upwards.map((index) => (index % 3 === 0 ? index : 7));

describe('sorting in steps', () => {
  it.each([
    { name: 'mixed', numbers: mixed },
    { name: 'in order', numbers: upwards },
    { name: 'backwards', numbers: upwards.toReversed() },
    { name: 'repeated', numbers: repeated },
    { name: 'the later half first', numbers: [...upwards.slice(count / 2), ...upwards.slice(0, count / 2)] },
  ])('sorts numbers that are $name, and pauses after few comparisons', ({ numbers }) => {
    const { all, longest } = sorted(numbers);
    expect(all).toEqual(numbers.toSorted((a, b) => a - b));
    expect(longest).toBeLessThan(3_000);
  });

  it('leaves equal items in their order', () => {
    const items = mixed.map((number, place) => ({ number: number % 10, place }));
    const steps = sortSteps(items, (a, b) => a.number - b.number);
    let step = steps.next();
    while (!step.done) step = steps.next();
    expect(step.value).toEqual(items.toSorted((a, b) => a.number - b.number));
  });

  it('has nothing to do with nothing', () => {
    expect(sorted([])).toEqual({ all: [], longest: 0 });
  });
});
