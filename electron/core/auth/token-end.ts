/** The last moment that a Date can name, ms since 1970 (ECMA-262 §21.4.1.1). */
const lastMoment = 8_640_000_000_000_000;

/** When a token expires, ms since 1970, at most the last moment that a Date can hold. */
export function tokenEnd(ms: number): number {
  return Math.max(-lastMoment, Math.min(ms, lastMoment));
}
