import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { showWithoutTray, watchTrayHost } from '../../../electron/shell/tray-host.ts';

test('on Linux an icon is seen while somebody shows it', () => {
  const [tell, watchName] = [vi.fn(), vi.fn()];
  watchTrayHost({ watchName }, tell);
  expect(watchName).toHaveBeenCalledExactlyOnceWith('org.kde.StatusNotifierWatcher', tell);
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

  test('is shown in its time, whatever else changes meanwhile', () => {
    const changed = watch();
    for (let second = 0; second < 10; second++) {
      changed();
      vi.advanceTimersByTime(1_000);
    }
    expect(showInactive).toHaveBeenCalledOnce();
  });

  test('is left alone when it is shown', () => {
    isHidden = false;
    watch()();
    vi.advanceTimersByTime(60_000);
    expect(showInactive).not.toHaveBeenCalled();
  });
});
