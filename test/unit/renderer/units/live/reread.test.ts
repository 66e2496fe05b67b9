import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LiveState } from '../../../../../electron/contract/live.ts';
import { observable } from '../../../../../renderer/observable.ts';
import { rereadAfter, rereadList } from '../../../../../renderer/units/live/reread.ts';
import type { ListState } from '../../../../../renderer/units/loading/units-list.ts';
import { deskState } from '../../desk-state.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(size = 1_000) {
  const live = { phase: 'live', since: 0, problem: null, cover: null } as const satisfies LiveState;
  const state = observable(deskState({ live }));
  const list = observable({ fetchedAt: null } as unknown as ListState);
  const catchUp = vi.fn();
  rereadList({ state }, { size }, { state: list, catchUp });
  return {
    catchUp,
    be: (part: Partial<LiveState>) => state.set(deskState({ live: { ...live, ...part } })),
    /** A list has come. */
    read: () => list.set({ ...list.get(), fetchedAt: Date.now() }),
  };
}
const part = { followed: 10, of: 20 };
const minute = 60_000;

it('reads the list again each minute while the hub does not take all of it, and not while everything is live', () => {
  const { catchUp, be, read } = setUp();
  read();
  vi.advanceTimersByTime(10 * minute);
  expect(catchUp).not.toHaveBeenCalled();
  be({ cover: part });
  vi.advanceTimersByTime(0);
  expect(catchUp, 'the list is old').toHaveBeenCalledTimes(1);
  read();
  vi.advanceTimersByTime(minute - 1);
  expect(catchUp).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(catchUp).toHaveBeenCalledTimes(2);
  be({ cover: null });
  vi.advanceTimersByTime(10 * minute);
  expect(catchUp).toHaveBeenCalledTimes(2);
});

it('does so where the service has no live updates, also when a list fails, and not before there is one', () => {
  const { catchUp, be, read } = setUp();
  be({ phase: 'not-available' });
  vi.advanceTimersByTime(10 * minute);
  expect(catchUp).not.toHaveBeenCalled();
  read();
  vi.advanceTimersByTime(5 * minute);
  expect(catchUp).toHaveBeenCalledTimes(5);
});

it('does not while live updates are paused or on their way', () => {
  const { catchUp, be, read } = setUp();
  read();
  for (const phase of ['off', 'connecting', 'catching-up', 'reconnecting', 'paused'] as const) {
    be({ phase, cover: part });
    vi.advanceTimersByTime(10 * minute);
  }
  expect(catchUp).not.toHaveBeenCalled();
});

it('asks less often for a long list', () => {
  expect(rereadAfter(20_000)).toBe(minute);
  expect(rereadAfter(100_000)).toBe(5 * minute);
});

it('waits no longer than that when the clock was set back', () => {
  const { catchUp, be, read } = setUp();
  vi.setSystemTime(10 * 24 * 60 * minute);
  read();
  vi.setSystemTime(0);
  be({ cover: part });
  vi.advanceTimersByTime(minute);
  expect(catchUp).toHaveBeenCalledTimes(1);
});
