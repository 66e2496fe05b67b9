import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../electron/core/errors.ts';
import { retryDelay, usualRetry } from '../../../../electron/core/live/loop.ts';

const offline = new AppError('offline', 'No network.');
const busy = new AppError('api-unavailable', 'Busy.');
const delays = (failure: AppError, failures: number, held = false) =>
  Array.from({ length: 200 }, () => retryDelay(usualRetry, failure, failures, held));

describe('the pause before the next connection', () => {
  test('is as short while a proxy asks for a password: it may be there any moment', () => {
    const asked = new AppError('proxy-sign-in', 'The proxy asks.');
    expect(Math.max(...delays(asked, 50))).toBeLessThanOrEqual(4_000);
  });

  test.each([1, 5, 50, 5_000])(
    'is at most 4 s while the network is away, after %d failures (R34)',
    (failures) => {
      expect(Math.max(...delays(offline, failures))).toBeLessThanOrEqual(4_000);
    },
  );

  test('grows up to 30 s for a hub in trouble, and is never twice the same (R34)', () => {
    expect(Math.max(...delays(busy, 1))).toBeLessThanOrEqual(500);
    const late = delays(busy, 5_000);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(15_000);
    expect(Math.max(...late)).toBeLessThanOrEqual(30_000);
    expect(new Set(late).size).toBeGreaterThan(100);
  });

  test('grows too for a hub that takes us in and throws us out', () => {
    expect(Math.min(...delays(offline, 20, true))).toBeGreaterThanOrEqual(15_000);
  });

  test('is what the hub asks for', () => {
    const asked = new AppError('api-unavailable', 'Busy.', { details: { seconds: '90' } });
    expect(Math.min(...delays(asked, 1))).toBeGreaterThanOrEqual(90_000);
  });
});
