import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createViewTurns, pagesOf } from '../../../../renderer/wall/view-turns.ts';

const onTurn = vi.fn();
let turns: ReturnType<typeof createViewTurns>;
const place = () => [turns.turn().view, turns.turn().page];

beforeEach(() => {
  vi.useFakeTimers();
  onTurn.mockClear();
  turns = createViewTurns(onTurn);
});
afterEach(() => vi.useRealTimers());

describe('views in turn', () => {
  test('come one after the other, each for its time, with all pages of each', () => {
    turns.set(3, 10);
    turns.setPages(2);
    const seen = Array.from({ length: 5 }, () => {
      vi.advanceTimersByTime(10_000);
      return place();
    });
    expect(seen).toEqual([
      [0, 1],
      [1, 0],
      [2, 0],
      [0, 0],
      [1, 0],
    ]);
    expect(onTurn).toHaveBeenCalledTimes(5);
  });

  test('are not put off by what is set again as it was, and follow another time at once', () => {
    turns.set(2, 10);
    vi.advanceTimersByTime(9_000);
    turns.set(2, 10);
    vi.advanceTimersByTime(1_000);
    expect(place()).toEqual([1, 0]);
    turns.set(2, 5);
    vi.advanceTimersByTime(5_000);
    expect(place()).toEqual([0, 0]);
  });

  test('stand still while they are paused, and can be gone through by hand, both ways', () => {
    turns.set(3, 10);
    turns.pause(true);
    vi.advanceTimersByTime(3_600_000);
    expect(place()).toEqual([0, 0]);
    turns.go(-1);
    expect(place()).toEqual([2, 0]);
    turns.go(1);
    turns.go(1);
    expect(place()).toEqual([1, 0]);
    turns.set(3, 20);
    vi.advanceTimersByTime(3_600_000);
    expect(place()).toEqual([1, 0]);
    turns.pause(false);
    vi.advanceTimersByTime(20_000);
    expect(place()).toEqual([2, 0]);
  });

  test('survive views and pages that go', () => {
    turns.set(3, 10);
    turns.go(-1);
    turns.set(2, 10);
    expect(place()).toEqual([0, 0]);
    turns.setPages(4);
    for (let count = 0; count < 3; count += 1) turns.go(1);
    expect(place()).toEqual([0, 3]);
    turns.setPages(2);
    expect(place()).toEqual([0, 1]);
  });

  test('leave nothing behind when they stop', () => {
    turns.set(2, 10);
    turns.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('outages have as many pages as they need, four at most', () => {
  expect([0, 1, 7, 8, 14, 15, 1_000].map((count) => pagesOf(count, 7))).toEqual([1, 1, 1, 2, 2, 3, 4]);
  expect(pagesOf(5, 0)).toBe(4);
});
