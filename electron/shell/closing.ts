import type { BrowserWindow } from 'electron';

export interface ClosingParts {
  /** Whether Electron handles closing: the app is quitting, or its updater closes the windows. */
  isLeaving: () => boolean;
  /** Whether closing only hides the window. */
  hides: () => boolean;
  /** Called each time closing has hidden the window. */
  onHidden: () => void;
  quit: () => void;
}

/** Closing the window hides it or quits the app, without waiting for the page, which may hang. */
export function guardClosing(
  window: BrowserWindow,
  { isLeaving, hides, onHidden, quit }: ClosingParts,
): void {
  window.on('close', (event) => {
    if (isLeaving()) return;
    event.preventDefault();
    if (!hides()) return quit();
    window.hide();
    onHidden();
  });
}
