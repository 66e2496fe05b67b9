import type { Clock } from '../ports.ts';

/** Waits; resolves early when aborted. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const end = () => {
      stop();
      signal.removeEventListener('abort', end);
      resolve(undefined);
    };
    const stop = clock.later(ms, end);
    signal.addEventListener('abort', end);
  });
}
