import type { Clock } from './ports.ts';

/**
 * How long to wait before the next attempt, ms: each time twice as long as the time before, up to `longest`.
 * @param failures counts from 1 on
 */
export function backoff(first: number, longest: number, failures: number): number {
  // Without a limit of its own the power would become infinite.
  return Math.min(first * 2 ** Math.min(failures - 1, 20), longest);
}

/** Waits `ms`; resolves early when aborted. */
export function pause(clock: Pick<Clock, 'later'>, ms: number, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      signal.removeEventListener('abort', done);
      resolve(undefined);
    };
    const stop = clock.later(ms, done);
    signal.addEventListener('abort', done);
  });
}
