import type { EventValue } from '../../../electron/contract/calls.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { isWayClosed } from '../../../electron/contract/names.ts';
import type { CachedPage, Unit } from '../../../electron/contract/units.ts';
import { type DesktopClient, failureOf } from '../../desktop.ts';
import { type Observable, observable } from '../../observable.ts';
import { newRun } from '../../runs.ts';
import { createPace } from '../table/pace.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { idleMoment } from './idle.ts';

/** How the list of units stands; counts belong to the latest run, `fetchedAt` (ms since 1970) to the rows shown. */
export interface ListState {
  readonly phase: 'idle' | 'loading' | 'ready' | 'failed';
  readonly received: number;
  readonly total: number | null;
  /** So many rows there will be when the list of the last start is there as a whole; null when nothing of it is awaited. */
  readonly awaited: number | null;
  readonly fetchedAt: number | null;
  readonly withoutId: number;
  readonly failure: Failure | null;
  /** The rows shown are only the beginning of the list: loading was cancelled. */
  readonly incomplete: boolean;
}

/** Loads the units into the store. */
export interface UnitsList {
  readonly state: Observable<ListState>;
  /** Loads the list; does nothing while it is loading. Rows already there stay until the new list is complete. */
  refresh(): Promise<void>;
  /** Loads the list again without a word, because live updates may have been missed; after one that is under way. */
  catchUp(): void;
  /** That is not needed any more: the list that is under way will do. */
  needNotCatchUp(): void;
  /** Ends a run that is under way; the rows that are there stay. */
  cancel(): Promise<void>;
  /** Abandons a run that is under way, and forgets all units. */
  clear(): void;
}

const idle: ListState = {
  phase: 'idle',
  received: 0,
  total: null,
  awaited: null,
  fetchedAt: null,
  withoutId: 0,
  failure: null,
  incomplete: false,
};

/** Time until the next try without network, in ms: the list is back within 5 s of the network's return. */
const offlineRetry = 3_000;
/** The same while live updates wait for a list that could not be loaded: they do not count without it. */
const catchUpRetry = 15_000;

/** Who wants the list: a person, the network's return, or live updates that may have been missed. */
type Reason = 'asked' | 'retry' | 'catch-up';

/** Connects the list of the API to the store of the table; `isOwn` says whether somebody is who is signed in here. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the run that is under way
export function createUnitsList(
  desktop: DesktopClient,
  store: UnitStore,
  isOwn: (owner: CachedPage['owner']) => boolean,
): UnitsList {
  const state = observable(idle);
  let run = newRun();
  let underWay: Reason | null = null;
  /** Live updates were missed that no list has made up for yet. */
  let behind = false;
  /** Somebody's list was asked for. */
  let begun = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** Pages of a refresh wait here, so that the rows on the screen are exchanged in one go, or kept if it fails. */
  let waiting: Unit[] | null = null;
  /** The reading of the list of the last start that is under way. */
  let cached: symbol | null = null;

  const change = (part: Partial<ListState>) => state.set({ ...state.get(), ...part });

  /** A long list comes in many pages: the first is told of at once, the others several times a second. */
  let progress: Pick<ListState, 'received' | 'total'> = { received: 0, total: null };
  const counting = createPace(() => change({ phase: 'loading', ...progress }), 100);

  desktop.on('unitsPage', (page: EventValue<'unitsPage'>) => {
    if (page.run !== run || underWay === null) return;
    // What is faster than the list of the last start has no use for that.
    if (waiting === null) cached = null;
    if (waiting === null) store.append(page.units);
    else for (const unit of page.units) waiting.push(unit);
    if (underWay === 'catch-up') return;
    progress = { received: page.received, total: page.total };
    if (state.get().received === 0) change({ phase: 'loading', ...progress });
    else counting.changed();
  });

  const complete = () => {
    counting.stop();
    cached = null;
    if (waiting !== null) store.replace(waiting);
    waiting = null;
    store.end();
  };

  /** What the last start left is shown until the list comes, page by page, unless that was faster. */
  async function showCached(): Promise<void> {
    const own = Symbol('cached');
    cached = own;
    try {
      await readCached(() => cached === own);
    } finally {
      if (cached === own) cached = null;
      if (cached === null && state.get().awaited !== null) change({ awaited: null });
    }
  }

  async function readCached(isWanted: () => boolean): Promise<void> {
    for (let from = 0, last = false; !last; ) {
      const page = await desktop.call('cachedUnits', { from });
      // The first was asked for before anything was known here.
      if (page === null || !isWanted() || !isOwn(page.owner)) return;
      waiting ??= [];
      store.append(page.units);
      if (from === 0) change({ fetchedAt: page.fetchedAt, awaited: page.last ? null : page.count });
      from += page.units.length;
      last = page.last;
      // To take more in and to paint what is there would get into each other's way.
      if (!last) await idleMoment();
    }
    store.settle();
  }

  /** A try that nobody asked for shows nothing of itself until it brings something. */
  async function load(reason: Reason): Promise<void> {
    // This run makes up for what was missed before it; not for what is missed while it is under way.
    const owed = behind || underWay === 'catch-up' || reason === 'catch-up';
    behind = false;
    begun = true;
    run += 1;
    const current = run;
    underWay = reason;
    progress = { received: 0, total: null };
    counting.stop();
    clearTimeout(retry);
    waiting = store.size > 0 ? [] : null;
    store.begin();
    if (reason === 'asked') change({ phase: 'loading', received: 0, total: null });
    // Without it there is an empty table for a moment longer.
    if (store.size === 0) showCached().catch(() => undefined);
    try {
      const { fetchedAt, withoutId, received } = await desktop.call('listUnits', { run: current });
      if (run !== current) return;
      underWay = null;
      complete();
      change({
        phase: 'ready',
        received,
        awaited: null,
        fetchedAt,
        withoutId,
        failure: null,
        incomplete: false,
      });
      if (behind) void load('catch-up');
    } catch (cause) {
      if (run !== current) return;
      underWay = null;
      behind ||= owed;
      end(failureOf(cause));
    }
  }

  /** A run has ended before its time. */
  function end(failure: Failure): void {
    counting.stop();
    if (state.get().phase === 'loading') change(progress);
    const incomplete = waiting === null || state.get().incomplete;
    waiting = null;
    store.end();
    if (failure.code !== 'cancelled') fail(failure, incomplete && store.size > 0);
    else change({ phase: store.size > 0 ? 'ready' : 'idle', failure: null, incomplete });
  }

  function fail(failure: Failure, incomplete: boolean): void {
    const { phase, failure: last } = state.get();
    if (phase !== 'failed' || last?.message !== failure.message) {
      change({ phase: 'failed', failure, incomplete });
    }
    if (isWayClosed(failure)) retry = setTimeout(() => void load('retry'), offlineRetry);
    else if (behind) retry = setTimeout(() => void load('catch-up'), catchUpRetry);
  }

  return {
    state,
    async refresh() {
      if (state.get().phase === 'loading') return;
      // A quiet try that is under way is not worth waiting for: the person wants to see one.
      await load('asked');
    },
    catchUp() {
      behind = true;
      // The very first list is asked for when it is known whose it is, and that one will do.
      if (begun && underWay === null) void load('catch-up');
    },
    needNotCatchUp() {
      behind = false;
    },
    async cancel() {
      if (underWay !== null) await desktop.call('cancelUnits', { run });
    },
    clear() {
      clearTimeout(retry);
      counting.stop();
      const abandoned = underWay === null ? null : run;
      run += 1;
      underWay = null;
      behind = false;
      begun = false;
      waiting = null;
      cached = null;
      store.clear();
      state.set(idle);
      // Whether main still knows that run does not matter any more.
      if (abandoned !== null) desktop.call('cancelUnits', { run: abandoned }).catch(() => undefined);
    },
  };
}
