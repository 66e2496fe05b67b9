import type { BrowserWindow } from 'electron';

export interface ClosingParts {
  /** Whether closing is left to Electron: the app is ending, or its updater closes the windows. */
  isLeaving: () => boolean;
  /** Whether closing only hides the window. */
  hides: () => boolean;
  /** Called each time that it was hidden by closing it. */
  onHidden: () => void;
  quit: () => void;
}

/** Closing the window hides it or ends the app; the page, which may hang, is not waited for. */
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
