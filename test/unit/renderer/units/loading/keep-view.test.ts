import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskState } from '../../../../../electron/contract/desk.ts';
import type { Failure } from '../../../../../electron/contract/failure.ts';
import type { DeskStore } from '../../../../../renderer/desk-store.ts';
import { type DesktopClient, DesktopError } from '../../../../../renderer/desktop.ts';
import { observable } from '../../../../../renderer/observable.ts';
import { keepView } from '../../../../../renderer/units/loading/keep-view.ts';
import { deskState } from '../../desk-state.ts';
import { storeOf, unit } from '../sample.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const state = observable<DeskState | null>(null);
  const call = vi.fn((..._request: unknown[]) => Promise.resolve());
  const store = storeOf(unit('1'));
  const client = { call } as unknown as DesktopClient;
  const failure = keepView(client, { state } as Partial<DeskStore> as DeskStore, store);
  return { state, call, store, failure };
}

describe('the arrangement of the table', () => {
  it('is kept at once by a window that closes, but only if it has changed', () => {
    const window = new EventTarget();
    vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
    const { state, store, call } = setUp();
    vi.unstubAllGlobals();
    state.set(deskState());
    window.dispatchEvent(new Event('pagehide'));
    expect(call).not.toHaveBeenCalled();
    store.setDensity('compact');
    window.dispatchEvent(new Event('pagehide'));
    expect(call).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(10_000);
    expect(call).toHaveBeenCalledOnce();
  });

  it('is that of the last run, without what it was narrowed to', () => {
    const { state, store, call } = setUp();
    const left = { ...store.view(), columns: ['city', 'name'] as const, density: 'compact' as const };
    state.set(deskState({ view: { ...left, columns: [...left.columns], query: 'wien', types: ['other'] } }));
    expect(store.view()).toMatchObject({
      columns: ['city', 'name'],
      density: 'compact',
      query: '',
      types: [],
    });
    vi.advanceTimersByTime(10_000);
    expect(call).not.toHaveBeenCalled();
  });

  it('is kept once it rests, without what it is narrowed to', () => {
    const { state, store, call } = setUp();
    state.set(deskState());
    store.setDensity('compact');
    store.setQuery('wien');
    store.sortBy('city');
    expect(call).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(call).toHaveBeenCalledTimes(1);
    const sort = { column: 'city', descending: false };
    expect(call.mock.calls[0]).toEqual(['keepView', { ...store.view(), query: '', sort }]);
  });

  it('has the widths of the columns', () => {
    const { state, store, call } = setUp();
    state.set(deskState({ view: { ...store.view(), widths: { city: 150 } } }));
    expect(store.widths).toEqual({ city: 150 });
    store.setWidths({ name: 320 });
    vi.advanceTimersByTime(1_000);
    expect(call.mock.calls).toEqual([['keepView', { ...store.view(), widths: { city: 150, name: 320 } }]]);
  });

  it('is not kept again for a search or another page', () => {
    const { state, store, call } = setUp();
    state.set(deskState());
    store.setQuery('x');
    store.append([unit('2')]);
    vi.advanceTimersByTime(10_000);
    expect(call).not.toHaveBeenCalled();
  });

  it('says when it could not be kept, until it could', async () => {
    const { state, store, call, failure } = setUp();
    const refused: Failure = { code: 'storage', message: 'full', hint: '', details: {} };
    call.mockRejectedValueOnce(new DesktopError(refused));
    state.set(deskState());
    store.setDensity('compact');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(failure.get()).toEqual(refused);
    store.setDensity('comfortable');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(failure.get()).toBeNull();
  });
});
