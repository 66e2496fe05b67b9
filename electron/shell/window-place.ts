import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { reachablePlace, type WindowPlace } from '../core/settings/window-place.ts';

/** A window that is dragged moves through many places; only one where it rests is stored, ms. */
const settling = 500;

/** The work area of each screen, the main one first. Call after `ready`. */
export function workAreas(): Rectangle[] {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main, ...others].map(({ workArea }) => workArea);
}

/**
 * Calls `keep` with the place where the window rests, and where it is when closed. Electron's own
 * `windowStatePersistence` is experimental, and older versions have none.
 * @param hasPositions false on Wayland, where a program does not learn where its windows are
 */
export function watchPlace(
  window: BrowserWindow,
  hasPositions: boolean,
  keep: (bounds: WindowPlace['bounds'], isMaximized: boolean) => void,
): void {
  function tell(): void {
    // On some systems a hidden window has no position.
    if (window.isDestroyed() || !window.isVisible() || window.isMinimized() || window.isFullScreen()) return;
    const { width, height, ...position } = window.getNormalBounds();
    keep({ ...(hasPositions ? position : {}), width, height }, window.isMaximized());
  }
  const { later, now } = onceSettled(tell);
  window.on('move', later);
  window.on('resize', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('close', now);
}

/** `later` runs it after a pause in the calls; `now` runs it at once and drops the pending run. */
function onceSettled(run: () => void): { later: () => void; now: () => void } {
  let timer: NodeJS.Timeout | undefined;
  function now(): void {
    clearTimeout(timer);
    run();
  }
  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(run, settling);
    timer.unref();
  }
  return { later, now };
}

/**
 * Moves the window back if it cannot be reached any more: after a screen was removed or changed, and after the window
 * returned to an earlier place. Call after `ready`.
 */
export function keepReachable(window: BrowserWindow): void {
  // The window manager may move it first.
  const { later } = onceSettled(() => bringBack(window));
  screen.on('display-removed', later);
  screen.on('display-metrics-changed', later);
  window.on('unmaximize', later);
  window.on('leave-full-screen', later);
  window.on('restore', later);
  window.once('closed', () => {
    screen.off('display-removed', later);
    screen.off('display-metrics-changed', later);
  });
}

function bringBack(window: BrowserWindow): void {
  // A minimized window has no real position (-32000 on Windows).
  if (window.isDestroyed() || window.isFullScreen() || window.isMinimized()) return;
  const place = reachablePlace(window.getBounds(), workAreas());
  if (!place) return;
  const isMaximized = window.isMaximized();
  if (isMaximized) window.unmaximize();
  window.setBounds(place);
  if (isMaximized) window.maximize();
}
