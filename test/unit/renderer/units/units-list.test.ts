import { describe, expect, it, vi } from 'vitest';
import type { EventValue, Failure, UnitsSummary } from '../../../../electron/contract.ts';
import { type DesktopClient, DesktopError } from '../../../../renderer/desktop.ts';
import { createUnitsList } from '../../../../renderer/units/units-list.ts';
import { shownIds, storeOf, unit } from './sample.ts';

const failure: Failure = { code: 'api-unavailable', message: 'HTTP 503', hint: '', details: {} };

/** A main process that answers when the test says so. */
function fakeDesktop() {
  let page: (value: EventValue<'unitsPage'>) => void = () => undefined;
  const runs: { run: number; done: (summary: UnitsSummary) => void; fail: (cause: Error) => void }[] = [];
  const call = vi.fn((name: string, input: { run: number }) => {
    if (name !== 'listUnits') return Promise.resolve(undefined);
    return new Promise((done, fail) => runs.push({ run: input.run, done, fail }));
  });
  const on = (_event: string, listener: typeof page) => {
    page = listener;
    return () => undefined;
  };
  const client = { call, on } as unknown as DesktopClient;
  const send = (run: number, ...ids: string[]) =>
    page({ run, units: ids.map((id) => unit(id)), received: ids.length, total: null });
  return { client, call, runs, send };
}

function setUp() {
  const desktop = fakeDesktop();
  const store = storeOf();
  const list = createUnitsList(desktop.client, store);
  const start = () => {
    const finished = list.refresh();
    const run = desktop.runs.at(-1);
    if (run === undefined) throw new Error('no run was started');
    return { ...run, finished };
  };
  return { ...desktop, store, list, start };
}

const summary = { received: 2, withoutId: 1, fetchedAt: 1000 };

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

  it('does not start twice', () => {
    const { list, runs, start } = setUp();
    start();
    void list.refresh();
    expect(runs).toHaveLength(1);
  });

  it('drops the rows and the run when somebody leaves', async () => {
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
