/** What `require('electron')` gives the app's main process. */
import { BrowserWindow } from './browser-window.ts';
import { ClipboardItem, clipboard } from './clipboard.ts';
import { dialog, powerMonitor, screen, shell } from './desktop.ts';
import { host } from './host.ts';
import { ipcMain } from './ipc.ts';
import { loud } from './loud.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { createNet } from './net.ts';
import { safeStorage, setSafeStorageBackend } from './safe-storage.ts';
import { session } from './session.ts';
import { Notification, Tray } from './tray.ts';
import { webContents } from './web-contents.ts';

const electron = loud('electron', {
  get app() {
    return host.app;
  },
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net: createNet(session.defaultSession.fetch),
  Notification,
  powerMonitor,
  protocol: session.defaultSession.protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
} satisfies Partial<Record<keyof typeof Electron.CrossProcessExports, unknown>>);

/** For test/e2e/main-hook.cjs: the one thing that Electron has no counterpart for. */
Object.defineProperty(globalThis, '__standIn', { value: { setSafeStorageBackend } });

export default electron;
export { electron as 'module.exports' };
