import { BrowserWindow, nativeTheme, type Rectangle } from 'electron';
import { appPage } from './protocol.ts';

export interface WindowOptions {
  /** An absolute path. */
  preload: string;
  devTools: boolean;
  /** Of the window and the task bar, where the executable does not bring one: on Linux. An absolute path. */
  icon: string;
}

/** A window without its page, out of sight. Where and how large it is, is the system's and our choice without `bounds`. */
export function createWindow(
  { preload, devTools, icon }: WindowOptions,
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
      // Electron's defaults, written out: they are what the sandbox of the page rests on (R1, R2, R4).
      nodeIntegration: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Windows and Linux would fetch dictionaries from elsewhere.
      spellcheck: false,
      devTools,
    },
  });
}

/** Loads the page. Rejects when it cannot be had: without it nothing would ever be shown. */
export async function loadPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(appPage);
  } catch (error) {
    // A reload took the place of this load, or the page has ended, which is for the crash guard.
    if (isAborted(error) || window.isDestroyed() || window.webContents.isCrashed()) return;
    throw error;
  }
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_ABORTED';
}

/** Brings the window to the person, wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The desktop may take its time, ms. */
const focusLimit = 2_000;

/** The same; resolves to whether the window got the focus: a desktop may refuse to let it. */
export function bringToFront(window: BrowserWindow): Promise<boolean> {
  focusWindow(window);
  if (window.isDestroyed() || window.isFocused()) return Promise.resolve(!window.isDestroyed());
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      window.off('focus', focused);
      resolve(false);
    }, focusLimit);
    function focused(): void {
      clearTimeout(timer);
      resolve(true);
    }
    window.once('focus', focused);
  });
}
