import { BrowserWindow, nativeTheme } from 'electron';
import { appPage } from './protocol.ts';

/** The one window; shown when its first frame is painted. `preload` is an absolute path. */
export function createWindow(preload: string, devTools: boolean): BrowserWindow {
  const window = new BrowserWindow({
    name: 'main',
    windowStatePersistence: true,
    width: 1200,
    height: 760,
    minWidth: 640,
    minHeight: 480,
    title: 'MAX Desk',
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
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Loads the page. Rejects when it cannot be had: without it nothing would ever be shown. */
export function loadPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(appPage);
}

/** Brings the window to the person, wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
