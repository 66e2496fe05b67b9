import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { showWithoutTray, watchTrayHost } from '../../../electron/shell/tray-host.ts';

describe('on Linux an icon is seen', () => {
  const watcher = 'org.kde.StatusNotifierWatcher';
  const tell = vi.fn();
  let owned: (isOwned: boolean) => void;
  let signal: (member: string) => void;
  let replies: PromiseWithResolvers<boolean[]>[];

  beforeEach(() => {
    tell.mockClear();
    replies = [];
    watchTrayHost(
      {
        watchName(name, toldOf) {
          expect(name).toBe(watcher);
          owned = toldOf;
        },
        onSignals(name, heard) {
          expect(name).toBe(watcher);
          signal = (member) => heard({ member, body: [] });
        },
        call({ args }) {
          expect(args).toEqual([watcher, 'IsStatusNotifierHostRegistered']);
          const reply = Promise.withResolvers<boolean[]>();
          replies.push(reply);
          return reply.promise;
        },
      },
      tell,
    );
  });
  async function answer(index: number, isRegistered: boolean): Promise<void> {
    replies[index]?.resolve([isRegistered]);
    await Promise.resolve();
  }

  test('while a tray shows icons, and not when nobody does', async () => {
    owned(false);
    expect(tell).toHaveBeenLastCalledWith(false);
    owned(true);
    expect(tell).toHaveBeenCalledOnce();
    await answer(0, true);
    expect(tell).toHaveBeenLastCalledWith(true);
    owned(false);
    expect(tell).toHaveBeenLastCalledWith(false);
  });

  test('once a panel that is starting is ready for icons', async () => {
    owned(true);
    await answer(0, false);
    expect(tell.mock.calls).toEqual([[false]]);
    signal('StatusNotifierItemRegistered');
    expect(tell).toHaveBeenCalledOnce();
    signal('StatusNotifierHostRegistered');
    expect(tell.mock.calls).toEqual([[false], [true]]);
  });

  test('although the reply to the question arrives together with the news', async () => {
    owned(true);
    replies[0]?.resolve([false]);
    signal('StatusNotifierHostRegistered');
    await Promise.resolve();
    expect(tell.mock.calls).toEqual([[true]]);
  });

  test('by the panel that is there now, and not by one that answers late', async () => {
    owned(true);
    owned(false);
    await answer(0, true);
    expect(tell.mock.calls).toEqual([[false]]);
  });

  test('by nobody who does not answer the question', async () => {
    owned(true);
    replies[0]?.reject(new Error('org.freedesktop.DBus.Error.UnknownMethod'));
    await vi.waitFor(() => expect(tell.mock.calls).toEqual([[false]]));
  });
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
