import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/** By the name that is watched: tells whether somebody owns it. */
const told = vi.hoisted(() => new Map<string, (isOwned: boolean) => void>());
vi.mock('../../../electron/core/linux/session-bus.ts', () => ({
  busName: 'org.freedesktop.DBus',
  connectSessionBus: () => ({
    // A tray that has its name shows icons at once.
    call: async () => [true],
    watchName: (name: string, tell: (isOwned: boolean) => void) => void told.set(name, tell),
    onSignals: () => undefined,
  }),
}));
vi.mock('electron', () => ({ Notification: { isSupported: () => true } }));

import { createSurroundings } from '../../../electron/shell/surroundings.ts';
import { fakeLog } from '../../fakes/ports.ts';

const changed = vi.fn();
const trayCame = vi.fn();
const tray = async (isThere: boolean) => {
  told.get('org.kde.StatusNotifierWatcher')?.(isThere);
  await vi.runAllTimersAsync();
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
});
afterEach(() => vi.useRealTimers());

describe('on Linux a tray', () => {
  function watched() {
    const surroundings = createSurroundings(
      { log: fakeLog(), display: 'x11', onNotificationClick: () => undefined },
      'linux',
    );
    surroundings.watch({ changed, trayCame });
    return surroundings;
  }

  test('that is there from the beginning keeps its icon by itself, also when it is started anew', async () => {
    const surroundings = watched();
    await tray(true);
    await tray(false);
    expect(surroundings.state().tray).toBe(false);
    await tray(true);
    expect(surroundings.state().tray).toBe(true);
    expect(trayCame).not.toHaveBeenCalled();
  });

  test('that comes later is given the icon anew, once', async () => {
    watched();
    await tray(false);
    await tray(true);
    expect(trayCame).toHaveBeenCalledOnce();
    await tray(false);
    await tray(true);
    expect(trayCame).toHaveBeenCalledOnce();
  });
});

test('elsewhere there is always one', () => {
  const surroundings = createSurroundings(
    { log: fakeLog(), display: 'system', onNotificationClick: () => undefined },
    'darwin',
  );
  expect(surroundings.state()).toEqual({ tray: true, display: 'system', bus: true, notifications: 'there' });
});
