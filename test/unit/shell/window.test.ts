import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';

const made = vi.hoisted(() => [] as Electron.BrowserWindowConstructorOptions[]);
vi.mock('electron', () => ({
  nativeTheme: { shouldUseDarkColors: false },
  protocol: {},
  BrowserWindow: class extends EventEmitter {
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super();
      made.push(options);
    }
  },
}));

import { createWindow, loadPage } from '../../../electron/shell/window.ts';

test('the options of the window are those that its sandbox rests on, written out (R1, R2, R4)', () => {
  createWindow({ preload: '/preload.cjs', devTools: false, icon: '/icon.png' });
  expect(made[0]?.webPreferences).toEqual({
    preload: '/preload.cjs',
    nodeIntegration: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
});

describe('the page that is loaded', () => {
  const load = (error: Error, isCrashed = false) =>
    loadPage({
      loadURL: () => Promise.reject(error),
      isDestroyed: () => false,
      webContents: { isCrashed: () => isCrashed },
    } as never);

  test('may be reloaded meanwhile, or end: whoever guards it sees to that', async () => {
    await expect(load(Object.assign(new Error('x'), { code: 'ERR_ABORTED' }))).resolves.toBeUndefined();
    await expect(load(new Error('x'), true)).resolves.toBeUndefined();
  });

  test('and cannot be had is a failure', async () => {
    await expect(load(new Error('x'))).rejects.toThrow('x');
  });
});
