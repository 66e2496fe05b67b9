import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const displays = vi.hoisted(() => ({
  all: [] as { id: number; workArea: object }[],
  main: 2,
  on: new Map<string, () => void>(),
}));
vi.mock('electron', () => ({
  screen: {
    getPrimaryDisplay: () => displays.all.find(({ id }) => id === displays.main),
    getAllDisplays: () => displays.all,
    on: (event: string, listener: () => void) => void displays.on.set(event, listener),
    off: (event: string) => void displays.on.delete(event),
  },
}));

import { keepReachable, watchPlace, workAreas } from '../../../electron/shell/window-place.ts';

const bounds = { x: 10, y: 20, width: 800, height: 600 };
function fakeWindow() {
  const state = { visible: true, minimized: false, maximized: false, fullScreen: false };
  return Object.assign(new EventEmitter(), {
    state,
    isDestroyed: () => false,
    isVisible: () => state.visible,
    isMinimized: () => state.minimized,
    isMaximized: () => state.maximized,
    isFullScreen: () => state.fullScreen,
    getNormalBounds: () => bounds,
    getBounds: () => bounds,
    setBounds: vi.fn(),
    maximize: vi.fn(),
    unmaximize: vi.fn(),
  });
}
const keep = vi.fn();
let window: ReturnType<typeof fakeWindow>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  window = fakeWindow();
  watchPlace(window as unknown as BrowserWindow, true, keep);
});
afterEach(() => vi.useRealTimers());

describe('where the window is', () => {
  test('is kept once, when it rests', () => {
    for (const event of ['move', 'resize', 'move']) {
      window.emit(event);
      vi.advanceTimersByTime(400);
    }
    expect(keep).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(keep.mock.calls).toEqual([[bounds, false]]);
  });

  test('is kept at once when it is closed', () => {
    window.state.maximized = true;
    window.emit('maximize');
    window.emit('close');
    expect(keep.mock.calls).toEqual([[bounds, true]]);
    vi.advanceTimersByTime(1_000);
    expect(keep).toHaveBeenCalledOnce();
  });

  test.each([
    ['hidden', { visible: false }],
    ['minimized', { minimized: true }],
    ['over the whole screen', { fullScreen: true }],
  ])('is not where it is while it is %s', (_how, state) => {
    Object.assign(window.state, state);
    window.emit('close');
    expect(keep).not.toHaveBeenCalled();
  });
});

test('where there are no positions only its size is kept', () => {
  watchPlace(window as unknown as BrowserWindow, false, keep);
  keep.mockClear();
  window.emit('close');
  expect(keep.mock.calls).toContainEqual([{ width: 800, height: 600 }, false]);
});

describe('a window whose screen goes', () => {
  const away = { id: 2, workArea: { x: 3_000, y: 0, width: 1_000, height: 900 } };
  const here = { id: 2, workArea: { x: 0, y: 0, width: 1_000, height: 900 } };
  const change = (event: string) => {
    keepReachable(window as unknown as BrowserWindow);
    displays.on.get(event)?.();
    displays.on.get(event)?.();
    vi.advanceTimersByTime(500);
  };

  test.each(['display-removed', 'display-metrics-changed'])(
    'comes to the middle of the main one at %s',
    (event) => {
      displays.all = [away];
      change(event);
      expect(window.setBounds.mock.calls).toEqual([[{ x: 3_100, y: 150, width: 800, height: 600 }]]);
      expect(window.maximize).not.toHaveBeenCalled();
    },
  );

  test('stays maximized', () => {
    displays.all = [away];
    window.state.maximized = true;
    change('display-removed');
    expect(window.unmaximize).toHaveBeenCalledBefore(window.setBounds);
    expect(window.maximize).toHaveBeenCalledAfter(window.setBounds);
  });

  test('stays where it can be reached', () => {
    displays.all = [here];
    change('display-removed');
    expect(window.setBounds).not.toHaveBeenCalled();
  });

  test.each([
    ['unmaximize', { maximized: true }],
    ['leave-full-screen', { fullScreen: true }],
    ['restore', { minimized: true }],
  ])('comes back, if not before, at %s', (event, state) => {
    displays.all = [here];
    Object.assign(window.state, state);
    change('display-removed');
    expect(window.setBounds).not.toHaveBeenCalled();
    displays.all = [away];
    Object.assign(window.state, { maximized: false, fullScreen: false, minimized: false });
    window.emit(event);
    vi.advanceTimersByTime(500);
    expect(window.setBounds).toHaveBeenCalledOnce();
  });

  test.each([{ fullScreen: true }, { minimized: true }])('is nowhere else while it is %j', (state) => {
    displays.all = [away];
    Object.assign(window.state, state);
    change('display-removed');
    expect(window.setBounds).not.toHaveBeenCalled();
  });

  test('is not watched any more once it is closed', () => {
    keepReachable(window as unknown as BrowserWindow);
    window.emit('closed');
    expect(displays.on.size).toBe(0);
  });
});

test('the area of the main screen comes first', () => {
  displays.all = [1, 2, 3].map((id) => ({ id, workArea: { x: id } }));
  expect(workAreas()).toEqual([{ x: 2 }, { x: 1 }, { x: 3 }]);
});
