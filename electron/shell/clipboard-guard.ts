import { app, type BrowserWindow, powerMonitor } from 'electron';
import type { TokenCopy } from '../core/token-copy.ts';

/** A clipboard that does not answer must not keep the app from ending, ms. */
const quitLimit = 2_000;

/**
 * Takes a copied token back when the person leaves: lock, suspend, end of the session, quit (R30). Only macOS and Windows
 * tell of the lock (R31). After `ready`.
 */
export function guardClipboard(window: BrowserWindow, copied: Omit<TokenCopy, 'copy'>): void {
  powerMonitor.on('lock-screen', () => void copied.clear());
  powerMonitor.on('suspend', () => void copied.clear());
  // At the end of a Windows session no quit event comes, and nothing can be waited for.
  window.on('session-end', () => copied.clearAtOnce());

  let cleared = false;
  app.on('will-quit', (event) => {
    if (cleared || !copied.state()) return;
    cleared = true;
    event.preventDefault();
    const limit = new Promise((resolve) => setTimeout(resolve, quitLimit));
    void Promise.race([copied.clear(), limit]).then(() => app.quit());
  });
}
