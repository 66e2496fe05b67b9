import { randomUUID } from 'node:crypto';

/** A refusal in B2C's words: `error` is OAuth's, `description` starts with the AADB2C code that people search for. */
export interface Refusal {
  readonly error: string;
  readonly description: string;
}

/** B2C's form of an error text: code, sentence, correlation id and time. `now` is ms since 1970. */
export function refusal(error: string, code: string, sentence: string, now: number): Refusal {
  const time = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error,
    description: `AADB2C${code}: ${sentence}\r\nCorrelation ID: ${randomUUID()}\r\nTimestamp: ${time}\r\n`,
  };
}
