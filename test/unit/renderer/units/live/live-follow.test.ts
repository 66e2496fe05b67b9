import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventValue } from '../../../../../electron/contract/calls.ts';
import type { DeskState } from '../../../../../electron/contract/desk.ts';
import type { LiveState } from '../../../../../electron/contract/live.ts';
import type { DeskStore } from '../../../../../renderer/desk-store.ts';
import type { DesktopClient } from '../../../../../renderer/desktop.ts';
import { observable } from '../../../../../renderer/observable.ts';
import { followLive } from '../../../../../renderer/units/live/live-follow.ts';
import type { UnitsList } from '../../../../../renderer/units/loading/units-list.ts';
import { deskState } from '../../desk-state.ts';
import { storeOf, unit } from '../sample.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const live = (phase: LiveState['phase']) =>
  deskState({ live: { phase, since: 0, problem: null, cover: null } });

function setUp(size: number) {
  const state = observable<DeskState | null>(live('off'));
  const call = vi.fn((..._request: unknown[]) => Promise.resolve());
  const catchUp = vi.fn();
  const needNotCatchUp = vi.fn();
  let send: (value: EventValue<'unitUpdates'>) => void = () => undefined;
  const on = (event: string, listener: typeof send) => {
    if (event === 'unitUpdates') send = listener;
    return () => undefined;
  };
  const store = storeOf(...Array.from({ length: size }, (_, index) => unit(String(index))));
  const follow = followLive(
    { call, on } as unknown as DesktopClient,
    { state } as Partial<DeskStore> as DeskStore,
    store,
    { catchUp, needNotCatchUp } as Partial<UnitsList> as UnitsList,
  );
  return {
    state,
    call,
    catchUp,
    needNotCatchUp,
    store,
    follow,
    send: (value: EventValue<'unitUpdates'>) => send(value),
  };
}

describe('the live updates', () => {
  it('go into the table', () => {
    const { store, send } = setUp(3);
    send({ updates: [{ id: '2', at: 5, floor: '7' }] });
    expect(store.find('2')?.floor).toBe('7');
  });

  it('are wanted for all units of a small fleet, once they are live', () => {
    const { state, call, follow } = setUp(3);
    follow.sight({ from: 0, to: 2 });
    vi.advanceTimersByTime(1_000);
    expect(call).not.toHaveBeenCalled();
    state.set(live('live'));
    follow.sight({ from: 1, to: 3 });
    vi.advanceTimersByTime(1_000);
    expect(call.mock.calls).toEqual([['followUnits', { ids: 'all' }]]);
  });

  it('are wanted for what is in sight of a large one, and a page around it, once the scrolling rests', () => {
    const { state, call, follow } = setUp(100_001);
    state.set(live('live'));
    follow.sight({ from: 0, to: 2 });
    vi.advanceTimersByTime(200);
    follow.sight({ from: 50, to: 52 });
    vi.advanceTimersByTime(200);
    follow.sight({ from: 100, to: 102 });
    vi.advanceTimersByTime(1_000);
    expect(call.mock.calls).toEqual([['followUnits', { ids: ['98', '99', '100', '101', '102', '103'] }]]);
  });

  it('are wanted for all of 100,000 units; where the hub does not take them all, first for what is in sight', () => {
    const { state, call, follow } = setUp(100_000);
    state.set(live('live'));
    follow.sight({ from: 50, to: 51 });
    vi.advanceTimersByTime(1_000);
    expect(call.mock.calls).toEqual([['followUnits', { ids: 'all' }]]);
    const cover = { followed: 30_000, of: 100_000 };
    state.set({ ...live('live'), live: { ...live('live').live, cover } });
    vi.advanceTimersByTime(1_000);
    expect(call).toHaveBeenLastCalledWith('followUnits', { ids: 'all', inSight: ['49', '50', '51'] });
  });

  it('are wanted for other units when another order brings them into sight', () => {
    const { state, call, store, follow } = setUp(100_001);
    state.set(live('live'));
    follow.sight({ from: 0, to: 1 });
    vi.advanceTimersByTime(1_000);
    store.sortBy('id');
    store.sortBy('id');
    vi.advanceTimersByTime(1_000);
    expect(call).toHaveBeenLastCalledWith('followUnits', { ids: ['100000', '99999'] });
  });

  it('are said again for another account, though the same is shown: main has forgotten it', () => {
    const { state, call, follow } = setUp(100_001);
    const of = (id: string) => {
      const account = { id, name: id, email: null, pasted: false, employee: null, expiresAt: null };
      state.set({ ...live('live'), session: { ...live('live').session, account } });
      vi.advanceTimersByTime(1_000);
    };
    follow.sight({ from: 0, to: 1 });
    of('sam');
    of('sam');
    expect(call).toHaveBeenCalledTimes(1);
    of('tessa');
    expect(call).toHaveBeenCalledTimes(2);
    expect(call.mock.calls[1]).toEqual(call.mock.calls[0]);
  });

  it('that may have been missed make the list be read again, once each time', () => {
    const { state, catchUp } = setUp(3);
    state.set(live('connecting'));
    state.set(live('catching-up'));
    state.set({ ...live('catching-up'), watched: ['1'] });
    expect(catchUp).toHaveBeenCalledTimes(1);
    state.set(live('live'));
    state.set(live('reconnecting'));
    state.set(live('catching-up'));
    expect(catchUp).toHaveBeenCalledTimes(2);
  });

  it('need no list of their own any more once another one will do', () => {
    const { state, needNotCatchUp } = setUp(3);
    state.set(live('connecting'));
    state.set(live('catching-up'));
    expect(needNotCatchUp).not.toHaveBeenCalled();
    state.set(live('connecting'));
    expect(needNotCatchUp).toHaveBeenCalledTimes(1);
  });
});

it('the watched units are those of the state', () => {
  const { state, store } = setUp(3);
  state.set(deskState({ watched: ['1'] }));
  expect([store.isWatched('1'), store.isWatched('2')]).toEqual([true, false]);
});
