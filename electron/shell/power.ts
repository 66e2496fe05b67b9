import { powerMonitor } from 'electron';
import type { TokenCopy } from '../core/clipboard/token-copy.ts';

/** Calls `run` whenever the computer wakes up. Call only after Electron is ready. */
export function onWake(run: () => void): void {
  powerMonitor.on('resume', run);
}

/**
 * Clears a copied token when the user leaves: at lock and suspend (R30). Only macOS and Windows report the lock (R31).
 * Call after `ready`. Quit and the end of a Windows session are handled elsewhere.
 */
export function guardClipboard(copied: Pick<TokenCopy, 'clear'>): void {
  powerMonitor.on('lock-screen', () => void copied.clear());
  powerMonitor.on('suspend', () => void copied.clear());
}
