/** Access to the main process of the app under test. */
import { type ElectronApplication, expect, type Page } from '@playwright/test';

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
  questions: string[];
  nextOpened(): Promise<string>;
  menuEntries(menu: Electron.Menu | null): MenuEntry[];
  setSafeStorage(backend: SafeStorageBackend): void;
  runOnce(run: { id: number; source: string; argument: unknown }): Promise<unknown>;
}
declare global {
  var __e2e: Hook;
}

export interface MainProcess {
  /** Runs `code` in the main process with the electron module; everything passed must be serialisable. */
  evaluate<R, A = undefined>(code: Code<R, A>, argument?: A): Promise<R>;
  trayMenu(): Promise<MenuEntry[]>;
  trayTooltip(): Promise<string>;
  /** Clicks the item with this label or id; also searches submenus. */
  clickTray(labelOrId: string): Promise<void>;
  clipboardText(): Promise<string>;
  setClipboardText(text: string): Promise<void>;
  power(event: PowerEvent): Promise<void>;
  setSafeStorage(backend: SafeStorageBackend): Promise<void>;
  setTheme(theme: 'system' | 'light' | 'dark'): Promise<void>;
  /** Moves and resizes the window, once the window manager has put it in its first place and given it the focus. */
  placeWindow(bounds: Partial<Electron.Rectangle>): Promise<void>;
  notifications(): Promise<NotificationText[]>;
  /** The path for the next save dialogs; null cancels. */
  answerSaveDialog(file: string | null): Promise<void>;
  /** The paths for the next open dialogs; null cancels. */
  answerOpenDialog(files: string[] | null): Promise<void>;
  /** Answers the next questions of the system: yes is the first button. */
  answerQuestions(answer: 'yes' | 'no'): Promise<void>;
  /** The texts of the questions that were answered since the start of the app. */
  questions(): Promise<string[]>;
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

type Code<R, A> = (electron: ElectronModule, argument: A) => R | Promise<R>;

let runs = 0;

/**
 * Runs `code` once in the main process. V8's inspector may lose a result when it collects garbage at that moment ("Resulting
 * promise was garbage collected"), most of all in a busy process: then it is asked for again, and the code is not run again.
 */
export async function inMain<R, A = undefined>(
  app: ElectronApplication,
  code: Code<R, A>,
  argument?: A,
): Promise<R> {
  runs += 1;
  const run = { id: runs, source: String(code), argument };
  for (;;) {
    try {
      return (await app.evaluate((_electron, given) => globalThis.__e2e.runOnce(given), run)) as R;
    } catch (error) {
      if (!String(error).includes('promise was garbage collected')) throw error;
    }
  }
}

/** The main process of the app that `app` gives at that moment. */
export function createMainProcess(app: () => ElectronApplication, starts: Starts): MainProcess {
  const evaluate = <R, A = undefined>(code: Code<R, A>, argument?: A) => inMain(app(), code, argument);
  return {
    ...starts,
    evaluate,
    trayMenu: () => evaluate(() => globalThis.__e2e.menuEntries(globalThis.__e2e.trayMenu)),
    trayTooltip: () => evaluate(() => globalThis.__e2e.trayTooltip),
    // The tray comes after the first paint, and gets its items anew with each change.
    clickTray: (wanted) =>
      expect.poll(() => evaluate(clickInTray, wanted), `the tray's "${wanted}"`).toBe(true),
    clipboardText: () => evaluate(({ clipboard }) => clipboard.readText()),
    setClipboardText: (text) => evaluate(({ clipboard }, value) => clipboard.writeText(value), text),
    power: (event) => evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event),
    setSafeStorage: (backend) =>
      evaluate((_electron, value) => globalThis.__e2e.setSafeStorage(value), backend),
    async placeWindow(bounds) {
      const isFocused = () => evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused());
      await expect.poll(isFocused, 'the window has the focus').toBe(true);
      await evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
    },
    setTheme: (theme) =>
      evaluate(({ nativeTheme }, value) => {
        nativeTheme.themeSource = value;
      }, theme),
    notifications: () => evaluate(() => globalThis.__e2e.notifications),
    answerSaveDialog: (file) =>
      evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: filePath === null, filePath: filePath ?? '' });
      }, file),
    answerOpenDialog: (files) =>
      evaluate(({ dialog }, filePaths) => {
        dialog.showOpenDialog = async () => ({ canceled: filePaths === null, filePaths: filePaths ?? [] });
      }, files),
    answerQuestions: (answer) =>
      evaluate(({ dialog }, isYes) => {
        const show = async (...given: unknown[]) => {
          const { message, detail, cancelId } = given.at(-1) as Electron.MessageBoxOptions;
          globalThis.__e2e.questions.push(`${message}\n${detail}`);
          return { response: isYes ? 0 : (cancelId ?? 0), checkboxChecked: false };
        };
        dialog.showMessageBox = show;
      }, answer === 'yes'),
    questions: () => evaluate(() => globalThis.__e2e.questions),
    openedUrls: () => evaluate(() => globalThis.__e2e.opened),
  };
}

/** False while the tray has no such item. */
async function clickInTray(_electron: unknown, wanted: string): Promise<boolean> {
  const find = (menu: Electron.Menu | null | undefined): Electron.MenuItem | undefined => {
    for (const item of menu?.items ?? []) {
      const found = item.label === wanted || item.id === wanted ? item : find(item.submenu);
      if (found) return found;
    }
    return undefined;
  };
  const item = find(globalThis.__e2e.trayMenu);
  item?.click();
  return item !== undefined;
}
