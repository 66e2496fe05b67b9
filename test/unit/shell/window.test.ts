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

import { bringToFront, createWindow, focusWindow, loadPage } from '../../../electron/shell/window.ts';

test('the options of the window are those that its sandbox rests on, written out (R1, R2, R4)', () => {
  createWindow({ preload: '/preload.cjs', devTools: false, icon: '/icon.png', zoom: () => 150 });
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
    zoomFactor: 1.5,
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

describe('a window that is brought to the front', () => {
  function shown({ isDestroyed = false, isMinimized = false, isFocused = false } = {}) {
    const window = Object.assign(new EventEmitter(), {
      isDestroyed: () => isDestroyed,
      isMinimized: () => isMinimized,
      isFocused: () => isFocused,
      restore: vi.fn(),
      show: vi.fn(),
      focus: vi.fn(),
    });
    return { window, given: window as unknown as Electron.BrowserWindow };
  }

  test.each([true, false])('is shown and focused, and restored if it is minimized (%s)', (isMinimized) => {
    const { window, given } = shown({ isMinimized });
    focusWindow(given);
    expect([window.restore, window.show, window.focus].map(({ mock }) => mock.calls.length)).toEqual([
      Number(isMinimized),
      1,
      1,
    ]);
  });

  test('is left alone when it is gone', async () => {
    const { window, given } = shown({ isDestroyed: true, isFocused: true });
    expect(await bringToFront(given)).toBe(false);
    for (const call of [window.restore, window.show, window.focus]) expect(call).not.toHaveBeenCalled();
  });

  test('has the focus already, or gets it', async () => {
    expect(await bringToFront(shown({ isFocused: true }).given)).toBe(true);
    const { window, given } = shown();
    const front = bringToFront(given);
    window.emit('focus');
    expect(await front).toBe(true);
    expect(window.listenerCount('focus')).toBe(0);
  });

  test('is refused the focus by some desktops: nothing waits for it for ever', async () => {
    const limit = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
    const { window, given } = shown();
    const front = bringToFront(given);
    expect(window.listenerCount('focus')).toBe(1);
    limit.abort();
    expect(await front).toBe(false);
    expect(window.listenerCount('focus')).toBe(0);
    expect(timeout).toHaveBeenCalledWith(2_000);
    timeout.mockRestore();
  });
});
