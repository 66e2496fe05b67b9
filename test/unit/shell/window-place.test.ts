import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const displays = vi.hoisted(() => ({ all: [] as { id: number; workArea: object }[], main: 2 }));
vi.mock('electron', () => ({
  screen: {
    getPrimaryDisplay: () => displays.all.find(({ id }) => id === displays.main),
    getAllDisplays: () => displays.all,
  },
}));

import { watchPlace, workAreas } from '../../../electron/shell/window-place.ts';

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
  });
}
const keep = vi.fn();
let window: ReturnType<typeof fakeWindow>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  window = fakeWindow();
  watchPlace(window as unknown as BrowserWindow, keep);
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

test('the area of the main screen comes first', () => {
  displays.all = [1, 2, 3].map((id) => ({ id, workArea: { x: id } }));
  expect(workAreas()).toEqual([{ x: 2 }, { x: 1 }, { x: 3 }]);
});
