import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';

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

import { createWindow } from '../../../electron/shell/window.ts';

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
