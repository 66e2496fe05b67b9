import { type AppError, toAppError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import type { Queue } from '../queue.ts';
import type { CachedToken } from './msal/cached-token.ts';
import type { Grant } from './msal/msal-grant.ts';
import { renewalMargin } from './token-life.ts';

/** A token with its account and its source. */
export interface IssuedToken extends Grant {
  source: 'cache' | 'refresh' | 'interactive' | 'technical-account' | 'client-credentials' | 'agent';
}

/**
 * The tokens of one account. Never returns `rejected`, the token that the API refused. Throws `sign-in-needed`,
 * `offline`, `storage` …
 */
export type Tokens = (rejected?: string) => Promise<IssuedToken>;

/** A token as it is kept, for this process or for all of them. */
export type KeptToken = Grant & Pick<CachedToken, 'issuedAt'>;

/** What the kinds of accounts do differently. `renew` and `ended` run under the lock, and keep what they get. */
export interface SharedAccount {
  read(): Promise<KeptToken | undefined>;
  /** Waits for the user before the lock is taken, which would make other processes wait too. */
  prepare?(): Promise<unknown>;
  /** Throws `sign-in-needed` when the provider does not renew the sign-in any more. */
  renew(): Promise<IssuedToken>;
  /** Removes the refused refresh token (R20). Signs in again if nobody has to be asked, else throws. */
  ended(failure: AppError): Promise<IssuedToken>;
}

/** What all processes share. */
export interface SharedPorts {
  clock: Clock;
  /** Keeps the other processes away. */
  lock: Queue;
  /** Throws if something that was read or written is not on disk. */
  assertKept(): void;
}

/**
 * The tokens of an account that several processes use at once: one of them renews, and the others wait and use what it
 * has written (R27). A token that could not be renewed is good until its end, unless the sign-in itself has ended.
 */
export function createSharedTokens(account: SharedAccount, { clock, lock, assertKept }: SharedPorts): Tokens {
  async function read(rejected: string | undefined): Promise<KeptToken | undefined> {
    const kept = await account.read();
    assertKept();
    return kept?.accessToken === rejected ? undefined : kept;
  }
  function isFresh({ issuedAt, expiresAt }: KeptToken): boolean {
    return expiresAt - clock.now() > renewalMargin(expiresAt - issuedAt);
  }
  async function renewed(rejected: string | undefined): Promise<IssuedToken> {
    const kept = await read(rejected);
    if (kept && isFresh(kept)) return { ...kept, source: 'cache' };
    try {
      const next = await account.renew();
      assertKept();
      return next;
    } catch (error) {
      const failure = toAppError(error);
      if (failure.code === 'sign-in-needed') {
        const next = await account.ended(failure);
        assertKept();
        return next;
      }
      if (!kept || kept.expiresAt <= clock.now()) throw failure;
      return { ...kept, source: 'cache' };
    }
  }

  return async (rejected) => {
    const kept = await read(rejected);
    if (kept && isFresh(kept)) return { ...kept, source: 'cache' };
    await account.prepare?.();
    return lock(() => renewed(rejected));
  };
}
