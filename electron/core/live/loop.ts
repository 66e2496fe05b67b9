import { isWayClosed } from '../../contract/names.ts';
import { type AppError, toAppError } from '../errors.ts';
import { holdLine, type Line, type LineParts } from './line.ts';
import { pause } from './pause.ts';

/** All in ms. */
export interface RetryTiming {
  firstRetry: number;
  longestRetry: number;
  /** The longest pause while the network is away: the window is back within 5 s of its return. */
  offlineRetry: number;
  /** A service without a hub is asked again after this. */
  noHubRetry: number;
  /** A connection that held so long was a good one. */
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
  /** The line is broken, or could not be had; `noHub`: the service does not have one. */
  onLost: (failure: AppError, noHub: boolean) => void;
}

/** Connects again and again until it is aborted; never gives up (R34). */
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
    // A hub that was there is away for a moment, while the service is renewed for instance.
    const noHub = failure.details['status'] === '404' && !known;
    parts.onLost(failure, noHub);
    const delay = noHub ? parts.noHubRetry : retryDelay(parts, failure, failures, held);
    await pause(clock, delay, signal);
  }
}

/**
 * When to try again, ms: soon after a connection that held, later and later otherwise, never in step with other windows.
 * @param held whether it was connected at all
 */
export function retryDelay(timing: RetryTiming, failure: AppError, failures: number, held: boolean): number {
  const jitter = 0.5 + Math.random() / 2;
  const { seconds } = failure.details;
  const usual = Math.min(timing.firstRetry * 2 ** Math.min(failures - 1, 20), timing.longestRetry);
  // Having been connected makes the difference between a network that is away and a hub that does not want us.
  const delay = isWayClosed(failure) && !held ? Math.min(usual, timing.offlineRetry) : usual;
  return Math.max(delay * jitter, Number(seconds ?? 0) * 1_000);
}
