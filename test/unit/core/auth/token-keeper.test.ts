import { beforeEach, describe, expect, test } from 'vitest';
import type { Grant } from '../../../../electron/core/auth/msal/msal-grant.ts';
import { createTokenKeeper, type TokenKeeper } from '../../../../electron/core/auth/token-keeper.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const hour = 3_600_000;
const minute = 60_000;
let clock: ReturnType<typeof fakeClock>;
let keeper: TokenKeeper;
/** Every `fetch` so far, with its `force` and the way to answer it. */
let fetches: { force: boolean; answer: (grant: Grant) => void; fail: (error: unknown) => void }[];
let renewed: Grant[];
let failures: AppError[];

beforeEach(() => {
  clock = fakeClock(1_800_000_000_000);
  fetches = [];
  renewed = [];
  failures = [];
  keeper = createTokenKeeper({
    clock,
    fetch: (force) => new Promise((answer, fail) => fetches.push({ force, answer, fail })),
    onRenewed: (grant) => renewed.push(grant),
    onFailed: (failure) => void failures.push(failure),
  });
});

function grant(accessToken: string, lifetime = hour): Grant {
  return {
    accountId: 'a',
    person: { id: 'a', name: 'A', email: null, employee: null },
    accessToken,
    expiresAt: clock.now() + lifetime,
    scopes: [],
  };
}
const offline = () => new AppError('offline', 'No network.');
/** Lets everything that is only waiting for promises run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
async function failLast(error: unknown): Promise<void> {
  fetches.at(-1)?.fail(error);
  await settle();
}

describe('a token at hand while the time of day is set', () => {
  test('back by years: it ends when it would have ended, and the next one is really another', async () => {
    keeper.hold(grant('one'));
    clock.set(-3 * 365 * 24 * hour);
    expect(keeper.current()?.expiresAt).toBe(clock.now() + hour);
    clock.move(hour - 5 * minute);
    expect(fetches, 'asked for in its time, and not from the cache').toMatchObject([{ force: true }]);
    fetches.at(-1)?.answer(grant('two'));
    await settle();
    expect(keeper.current()).toEqual(grant('two'));
    clock.move(hour - 5 * minute);
    expect(fetches[1]).toMatchObject({ force: false });
  });

  test('back by less than its age: it is not handed out after its end', async () => {
    keeper.hold(grant('one'));
    clock.move(50 * minute);
    clock.set(-40 * minute);
    clock.move(9 * minute + 31_000);
    const asked = keeper.token();
    fetches.at(-1)?.answer(grant('two'));
    expect((await asked).accessToken).toBe('two');
  });

  test('forward by hours: nobody is signed out, another one is asked for', async () => {
    keeper.hold(grant('one'));
    clock.set(5 * hour);
    const asked = keeper.token();
    expect(fetches).toMatchObject([{ force: false }]);
    fetches.at(-1)?.answer(grant('two'));
    expect((await asked).accessToken).toBe('two');
  });

  test('a pasted one is good to the end that stands in it', async () => {
    const pasted = { ...grant('one'), pasted: true as const };
    keeper.hold(pasted);
    clock.set(-3 * hour);
    expect(keeper.current()).toEqual(pasted);
  });
});

describe('a token at hand', () => {
  test('is handed out without a request until 30 s before its end', async () => {
    keeper.hold(grant('one'));
    clock.move(hour - 5 * minute - 1);
    expect((await keeper.token()).accessToken).toBe('one');
    expect(fetches).toHaveLength(0);
  });

  test('is handed out once more while the next one is on its way', async () => {
    keeper.hold(grant('one'));
    clock.move(hour - 30_001);
    expect((await keeper.token()).accessToken).toBe('one');
    expect(fetches).toHaveLength(1);
  });

  test('with 30 s left is not handed out: the next one is waited for', async () => {
    keeper.hold(grant('one'));
    clock.move(hour - 30_000);
    const token = keeper.token();
    fetches[0]?.answer(grant('two'));
    expect((await token).accessToken).toBe('two');
  });

  test('is better than none while it lasts, if the next one cannot be had', async () => {
    keeper.hold(grant('one'));
    clock.move(hour - 10_000);
    const token = keeper.token();
    await failLast(offline());
    expect((await token).accessToken).toBe('one');
  });

  test('is worth nothing after its end', async () => {
    keeper.hold(grant('one'));
    clock.move(hour);
    const token = keeper.token();
    await Promise.all([failLast(offline()), expect(token).rejects.toMatchObject({ code: 'offline' })]);
  });
});

describe('the renewal in the background', () => {
  test('begins 5 minutes before the end, once, and tells of the new token', async () => {
    keeper.hold(grant('one'));
    clock.move(hour - 5 * minute - 1);
    expect(fetches).toHaveLength(0);
    clock.move(1);
    expect(fetches).toMatchObject([{ force: false }]);
    fetches[0]?.answer(grant('two'));
    await settle();
    expect(renewed.map((each) => each.accessToken)).toEqual(['two']);
    expect((await keeper.token()).accessToken).toBe('two');
    clock.move(hour - 5 * minute - 1);
    expect(fetches).toHaveLength(1);
  });

  test('begins after two thirds of a short life, so that there is a pause', async () => {
    keeper.hold(grant('one', 3 * minute));
    clock.move(2 * minute - 1);
    expect(fetches).toHaveLength(0);
    clock.move(1);
    expect(fetches).toHaveLength(1);
  });

  test.each([0, 1, 1_000, -hour])('pauses a second even for a life of %d ms', async (lifetime) => {
    keeper.hold(grant('one', lifetime));
    for (let i = 1; i <= 5; i++) {
      clock.move(999);
      expect(fetches).toHaveLength(i - 1);
      clock.move(1);
      expect(fetches).toHaveLength(i);
      fetches.at(-1)?.answer(grant(`next ${i}`, lifetime));
      await settle();
    }
  });

  test('is made up for after the computer has slept through it', async () => {
    keeper.hold(grant('one'));
    // A sleeping computer's timers do not fire in time, so only the clock has moved.
    const asleep = fakeClock(clock.now());
    const slept = createTokenKeeper({
      clock: { ...asleep, later: () => () => undefined },
      fetch: (force) => new Promise((answer, fail) => fetches.push({ force, answer, fail })),
      onRenewed: () => undefined,
      onFailed: () => undefined,
    });
    slept.hold(grant('one'));
    asleep.move(hour - 2 * minute);
    expect((await slept.token()).accessToken).toBe('one');
    expect(fetches).toHaveLength(1);
  });

  test.each([offline(), new AppError('proxy-sign-in', 'The proxy asks.')])(
    'is tried again every 4 s while there is no way: %s',
    async (failure) => {
      keeper.hold(grant('one'));
      clock.move(hour - 5 * minute);
      for (let i = 1; i <= 4; i++) {
        expect(fetches).toHaveLength(i);
        await failLast(failure);
        clock.move(3_999);
        expect(fetches).toHaveLength(i);
        clock.move(1);
      }
      expect(failures.map((each) => each.code)).toEqual(Array(4).fill(failure.code));
    },
  );

  test('waits longer from failure to failure, a minute at most', async () => {
    keeper.hold(grant('one'));
    clock.move(hour - 5 * minute);
    const pauses = [2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1_000);
    for (const [i, pause] of pauses.entries()) {
      await failLast(new AppError('provider-unavailable', 'Status 503.'));
      clock.move(pause - 1);
      expect(fetches).toHaveLength(i + 1);
      clock.move(1);
      expect(fetches).toHaveLength(i + 2);
    }
  });

  test('does not ask earlier than the provider’s Retry-After said, nor earlier than its own pause', async () => {
    keeper.hold(grant('one', 3 * hour));
    clock.move(3 * hour - 5 * minute);
    const busy = (seconds: string) =>
      new AppError('provider-unavailable', 'Status 503.', { details: { seconds } });
    for (const [i, [seconds, pause]] of [
      ['120', 120_000],
      ['1', 4_000],
      ['61', 61_000],
    ].entries() as ArrayIterator<[number, [string, number]]>) {
      await failLast(busy(seconds));
      clock.move(pause - 1);
      expect((await keeper.token()).accessToken).toBe('one');
      expect(fetches).toHaveLength(i + 1);
      clock.move(1);
      expect(fetches).toHaveLength(i + 2);
    }
  });

  test('keeps to its pauses however often a token is asked for', async () => {
    keeper.hold(grant('one'));
    clock.move(hour - 5 * minute);
    await failLast(new AppError('provider-unavailable', 'Status 503.'));
    for (let i = 0; i < 100; i++) expect((await keeper.token()).accessToken).toBe('one');
    expect(fetches).toHaveLength(1);
    clock.move(2_000);
    expect(fetches).toHaveLength(2);
  });

  test('begins its pauses anew after a success', async () => {
    keeper.hold(grant('one'));
    clock.move(hour - 5 * minute);
    for (let i = 0; i < 3; i++) {
      await failLast(new AppError('provider-unavailable', 'Status 503.'));
      clock.move(minute);
    }
    const before = fetches.length;
    fetches.at(-1)?.answer(grant('two'));
    await settle();
    clock.move(hour - 5 * minute);
    await failLast(new AppError('provider-unavailable', 'Status 503.'));
    clock.move(2_000);
    expect(fetches).toHaveLength(before + 2);
  });

  test('is given up when a new sign-in is needed', async () => {
    keeper.hold(grant('one'));
    clock.move(hour - 5 * minute);
    await failLast(new AppError('sign-in-needed', 'Revoked.'));
    clock.move(hour);
    expect(fetches).toHaveLength(1);
    expect(failures.map((each) => each.code)).toEqual(['sign-in-needed']);
  });

  test('turns whatever is thrown into a failure of ours', async () => {
    keeper.hold(grant('one'));
    clock.move(hour - 5 * minute);
    await failLast(new TypeError('secret text'));
    expect(failures).toMatchObject([{ code: 'unexpected', message: 'Something went wrong.' }]);
  });
});

describe('when the computer wakes up', () => {
  test('a renewal whose time has come meanwhile does not wait for its timer', () => {
    keeper.hold(grant('one'));
    clock.sleep(hour - minute);
    expect(fetches).toHaveLength(0);
    keeper.wake();
    expect(fetches).toHaveLength(1);
  });

  test('nothing is renewed before its time, nor for nobody', () => {
    keeper.wake();
    keeper.hold(grant('one'));
    clock.sleep(minute);
    keeper.wake();
    expect(fetches).toHaveLength(0);
  });
});

describe('a renewal under way', () => {
  test('is shared by all who wait', async () => {
    const tokens = [keeper.token(), keeper.token(), keeper.renew(true)];
    expect(fetches).toHaveLength(1);
    fetches[0]?.answer(grant('one'));
    expect((await Promise.all(tokens)).map((each) => each.accessToken)).toEqual(['one', 'one', 'one']);
  });

  test('brings nothing back once the token is cleared', async () => {
    keeper.hold(grant('one'));
    const renewal = keeper.renew(true);
    keeper.clear();
    fetches[0]?.answer(grant('two'));
    await expect(renewal).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(keeper.current()).toBeUndefined();
    expect(renewed).toEqual([]);
    clock.move(hour);
    expect(fetches).toHaveLength(1);
  });

  test('does not report its failure once the token is cleared', async () => {
    const renewal = keeper.renew(true);
    keeper.clear();
    await Promise.all([
      failLast(offline()),
      expect(renewal).rejects.toMatchObject({ code: 'sign-in-needed' }),
    ]);
    expect(failures).toEqual([]);
  });

  test('gives way to a sign-in: whoever waits gets the token of that', async () => {
    const token = keeper.token();
    keeper.hold(grant('signed in'));
    await failLast(new AppError('sign-in-needed', 'Revoked.'));
    expect((await token).accessToken).toBe('signed in');
    expect(keeper.current()?.accessToken).toBe('signed in');
    expect(failures).toEqual([]);
  });
});

describe('a token that the API has refused', () => {
  test('gives way to another account: whoever waits gets the token of that', async () => {
    const waiting = keeper.token();
    keeper.clear();
    void keeper.renew(false);
    expect(fetches).toHaveLength(2);
    fetches[0]?.answer(grant('the first one’s'));
    await settle();
    fetches[1]?.answer(grant('the next one’s'));
    expect((await waiting).accessToken).toBe('the next one’s');
    expect(keeper.current()?.accessToken).toBe('the next one’s');
  });

  test('is replaced by force', async () => {
    keeper.hold(grant('one'));
    const token = keeper.token('one');
    expect(fetches).toMatchObject([{ force: true }]);
    fetches[0]?.answer(grant('two'));
    expect((await token).accessToken).toBe('two');
  });

  test('needs no request if it was replaced meanwhile', async () => {
    keeper.hold(grant('two'));
    expect((await keeper.token('one')).accessToken).toBe('two');
    expect(fetches).toHaveLength(0);
  });

  test('is asked for again when a renewal under way only found it in the cache', async () => {
    const renewal = keeper.renew(false);
    const token = keeper.token('one');
    fetches[0]?.answer(grant('one'));
    await renewal;
    await settle();
    expect(fetches).toMatchObject([{ force: false }, { force: true }]);
    fetches[1]?.answer(grant('two'));
    expect((await token).accessToken).toBe('two');
  });

  test('is not handed out again when no other can be had', async () => {
    keeper.hold(grant('one'));
    const token = keeper.token('one');
    await Promise.all([failLast(offline()), expect(token).rejects.toMatchObject({ code: 'offline' })]);
  });
});
