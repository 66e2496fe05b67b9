import type { DesktopClient } from '../../desktop.ts';

/** When the window last received a live change, of whichever unit. */
export interface LastUpdate {
  /** How long ago that was, ms; null when there was none yet. */
  age(): number | null;
  /** Forgets it: the next one belongs to somebody else's units. */
  clear(): void;
}

interface Clocks {
  /** The time of day, ms since 1970. */
  now(): number;
  /** Nobody can set it; it may stand still while the computer sleeps. */
  steady(): number;
}
const usual: Clocks = { now: () => Date.now(), steady: () => performance.now() };

/**
 * Notes when live changes arrive. It tells nobody: at 10,000 changes a second whoever shows it looks at it once a
 * second instead.
 */
export function createLastUpdate(desktop: DesktopClient, { now, steady } = usual): LastUpdate {
  let last: { now: number; steady: number } | null = null;
  desktop.on('unitUpdates', ({ updates }) => {
    if (updates.length > 0) last = { now: now(), steady: steady() };
  });
  return {
    // What is older than it looks would be taken for what is now: the clock that says more is believed.
    age: () => last && Math.max(now() - last.now, steady() - last.steady),
    clear() {
      last = null;
    },
  };
}
