import { beforeEach, describe, expect, test } from 'vitest';
import {
  createSharedTokens,
  type IssuedToken,
  type KeptToken,
  type Tokens,
} from '../../../../electron/core/auth/shared-tokens.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { createQueue } from '../../../../electron/core/queue.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const minute = 60_000;
let clock: ReturnType<typeof fakeClock>;
let kept: KeptToken | undefined;
/** What the next renewal throws. */
let failure: AppError | undefined;
let asked: string[];

beforeEach(() => {
  clock = fakeClock(1_800_000_000_000);
  kept = undefined;
  failure = undefined;
  asked = [];
});

/** A token of an hour that has `left` ms to live. */
function token(accessToken: string, left: number): KeptToken {
  const expiresAt = clock.now() + left;
  const person = { id: 'a', name: 'A', email: null, employee: null };
  return { accountId: 'a', person, accessToken, issuedAt: expiresAt - 60 * minute, expiresAt, scopes: [] };
}
const lock = createQueue();
/** The tokens as each process has them. */
const tokens = (): Tokens =>
  createSharedTokens(
    {
      read: async () => kept,
      async renew(): Promise<IssuedToken> {
        asked.push('renew');
        if (failure) throw failure;
        kept = token(`token ${asked.length}`, 60 * minute);
        return { ...kept, source: 'refresh' };
      },
      async ended(why): Promise<IssuedToken> {
        asked.push('ended');
        throw why;
      },
    },
    { clock, lock, assertKept: () => undefined },
  );

describe('the tokens of several processes (R27)', () => {
  test('are what is on disk while that need not be renewed', async () => {
    kept = token('one', 6 * minute);
    expect(await tokens()()).toMatchObject({ accessToken: 'one', source: 'cache' });
    expect(asked).toEqual([]);
  });

  test('are renewed by one process, and the others take what it has written', async () => {
    kept = token('one', 4 * minute);
    const all = await Promise.all(Array.from({ length: 10 }, () => tokens()()));
    expect(asked).toEqual(['renew']);
    expect(new Set(all.map(({ accessToken }) => accessToken))).toEqual(new Set(['token 1']));
    expect(all.map(({ source }) => source).sort()).toEqual([...Array(9).fill('cache'), 'refresh']);
  });

  test('are never the one that the API has refused, but what another process has got since', async () => {
    kept = token('one', 50 * minute);
    expect(await tokens()('one')).toMatchObject({ accessToken: 'token 1' });
    expect(await tokens()('one')).toMatchObject({ accessToken: 'token 1', source: 'cache' });
    expect(asked).toEqual(['renew']);
  });

  test('are good until their end when the provider is in trouble, unless the API has refused them', async () => {
    kept = token('one', 4 * minute);
    failure = new AppError('offline', 'No network.');
    expect(await tokens()()).toMatchObject({ accessToken: 'one', source: 'cache' });
    await expect(tokens()('one')).rejects.toBe(failure);
    clock.move(4 * minute);
    await expect(tokens()()).rejects.toBe(failure);
  });

  test('end with the sign-in, although the last one would be good for a while (R20)', async () => {
    kept = token('one', 4 * minute);
    failure = new AppError('sign-in-needed', 'Revoked.');
    await expect(tokens()()).rejects.toBe(failure);
    expect(asked).toEqual(['renew', 'ended']);
  });
});
