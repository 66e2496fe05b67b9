import type { BrowserWindow, WebContents } from 'electron';
import type { WindowPlace } from '../core/settings/window-place.ts';
import { holdsWindow } from './file-dialogs.ts';
import { fillScreen, keepFilled } from './wall-screen.ts';
import { bringToFront, createWindow, focusWindow, loadPage, type WindowOptions } from './window.ts';

/** How long a page may take to save its state when its window is closed, ms. */
const closingLimit = 500;

export type MainWindow = ReturnType<typeof createMainWindow>;

/** Position and state of the window. */
interface Place extends WindowPlace {
  isFullScreen: boolean;
  isMinimized: boolean;
  hasFocus: boolean;
}

export interface MainWindowParts extends WindowOptions {
  /** Stays hidden until it is asked for. */
  hidden: boolean;
  /** Whether a hidden window is rendered, so that it is complete when shown. Not on Wayland. */
  drawsHidden: boolean;
  /** Where an earlier run left the window. */
  remembered: () => WindowPlace | undefined;
  /** Called with each window before its page is loaded. */
  prepare: (window: BrowserWindow) => void;
  /** The window was closed, but not by `close` or `renew`. */
  onGone: () => void;
}

/** The only window of the app. A crash of its page replaces it, so nothing else holds a reference to it. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the window, which is replaced after a crash
export function createMainWindow(parts: MainWindowParts) {
  /** Undefined while it is being replaced. */
  let window: BrowserWindow | undefined;
  let isShown = !parts.hidden;
  /** Set for a window that was created hidden where hidden windows are not rendered: its place when it is shown. */
  let undrawn: { place: Place | undefined } | undefined;
  let isClosed = false;
  let fills = false;
  let forgetScreen = () => {};

  /** Only after `open`. The window may be destroyed. */
  function current(): BrowserWindow {
    if (!window) throw new Error('The window is not open yet.');
    return window;
  }

  async function open(place?: Place): Promise<void> {
    const next = createWindow(parts, place?.bounds);
    window = next;
    undrawn = parts.drawsHidden || isShown ? undefined : { place };
    if (parts.drawsHidden) next.once('ready-to-show', () => isShown && show(next, place));
    // Maximizing it earlier would show it at once.
    next.once('show', () => {
      if (place?.isMaximized) next.maximize();
      if (place?.isFullScreen) next.setFullScreen(true);
    });
    next.on('show', () => {
      isShown = true;
      if (fills) fillScreen(next, true);
    });
    next.on('hide', () => {
      if (next === window) isShown = false;
    });
    next.on('closed', () => {
      if (next === window && !isClosed) parts.onGone();
    });
    forgetScreen = keepFilled(next, () => fills);
    parts.prepare(next);
    // On Wayland `ready-to-show` may never come (electron/electron#48859); the first frame shows the window.
    if (!parts.drawsHidden && !undrawn) show(next, place);
    await loadPage(next);
  }

  /** Replaces the old window, whatever its state, by a new one. Rejects as `open` does. */
  async function renew(): Promise<void> {
    if (isClosed) return;
    const old = window;
    if (!old || old.isDestroyed()) return open();
    const place = undrawn ? undrawn.place : placeOf(old);
    window = undefined;
    // The process of a page that hangs would survive.
    old.webContents.forcefullyCrashRenderer();
    old.destroy();
    await open(place);
  }

  /** On Wayland, Electron 33 never shows a window that was created hidden: a new one replaces it. */
  async function makeDrawn(): Promise<void> {
    if (!undrawn || isClosed) return;
    isShown = true;
    await renew();
  }

  return {
    /** Creates the window and loads its page. Rejects if the page cannot be loaded. */
    open(): Promise<void> {
      const place = parts.remembered();
      return open(place && { ...place, isFullScreen: false, isMinimized: false, hasFocus: true });
    },
    renew,
    current,
    /** Undefined while no page can receive messages. */
    contents(): WebContents | undefined {
      if (!window || window.isDestroyed() || window.webContents.isCrashed()) return undefined;
      return window.webContents;
    },
    /** Shows, restores and focuses the window. */
    focus(): void {
      // A second start may call this during the shutdown.
      if (isClosed) return;
      if (undrawn) void makeDrawn();
      else focusWindow(current());
    },
    /** Makes the window fill its screen, also one that replaces it, or gives the screen back. */
    fill(on: boolean): void {
      fills = on;
      if (!on) forgetScreen();
      if (window && !window.isDestroyed()) fillScreen(window, on);
    },
    /** Shows the window without taking the focus from another program. */
    showInactive(): void {
      if (undrawn) void makeDrawn();
      else current().showInactive();
    },
    /** Hidden, not only minimized. */
    isHidden: () => !isShown,
    /** Like `focus`; resolves to whether the window got the focus. */
    async bringToFront(): Promise<boolean> {
      await makeDrawn();
      return bringToFront(current());
    },
    isInFront: () => window !== undefined && !window.isDestroyed() && window.isFocused(),
    /** Like `close`, but at once and without asking the page. */
    destroy(): void {
      isClosed = true;
      if (!holdsWindow()) window?.destroy();
    },
    isClosed: () => isClosed,
    /** Closes the window for good. Never rejects. */
    async close(): Promise<void> {
      isClosed = true;
      if (!window || window.isDestroyed() || holdsWindow()) return;
      await closeWindow(window);
    },
  };
}

/** A restored window does not take the focus from another program. */
function show(window: BrowserWindow, place: Place | undefined): void {
  if (!place || place.hasFocus) window.show();
  else window.showInactive();
  if (place?.isMinimized) window.minimize();
}

function placeOf(window: BrowserWindow): Place {
  return {
    bounds: window.getNormalBounds(),
    isMaximized: window.isMaximized(),
    isFullScreen: window.isFullScreen(),
    isMinimized: window.isMinimized(),
    hasFocus: window.isFocused(),
  };
}

function closeWindow(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => window.destroy(), closingLimit);
    window.once('closed', () => {
      clearTimeout(timer);
      resolve();
    });
    window.close();
  });
}
