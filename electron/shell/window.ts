import { once } from 'node:events';
import { BrowserWindow, nativeTheme, type Rectangle } from 'electron';
import { appPage } from './protocol.ts';

export interface WindowOptions {
  /** An absolute path. */
  preload: string;
  devTools: boolean;
  /** The icon of the window and the task bar on Linux, where the executable has none. An absolute path. */
  icon: string;
  /** How large the page is shown, percent. */
  zoom: () => number;
}

/** A hidden window without its page. Without `bounds`, our default size applies and the system chooses the position. */
export function createWindow(
  { preload, devTools, icon, zoom }: WindowOptions,
  bounds?: Partial<Rectangle>,
): BrowserWindow {
  return new BrowserWindow({
    width: 1200,
    height: 760,
    ...bounds,
    minWidth: 640,
    minHeight: 480,
    title: 'MAX Desk',
    ...(process.platform === 'linux' ? { icon } : {}),
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#fafafa',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      // Electron's defaults, written out because the page's sandbox depends on them (R1, R2, R4).
      nodeIntegration: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Otherwise Windows and Linux download dictionaries.
      spellcheck: false,
      devTools,
      zoomFactor: zoom() / 100,
    },
  });
}

/** Loads the page. Rejects if that fails: without the page nothing would ever be shown. */
export async function loadPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(appPage);
  } catch (error) {
    // A reload has replaced this load, or the page has crashed, which the crash guard handles.
    if (isAborted(error) || window.isDestroyed() || window.webContents.isCrashed()) return;
    throw error;
  }
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_ABORTED';
}

/** Shows, restores and focuses the window. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** How long the desktop may take to give the focus, ms. */
const focusLimit = 2_000;

/** Like `focusWindow`; resolves to whether the window got the focus, which a desktop may refuse. */
export async function bringToFront(window: BrowserWindow): Promise<boolean> {
  focusWindow(window);
  if (window.isDestroyed() || window.isFocused()) return !window.isDestroyed();
  const given = once(window, 'focus', { signal: AbortSignal.timeout(focusLimit) });
  return given.then(
    () => true,
    () => false,
  );
}
