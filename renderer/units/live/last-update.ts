import type { DesktopClient } from '../../desktop.ts';

/** The system clock (ms since 1970) and a monotonic one (ms), which may stop while the computer sleeps. */
const usual = { now: () => Date.now(), steady: () => performance.now() };

/**
 * Records when the window last received a live update of any unit. It notifies nobody: at 10,000 updates a second,
 * components poll it once a second instead.
 */
export function createLastUpdate(desktop: DesktopClient, { now, steady } = usual) {
  let last: { now: number; steady: number } | null = null;
  desktop.on('unitUpdates', ({ updates }) => {
    if (updates.length > 0) last = { now: now(), steady: steady() };
  });
  return {
    /** The time since then, ms; null if there was none yet. */
    age(): number | null {
      // Old data must not look current, so the clock with the larger age counts.
      return last && Math.max(now() - last.now, steady() - last.steady);
    },
    /** Clears it, because the next update belongs to another account's units. */
    clear(): void {
      last = null;
    },
  };
}
