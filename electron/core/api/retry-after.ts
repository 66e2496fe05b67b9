import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { ApiClient } from './client.ts';

/** How long all waits together may take without another time limit, s. */
const patience = 300;

/**
 * Reads that wait where the service asks for it: 429 and 503 with Retry-After (R49, RFC 9110 §10.2.3). A longer wait than
 * five minutes, or one that the signal's time limit ends, is the failure that it would be without waiting.
 * @param onWait is told how many seconds before each wait
 */
export function waitingAsAsked(
  { open }: Pick<ApiClient, 'open'>,
  onWait: (seconds: number) => void,
): Pick<ApiClient, 'open'> {
  let left = patience;
  return {
    async open(target, signal) {
      for (;;) {
        try {
          return await open(target, signal);
        } catch (error) {
          const seconds = waitIn(error);
          if (seconds === undefined || seconds > left) throw error;
          left -= Math.max(1, seconds);
          onWait(seconds);
          await delay(seconds * 1_000, undefined, signal && { signal }).catch(() => {
            throw isTimeLimit(signal) ? error : signal?.reason;
          });
        }
      }
    },
  };
}

/** The seconds that a refusal asks to wait. */
function waitIn(error: unknown): number | undefined {
  if (!(error instanceof AppError) || error.code !== 'api-unavailable') return undefined;
  const { status = '', seconds } = error.details;
  return seconds !== undefined && ['429', '503'].includes(status) ? Number(seconds) : undefined;
}

function isTimeLimit(signal: AbortSignal | undefined): boolean {
  return signal?.reason instanceof Error && signal.reason.name === 'TimeoutError';
}
