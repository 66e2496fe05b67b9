import { setTimeout as delay } from 'node:timers/promises';
import { isTimeout } from '../abortable.ts';
import { AppError } from '../errors.ts';
import type { ApiClient } from './client.ts';

/** How long all waits together may take without another time limit, s. */
const patience = 300;

/** Waits if a failed read asks for it; false if it does not, or asks for too much, or the time limit ends the wait. */
export type WaitAsAsked = (failure: unknown, signal?: AbortSignal) => Promise<boolean>;

/**
 * Waits where the service asks for it: 429 and 503 with Retry-After (R49, RFC 9110 §10.2.3), five minutes together.
 * @param onWait is told how many seconds before each wait
 */
export function createWaits(onWait: (seconds: number) => void): WaitAsAsked {
  let left = patience;
  return async (failure, signal) => {
    const seconds = waitIn(failure);
    if (seconds === undefined || seconds > left) return false;
    left -= Math.max(1, seconds);
    onWait(seconds);
    try {
      await delay(seconds * 1_000, undefined, signal && { signal });
      return true;
    } catch {
      if (isTimeout(signal?.reason)) return false;
      throw signal?.reason;
    }
  };
}

/** Reads of a list that wait where the service asks for it. */
export function waitingAsAsked(
  { open }: Pick<ApiClient, 'open'>,
  wait: WaitAsAsked,
): Pick<ApiClient, 'open'> {
  return {
    async open(target, signal, accept) {
      for (;;) {
        try {
          return await open(target, signal, accept);
        } catch (error) {
          if (!(await wait(error, signal))) throw error;
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
