import { randomUUID } from 'node:crypto';

/** An error in B2C's format: `error` is the OAuth code, `description` starts with the AADB2C code. */
export interface Refusal {
  readonly error: string;
  readonly description: string;
}

/** Builds B2C's error description: code, sentence, correlation id and time. `now` is ms since 1970. */
export function refusal(error: string, code: string, sentence: string, now: number): Refusal {
  const time = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error,
    description: `AADB2C${code}: ${sentence}\r\nCorrelation ID: ${randomUUID()}\r\nTimestamp: ${time}\r\n`,
  };
}
