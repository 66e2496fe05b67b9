import { expect, test } from 'vitest';
import { localClock, localDate, localMinute } from '../../../electron/contract/local-time.ts';

test('a time is written in digits by this computer’s clock, each with a fixed length', () => {
  const early = new Date(2026, 0, 2, 3, 4, 5).getTime();
  const late = new Date(2026, 11, 31, 23, 59, 59, 999).getTime();
  expect([early, late].map(localDate)).toEqual(['2026-01-02', '2026-12-31']);
  expect([early, late].map(localClock)).toEqual(['03:04:05', '23:59:59']);
  expect([early, late].map(localMinute)).toEqual(['03:04', '23:59']);
});

test('a year before 1000 has four digits, too, so that texts keep their order', () => {
  const ancient = new Date(2026, 5, 1);
  ancient.setFullYear(87);
  expect(localDate(ancient.getTime())).toBe('0087-06-01');
});
