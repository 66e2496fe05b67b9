import type { EventValue, Failure } from '../../electron/contract.ts';
import { type DesktopClient, failureOf } from '../desktop.ts';
import { type Observable, observable } from '../observable.ts';
import type { UnitRow, UnitStore } from './unit-store.ts';

/** How the list of units stands; counts belong to the latest run, `fetchedAt` (ms since 1970) to the rows shown. */
export interface ListState {
  readonly phase: 'idle' | 'loading' | 'ready' | 'failed';
  readonly received: number;
  readonly total: number | null;
  readonly fetchedAt: number | null;
  readonly withoutId: number;
  readonly failure: Failure | null;
}

/** Loads the units into the store. */
export interface UnitsList {
  readonly state: Observable<ListState>;
  /** Loads the list; does nothing while it is loading. Rows already there stay until the new list is complete. */
  refresh(): Promise<void>;
  /** Abandons a run that is under way, and forgets all units. */
  clear(): void;
}

const idle: ListState = {
  phase: 'idle',
  received: 0,
  total: null,
  fetchedAt: null,
  withoutId: 0,
  failure: null,
};

/** Connects the list of the API to the store of the table. */
export function createUnitsList(desktop: DesktopClient, store: UnitStore): UnitsList {
  const state = observable(idle);
  let run = 0;
  /** Pages of a refresh wait here, so that the rows on the screen are exchanged in one go, or kept if it fails. */
  let waiting: UnitRow[] | null = null;

  const change = (part: Partial<ListState>) => state.set({ ...state.get(), ...part });

  desktop.on('unitsPage', (page: EventValue<'unitsPage'>) => {
    if (page.run !== run || state.get().phase === 'idle') return;
    const rows = store.prepare(page.units);
    if (waiting === null) store.append(rows);
    else for (const row of rows) waiting.push(row);
    change({ received: page.received, total: page.total });
  });

  const complete = () => {
    if (waiting === null) store.settle();
    else store.replace(waiting);
    waiting = null;
  };

  return {
    state,
    async refresh() {
      if (state.get().phase === 'loading') return;
      run += 1;
      const current = run;
      waiting = store.size > 0 ? [] : null;
      change({ phase: 'loading', received: 0, total: null });
      try {
        const { fetchedAt, withoutId, received } = await desktop.call('listUnits', { run: current });
        if (run !== current) return;
        complete();
        change({ phase: 'ready', received, fetchedAt, withoutId, failure: null });
      } catch (cause) {
        if (run !== current) return;
        waiting = null;
        store.settle();
        change({ phase: 'failed', failure: failureOf(cause) });
      }
    },
    clear() {
      const abandoned = state.get().phase === 'loading' ? run : null;
      run += 1;
      waiting = null;
      store.clear();
      state.set(idle);
      // Whether main still knows that run does not matter any more.
      if (abandoned !== null) desktop.call('cancelUnits', { run: abandoned }).catch(() => undefined);
    },
  };
}
