import { app, type BrowserWindow } from 'electron';

/**
 * Closing the window only hides it while `wanted` says so; a quit closes it for good.
 * @param onHidden is called each time that it was hidden by closing it
 */
export function closeToTray(window: BrowserWindow, wanted: () => boolean, onHidden: () => void): void {
  let quitting = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  window.on('close', (event) => {
    if (quitting || !wanted()) return;
    event.preventDefault();
    window.hide();
    onHidden();
  });
}
