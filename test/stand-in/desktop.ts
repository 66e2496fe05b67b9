/** What an app asks of the desktop around it: dialogs, the system browser, power, screens. */
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type {
  Dialog,
  Display,
  Screen as ElectronScreen,
  GlobalShortcut,
  MessageBoxOptions,
  Shell,
} from 'electron';
import { headed } from './browser.ts';
import { Loud, loud } from './loud.ts';

/** `electron.dialog`: nobody is there to answer, so every dialog is cancelled. Tests replace the methods, as on Electron. */
export const dialog = loud('dialog', {
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
  showMessageBox: async (...args: unknown[]) => {
    const { cancelId, buttons } = args.at(-1) as MessageBoxOptions;
    const named = (buttons ?? []).findIndex((label) => /^(cancel|no)$/i.test(label));
    return { response: cancelId ?? Math.max(named, 0), checkboxChecked: false };
  },
  showErrorBox: (title, content) => console.error(`${title}: ${content}`),
} satisfies Pick<Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'>);

const shortcuts = new Set<string>();

/** `electron.globalShortcut`: no key ever comes; tests replace `register` to get at what it would call. */
export const globalShortcut = loud('globalShortcut', {
  register: (accelerator) => {
    shortcuts.add(accelerator);
    return true;
  },
  isRegistered: (accelerator) => shortcuts.has(accelerator),
  unregister: (accelerator) => void shortcuts.delete(accelerator),
  unregisterAll: () => shortcuts.clear(),
} satisfies Pick<GlobalShortcut, 'register' | 'isRegistered' | 'unregister' | 'unregisterAll'>);

function openInSystemBrowser(url: string): Promise<void> {
  const commands: Partial<Record<NodeJS.Platform, string[]>> = {
    win32: ['rundll32', 'url.dll,FileProtocolHandler', url],
    darwin: ['open', url],
  };
  const [command = '', ...args] = commands[process.platform] ?? ['xdg-open', url];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.once('error', reject);
    child.once('spawn', resolve);
    child.unref();
  });
}

/** `electron.shell`. Only in headed mode does a browser open: a test must not open one. */
export const shell = loud('shell', {
  openExternal: async (url) => (headed ? openInSystemBrowser(url) : undefined),
  openPath: async () => '',
  showItemInFolder: () => {},
  beep: () => {},
} satisfies Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'>);

class PowerMonitor extends Loud {
  onBatteryPower = false;
  isOnBatteryPower = (): boolean => this.onBatteryPower;
  getSystemIdleState = (): 'active' => 'active';
  getSystemIdleTime = (): number => 0;
}

/** `electron.powerMonitor`: tests emit its events. */
export const powerMonitor = new PowerMonitor();

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const partOfDisplay: Pick<Display, 'id' | 'bounds' | 'workArea' | 'workAreaSize' | 'size' | 'scaleFactor'> = {
  id: 1,
  bounds: area,
  workArea: area,
  workAreaSize: area,
  size: area,
  scaleFactor: 1,
};
// What is not there throws, so that the part can pass for the whole.
const display = loud('Display', partOfDisplay) as Display;
type ScreenSurface = Pick<
  ElectronScreen,
  'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching' | 'getDisplayNearestPoint'
>;

/** `electron.screen`: one display. */
export const screen = loud(
  'screen',
  Object.assign(new EventEmitter(), {
    getPrimaryDisplay: () => display,
    getAllDisplays: () => [display],
    getDisplayMatching: () => display,
    getDisplayNearestPoint: () => display,
  } satisfies ScreenSurface),
);
