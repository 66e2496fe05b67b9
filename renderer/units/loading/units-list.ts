import type { Failure } from '../../../electron/contract/failure.ts';
import { isWayClosed } from '../../../electron/contract/names.ts';
import type { CachedPage, Shortfall, Unit } from '../../../electron/contract/units.ts';
import { type DesktopClient, failureOf } from '../../desktop.ts';
import { observable } from '../../observable.ts';
import { newRun } from '../../runs.ts';
import { createPace } from '../table/pace.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { idleMoment } from './idle.ts';

/** The state of the units list; counts belong to the latest run, `fetchedAt` (ms since 1970) to the rows shown. */
export interface ListState {
  readonly phase: 'idle' | 'loading' | 'ready' | 'failed';
  readonly received: number;
  readonly total: number | null;
  /** The number of units in the cached list while it is still being read; otherwise null. */
  readonly awaited: number | null;
  readonly fetchedAt: number | null;
  /** When the reading of the list shown began, ms since 1970: its first page is as old as that. Null for a cached list. */
  readonly begunAt: number | null;
  readonly withoutId: number;
  readonly sameId: number;
  readonly failure: Failure | null;
  /** Only the beginning of the list is shown: loading was cancelled or failed. */
  readonly incomplete: boolean;
  /** The list came to its end, but the service says that it is not whole. */
  readonly shortfall: Shortfall | null;
}

/** Loads the units into the store. */
export type UnitsList = ReturnType<typeof createUnitsList>;

const idle: ListState = {
  phase: 'idle',
  received: 0,
  total: null,
  awaited: null,
  fetchedAt: null,
  begunAt: null,
  withoutId: 0,
  sameId: 0,
  failure: null,
  incomplete: false,
  shortfall: null,
};

/** Delay before a retry without network, in ms: the list is back within 5 s of the network's return. */
const offlineRetry = 3_000;
/** The same while live updates wait for a list that failed to load: without it they do not count as live. */
const catchUpRetry = 15_000;

/** Why the list is loaded: the user asked, a retry, or live updates that may have been missed. */
type Reason = 'asked' | 'retry' | 'catch-up';

/** Connects the API's list to the table's store; `isOwn` tells if an owner is the account that is signed in. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the run that is under way
export function createUnitsList(
  desktop: DesktopClient,
  store: UnitStore,
  isOwn: (owner: CachedPage['owner']) => boolean,
) {
  const state = observable(idle);
  const retryAt = observable<number | null>(null);
  let run = newRun();
  let underWay: Reason | null = null;
  /** Live updates were missed, and no list has been loaded since. */
  let behind = false;
  /** A list was requested since the last `clear`. */
  let begun = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** Pages of a refresh are collected here, so that the rows are replaced at once, or kept if it fails. */
  let waiting: Unit[] | null = null;
  /** Identifies the running read of the cached list. */
  let cached: symbol | null = null;

  const change = (part: Partial<ListState>) => state.set({ ...state.get(), ...part });

  /** A long list comes in many pages: the first is reported at once, later ones every 100 ms at most. */
  let progress: Pick<ListState, 'received' | 'total'> = { received: 0, total: null };
  const counting = createPace(() => change({ phase: 'loading', ...progress }), 100);

  desktop.on('unitsPage', (page) => {
    if (page.run !== run || underWay === null) return;
    // The new list was faster than the cached one, which is not needed any more.
    if (waiting === null) cached = null;
    if (waiting === null) store.append(page.units);
    else for (const unit of page.units) waiting.push(unit);
    if (underWay === 'catch-up') return;
    progress = { received: page.received, total: page.total };
    if (state.get().received === 0) change({ phase: 'loading', ...progress });
    else counting.changed();
  });

  /** Shows the cached list of the last run page by page until the new list arrives. */
  async function showCached(): Promise<void> {
    const own = Symbol('cached');
    cached = own;
    try {
      for (let from = 0, last = false; !last; ) {
        const page = await desktop.call('cachedUnits', { from });
        // The preload requests this page before the account is known.
        if (page === null || cached !== own || !isOwn(page.owner)) return;
        waiting ??= [];
        store.append(page.units);
        if (from === 0)
          change({ fetchedAt: page.fetchedAt, begunAt: null, awaited: page.last ? null : page.count });
        from += page.units.length;
        last = page.last;
        // Reading on would compete with painting the first rows.
        if (!last) await idleMoment();
      }
      store.settle();
    } catch {
      // The table only stays empty a little longer.
    } finally {
      if (cached === own) cached = null;
      if (cached === null && state.get().awaited !== null) change({ awaited: null });
    }
  }

  /** A load that the user did not ask for stays invisible until it has a result. */
  async function load(reason: Reason): Promise<void> {
    // This run covers what was missed before it, but not what is missed while it is running.
    const owed = behind || underWay === 'catch-up' || reason === 'catch-up';
    behind = false;
    begun = true;
    run += 1;
    const current = run;
    const begunAt = Date.now();
    underWay = reason;
    progress = { received: 0, total: null };
    counting.stop();
    clearTimeout(retry);
    waiting = store.size > 0 ? [] : null;
    store.begin();
    if (reason === 'asked') change({ phase: 'loading', received: 0, total: null });
    if (store.size === 0) void showCached();
    try {
      const summary = await desktop.call('listUnits', { run: current });
      if (run !== current) return;
      underWay = null;
      counting.stop();
      cached = null;
      if (waiting !== null) store.replace(waiting);
      waiting = null;
      store.end();
      state.set({ ...idle, ...summary, begunAt, phase: 'ready', total: state.get().total });
      if (behind) void load('catch-up');
    } catch (cause) {
      if (run !== current) return;
      underWay = null;
      behind ||= owed;
      fail(failureOf(cause));
    }
  }

  /** Ends a run that failed or was cancelled. */
  function fail(failure: Failure) {
    counting.stop();
    if (state.get().phase === 'loading') change(progress);
    const incomplete = waiting === null || state.get().incomplete;
    // What has come of a list has its age, too.
    if (waiting === null && store.size > 0) change({ incomplete, fetchedAt: Date.now() });
    waiting = null;
    store.end();
    if (failure.code === 'cancelled')
      return change({ phase: store.size > 0 ? 'ready' : 'idle', failure: null, incomplete });
    const { phase, failure: last } = state.get();
    if (phase !== 'failed' || last?.message !== failure.message) {
      change({ phase: 'failed', failure, incomplete: incomplete && store.size > 0 });
    }
    const closed = isWayClosed(failure);
    const wait = closed ? offlineRetry : behind ? catchUpRetry : null;
    retryAt.set(wait === null ? null : Date.now() + wait);
    if (wait !== null) retry = setTimeout(() => void load(closed ? 'retry' : 'catch-up'), wait);
  }

  return {
    state,
    /** When a list that failed is tried again by itself, ms since 1970. Not in the state: a try that fails alike is no news. */
    retryAt,
    /** Loads the list; does nothing while it is loading. Existing rows stay until the new list is complete. */
    async refresh(): Promise<void> {
      // Not blocked by a silent load that is running: the user wants to see one.
      if (state.get().phase !== 'loading') await load('asked');
    },
    /** Silently reloads the list after a running load, because live updates may have been missed. */
    catchUp(): void {
      behind = true;
      // The first list is loaded when its owner is known, and covers this.
      if (begun && underWay === null) void load('catch-up');
    },
    /** Revokes `catchUp`: the running load is enough. */
    needNotCatchUp(): void {
      behind = false;
    },
    /** Cancels a running load; the rows that are there stay. */
    async cancel(): Promise<void> {
      if (underWay !== null) await desktop.call('cancelUnits', { run });
    },
    /** Cancels a running load, and clears the units. */
    clear(): void {
      clearTimeout(retry);
      counting.stop();
      const cancelled = underWay === null ? null : run;
      run += 1;
      underWay = null;
      behind = false;
      begun = false;
      waiting = null;
      cached = null;
      store.clear();
      state.set(idle);
      // An error does not matter: main may not know that run any more.
      if (cancelled !== null) desktop.call('cancelUnits', { run: cancelled }).catch(() => undefined);
    },
  };
}
