import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../electron/core/errors.ts';
import { toleratedSkew, watchClock } from '../../../../electron/core/http/clock-skew.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const url = 'https://login.example.com/token';
const refused = new AppError('api-refused', 'x', { details: { host: 'api.example.com', status: '401' } });
const certificate = (reason: string) => new AppError('tls', 'x', { details: { reason } });
let clock: ReturnType<typeof fakeClock>;
/** What the next answer carries as its Date. */
let date: string | undefined;
let failure: Error | undefined;
let watch: ReturnType<typeof watchClock>;

beforeEach(() => {
  clock = fakeClock(Date.UTC(2030, 0, 1));
  date = undefined;
  failure = undefined;
  watch = watchClock(async () => {
    if (failure) throw failure;
    return new Response('', date === undefined ? {} : { headers: { date } });
  }, clock);
});

/** An answer of a service whose clock is this far behind ours, ms. */
async function answered(ahead: number): Promise<void> {
  date = new Date(clock.now() - ahead).toUTCString();
  await watch.http(url, {});
}

describe('a failure', () => {
  test.each([toleratedSkew + 1_000, -toleratedSkew - 1_000])(
    'is the clock’s when that is %d ms off',
    async (ahead) => {
      await answered(ahead);
      expect(watch.explain(refused)).toMatchObject({
        code: 'clock',
        details: { host: 'login.example.com', seconds: '301' },
        message: expect.stringContaining('5 minutes'),
        cause: refused,
      });
    },
  );

  test.each([0, toleratedSkew, -toleratedSkew])(
    'stays what it was when the clock is %d ms off',
    async (ahead) => {
      await answered(ahead);
      expect(watch.explain(refused)).toBe(refused);
    },
  );

  test('stays what it was before any answer, and after answers without a date that can be read', async () => {
    expect(watch.explain(refused)).toBe(refused);
    for (const unreadable of [undefined, '', 'yesterday']) {
      date = unreadable;
      await watch.http(url, {});
      expect(watch.explain(refused)).toBe(refused);
    }
  });

  test('stays what it was when an answer has come since that says the clock is right', async () => {
    await answered(20 * 86_400_000);
    await answered(0);
    expect(watch.explain(refused)).toBe(refused);
  });

  test.each([-7_200_000, 7_200_000, toleratedSkew + 1])(
    'stays what it was when the clock has moved by %d ms since',
    async (ms) => {
      await answered(20 * 86_400_000);
      clock.move(ms);
      expect(watch.explain(refused)).toBe(refused);
    },
  );

  test.each([
    ['ahead', 'CERT_HAS_EXPIRED', 'clock'],
    ['ahead', 'ERR_CERT_DATE_INVALID', 'clock'],
    ['ahead', 'CERT_NOT_YET_VALID', 'tls'],
    ['ahead', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['behind', 'CERT_NOT_YET_VALID', 'clock'],
    ['behind', 'ERR_CERT_DATE_INVALID', 'clock'],
    ['behind', 'CERT_HAS_EXPIRED', 'tls'],
  ])('with the clock %s, %s is reported as %s', async (direction, reason, code) => {
    await answered(direction === 'ahead' ? 86_400_000 : -86_400_000);
    expect(watch.explain(certificate(reason)).code).toBe(code);
  });

  test.each([
    'api-key-refused',
    'offline',
    'sign-in-needed',
    'provider-unavailable',
    'configuration',
  ] as const)('of another kind stays what it was: %s', async (code) => {
    await answered(86_400_000);
    const other = new AppError(code, 'x', { details: { status: '401' } });
    expect(watch.explain(other)).toBe(other);
  });
});

describe('a request', () => {
  test('that fails for a certificate rejects with the clock if that is behind it, else with its own error', async () => {
    await answered(86_400_000);
    failure = new TypeError('fetch failed', {
      cause: Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }),
    });
    await expect(watch.http(url, {})).rejects.toMatchObject({ code: 'clock' });
    clock.move(-86_400_000);
    await expect(watch.http(url, {})).rejects.toBe(failure);
  });
});
