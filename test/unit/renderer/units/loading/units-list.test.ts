import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventValue } from '../../../../../electron/contract/calls.ts';
import type { Failure } from '../../../../../electron/contract/failure.ts';
import type { CachedPage, UnitsSummary } from '../../../../../electron/contract/units.ts';
import { type DesktopClient, DesktopError } from '../../../../../renderer/desktop.ts';
import { createUnitsList } from '../../../../../renderer/units/loading/units-list.ts';
import { shownIds, storeOf, unit } from '../sample.ts';

const failure: Failure = { code: 'api-unavailable', message: 'HTTP 503', hint: '', details: {} };

const owner = { connection: 'here', account: 'sam' };

/** A main process that answers when the test says so. */
function fakeDesktop() {
  let page: (value: EventValue<'unitsPage'>) => void = () => undefined;
  const runs: { run: number; done: (summary: UnitsSummary) => void; fail: (cause: Error) => void }[] = [];
  const cached = Promise.withResolvers<CachedPage | null>();
  const call = vi.fn((name: string, input: { run: number }) => {
    if (name === 'cachedUnits') return cached.promise;
    if (name !== 'listUnits') return Promise.resolve(undefined);
    return new Promise((done, fail) => runs.push({ run: input.run, done, fail }));
  });
  const on = (event: string, listener: typeof page) => {
    if (event === 'unitsPage') page = listener;
    return () => undefined;
  };
  const client = { call, on } as unknown as DesktopClient;
  const send = (run: number, ...ids: string[]) =>
    page({ run, units: ids.map((id) => unit(id)), received: ids.length, total: null });
  return { client, call, runs, send, cached };
}

function setUp() {
  const desktop = fakeDesktop();
  const store = storeOf();
  const list = createUnitsList(desktop.client, store, ({ account }) => account === owner.account);
  const start = () => {
    const finished = list.refresh();
    const run = desktop.runs.at(-1);
    if (run === undefined) throw new Error('no run was started');
    return { ...run, finished };
  };
  return { ...desktop, store, list, start };
}

const summary = { received: 2, withoutId: 1, sameId: 0, fetchedAt: 1000, shortfall: null };

const idle: (() => void)[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  idle.length = 0;
  vi.stubGlobal('requestIdleCallback', (run: () => void) => idle.push(run));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the list of units', () => {
  it('shows rows as pages arrive', async () => {
    const { store, list, start, send } = setUp();
    const { run, done, finished } = start();
    send(run, '1');
    expect(shownIds(store)).toEqual(['1']);
    expect(list.state.get()).toMatchObject({ phase: 'loading', received: 1 });
    send(run, '2');
    done(summary);
    await finished;
    expect(shownIds(store)).toEqual(['1', '2']);
    expect(list.state.get()).toMatchObject({ phase: 'ready', withoutId: 1, fetchedAt: 1000, failure: null });
  });

  it('counts a few times a second, however many pages come, and is exact at the end', async () => {
    const { list, start, send } = setUp();
    const first = start();
    const counts: number[] = [];
    list.state.subscribe(() => counts.push(list.state.get().received));
    send(first.run, '1');
    send(first.run, '1', '2');
    send(first.run, '1', '2', '3');
    expect(counts).toEqual([1]);
    vi.advanceTimersByTime(100);
    expect(counts).toEqual([1, 3]);
    send(first.run, '1', '2', '3', '4');
    first.fail(new DesktopError(failure));
    await first.finished;
    expect(list.state.get()).toMatchObject({ phase: 'failed', received: 4, incomplete: true });
    vi.advanceTimersByTime(1_000);
    expect(list.state.get().phase).toBe('failed');
  });

  it('ignores the pages of another run', () => {
    const { store, start, send } = setUp();
    const { run } = start();
    send(run + 1, 'x');
    send(run - 1, 'y');
    expect(store.size).toBe(0);
  });

  it('keeps the rows on a refresh until the new list is complete', async () => {
    const { store, start, send } = setUp();
    const first = start();
    send(first.run, '1');
    first.done(summary);
    await first.finished;
    const second = start();
    send(second.run, '8');
    expect(shownIds(store)).toEqual(['1']);
    send(second.run, '9');
    second.done(summary);
    await second.finished;
    expect(shownIds(store)).toEqual(['8', '9']);
  });

  it('keeps the rows when a refresh fails, and says why', async () => {
    const { store, list, start, send } = setUp();
    const first = start();
    send(first.run, '1');
    first.done(summary);
    await first.finished;
    const second = start();
    send(second.run, '8');
    second.fail(new DesktopError(failure));
    await second.finished;
    expect(shownIds(store)).toEqual(['1']);
    expect(list.state.get()).toMatchObject({ phase: 'failed', failure, fetchedAt: 1000 });
  });

  it('says another reason when another try fails for it', async () => {
    const { list, start } = setUp();
    for (const message of ['HTTP 503', 'HTTP 500', 'HTTP 500']) {
      const { fail, finished } = start();
      fail(new DesktopError({ ...failure, message }));
      await finished;
      expect(list.state.get()).toMatchObject({ phase: 'failed', failure: { message } });
    }
  });

  it('does not start twice', () => {
    const { list, runs, start } = setUp();
    start();
    void list.refresh();
    expect(runs).toHaveLength(1);
  });

  it('does not load again by itself after another failure than the network’s', async () => {
    const { start, runs } = setUp();
    const first = start();
    first.fail(new DesktopError(failure));
    await first.finished;
    vi.advanceTimersByTime(60_000);
    expect(runs).toHaveLength(1);
  });

  it('clears the rows and cancels the run when somebody leaves', async () => {
    const { store, list, start, send, call } = setUp();
    const { run, done, finished } = start();
    send(run, '1');
    list.clear();
    expect(call).toHaveBeenLastCalledWith('cancelUnits', { run });
    send(run, '2');
    done(summary);
    await finished;
    expect(store.size).toBe(0);
    expect(list.state.get().phase).toBe('idle');
  });
});

describe('a cancelled list', () => {
  const cancelled: Failure = { code: 'cancelled', message: 'cancelled', hint: '', details: {} };

  it('keeps the rows that came, and says that they are not all', async () => {
    const { store, list, start, send, call } = setUp();
    const { run, fail, finished } = start();
    send(run, '1', '2');
    await list.cancel();
    expect(call).toHaveBeenLastCalledWith('cancelUnits', { run });
    fail(new DesktopError(cancelled));
    await finished;
    expect(shownIds(store)).toEqual(['1', '2']);
    expect(list.state.get()).toMatchObject({ phase: 'ready', failure: null, incomplete: true, received: 2 });
  });

  it('has the age of the rows that came, also where it broke off', async () => {
    vi.setSystemTime(7_000);
    for (const cause of [cancelled, failure]) {
      const { list, start, send } = setUp();
      const { run, fail, finished } = start();
      send(run, '1');
      expect(list.state.get().fetchedAt).toBeNull();
      fail(new DesktopError(cause));
      await finished;
      expect(list.state.get()).toMatchObject({ incomplete: true, fetchedAt: 7_000 });
    }
  });

  it('says that it is incomplete, too, where it was read in silence after a failure', async () => {
    const { store, list, runs, start, send } = setUp();
    const first = start();
    list.catchUp();
    first.fail(new DesktopError(failure));
    await first.finished;
    await vi.advanceTimersByTimeAsync(15_000);
    send(runs[1]?.run ?? 0, '1');
    runs[1]?.fail(new DesktopError(failure));
    await vi.advanceTimersByTimeAsync(0);
    expect(shownIds(store)).toEqual(['1']);
    expect(list.state.get()).toMatchObject({ phase: 'failed', failure, incomplete: true });
  });

  it('is not taken for an empty one', async () => {
    const { list, start } = setUp();
    const { fail, finished } = start();
    fail(new DesktopError(cancelled));
    await finished;
    expect(list.state.get()).toMatchObject({ phase: 'idle', incomplete: true });
  });

  it('leaves the complete rows of before, which are complete still', async () => {
    const { store, list, start, send } = setUp();
    const first = start();
    send(first.run, '1');
    first.done(summary);
    await first.finished;
    const second = start();
    send(second.run, '8');
    second.fail(new DesktopError(cancelled));
    await second.finished;
    expect(shownIds(store)).toEqual(['1']);
    expect(list.state.get()).toMatchObject({ phase: 'ready', incomplete: false, fetchedAt: 1000 });
  });

  it('is complete after another try', async () => {
    const { store, list, start, send } = setUp();
    const first = start();
    send(first.run, '1');
    first.fail(new DesktopError(cancelled));
    await first.finished;
    const second = start();
    send(second.run, '1', '2');
    second.done(summary);
    await second.finished;
    expect(shownIds(store)).toEqual(['1', '2']);
    expect(list.state.get().incomplete).toBe(false);
  });
});

describe('R34 a list that makes up for missed live updates', () => {
  it('is read without a word, and the rows stay until it is complete', async () => {
    const { store, list, runs, start, send } = setUp();
    const first = start();
    send(first.run, '1');
    first.done(summary);
    await first.finished;
    const phases: string[] = [];
    list.state.subscribe(() => phases.push(list.state.get().phase));
    list.catchUp();
    send(runs[1]?.run ?? 0, '2');
    expect(shownIds(store)).toEqual(['1']);
    runs[1]?.done(summary);
    await vi.advanceTimersByTimeAsync(0);
    expect(shownIds(store)).toEqual(['2']);
    expect(phases).toEqual(['ready']);
  });

  it('comes after one that is under way, which may have begun too early', async () => {
    const { list, runs, start } = setUp();
    const first = start();
    list.catchUp();
    expect(runs).toHaveLength(1);
    first.done(summary);
    await first.finished;
    expect(runs).toHaveLength(2);
  });

  it('does not come after one that will do', async () => {
    const { list, runs, start } = setUp();
    const first = start();
    list.catchUp();
    list.needNotCatchUp();
    first.done(summary);
    await first.finished;
    expect(runs).toHaveLength(1);
  });

  it('is tried again until it comes, or somebody’s own try has come', async () => {
    const { list, runs, start } = setUp();
    const first = start();
    first.done(summary);
    await first.finished;
    list.catchUp();
    runs[1]?.fail(new DesktopError(failure));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(runs).toHaveLength(3);
    runs[2]?.fail(new DesktopError(failure));
    await vi.advanceTimersByTimeAsync(0);
    const asked = start();
    asked.done(summary);
    await asked.finished;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(runs).toHaveLength(4);
  });

  it('is the very first one, where that was not asked for yet', async () => {
    const { list, runs, start } = setUp();
    list.catchUp();
    expect(runs).toHaveLength(0);
    const first = start();
    first.done(summary);
    await first.finished;
    expect(runs).toHaveLength(1);
  });
});

describe('the list of the last start', () => {
  const last = { units: [unit('7'), unit('8')], fetchedAt: 500, count: 2, last: true, owner };
  const offline: Failure = { code: 'offline', message: 'unreachable', hint: '', details: {} };
  const settled = () => vi.advanceTimersByTimeAsync(0);

  it('is shown with its age until the new one is complete', async () => {
    const { store, list, start, send, cached } = setUp();
    const { run, done, finished } = start();
    cached.resolve(last);
    await settled();
    expect(shownIds(store)).toEqual(['7', '8']);
    expect(list.state.get()).toMatchObject({ phase: 'loading', fetchedAt: 500 });
    send(run, '9');
    expect(shownIds(store)).toEqual(['7', '8']);
    done(summary);
    await finished;
    expect(shownIds(store)).toEqual(['9']);
    expect(list.state.get()).toMatchObject({ phase: 'ready', fetchedAt: 1000 });
  });

  it('is shown page by page, and is in the order of the table when it is complete', async () => {
    const { store, list, call } = setUp();
    const pages = [
      { units: [unit('8')], fetchedAt: 500, count: 2, last: false, owner },
      { units: [unit('7')], fetchedAt: 500, count: 2, last: true, owner },
    ].map((page) => ({ page, wanted: Promise.withResolvers<CachedPage>() }));
    const asked: unknown[] = [];
    call.mockImplementation((name: string, input: unknown) => {
      if (name !== 'cachedUnits') return new Promise(() => undefined);
      asked.push(input);
      return pages[asked.length - 1]?.wanted.promise ?? Promise.reject(new Error('no more'));
    });
    store.sortBy('id');
    void list.refresh();
    const [first, second] = pages;
    first?.wanted.resolve(first.page);
    await settled();
    // The second would keep the first from being painted.
    expect(asked).toEqual([{ from: 0 }]);
    expect(list.state.get().awaited).toBe(2);
    idle.shift()?.();
    await settled();
    expect(asked).toEqual([{ from: 0 }, { from: 1 }]);
    second?.wanted.resolve(second.page);
    await settled();
    expect(idle).toEqual([]);
    expect(list.state.get().awaited).toBeNull();
    expect(shownIds(store)).toEqual(['7', '8']);
    expect(list.state.get()).toMatchObject({ phase: 'loading', fetchedAt: 500 });
  });

  it('stays when there is no network, even if it comes later than the failure', async () => {
    const { store, list, start, cached } = setUp();
    const { fail, finished } = start();
    fail(new DesktopError(offline));
    await finished;
    cached.resolve(last);
    await settled();
    expect(shownIds(store)).toEqual(['7', '8']);
    expect(list.state.get()).toMatchObject({ phase: 'failed', failure: offline, fetchedAt: 500 });
  });

  it('comes too late for a list that is faster', async () => {
    const { store, list, start, send, cached } = setUp();
    const { run, done, finished } = start();
    send(run, '1');
    cached.resolve(last);
    await settled();
    expect(shownIds(store)).toEqual(['1']);
    expect(list.state.get().fetchedAt).toBeNull();
    done(summary);
    await finished;
    expect(shownIds(store)).toEqual(['1']);
  });

  it('of somebody who has left is not shown', async () => {
    const { store, list, start, cached } = setUp();
    start();
    list.clear();
    cached.resolve(last);
    await settled();
    expect(store.size).toBe(0);
    expect(list.state.get()).toMatchObject({ phase: 'idle', fetchedAt: null });
  });

  it('is not awaited any more when its rest cannot be had, or a new list has come', async () => {
    const { list, call, runs } = setUp();
    const first = { ...last, count: 5, last: false };
    const rest = Promise.withResolvers<CachedPage | null>();
    const answer = call.getMockImplementation();
    call.mockImplementation((name: string, input: { run: number; from?: number }) => {
      if (name !== 'cachedUnits') return answer?.(name, input) ?? Promise.resolve();
      return input.from === 0 ? Promise.resolve(first) : rest.promise;
    });
    void list.refresh();
    await settled();
    expect(list.state.get().awaited).toBe(5);
    runs[0]?.done(summary);
    await settled();
    expect(list.state.get()).toMatchObject({ phase: 'ready', awaited: null });

    list.clear();
    void list.refresh();
    await settled();
    expect(list.state.get().awaited).toBe(5);
    for (const run of idle.splice(0)) run();
    rest.resolve(null);
    await settled();
    expect(list.state.get().awaited).toBeNull();
  });

  it('of somebody else, asked for before anybody was known here, is not shown', async () => {
    const { store, list, start, cached } = setUp();
    start();
    cached.resolve({ ...last, owner: { ...owner, account: 'other' } });
    await settled();
    expect(store.size).toBe(0);
    expect(list.state.get().fetchedAt).toBeNull();
  });

  it.each(['offline', 'proxy-sign-in'] as const)(
    'gives way quietly to the new one when there is a way again: %s',
    async (code) => {
      const away: Failure = { ...offline, code };
      const { store, list, runs, start, send, cached } = setUp();
      const first = start();
      cached.resolve(last);
      first.fail(new DesktopError(away));
      await first.finished;
      const seen: string[] = [];
      list.state.subscribe(() => seen.push(list.state.get().phase));

      await vi.advanceTimersByTimeAsync(3_000);
      expect(runs).toHaveLength(2);
      runs[1]?.fail(new DesktopError(away));
      await settled();
      // A try that fails alike says nothing.
      expect(seen).toEqual([]);
      expect(list.state.get()).toMatchObject({ phase: 'failed', failure: away });

      await vi.advanceTimersByTimeAsync(3_000);
      send(runs[2]?.run ?? 0, '9');
      expect(shownIds(store)).toEqual(['7', '8']);
      runs[2]?.done(summary);
      await settled();
      expect(shownIds(store)).toEqual(['9']);
      expect(list.state.get()).toMatchObject({ phase: 'ready', failure: null });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(runs).toHaveLength(3);
    },
  );

  it('says when it is tried again by itself, and nothing where nobody tries', async () => {
    const { list, runs, start } = setUp();
    const first = start();
    first.fail(new DesktopError(offline));
    await first.finished;
    expect(list.retryAt.get()).toBe(Date.now() + 3_000);
    await vi.advanceTimersByTimeAsync(3_000);
    runs[1]?.fail(new DesktopError(offline));
    await settled();
    expect(list.retryAt.get()).toBe(Date.now() + 3_000);
    const again = start();
    again.fail(new DesktopError(failure));
    await again.finished;
    expect(list.retryAt.get()).toBeNull();
  });

  it('does not go on trying for somebody who has left', async () => {
    const { list, runs, start } = setUp();
    const first = start();
    first.fail(new DesktopError(offline));
    await first.finished;
    list.clear();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(runs).toHaveLength(1);
  });

  it('lets a person try at once, though a quiet try is under way', async () => {
    const { list, runs, start } = setUp();
    const first = start();
    first.fail(new DesktopError(offline));
    await first.finished;
    await vi.advanceTimersByTimeAsync(3_000);
    void list.refresh();
    expect(runs).toHaveLength(3);
    expect(list.state.get().phase).toBe('loading');
    runs[1]?.fail(new DesktopError(offline));
    await settled();
    expect(list.state.get().phase).toBe('loading');
  });
});
