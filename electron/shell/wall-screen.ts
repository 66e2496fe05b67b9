import { type BrowserWindow, powerSaveBlocker } from 'electron';

/**
 * Makes the window fill its screen, without the menu bar that Alt would show, or gives both back. Can be called again, for
 * a window that the system has taken out of full screen. A hidden window fills the screen once it is shown.
 */
export function fillScreen(window: BrowserWindow, on: boolean): void {
  window.setAutoHideMenuBar(!on);
  window.setMenuBarVisibility(false);
  if (on && !window.isVisible()) window.once('show', () => window.setFullScreen(true));
  else window.setFullScreen(on);
}

/** Returns what keeps the screen from being switched off, and lets it again. Can be called twice. */
export function createScreenKeeper(): (on: boolean) => void {
  let blocker: number | undefined;
  return (on) => {
    if (on) blocker ??= powerSaveBlocker.start('prevent-display-sleep');
    else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  };
}
