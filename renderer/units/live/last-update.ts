import type { DesktopClient } from '../../desktop.ts';

/** When the window last received a live change, of whichever unit. */
export interface LastUpdate {
  /** Ms since 1970 by the clock of this computer; null when there was none yet. */
  get(): number | null;
  /** Forgets it: the next one belongs to somebody else's units. */
  clear(): void;
}

/**
 * Notes when live changes arrive. It tells nobody: at 10,000 changes a second whoever shows it looks at it once a
 * second instead.
 */
export function createLastUpdate(desktop: DesktopClient, now: () => number = Date.now): LastUpdate {
  let last: number | null = null;
  desktop.on('unitUpdates', ({ updates }) => {
    if (updates.length > 0) last = now();
  });
  return {
    get: () => last,
    clear() {
      last = null;
    },
  };
}
