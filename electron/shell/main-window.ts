import type { BrowserWindow, WebContents } from 'electron';
import type { WindowPlace } from '../core/settings/window-place.ts';
import { bringToFront, createWindow, focusWindow, loadPage, type WindowOptions } from './window.ts';

/** How long a page may take to keep what it has to keep when its window is closed, ms. */
const closingLimit = 500;

/** The one window of the app. When its page has crashed it is another one: nobody else holds a window. */
export interface MainWindow {
  /** Makes the window and loads its page. Rejects when the page cannot be had. */
  open(): Promise<void>;
  /** Puts a new window into the place of the old one, whatever has become of that. Rejects as `open` does. */
  renew(): Promise<void>;
  /** Not before `open`. It may have been destroyed. */
  current(): BrowserWindow;
  /** Undefined while there is no page that could hear anything. */
  contents(): WebContents | undefined;
  /** Brings it to the person, wherever it is. */
  focus(): void;
  /** Shows it without taking the focus from another program. */
  showInactive(): void;
  /** Out of sight, and not only minimized. */
  isHidden(): boolean;
  /** The same; resolves to whether it got the focus. */
  bringToFront(): Promise<boolean>;
  isInFront(): boolean;
  /** For good: there is no window after this one. Never rejects. */
  close(): Promise<void>;
  /** The same, at once and without asking the page. */
  destroy(): void;
  isClosed(): boolean;
}

/** How the window stands on the screen. */
interface Place extends WindowPlace {
  isFullScreen: boolean;
  isMinimized: boolean;
  hasFocus: boolean;
}

export interface MainWindowParts extends WindowOptions {
  /** Stays out of sight until it is asked for. */
  hidden: boolean;
  /** Whether a window out of sight is drawn, so that it is complete when it is shown. Not on Wayland. */
  drawsHidden: boolean;
  /** Where it was left by an earlier run. */
  remembered: () => WindowPlace | undefined;
  /** Is given each window before its page is loaded. */
  prepare: (window: BrowserWindow) => void;
  /** The window has gone, and not by `close` or `renew`. */
  onGone: () => void;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the window, which is replaced after a crash
export function createMainWindow(parts: MainWindowParts): MainWindow {
  /** Undefined while it is replaced. */
  let window: BrowserWindow | undefined;
  let isShown = !parts.hidden;
  /** Set for a window that was made out of sight where such a one is not drawn: how it is to stand when it is shown. */
  let undrawn: { place: Place | undefined } | undefined;
  let isClosed = false;

  function current(): BrowserWindow {
    if (!window) throw new Error('The window is not open yet.');
    return window;
  }

  async function open(place?: Place): Promise<void> {
    const next = createWindow(parts, place?.bounds);
    window = next;
    undrawn = parts.drawsHidden || isShown ? undefined : { place };
    if (parts.drawsHidden) next.once('ready-to-show', () => isShown && show(next, place));
    // Maximizing would show it at once.
    next.once('show', () => {
      if (place?.isMaximized) next.maximize();
      if (place?.isFullScreen) next.setFullScreen(true);
    });
    next.on('show', () => {
      isShown = true;
    });
    next.on('hide', () => {
      if (next === window) isShown = false;
    });
    next.on('closed', () => {
      if (next === window && !isClosed) parts.onGone();
    });
    parts.prepare(next);
    // On Wayland it may never be ready (electron/electron#48859). The compositor shows it with its first frame.
    if (!parts.drawsHidden && !undrawn) show(next, place);
    await loadPage(next);
  }

  async function renew(): Promise<void> {
    if (isClosed) return;
    const old = window;
    if (!old || old.isDestroyed()) return open();
    const place = undrawn ? undrawn.place : placeOf(old);
    window = undefined;
    // A page that hangs would live on.
    old.webContents.forcefullyCrashRenderer();
    old.destroy();
    await open(place);
  }

  /** Electron 33 never gets a window onto the screen that was made out of sight on Wayland: another one takes its place. */
  async function makeDrawn(): Promise<void> {
    if (!undrawn || isClosed) return;
    isShown = true;
    await renew();
  }

  return {
    open() {
      const place = parts.remembered();
      return open(place && { ...place, isFullScreen: false, isMinimized: false, hasFocus: true });
    },
    renew,
    current,
    contents() {
      if (!window || window.isDestroyed() || window.webContents.isCrashed()) return undefined;
      return window.webContents;
    },
    focus() {
      // Another start may ask for it at the last moment.
      if (isClosed) return;
      if (undrawn) void makeDrawn();
      else focusWindow(current());
    },
    showInactive() {
      if (undrawn) void makeDrawn();
      else current().showInactive();
    },
    isHidden: () => !isShown,
    async bringToFront() {
      await makeDrawn();
      return bringToFront(current());
    },
    isInFront: () => window !== undefined && !window.isDestroyed() && window.isFocused(),
    destroy() {
      isClosed = true;
      window?.destroy();
    },
    isClosed: () => isClosed,
    async close() {
      isClosed = true;
      if (window && !window.isDestroyed()) await closeWindow(window);
    },
  };
}

/** A window that comes back does not take the focus from another program. */
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
