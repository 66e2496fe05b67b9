/** What `require('electron')` gives the app's main process. */
import type { EventEmitter } from 'node:events';
import type { App } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ClipboardItem, clipboard } from './clipboard.ts';
import { dialog, globalShortcut, powerMonitor, screen, shell } from './desktop.ts';
import type { Frame } from './frame.ts';
import { host } from './host.ts';
import { ipcMain } from './ipc.ts';
import { loud } from './loud.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { createNet } from './net.ts';
import { safeStorage, setSafeStorageBackend } from './safe-storage.ts';
import { type Session, session } from './session.ts';
import { Notification, Tray } from './tray.ts';
import { type WebContents, webContents } from './web-contents.ts';

/** The members that ours has in common with Electron's, with Electron's types; `Own` are those that give the stand-in's objects. */
type Shared<Ours, Theirs, Own = never> = Pick<
  Theirs,
  Exclude<keyof Ours & keyof Theirs, keyof EventEmitter | Own>
>;
type Class<Instance> = new (...args: never[]) => Instance;
type Contents = Shared<WebContents, Electron.WebContents, 'mainFrame' | 'session' | 'ipc'> & {
  mainFrame: Shared<Frame, Electron.WebFrameMain, 'parent' | 'top' | 'frames' | 'ipc'>;
};

// Here every class is compared with Electron's own: a member with another signature does not compile.
const electron = loud('electron', {
  get app() {
    return host.app satisfies Shared<App, Electron.App> | undefined;
  },
  BrowserWindow: BrowserWindow satisfies Class<Shared<BrowserWindow, Electron.BrowserWindow, 'webContents'>>,
  clipboard,
  ClipboardItem: ClipboardItem satisfies Class<Shared<ClipboardItem, Electron.ClipboardItem, 'getType'>>,
  dialog,
  globalShortcut,
  ipcMain: ipcMain satisfies Shared<typeof ipcMain, Electron.IpcMain>,
  Menu: Menu satisfies Class<Shared<Menu, Electron.Menu, 'items' | 'append' | 'insert' | 'getMenuItemById'>>,
  MenuItem: MenuItem satisfies Class<Shared<MenuItem, Electron.MenuItem, 'menu' | 'submenu' | 'role'>>,
  nativeImage,
  nativeTheme: nativeTheme satisfies Shared<typeof nativeTheme, Electron.NativeTheme>,
  net: createNet(session.defaultSession.fetch),
  Notification: Notification satisfies Class<Shared<Notification, Electron.Notification>>,
  powerMonitor: powerMonitor satisfies Shared<typeof powerMonitor, Electron.PowerMonitor>,
  protocol: session.defaultSession.protocol,
  safeStorage,
  screen,
  session: session satisfies { fromPartition(name: string): Shared<Session, Electron.Session, 'protocol'> },
  shell,
  Tray: Tray satisfies Class<Shared<Tray, Electron.Tray>>,
  webContents: webContents satisfies { fromId(id: number): Contents | undefined },
} satisfies Partial<Record<keyof typeof Electron.CrossProcessExports, unknown>>);

/** For test/e2e/main-hook.cjs: the one thing that Electron has no counterpart for. */
Object.defineProperty(globalThis, '__standIn', { value: { setSafeStorageBackend } });

export default electron;
export { electron as 'module.exports' };
