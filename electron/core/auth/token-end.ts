/** The latest time that a Date can hold, ms since 1970 (ECMA-262 §21.4.1.1). */
const lastMoment = 8_640_000_000_000_000;

/** Clamps a token's expiry, ms since 1970, to the range of Date. */
export function tokenEnd(ms: number): number {
  return Math.max(-lastMoment, Math.min(ms, lastMoment));
}
