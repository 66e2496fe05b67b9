import { isWayClosed } from '../../contract/names.ts';
import { type AppError, toAppError } from '../errors.ts';
import { holdLine, type Line, type LineParts } from './line.ts';
import { pause } from './pause.ts';

/** All in ms. */
export interface RetryTiming {
  firstRetry: number;
  longestRetry: number;
  /** The longest delay while offline: the window recovers within 5 s of the network's return. */
  offlineRetry: number;
  /** Delay for a service without a hub. */
  noHubRetry: number;
  /** A connection that lasted this long resets the backoff. */
  goodAfter: number;
}

export const usualRetry: RetryTiming = {
  firstRetry: 500,
  longestRetry: 30_000,
  offlineRetry: 4_000,
  noHubRetry: 300_000,
  goodAfter: 10_000,
};

export interface LoopParts extends LineParts, RetryTiming {
  onOpen: (line: Line) => void;
  /** The line broke or could not be opened; `noHub`: the service has no hub. */
  onLost: (failure: AppError, noHub: boolean) => void;
}

/** Reconnects until it is aborted; never gives up (R34). */
export async function stayConnected(parts: LoopParts, signal: AbortSignal): Promise<void> {
  const { clock } = parts;
  let failures = 0;
  let known = false;
  while (!signal.aborted) {
    const since = clock.steady();
    let held = false;
    const failure = await holdLine(parts, signal, (line) => {
      held = true;
      known = true;
      parts.onOpen(line);
    }).catch(toAppError);
    if (signal.aborted) return;
    failures = held && clock.steady() - since >= parts.goodAfter ? 1 : failures + 1;
    // A hub that existed before is only missing for a moment, for example during a deployment.
    const noHub = failure.details['status'] === '404' && !known;
    parts.onLost(failure, noHub);
    const delay = noHub ? parts.noHubRetry : retryDelay(parts, failure, failures, held);
    await pause(clock, delay, signal);
  }
}

/**
 * The retry delay, ms: short after a connection that lasted, otherwise exponential backoff; with jitter.
 * @param held whether it was connected at all
 */
export function retryDelay(timing: RetryTiming, failure: AppError, failures: number, held: boolean): number {
  const jitter = 0.5 + Math.random() / 2;
  const { seconds } = failure.details;
  const usual = Math.min(timing.firstRetry * 2 ** Math.min(failures - 1, 20), timing.longestRetry);
  // If it was connected, the network is there and the hub drops us.
  const delay = isWayClosed(failure) && !held ? Math.min(usual, timing.offlineRetry) : usual;
  return Math.max(delay * jitter, Number(seconds ?? 0) * 1_000);
}
