import { isWayClosed } from '../../contract/names.ts';
import { backoff } from '../backoff.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import type { Grant } from './msal/msal-grant.ts';
import { renewalMargin } from './token-life.ts';

/** A token with less left than this is not handed out, ms. */
const handOutMargin = 30_000;
/** Smaller differences between wall clock and steady clock come from time synchronization, ms. */
const drift = 1_000;
/** Retry offline, ms: recovers within 5 s of the network's return. */
const offlineRetry = 4_000;
const longestRetry = 60_000;

export interface TokenKeeperParts {
  clock: Clock;
  /** Fetches the next grant; `force` even if the cached one has not expired. Throws AppError. */
  fetch: (force: boolean) => Promise<Grant>;
  /** A renewal has succeeded. */
  onRenewed: (grant: Grant) => void;
  /** A renewal has failed. After `sign-in-needed` it is not retried. */
  onFailed: (failure: AppError) => Promise<void> | void;
}

export type TokenKeeper = ReturnType<typeof createTokenKeeper>;

/** Caches the current token in front of MSAL's queue and keeps it renewed. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the one token and its renewal
export function createTokenKeeper({ clock, fetch, onRenewed, onFailed }: TokenKeeperParts) {
  let held: Grant | undefined;
  /** When `held` expires, by the steady clock. */
  let endsAt = 0;
  /** Clock set back since `held` came: MSAL would use an expired token. */
  let wasTurnedBack = false;
  let renewAt = 0;
  let renewal: Promise<Grant> | undefined;
  let generation = 0;
  let failures = 0;
  let stopTimer: () => void = () => undefined;

  function keep(grant: Grant): void {
    const left = grant.expiresAt - clock.now();
    held = grant;
    endsAt = clock.steady() + left;
    wasTurnedBack = false;
    failures = 0;
    schedule(grant.pasted ? left : left - renewalMargin(left));
  }

  /**
   * Lifetimes are measured by the steady clock, in case the wall clock is set back. Set forward, the wall clock is
   * trusted: the computer may have slept. A pasted token's expiry is known by the wall clock only. `expiresAt` is in
   * current wall-clock time.
   */
  function current(): Grant | undefined {
    if (!held || held.pasted) return held;
    const end = clock.now() + endsAt - clock.steady();
    if (held.expiresAt - end > drift) {
      held = { ...held, expiresAt: end };
      wasTurnedBack = true;
    }
    return held;
  }

  /** Only a missing token renews earlier, so that a failing provider is not asked on every API request. */
  function schedule(delay: number): void {
    const pause = Math.max(delay, 1_000);
    renewAt = clock.now() + pause;
    stopTimer();
    stopTimer = clock.later(pause, () => inBackground(renew(false)));
  }

  /** Fetches now, or joins a running fetch. */
  function renew(force: boolean): Promise<Grant> {
    if (renewal) return renewal;
    current();
    const next = run(force || wasTurnedBack).finally(() => {
      if (renewal === next) renewal = undefined;
    });
    renewal = next;
    return next;
  }

  async function run(force: boolean): Promise<Grant> {
    const started = generation;
    const result = await fetch(force).catch(toAppError);
    if (started !== generation) {
      // A sign-in or an account switch was faster: callers get its token.
      if (held) return held;
      if (renewal) return renewal;
      throw new AppError('sign-in-needed', 'Nobody is signed in.');
    }
    if (result instanceof AppError) {
      failures += 1;
      if (result.code !== 'sign-in-needed') schedule(pauseAfter(result, failures));
      await onFailed(result);
      throw result;
    }
    keep(result);
    onRenewed(result);
    return result;
  }

  function cancel(): void {
    generation += 1;
    renewal = undefined;
    stopTimer();
  }

  return {
    current,
    renew,
    /** To be called after sleep, when the timer stood still: renews if that is due. */
    wake(): void {
      if (held && clock.now() >= renewAt) inBackground(renew(false));
    },
    /**
     * Takes a new grant, for example from a sign-in, and cancels the renewal of an older one. A pasted grant is used
     * until it expires; only then is `fetch` called, which reports that it cannot be renewed.
     */
    hold(grant: Grant): void {
      cancel();
      keep(grant);
    },
    /** Clears the token, and cancels a running renewal. */
    clear(): void {
      cancel();
      held = undefined;
    },
    /**
     * A token with at least 30 s left, from memory if possible. `rejected` is a token that the API refused: a new one is
     * fetched, unless that has happened meanwhile. Throws what `fetch` throws.
     */
    async token(rejected?: string): Promise<Grant> {
      const now = current();
      const usable = now?.accessToken !== rejected && now;
      const margin = now?.pasted ? 0 : handOutMargin;
      if (usable && usable.expiresAt - clock.now() > margin) {
        if (clock.now() >= renewAt) inBackground(renew(false));
        return usable;
      }
      try {
        const underWay = renewal !== undefined;
        const next = await renew(rejected !== undefined);
        // A renewal that was already running may have returned a cached token.
        return underWay && next.accessToken === rejected ? await renew(true) : next;
      } catch (error) {
        // MSAL fails although the current token is valid for a few more seconds.
        if (usable && held?.accessToken === usable.accessToken && usable.expiresAt > clock.now())
          return usable;
        throw error;
      }
    },
  };
}

/** In ms. Exponential backoff, but never shorter than the provider's Retry-After. */
function pauseAfter(failure: AppError, failures: number): number {
  if (isWayClosed(failure)) return offlineRetry;
  const asked = Number(failure.details['seconds'] ?? 0) * 1_000;
  return Math.max(asked, backoff(2_000, longestRetry, failures));
}

/** `onFailed` already has the failure. */
function inBackground(promise: Promise<unknown>): void {
  promise.catch(() => undefined);
}
