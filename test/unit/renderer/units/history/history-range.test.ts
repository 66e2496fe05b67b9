import { describe, expect, it, vi } from 'vitest';
import {
  historyRanges,
  rangeLengths,
  timeMarks,
} from '../../../../../renderer/units/history/history-range.ts';

const noon = new Date(2026, 10, 29, 14, 7).getTime();

describe('the marks below a timeline', () => {
  it('are the hours of this clock that six divides, for a day', () => {
    const hours = timeMarks('day', noon).map(({ at }) => new Date(at).getHours());
    expect(hours).toEqual([18, 0, 6, 12]);
  });

  it('are the midnights of this clock, for a week, and each seventh, for a month', () => {
    const days = (range: 'week' | 'month') =>
      timeMarks(range, noon).map(({ at }) => {
        const time = new Date(at);
        expect([time.getHours(), time.getMinutes(), time.getSeconds()]).toEqual([0, 0, 0]);
        return time.getDate();
      });
    expect(days('week')).toEqual([23, 24, 25, 26, 27, 28, 29]);
    expect(days('month')).toEqual([1, 8, 15, 22]);
  });

  it('stay at the full hours of the clock over a change to summer time and back', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    try {
      for (const [month, day, offset] of [
        [2, 29, -60],
        [9, 25, -120],
      ] as const) {
        const noonOf = new Date(2026, month, day, 12).getTime();
        expect(new Date(2026, month, day).getTimezoneOffset(), 'the computer knows the time zone').toBe(
          offset,
        );
        for (const { at } of timeMarks('month', noonOf + 5 * 86_400_000))
          expect(new Date(at).getHours()).toBe(0);
        for (const { at } of timeMarks('day', noonOf)) expect(new Date(at).getHours() % 6).toBe(0);
      }
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('have their places in order, and none where its text would be cut off', () => {
    for (const range of historyRanges) {
      for (let minute = 0; minute < 24 * 60; minute += 17) {
        const to = noon + minute * 60_000;
        const marks = timeMarks(range, to);
        expect(marks.length).toBeGreaterThan(2);
        for (const [place, { at, share }] of marks.entries()) {
          expect(share).toBeCloseTo(1 - (to - at) / rangeLengths[range], 10);
          expect(share).toBeGreaterThan(marks[place - 1]?.share ?? 0.03);
          expect(share).toBeLessThan(0.97);
        }
      }
    }
  });
});
