import { describe, expect, test } from 'vitest';
import type { IssuedToken } from '../../../../electron/core/auth/shared-tokens.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { holdTokens } from '../../../../electron/core/gateway/held-tokens.ts';
import { fakeClock } from '../../../fakes/ports.ts';

/** Tokens t1, t2 … that are good for an hour; a refusal, or `next`, brings another one. */
function holding() {
  const clock = fakeClock();
  const asked: (string | undefined)[] = [];
  let number = 1;
  let failure: AppError | undefined;
  let gate: Promise<void> | undefined;
  const held = holdTokens(async (rejected) => {
    asked.push(rejected);
    await gate;
    if (failure) throw failure;
    if (rejected === `t${number}`) number += 1;
    const person = { id: '', name: '', email: null, employee: null };
    const expiresAt = clock.now() + 3_600_000;
    return {
      accessToken: `t${number}`,
      expiresAt,
      scopes: [],
      accountId: '',
      person,
      source: 'cache',
    } satisfies IssuedToken;
  }, clock);
  const token = async (rejected?: string) => (await held.token(rejected)).accessToken;
  return {
    clock,
    asked,
    held,
    token,
    fail: (error: AppError | undefined) => {
      failure = error;
    },
    wait() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
}

describe('tokens for many calls', () => {
  test('are asked for by one of them at a time, and held for a moment', async () => {
    const { asked, clock, token } = holding();
    expect(await Promise.all(Array.from({ length: 100 }, () => token()))).toEqual(Array(100).fill('t1'));
    clock.move(9_999);
    await token();
    expect(asked).toHaveLength(1);
    // A sign-out in another process is noticed now.
    clock.move(1);
    await token();
    expect(asked).toHaveLength(2);
  });

  test('are not held beyond their end, also when the clock is set', async () => {
    const { asked, clock, token, held } = holding();
    expect(held.remaining()).toBeUndefined();
    await token();
    expect(held.remaining()).toBe(3_600);
    clock.set(3_600_000);
    expect(held.remaining()).toBe(0);
    await token();
    expect(asked).toHaveLength(2);
  });

  test('are renewed once for all who were refused with the same, and not again at once', async () => {
    const { asked, clock, token } = holding();
    await token();
    expect(await Promise.all([token('t1'), token('t1'), token('t1')])).toEqual(['t2', 't2', 't2']);
    // One that was slow learns of the new one without asking.
    expect(await token('t1')).toBe('t2');
    // Whoever refuses the new one as well refuses something else than the token.
    expect(await token('t2')).toBe('t2');
    expect(asked).toEqual([undefined, 't1']);
    clock.move(30_000);
    expect(await token('t2')).toBe('t3');
  });

  test('a refusal that comes while one is asked for is not lost', async () => {
    const { clock, token, wait, asked } = holding();
    await token();
    clock.move(10_000);
    const go = wait();
    const both = Promise.all([token(), token('t1')]);
    go();
    expect(await both).toEqual(['t1', 't2']);
    expect(asked).toEqual([undefined, undefined, 't1']);
  });

  test('a failure is that of all calls for a moment, or as long as the provider asks for', async () => {
    const { asked, clock, token, fail, held } = holding();
    await token();
    fail(new AppError('sign-in-needed', 'Nobody is signed in.'));
    clock.move(10_000);
    for (let i = 0; i < 100; i += 1) await expect(token()).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(asked).toHaveLength(2);
    expect(held.remaining()).toBeUndefined();
    fail(new AppError('provider-unavailable', 'Busy.', { details: { seconds: '60' } }));
    clock.move(5_000);
    await expect(token()).rejects.toMatchObject({ code: 'provider-unavailable' });
    fail(undefined);
    clock.move(59_999);
    await expect(token()).rejects.toMatchObject({ code: 'provider-unavailable' });
    clock.move(1);
    expect(await token()).toBe('t1');
    expect(asked).toHaveLength(4);
  });

  test('a provider that asks for days is asked again after five minutes', async () => {
    const { asked, clock, token, fail } = holding();
    fail(new AppError('provider-unavailable', 'Busy.', { details: { seconds: '999999' } }));
    await expect(token()).rejects.toMatchObject({ code: 'provider-unavailable' });
    fail(undefined);
    clock.move(299_999);
    await expect(token()).rejects.toMatchObject({ code: 'provider-unavailable' });
    clock.move(1);
    expect(await token()).toBe('t1');
    expect(asked).toHaveLength(2);
  });
});
