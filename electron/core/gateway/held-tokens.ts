import type { IssuedToken, Tokens } from '../auth/shared-tokens.ts';
import { type AppError, toAppError } from '../errors.ts';
import type { Clock } from '../ports.ts';

/** For so long a token is used without a look at the disk: a sign-out elsewhere is noticed after that, ms. */
const heldFor = 10_000;
/** For so long a failure is that of everybody who asks, so that many calls are not many sign-ins, ms. */
const failedFor = 5_000;
/** However long a provider asks to be left alone: a number that is wrong must not stop all calls for days, ms. */
const longestFailed = 300_000;
/** A token that was just renewed and is refused, too, is not renewed again before that, ms. */
const renewedFor = 30_000;

export type HeldTokens = ReturnType<typeof holdTokens>;

/** How long nobody asks again after a failure to get a token, ms. */
export function pauseAfter({ details }: AppError): number {
  const asked = Number(details['seconds'] ?? 0) * 1_000 || 0;
  return Math.min(Math.max(failedFor, asked), longestFailed);
}

/** Tokens for thousands of calls a second: asked for by one of them at a time, and held for a moment. */
export function holdTokens(tokens: Tokens, clock: Clock) {
  let held: IssuedToken | undefined;
  let heldUntil = 0;
  let failure: AppError | undefined;
  let failedUntil = 0;
  let renewedUntil = 0;
  let asking: Promise<IssuedToken> | undefined;

  async function ask(rejected: string | undefined): Promise<IssuedToken> {
    try {
      const token = await tokens(rejected);
      held = token;
      heldUntil = clock.steady() + heldFor;
      failure = undefined;
      if (rejected !== undefined) renewedUntil = clock.steady() + renewedFor;
      return token;
    } catch (error) {
      failure = toAppError(error);
      failedUntil = clock.steady() + pauseAfter(failure);
      // Signed out: what was held is not used any more.
      held = undefined;
      throw failure;
    } finally {
      asking = undefined;
    }
  }

  function asked(rejected?: string): Promise<IssuedToken> {
    asking ??= ask(rejected);
    return asking;
  }

  return {
    /** As `Tokens`, whose errors it throws. As long as none is renewed, it is the same object. */
    async token(rejected?: string): Promise<IssuedToken> {
      const now = clock.steady();
      const isRefused = held !== undefined && held.accessToken === rejected;
      if (held && !isRefused && now < heldUntil && held.expiresAt > clock.now()) return held;
      if (held && isRefused && now < renewedUntil) return held;
      if (failure && now < failedUntil) throw failure;
      const underWay = asking !== undefined;
      const token = await asked(rejected);
      // The one that was under way had not heard of the refusal.
      return underWay && token.accessToken === rejected ? asked(rejected) : token;
    },
    /** How long the held token is good, s; undefined without one. Nothing is asked for it. */
    remaining: (): number | undefined => held && Math.max(0, (held.expiresAt - clock.now()) / 1_000),
  };
}
