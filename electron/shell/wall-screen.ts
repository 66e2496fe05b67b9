import { type BrowserWindow, powerSaveBlocker } from 'electron';

/**
 * Makes the window fill its screen, without the menu bar that Alt would show, or gives both back. To be called again when the
 * window is shown, because a hidden one does not, and for one that the system has taken out of full screen.
 */
export function fillScreen(window: BrowserWindow, on: boolean): void {
  window.setAutoHideMenuBar(!on);
  window.setMenuBarVisibility(false);
  if (!on || window.isVisible()) window.setFullScreen(on);
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
