import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';

/** What main-window.ts and window.ts use of a BrowserWindow. */
class FakeWindow extends EventEmitter {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = {
    isCrashed: () => this.isCrashed,
    forcefullyCrashRenderer: vi.fn(),
  };
  isCrashed = false;
  wasDestroyed = false;
  stands = { maximized: false, minimized: false, focused: true };
  maximize = vi.fn();
  minimize = vi.fn();
  setFullScreen = vi.fn();
  setAutoHideMenuBar = vi.fn();
  setMenuBarVisibility = vi.fn();
  isVisible = () => this.show.mock.calls.length > 0;
  focus = vi.fn();
  close = vi.fn();
  loadURL = vi.fn(async () => undefined);
  show = vi.fn(() => void this.emit('show'));
  showInactive = vi.fn(() => void this.emit('show'));
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    made.push(this);
  }
  isDestroyed = () => this.wasDestroyed;
  isMaximized = () => this.stands.maximized;
  isMinimized = () => this.stands.minimized;
  isFullScreen = () => false;
  isFocused = () => this.stands.focused;
  /** The number of its screen. */
  x = 2;
  getBounds = () => ({ x: this.x });
  setBounds = vi.fn();
  getNormalBounds = () => ({ x: 7, y: 8, width: 900, height: 600 });
  hide(): void {
    this.emit('hide');
  }
  destroy(): void {
    this.wasDestroyed = true;
    this.emit('hide');
    this.emit('closed');
  }
}
const made: FakeWindow[] = [];
const electron = vi.hoisted(() => ({
  nativeTheme: {},
  protocol: {},
  screen: {
    on: vi.fn<(event: string, changed: () => void) => void>(),
    off: () => undefined,
    getAllDisplays: () => [1, 2].map((id) => ({ id, bounds: { x: id } })),
    getDisplayMatching: ({ x }: { x: number }) => ({ id: x }),
  },
  BrowserWindow: undefined as unknown as typeof FakeWindow,
}));
vi.mock('electron', () => electron);
electron.BrowserWindow = FakeWindow;
const dialogs = vi.hoisted(() => ({ hold: false }));
vi.mock('../../../electron/shell/file-dialogs.ts', () => ({ holdsWindow: () => dialogs.hold }));

import type { WindowPlace } from '../../../electron/core/settings/window-place.ts';
import { createMainWindow, type MainWindow } from '../../../electron/shell/main-window.ts';

const prepare = vi.fn();
const onGone = vi.fn();
let window: MainWindow;
const open = async (hidden = false, place?: WindowPlace, drawsHidden = true) => {
  const page = { preload: '/preload.cjs', devTools: false, icon: '/icon.png', zoom: () => 100 };
  window = createMainWindow({ ...page, hidden, drawsHidden, remembered: () => place, prepare, onGone });
  await window.open();
};
const last = () => {
  const found = made.at(-1);
  if (!found) throw new Error('there is no window');
  return found;
};
const painted = () => last().emit('ready-to-show');

beforeEach(() => {
  vi.clearAllMocks();
  made.length = 0;
});

test('the window is shown when its first frame is painted, unless it was started for the tray', async () => {
  await open();
  expect(last().show).not.toHaveBeenCalled();
  painted();
  expect(last().show).toHaveBeenCalledOnce();
  await open(true);
  painted();
  expect(last().show).not.toHaveBeenCalled();
});

describe('where a window out of sight is not drawn, as on Wayland', () => {
  const bounds = { width: 700, height: 500 };

  test('it is shown before its page is there, and stands as it was left', async () => {
    await open(false, { bounds, isMaximized: true }, false);
    expect(last().show).toHaveBeenCalledOnce();
    expect(last().maximize).toHaveBeenCalledOnce();
    expect(last().show.mock.invocationCallOrder[0]).toBeLessThan(
      last().loadURL.mock.invocationCallOrder[0] ?? 0,
    );
    painted();
    expect(last().show).toHaveBeenCalledOnce();
  });

  test.each([
    ['focus', () => window.focus()],
    ['showInactive', () => window.showInactive()],
    ['bringToFront', () => window.bringToFront()],
  ])('one that was started for the tray is another one when it is shown first, by %s', async (_how, show) => {
    await open(true, { bounds, isMaximized: true }, false);
    painted();
    expect(last().show).not.toHaveBeenCalled();
    await show();
    await vi.waitFor(() => expect(made).toHaveLength(2));
    expect(made[0]?.wasDestroyed).toBe(true);
    expect(last().options).toMatchObject(bounds);
    expect(last().maximize).toHaveBeenCalledOnce();
    expect(window.isHidden()).toBe(false);
    last().hide();
    window.focus();
    expect(made).toHaveLength(2);
    expect(onGone).not.toHaveBeenCalled();
  });
});

test('the window is made where it was left, and maximized when it is shown', async () => {
  const bounds = { x: 30, y: 40, width: 700, height: 500 };
  await open(true, { bounds, isMaximized: true });
  expect(last().options).toMatchObject(bounds);
  painted();
  expect(last().maximize).not.toHaveBeenCalled();
  window.focus();
  expect(last().maximize).toHaveBeenCalledOnce();
  await open(false, { bounds: { width: 700, height: 500 }, isMaximized: false });
  expect(last().options).not.toHaveProperty('x');
  painted();
  expect(last().show).toHaveBeenCalledOnce();
  expect(last().maximize).not.toHaveBeenCalled();
});

test('the window is hidden until it is shown, which takes the focus from nobody if that is not wanted', async () => {
  await open(true);
  expect(window.isHidden()).toBe(true);
  window.showInactive();
  expect(last().showInactive).toHaveBeenCalledOnce();
  expect(last().focus).not.toHaveBeenCalled();
  expect(window.isHidden()).toBe(false);
  last().hide();
  expect(window.isHidden()).toBe(true);
});

describe('R40 a window that is renewed', () => {
  test('is another one at the same place, prepared like the first, and the old one is gone before', async () => {
    await open();
    painted();
    const old = last();
    await window.renew();
    expect(made).toHaveLength(2);
    // A page that hangs would live on without its window.
    expect(old.webContents.forcefullyCrashRenderer).toHaveBeenCalledOnce();
    expect(old.wasDestroyed).toBe(true);
    expect(last().options).toMatchObject({ x: 7, y: 8, width: 900, height: 600, show: false });
    expect(prepare.mock.calls).toEqual([[old], [last()]]);
    expect(window.current()).toBe(last());
    expect(onGone).not.toHaveBeenCalled();
    painted();
    expect(last().show).toHaveBeenCalledOnce();
  });

  test('comes back hidden when it was hidden', async () => {
    await open();
    painted();
    last().hide();
    await window.renew();
    painted();
    expect(last().show).not.toHaveBeenCalled();
  });

  test('comes back maximized or minimized, and takes the focus from nobody', async () => {
    await open();
    painted();
    last().stands = { maximized: true, minimized: true, focused: false };
    await window.renew();
    painted();
    expect(last().show).not.toHaveBeenCalled();
    expect(last().showInactive).toHaveBeenCalledOnce();
    expect(last().maximize).toHaveBeenCalledOnce();
    expect(last().minimize).toHaveBeenCalledOnce();
  });

  test('is made although the old one is gone already', async () => {
    await open();
    last().wasDestroyed = true;
    await window.renew();
    expect(made).toHaveLength(2);
  });
});

test('the page hears nothing while it has crashed or its window is gone', async () => {
  await open();
  expect(window.contents()).toBe(last().webContents);
  last().isCrashed = true;
  expect(window.contents()).toBeUndefined();
  last().isCrashed = false;
  last().wasDestroyed = true;
  expect(window.contents()).toBeUndefined();
});

describe('a window that fills the screen', () => {
  test('does so as soon as it is shown, and without the menu bar, until it is not wanted any more', async () => {
    await open();
    window.fill(true);
    expect(last().setFullScreen).not.toHaveBeenCalled();
    painted();
    expect(last().setFullScreen).toHaveBeenCalledExactlyOnceWith(true);
    expect(last().setAutoHideMenuBar).toHaveBeenLastCalledWith(false);
    expect(last().setMenuBarVisibility).toHaveBeenLastCalledWith(false);
    window.fill(false);
    expect(last().setFullScreen).toHaveBeenLastCalledWith(false);
    expect(last().setAutoHideMenuBar).toHaveBeenLastCalledWith(true);
  });

  test('fills the next time the one that it is on then, also if somebody had taken it out of full screen before', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    await open();
    painted();
    window.fill(true);
    last().emit('enter-full-screen');
    last().emit('leave-full-screen');
    window.fill(false);
    last().x = 1;
    window.fill(true);
    last().emit('enter-full-screen');
    for (const [, changed] of electron.screen.on.mock.calls) changed();
    vi.advanceTimersByTime(1_000);
    expect(last().setFullScreen).toHaveBeenLastCalledWith(true);
    expect(last().setBounds).not.toHaveBeenCalled();
  });

  test('does so after its page has crashed, too', async () => {
    await open();
    painted();
    window.fill(true);
    await window.renew();
    painted();
    expect(made).toHaveLength(2);
    expect(last().setFullScreen).toHaveBeenLastCalledWith(true);
    window.fill(false);
    await window.renew();
    painted();
    expect(last().setFullScreen).not.toHaveBeenCalled();
  });
});

describe('a window that is closed for good', () => {
  test('is given a moment, and is not renewed', async () => {
    await open();
    const old = last();
    old.close.mockImplementation(() => old.destroy());
    await window.close();
    expect(old.close).toHaveBeenCalledOnce();
    await window.renew();
    expect(made).toHaveLength(1);
    expect(onGone).not.toHaveBeenCalled();
  });

  test('stays while an open file dialog uses it, and is not renewed when its page ends', async () => {
    await open();
    dialogs.hold = true;
    window.destroy();
    await window.close();
    await window.renew();
    dialogs.hold = false;
    expect(last().close).not.toHaveBeenCalled();
    expect(last().wasDestroyed).toBe(false);
    expect(made).toHaveLength(1);
  });

  test('is destroyed when its page does not let go', async () => {
    vi.useFakeTimers();
    await open();
    const closed = window.close();
    await vi.advanceTimersByTimeAsync(500);
    await closed;
    expect(last().wasDestroyed).toBe(true);
    vi.useRealTimers();
  });

  test('by somebody else is told', async () => {
    await open();
    last().destroy();
    expect(onGone).toHaveBeenCalledOnce();
  });
});
