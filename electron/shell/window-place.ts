import { type BrowserWindow, type Rectangle, screen } from 'electron';

/** A window is dragged through many places; only one where it rests is kept, ms. */
const settling = 500;

/** What panels leave free of each screen, the main one first. After `ready`. */
export function workAreas(): Rectangle[] {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main, ...others].map(({ workArea }) => workArea);
}

/**
 * Calls `keep` with where the window rests, and where it was when it was closed. Electron's own `windowStatePersistence` is
 * experimental, and older versions have none.
 */
export function watchPlace(
  window: BrowserWindow,
  keep: (bounds: Rectangle, isMaximized: boolean) => void,
): void {
  let timer: NodeJS.Timeout | undefined;

  function tell(): void {
    clearTimeout(timer);
    // A hidden window has no place on some systems.
    if (window.isDestroyed() || !window.isVisible() || window.isMinimized() || window.isFullScreen()) return;
    keep(window.getNormalBounds(), window.isMaximized());
  }
  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(tell, settling);
    timer.unref();
  }
  window.on('move', later);
  window.on('resize', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('close', tell);
}
