/** The latest time that a Date can hold, ms since 1970 (ECMA-262 §21.4.1.1). */
const lastMoment = 8_640_000_000_000_000;

/** Clamps a token's expiry, ms since 1970, to the range of Date. */
export function tokenEnd(ms: number): number {
  return Math.max(-lastMoment, Math.min(ms, lastMoment));
}

/**
 * With less left than this, a token is renewed, although it is good until its end. MSAL uses the same five minutes; a
 * short-lived token must not be renewed continuously. Both in ms.
 */
export function renewalMargin(life: number): number {
  return Math.min(300_000, life / 3);
}
