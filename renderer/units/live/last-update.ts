import type { DesktopClient } from '../../desktop.ts';

/** When the window last received a live update of any unit. */
export interface LastUpdate {
  /** The time since then, ms; null if there was none yet. */
  age(): number | null;
  /** Clears it, because the next update belongs to another account's units. */
  clear(): void;
}

interface Clocks {
  /** The system clock, ms since 1970. */
  now(): number;
  /** A monotonic clock, ms; it may stop while the computer sleeps. */
  steady(): number;
}
const usual: Clocks = { now: () => Date.now(), steady: () => performance.now() };

/**
 * Records when live updates arrive. It notifies nobody: at 10,000 updates a second, components poll it once a second
 * instead.
 */
export function createLastUpdate(desktop: DesktopClient, { now, steady } = usual): LastUpdate {
  let last: { now: number; steady: number } | null = null;
  desktop.on('unitUpdates', ({ updates }) => {
    if (updates.length > 0) last = { now: now(), steady: steady() };
  });
  return {
    // Old data must not look current, so the clock with the larger age counts.
    age: () => last && Math.max(now() - last.now, steady() - last.steady),
    clear() {
      last = null;
    },
  };
}
