import type { Clock } from '../../ports.ts';

/** Between two notices, ms. */
const pause = 60_000;

/** Tells how many were lost: the first at once, what follows together once a minute. */
export function createLossNotices(clock: Pick<Clock, 'later'>, say: (count: number) => void) {
  let untold = 0;
  let cancelTimer: (() => void) | undefined;

  function tell(): void {
    cancelTimer = undefined;
    if (untold === 0) return;
    const count = untold;
    untold = 0;
    cancelTimer = clock.later(pause, tell);
    say(count);
  }

  return {
    add(count: number): void {
      untold += count;
      if (!cancelTimer) tell();
    },
    /** Tells what was not told yet. */
    close(): void {
      cancelTimer?.();
      tell();
      cancelTimer?.();
    },
  };
}
