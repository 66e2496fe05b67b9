import { randomUUID } from 'node:crypto';

/** What the identity provider refuses, in B2C's terms: OAuth's error code, and a sentence with an AADB2C code. */
export class Refusal extends Error {
  readonly error: string;

  constructor(error: string, code: string, sentence: string) {
    super(`AADB2C${code}: ${sentence}`);
    this.error = error;
  }
}

/**
 * The fields of an error response in B2C's format: its description ends with a correlation id and the time. `now` is
 * ms since 1970. Throws whatever is not a refusal.
 */
export function refusalFields(refusal: unknown, now: number) {
  if (!(refusal instanceof Refusal)) throw refusal;
  const time = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error: refusal.error,
    error_description: `${refusal.message}\r\nCorrelation ID: ${randomUUID()}\r\nTimestamp: ${time}\r\n`,
  };
}
