import { expect, test } from 'vitest';
import { backoff } from '../../../electron/core/backoff.ts';

test('the wait doubles with each failure, up to the longest, however many there were', () => {
  expect([1, 2, 3, 4, 5, 30, 5_000].map((failures) => backoff(500, 6_000, failures))).toEqual([
    ...[500, 1_000, 2_000, 4_000, 6_000, 6_000, 6_000],
  ]);
});
