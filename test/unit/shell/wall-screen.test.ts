import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const powerSaveBlocker = vi.hoisted(() => ({ start: vi.fn(() => 7), stop: vi.fn() }));
const displays = vi.hoisted(() => ({
  all: [] as { id: number; bounds: { x: number } }[],
  on: new Map<string, Set<() => void>>(),
}));
vi.mock('electron', () => ({
  powerSaveBlocker,
  screen: {
    getAllDisplays: () => displays.all,
    getDisplayMatching: ({ x }: { x: number }) =>
      displays.all.find(({ bounds }) => bounds.x === x) ?? displays.all[0],
    on: (event: string, listener: () => void) =>
      void displays.on.set(event, (displays.on.get(event) ?? new Set()).add(listener)),
    off: (event: string, listener: () => void) => void displays.on.get(event)?.delete(listener),
  },
}));

import { createScreenKeeper, keepFilled } from '../../../electron/shell/wall-screen.ts';

test('the screen is kept on once, however often that is asked for, and given back once', () => {
  const keepOn = createScreenKeeper();
  keepOn(false);
  expect(powerSaveBlocker.stop).not.toHaveBeenCalled();
  keepOn(true);
  keepOn(true);
  expect(powerSaveBlocker.start).toHaveBeenCalledExactlyOnceWith('prevent-display-sleep');
  keepOn(false);
  keepOn(false);
  expect(powerSaveBlocker.stop).toHaveBeenCalledExactlyOnceWith(7);
});

const television = { id: 2, bounds: { x: 1920 } };
const desk = { id: 1, bounds: { x: 0 } };

/** A window that does what it is told at once, as a quick window manager. */
function fakeWindow() {
  const state = { full: false, x: television.bounds.x, visible: true };
  const window = Object.assign(new EventEmitter(), {
    state,
    isDestroyed: () => false,
    isVisible: () => state.visible,
    getBounds: () => ({ x: state.x }),
    setBounds: ({ x }: { x: number }) => {
      if (!state.full) state.x = x;
    },
    setAutoHideMenuBar: vi.fn(),
    setMenuBarVisibility: vi.fn(),
    setFullScreen(on: boolean) {
      if (on === state.full) return;
      state.full = on;
      window.emit(on ? 'enter-full-screen' : 'leave-full-screen');
    },
  });
  return window;
}

describe('a window that is to fill a screen', () => {
  let window: ReturnType<typeof fakeWindow>;
  let isWanted: boolean;
  let forget: () => void;
  const emit = (event: string) => {
    for (const each of [...(displays.on.get(event) ?? [])]) each();
    vi.advanceTimersByTime(1_000);
  };
  beforeEach(() => {
    vi.useFakeTimers();
    displays.all = [desk, television];
    displays.on.clear();
    isWanted = true;
    window = fakeWindow();
    forget = keepFilled(window as unknown as BrowserWindow, () => isWanted);
    window.setFullScreen(true);
  });
  afterEach(() => vi.useRealTimers());

  test('fills it again when the system has taken it out of that, with a screen or by itself', () => {
    for (const event of ['display-added', 'display-removed', 'display-metrics-changed']) {
      window.setFullScreen(false);
      emit(event);
      expect([event, window.state.full]).toEqual([event, true]);
    }
    window.setFullScreen(false);
    vi.advanceTimersByTime(59_000);
    expect(window.state.full, 'whoever does it has a minute').toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(window.state.full).toBe(true);
  });

  test('fills it again as soon as the screens have settled where the system takes it out of that after it said they change', () => {
    for (const listener of displays.on.get('display-removed') ?? []) listener();
    window.setFullScreen(false);
    vi.advanceTimersByTime(1_000);
    expect(window.state.full).toBe(true);
    window.setFullScreen(false);
    vi.advanceTimersByTime(59_000);
    expect(window.state.full, 'a person has a minute again').toBe(false);
    isWanted = false;
    for (const listener of displays.on.get('display-added') ?? []) listener();
    isWanted = true;
    window.setFullScreen(true);
    window.setFullScreen(false);
    vi.advanceTimersByTime(60_000);
    expect(window.state.full, 'and no more, after screens changed while it was not to fill one').toBe(true);
  });

  test.runIf(process.platform !== 'darwin')('goes back to its screen when that comes back', () => {
    displays.all = [desk];
    window.state.x = desk.bounds.x;
    emit('display-removed');
    expect(window.state).toMatchObject({ full: true, x: desk.bounds.x });
    displays.all = [desk, television];
    emit('display-added');
    expect(window.state).toMatchObject({ full: true, x: television.bounds.x });
  });

  test('is left alone when it is not to fill one any more, is hidden or closed', () => {
    window.setFullScreen(false);
    window.state.visible = false;
    emit('display-added');
    expect(window.state.full).toBe(false);
    window.state.visible = true;
    isWanted = false;
    emit('display-added');
    vi.advanceTimersByTime(120_000);
    expect(window.state.full).toBe(false);
    isWanted = true;
    window.emit('closed');
    emit('display-added');
    expect([...displays.on.values()].map(({ size }) => size)).toEqual([0, 0, 0]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('fills the screen that it is on when it is to fill one the next time', () => {
    isWanted = false;
    forget();
    window.setFullScreen(false);
    window.state.x = desk.bounds.x;
    isWanted = true;
    window.setFullScreen(true);
    emit('display-metrics-changed');
    expect(window.state).toMatchObject({ full: true, x: desk.bounds.x });
  });
});
