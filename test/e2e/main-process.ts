/** Access to the main process of the app under test. */
import type { ElectronApplication, Page } from '@playwright/test';

/** The state of the operating system's secret store; `locked` waits forever, `locked-refusing` fails at once. */
export type SafeStorageBackend = 'keyring' | 'basic_text' | 'unavailable' | 'locked' | 'locked-refusing';
export type PowerEvent =
  | 'suspend'
  | 'resume'
  | 'lock-screen'
  | 'unlock-screen'
  | 'shutdown'
  | 'on-ac'
  | 'on-battery';
export interface MenuEntry {
  id: string;
  label: string;
  type: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  submenu: MenuEntry[];
}
export interface NotificationText {
  title: string;
  body: string;
}
type ElectronModule = typeof Electron.CrossProcessExports;

/** The object that main-hook.cjs creates in the main process. */
interface Hook {
  trayMenu: Electron.Menu | null;
  trayTooltip: string;
  notifications: NotificationText[];
  opened: string[];
  nextOpened(): Promise<string>;
  menuEntries(menu: Electron.Menu | null): MenuEntry[];
  setSafeStorage(backend: SafeStorageBackend): void;
}
declare global {
  var __e2e: Hook;
}

export interface MainProcess {
  /** Runs `code` in the main process with the electron module; arguments and results must be serialisable. */
  evaluate<R, A = undefined>(
    code: (electron: ElectronModule, argument: A) => R | Promise<R>,
    argument?: A,
  ): Promise<R>;
  trayMenu(): Promise<MenuEntry[]>;
  trayTooltip(): Promise<string>;
  /** Clicks the item with this label or id; also searches submenus. */
  clickTray(labelOrId: string): Promise<void>;
  clipboardText(): Promise<string>;
  setClipboardText(text: string): Promise<void>;
  power(event: PowerEvent): Promise<void>;
  setSafeStorage(backend: SafeStorageBackend): Promise<void>;
  setTheme(theme: 'system' | 'light' | 'dark'): Promise<void>;
  notifications(): Promise<NotificationText[]>;
  /** The path for the next save dialogs; null cancels. */
  answerSaveDialog(file: string | null): Promise<void>;
  /** The paths for the next open dialogs; null cancels. */
  answerOpenDialog(files: string[] | null): Promise<void>;
  /** All URLs passed to the system browser since the start of the app. */
  openedUrls(): Promise<string[]>;
  /** Starts a second instance with the same user data; resolves with its exit status. */
  secondLaunch(...args: string[]): Promise<number | null>;
  /** Quits the app like its menu and waits for its end. */
  quit(): Promise<void>;
  /** Quits the app and starts it with the same user data and arguments; resolves with the new page. */
  relaunch(): Promise<Page>;
}
type Starts = Pick<MainProcess, 'secondLaunch' | 'relaunch' | 'quit'>;

/** The main process of the app that `app` returns at the time of a call. */
export function createMainProcess(app: () => ElectronApplication, starts: Starts): MainProcess {
  return {
    ...starts,
    // In Playwright's types the electron module is that of index.js: a path.
    evaluate: <R, A>(code: (electron: ElectronModule, argument: A) => R | Promise<R>, argument?: A) =>
      app().evaluate(code as never, argument as never) as Promise<R>,
    trayMenu: () => read(() => app().evaluate(() => globalThis.__e2e.menuEntries(globalThis.__e2e.trayMenu))),
    trayTooltip: () => read(() => app().evaluate(() => globalThis.__e2e.trayTooltip)),
    clickTray: (wanted) => app().evaluate(clickInTray, wanted),
    clipboardText: () => read(() => app().evaluate(({ clipboard }) => clipboard.readText())),
    setClipboardText: (text) => app().evaluate(({ clipboard }, value) => clipboard.writeText(value), text),
    power: (event) => app().evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event),
    setSafeStorage: (backend) =>
      app().evaluate((_electron, value) => globalThis.__e2e.setSafeStorage(value), backend),
    setTheme: (theme) =>
      app().evaluate(({ nativeTheme }, value) => {
        nativeTheme.themeSource = value;
      }, theme),
    notifications: () => read(() => app().evaluate(() => globalThis.__e2e.notifications)),
    answerSaveDialog: (file) =>
      app().evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: filePath === null, filePath: filePath ?? '' });
      }, file),
    answerOpenDialog: (files) =>
      app().evaluate(({ dialog }, filePaths) => {
        dialog.showOpenDialog = async () => ({ canceled: filePaths === null, filePaths: filePaths ?? [] });
      }, files),
    openedUrls: () => read(() => app().evaluate(() => globalThis.__e2e.opened)),
  };
}

/**
 * V8's inspector may lose a response during garbage collection, mostly in a busy process. Retrying is safe for calls
 * that change nothing.
 */
async function read<R>(ask: () => Promise<R>): Promise<R> {
  try {
    return await ask();
  } catch (error) {
    if (String(error).includes('promise was garbage collected')) return ask();
    throw error;
  }
}

async function clickInTray(_electron: unknown, wanted: string): Promise<void> {
  const find = (menu: Electron.Menu | null | undefined): Electron.MenuItem | undefined => {
    for (const item of menu?.items ?? []) {
      const found = item.label === wanted || item.id === wanted ? item : find(item.submenu);
      if (found) return found;
    }
    return undefined;
  };
  const item = find(globalThis.__e2e.trayMenu);
  if (!item) throw new Error(`The tray has no item "${wanted}"`);
  item.click();
}
