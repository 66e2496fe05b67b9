/** The last moment that a Date can name, ms since 1970 (ECMA-262 §21.4.1.1). */
const lastMoment = 8_640_000_000_000_000;

/** When a token ends, ms since 1970: a token that claims to be good for longer than there are dates is so until the last. */
export function tokenEnd(ms: number): number {
  return Math.max(-lastMoment, Math.min(ms, lastMoment));
}
