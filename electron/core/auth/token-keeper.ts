import { isWayClosed } from '../../contract/names.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import type { Grant } from './msal/msal-client.ts';

/** A token with less left than this is not handed out, ms. */
const handOutMargin = 30_000;
/** From here on a new one is fetched in the background, ms; MSAL refreshes within the same margin. */
const renewalMargin = 300_000;
/** The time of day may differ from the steady clock by so much and was not set, ms: computers are kept in step bit by bit. */
const drift = 1_000;
/** The window is back within 5 s of the network's return, ms. */
const offlineRetry = 4_000;
const longestRetry = 60_000;

export interface TokenKeeperParts {
  clock: Clock;
  /** Fetches the next grant; `force` although the cached one has not ended. Throws AppError. */
  fetch: (force: boolean) => Promise<Grant>;
  /** A renewal has brought this one. */
  onRenewed: (grant: Grant) => void;
  /** A renewal has failed. After `sign-in-needed` it is not tried again. */
  onFailed: (failure: AppError) => Promise<void> | void;
}

/** Holds the current token in front of MSAL's queue and sees to it that there is always a good one. */
export interface TokenKeeper {
  /** Its end is told by the time of day as it is now, also after that was turned back. */
  current(): Grant | undefined;
  /**
   * Takes a new grant, of a sign-in for instance; a renewal under way for an older one is dropped. A pasted one is good to
   * its very end, and `fetch` is asked only then: to say that there is no other.
   */
  hold(grant: Grant): void;
  /** Forgets the token and whatever is under way. */
  drop(): void;
  /** Fetches now, unless that is under way already. */
  renew(force: boolean): Promise<Grant>;
  /** The computer was asleep, and the timer with it: renews if its time has come meanwhile. */
  wake(): void;
  /**
   * A token with at least 30 s left, without a request where one is at hand. `rejected` is one that the API refused:
   * another is fetched, unless that has happened meanwhile. Throws what `fetch` throws.
   */
  token(rejected?: string): Promise<Grant>;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the one token and its renewal
export function createTokenKeeper({ clock, fetch, onRenewed, onFailed }: TokenKeeperParts): TokenKeeper {
  let held: Grant | undefined;
  /** When it ends by the steady clock. */
  let endsAt = 0;
  /** Since `held` came. MSAL would go on to take that for good. */
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
    // Short-lived tokens must not be renewed without a pause.
    schedule(grant.pasted ? left : left - Math.min(renewalMargin, left / 3));
  }

  /**
   * A token is good for so long from when it came, whatever the time of day is set to. One that is set forward is believed: the
   * computer may have slept. When a pasted one ends is known by the time of day only.
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

  /** Nothing but a missing token makes it earlier: a provider in trouble is not asked with every request of ours. */
  function schedule(delay: number): void {
    const pause = Math.max(delay, 1_000);
    renewAt = clock.now() + pause;
    stopTimer();
    stopTimer = clock.later(pause, () => inBackground(renew(false)));
  }

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
      // A sign-in or another account was faster: whoever waits takes its token.
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

  function stop(): void {
    generation += 1;
    renewal = undefined;
    stopTimer();
  }

  return {
    current,
    renew,
    wake() {
      if (held && clock.now() >= renewAt) inBackground(renew(false));
    },
    hold(grant) {
      stop();
      keep(grant);
    },
    drop() {
      stop();
      held = undefined;
    },
    async token(rejected) {
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
        // A renewal that was under way already may have come from the cache.
        return underWay && next.accessToken === rejected ? await renew(true) : next;
      } catch (error) {
        // MSAL gives up although the token in hand is good for some seconds more.
        if (usable && held?.accessToken === usable.accessToken && usable.expiresAt > clock.now())
          return usable;
        throw error;
      }
    },
  };
}

/** ms. Longer from failure to failure, and never shorter than the provider's own Retry-After. */
function pauseAfter(failure: AppError, failures: number): number {
  if (isWayClosed(failure)) return offlineRetry;
  const asked = Number(failure.details['seconds'] ?? 0) * 1_000;
  return Math.max(asked, Math.min(1_000 * 2 ** failures, longestRetry));
}

/** Its failure has been told to `onFailed`. */
function inBackground(promise: Promise<unknown>): void {
  promise.catch(() => undefined);
}
