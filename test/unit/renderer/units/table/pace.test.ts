import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPace } from '../../../../../renderer/units/table/pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('10,000 changes a second are read at most four times in it, and the last of them is read', () => {
  let value = 0;
  const read: number[] = [];
  const pace = createPace(() => read.push(value), 300);
  for (let ms = 0; ms < 1_000; ms += 1) {
    for (let change = 0; change < 10; change += 1) {
      value += 1;
      pace.changed();
    }
    vi.advanceTimersByTime(1);
  }
  expect(read.length).toBeGreaterThan(1);
  expect(read.length).toBeLessThanOrEqual(4);
  vi.advanceTimersByTime(300);
  expect(read.at(-1)).toBe(10_000);
});

it('a change after a quiet time is read at once', () => {
  const run = vi.fn();
  const pace = createPace(run, 300);
  vi.advanceTimersByTime(5_000);
  pace.changed();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledOnce();
});

it('nothing is read any more once it was stopped', () => {
  const run = vi.fn();
  const pace = createPace(run, 300);
  pace.changed();
  pace.stop();
  vi.advanceTimersByTime(1_000);
  expect(run).not.toHaveBeenCalled();
});
