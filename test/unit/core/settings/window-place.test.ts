import { describe, expect, test, vi } from 'vitest';
import type { KeyValue } from '../../../../electron/core/ports.ts';
import {
  reachablePlace,
  readWindowPlace,
  writeWindowPlace,
} from '../../../../electron/core/settings/window-place.ts';

const main = { x: 0, y: 32, width: 1400, height: 868 };
const right = { x: 1400, y: 0, width: 1000, height: 700 };

function storeWith(text?: string): KeyValue & { set: ReturnType<typeof vi.fn> } {
  const values = new Map(text === undefined ? [] : [['window-place', text]]);
  return {
    get: (key) => values.get(key),
    keys: () => [...values.keys()],
    set: vi.fn((key: string, value: string) => void values.set(key, value)),
    remove: (key) => void values.delete(key),
  };
}
function kept(x: number, y: number, width = 900, height = 600) {
  const store = storeWith();
  writeWindowPlace(store, { x, y, width, height }, false);
  return store;
}

describe('the place of the window', () => {
  test('is the one where it was left', () => {
    const store = storeWith();
    writeWindowPlace(store, { x: 100, y: 90, width: 800, height: 600 }, true);
    expect(readWindowPlace(store, [main])).toEqual({
      bounds: { x: 100, y: 90, width: 800, height: 600 },
      isMaximized: true,
    });
  });

  test('is its size alone where the system has told no more', () => {
    const store = storeWith();
    writeWindowPlace(store, { width: 1500, height: 600 }, false);
    expect(readWindowPlace(store, [main])).toEqual({
      bounds: { width: 1400, height: 600 },
      isMaximized: false,
    });
  });

  test('is kept as it was when it differs by what rounding makes of it, so that the window does not grow with each start', () => {
    const store = kept(100, 90, 903, 605);
    writeWindowPlace(store, { x: 100, y: 91, width: 904, height: 609 }, false);
    expect(readWindowPlace(store, [main])?.bounds).toEqual({ x: 100, y: 90, width: 903, height: 605 });
    writeWindowPlace(store, { x: 100, y: 91, width: 912, height: 609 }, false);
    expect(readWindowPlace(store, [main])?.bounds).toEqual({ x: 100, y: 91, width: 912, height: 609 });
  });

  test('keeps what another version knows of it', () => {
    const store = storeWith('{"x":1,"display":"left"}');
    writeWindowPlace(store, { x: 100, y: 90, width: 903, height: 605 }, false);
    expect(JSON.parse(store.get('window-place') ?? '')).toMatchObject({ x: 100, display: 'left' });
  });

  test.each([
    ['on the second screen', 1500, 10],
    ['half beyond an edge', 1250, 100],
    ['beyond the lower edge, but for its title bar', 10, 870],
  ])('is kept %s, where it can be taken hold of', (_where, x, y) => {
    expect(readWindowPlace(kept(x, y), [main, right])?.bounds).toMatchObject({ x, y });
  });

  test.each([
    ['on a screen that is not there any more', 1500, 40],
    ['beyond the right edge', 1390, 100],
    ['beyond the left edge', -850, 100],
    ['below the screen', 100, 890],
    ['with its title bar under a panel', 100, 4],
  ])('is left to the system when it was %s; its size stays', (_where, x, y) => {
    expect(readWindowPlace(kept(x, y), [main])).toEqual({
      bounds: { width: 900, height: 600 },
      isMaximized: false,
    });
  });

  test('has no more size than its screen, or the main one, has room for', () => {
    expect(readWindowPlace(kept(1400, 0, 3000, 2000), [main, right])?.bounds).toEqual(right);
    expect(readWindowPlace(kept(5000, 0, 3000, 2000), [main])?.bounds).toEqual({ width: 1400, height: 868 });
  });

  test.each([
    undefined,
    '',
    '{',
    'null',
    '[]',
    '{"x":1}',
    '{"x":1.5,"y":1,"width":800,"height":600,"isMaximized":false}',
    '{"x":1,"y":1,"width":0,"height":600,"isMaximized":false}',
  ])('is ours when %j was kept', (text) => {
    expect(readWindowPlace(storeWith(text), [main])).toBeUndefined();
  });

  test('is ours without a screen', () => {
    expect(readWindowPlace(kept(1, 1), [])).toBeUndefined();
  });

  test('is not written again while it is the same', () => {
    const store = kept(100, 90);
    writeWindowPlace(store, { x: 100, y: 90, width: 900, height: 600 }, false);
    expect(store.set).toHaveBeenCalledOnce();
    writeWindowPlace(store, { x: 100, y: 90, width: 900, height: 600 }, true);
    expect(store.set).toHaveBeenCalledTimes(2);
  });
});

test('a window that cannot be reached belongs into the middle of the main screen, no larger than it', () => {
  const lost = { x: 1500, y: 40, width: 900, height: 600 };
  expect(reachablePlace(lost, [main, right])).toBeUndefined();
  expect(reachablePlace(lost, [main])).toEqual({ x: 250, y: 166, width: 900, height: 600 });
  expect(reachablePlace({ ...lost, width: 3000 }, [main])).toMatchObject({ x: 0, width: 1400 });
  expect(reachablePlace(lost, [])).toBeUndefined();
});
