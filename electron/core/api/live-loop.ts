import { type AppError, toAppError } from '../errors.ts';
import { holdLine, type Line, type LineParts } from './live-line.ts';
import { pause } from './live-pause.ts';

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

export interface LoopParts extends LineParts, RetryTiming {
  onOpen: (line: Line) => void;
  /** The line is broken, or could not be had. */
  onLost: (failure: AppError) => void;
}

/** Connects again and again until it is aborted; never gives up (R34). */
export async function stayConnected(parts: LoopParts, signal: AbortSignal): Promise<void> {
  const { clock } = parts;
  let failures = 0;
  while (!signal.aborted) {
    const since = clock.now();
    let held = false;
    const failure = await holdLine(parts, signal, (line) => {
      held = true;
      parts.onOpen(line);
    }).catch(toAppError);
    if (signal.aborted) return;
    failures = held && clock.now() - since >= parts.goodAfter ? 1 : failures + 1;
    parts.onLost(failure);
    await pause(clock, retryDelay(parts, failure, failures, held), signal);
  }
}

/** Soon after a connection that held, later and later otherwise, and never in step with other windows. */
function retryDelay(timing: RetryTiming, failure: AppError, failures: number, held: boolean): number {
  const jitter = 0.5 + Math.random() / 2;
  const { status, seconds } = failure.details;
  if (status === '404') return timing.noHubRetry * jitter;
  const usual = Math.min(timing.firstRetry * 2 ** Math.min(failures - 1, 20), timing.longestRetry);
  // Having been connected makes the difference between a network that is away and a hub that does not want us.
  const delay = failure.code === 'offline' && !held ? Math.min(usual, timing.offlineRetry) : usual;
  return Math.max(delay * jitter, Number(seconds ?? 0) * 1_000);
}
