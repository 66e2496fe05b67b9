import { useCallback, useSyncExternalStore } from 'react';
import { observable } from '../../observable.ts';
import type { Column } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';

/** The selected units and the place in the table; it outlives the table, which goes away with its screen. */
export type Selection = ReturnType<typeof createSelection>;

interface SelectionState {
  /** The list that the place belongs to: another search, filter or order makes another list. */
  readonly list: string;
  /** The name of the active row, a unit or a group, which is followed when live updates move it. */
  readonly active: string | null;
  /** Its last position, in case the unit is no longer shown. */
  readonly position: number;
  /** The name of the row where a range starts. */
  readonly anchor: string | null;
  readonly selected: ReadonlySet<string>;
  /** The column of the active cell; null while the keys move by row. */
  readonly cell: Column | null;
}

/** The selected units by whether the table shows them. */
interface SelectedUnits {
  /** The IDs of those that commands may act on. */
  readonly shown: readonly string[];
  /** How many the search or the filters hide. Units that left the list are not counted. */
  readonly hidden: number;
}

const nothing: ReadonlySet<string> = new Set();
const atTop = { active: null, position: 0, anchor: null, cell: null } as const;

/** Selects by unit ID, so that a selection survives a sort, a search and a list that is read again. */
export function createSelection(store: UnitStore) {
  const state = observable<SelectionState>({ ...atTop, list: listOf(store), selected: nothing });
  const scroll = { top: 0, left: 0 };
  let layout = store.layout();
  let known: { selected: ReadonlySet<string>; layout: number; units: SelectedUnits } | null = null;

  // In another list the first row is active. Before React hears of it, so that the table is written once.
  store.subscribe(() => {
    if (store.layout() === layout) return;
    layout = store.layout();
    const list = listOf(store);
    if (state.get().list === list) return;
    scroll.top = 0;
    change({ ...atTop, list });
  });

  const change = (part: Partial<SelectionState>): void => state.set({ ...state.get(), ...part });
  const idAt = (position: number): string | null => store.at(position)?.id ?? null;
  const go = (position: number, part: Partial<SelectionState> = {}): void =>
    change({ active: store.groups.keyAt(position), position, ...part });
  /** Units that the table shows: 100,000 of them need not be looked up again to know that none is hidden. */
  const allShown = (ids: readonly string[]): ReadonlySet<string> => {
    const selected = new Set(ids);
    known = { selected, layout: store.layout(), units: { shown: ids, hidden: 0 } };
    return selected;
  };
  const cursor = (): number => {
    const { active, position } = state.get();
    const place = active === null ? -1 : store.groups.place(active, position);
    return Math.max(0, Math.min(place >= 0 ? place : position, store.shown - 1));
  };

  return {
    get: state.get,
    subscribe: state.subscribe,
    /** How far the table is scrolled, in px; kept while another screen is shown. */
    scroll,
    /** The position of the active row. */
    cursor,
    /** The selected units, sorted out by whether they are in sight: nothing else may be acted on. */
    units(): SelectedUnits {
      const { selected } = state.get();
      if (known?.selected !== selected || known.layout !== store.layout())
        known = { selected, layout: store.layout(), units: sortedOut(selected, store) };
      return known.units;
    },
    /** Moves the active row, and the start of a range unless `anchored`; the selection stays. */
    move(position: number, anchored = false): void {
      go(position, anchored ? {} : { anchor: store.groups.keyAt(position) });
    },
    /** Selects only the unit at this position. */
    choose(position: number): void {
      const id = idAt(position);
      go(position, { anchor: id, selected: id === null ? nothing : new Set([id]) });
    },
    /** Adds the unit at this position to the selection, or removes it. */
    toggle(position: number): void {
      const id = idAt(position);
      const selected = new Set(state.get().selected);
      if (id !== null && !selected.delete(id)) selected.add(id);
      go(position, { anchor: id, selected });
    },
    /** Selects everything from the anchor to this position; `adding` keeps what is selected besides. */
    extend(position: number, adding = false): void {
      const { anchor, selected } = state.get();
      const anchored = anchor === null ? -1 : store.groups.place(anchor, -1);
      const from = anchored >= 0 ? anchored : cursor();
      const range = store.shownIds(Math.min(from, position), Math.max(from, position) + 1);
      go(position, {
        anchor: idAt(from),
        selected: adding ? new Set([...selected, ...range]) : allShown(range),
      });
    },
    /** Selects every unit that matches, in folded groups too. */
    chooseAll: (): void => change({ selected: allShown(store.matches().map(({ id }) => id)) }),
    chooseNone: (): void => change({ selected: nothing }),
    /** Takes the units that the table does not show out of the selection. */
    chooseShownOnly(): void {
      change({ selected: allShown(sortedOut(state.get().selected, store).shown) });
    },
    /** The active cell is that of this column; null moves by row again. */
    setCell: (cell: Column | null): void => change({ cell }),
    /** Another account: nothing is selected, and the table is at its top. */
    clear(): void {
      Object.assign(scroll, { top: 0, left: 0 });
      change({ ...atTop, selected: nothing });
    },
  };
}

/** The state of the selection, rendered anew with each change. */
export function useSelection(selection: Selection): SelectionState {
  return useSyncExternalStore(selection.subscribe, selection.get);
}

/** Whether something is selected, and the search or the filters hide all of it. */
export function isAllHidden({ shown, hidden }: SelectedUnits): boolean {
  return shown.length === 0 && hidden > 0;
}

/** The selected units by whether they are in sight, rendered anew when that changes. */
export function useSelectedUnits(selection: Selection, store: UnitStore): SelectedUnits {
  const subscribe = useCallback(
    (changed: () => void) => {
      const ends = [selection.subscribe(changed), store.subscribe(changed)];
      return () => {
        for (const end of ends) end();
      };
    },
    [selection, store],
  );
  return useSyncExternalStore(subscribe, selection.units);
}

function sortedOut(selected: ReadonlySet<string>, store: UnitStore): SelectedUnits {
  const shown: string[] = [];
  let hidden = 0;
  // What is folded is hidden by nobody's search.
  const matching = store.groups.by === null ? null : new Set(store.matches().map(({ id }) => id));
  for (const id of selected) {
    if (matching === null ? store.indexOf(id) >= 0 : matching.has(id)) shown.push(id);
    else if (store.find(id) !== undefined) hidden += 1;
  }
  return { shown, hidden };
}

function listOf({ query, sort, filters, groups }: UnitStore): string {
  return JSON.stringify([query, sort, filters, groups.by]);
}
