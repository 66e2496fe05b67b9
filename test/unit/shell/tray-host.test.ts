import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const bus = vi.hoisted(() => ({ watchBusName: vi.fn() }));
vi.mock('../../../electron/shell/session-bus.ts', () => bus);

import { showWithoutTray, watchTrayHost } from '../../../electron/shell/tray-host.ts';

test('on Linux an icon is seen while somebody shows it', () => {
  const tell = vi.fn();
  watchTrayHost(tell, 'linux');
  expect(bus.watchBusName).toHaveBeenCalledExactlyOnceWith('org.kde.StatusNotifierWatcher', tell);
});

test.each(['win32', 'darwin'] as const)('on %s there is always a tray', async (platform) => {
  const isThere = await new Promise((resolve) => watchTrayHost(resolve, platform));
  expect(isThere).toBe(true);
});

describe('a window in the tray', () => {
  let hasTray: boolean;
  let isHidden: boolean;
  const showInactive = vi.fn();
  const watch = () => showWithoutTray(() => hasTray, { isHidden: () => isHidden, showInactive });

  beforeEach(() => {
    vi.useFakeTimers();
    vi.clearAllMocks();
    [hasTray, isHidden] = [false, true];
  });
  afterEach(() => vi.useRealTimers());

  test('is shown when no tray has come for ten seconds', () => {
    watch()();
    vi.advanceTimersByTime(9_999);
    expect(showInactive).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(showInactive).toHaveBeenCalledOnce();
  });

  test('waits for a panel that is started anew', () => {
    const changed = watch();
    changed();
    vi.advanceTimersByTime(9_000);
    hasTray = true;
    changed();
    vi.advanceTimersByTime(60_000);
    hasTray = false;
    changed();
    vi.advanceTimersByTime(9_999);
    expect(showInactive).not.toHaveBeenCalled();
  });

  test('is left alone when it is shown', () => {
    isHidden = false;
    watch()();
    vi.advanceTimersByTime(60_000);
    expect(showInactive).not.toHaveBeenCalled();
  });
});
