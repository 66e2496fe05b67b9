import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../electron/core/ports.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the clock of this computer', () => {
  test('knows the time of day, and a steady one', () => {
    vi.setSystemTime(1_800_000_000_000);
    expect(systemClock.now()).toBe(1_800_000_000_000);
    const before = systemClock.steady();
    vi.advanceTimersByTime(5);
    expect(systemClock.steady() - before).toBe(5);
  });

  test('calls later, once, unless that is cancelled', () => {
    const [run, cancelled] = [vi.fn(), vi.fn()];
    systemClock.later(100, run);
    systemClock.later(100, cancelled)();
    vi.advanceTimersByTime(99);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(run).toHaveBeenCalledOnce();
    expect(cancelled).not.toHaveBeenCalled();
  });

  test('does not call at once what is due in a month', () => {
    const run = vi.fn();
    systemClock.later(31 * 24 * 60 * 60_000, run);
    vi.advanceTimersByTime(20 * 24 * 60 * 60_000);
    expect(run).not.toHaveBeenCalled();
  });
});
