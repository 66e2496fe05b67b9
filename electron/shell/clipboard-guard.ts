import { powerMonitor } from 'electron';
import type { TokenCopy } from '../core/token-copy.ts';

/**
 * Takes a copied token back when the person leaves: lock and suspend (R30). Only macOS and Windows tell of the lock (R31).
 * After `ready`. Quit and the end of a Windows session are for whoever ends the app.
 */
export function guardClipboard(copied: Pick<TokenCopy, 'clear'>): void {
  powerMonitor.on('lock-screen', () => void copied.clear());
  powerMonitor.on('suspend', () => void copied.clear());
}
