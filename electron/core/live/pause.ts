import type { Clock } from '../ports.ts';

/** Waits; ends early when it is aborted. */
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
