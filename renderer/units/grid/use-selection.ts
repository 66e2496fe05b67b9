import { useState } from 'react';
import type { UnitStore } from '../table/unit-store.ts';

/** Which units are chosen in the table, and where the keyboard is. */
export interface Selection {
  /** The position of the keyboard's row. */
  readonly cursor: number;
  readonly selected: ReadonlySet<string>;
  /** Takes the keyboard to a position; the choice stays. */
  move(position: number): void;
  /** Chooses the unit at this position and no other. */
  choose(position: number): void;
  /** Adds the unit at this position to the choice, or takes it out. */
  toggle(position: number): void;
  /** Chooses everything from where the choice began up to this position. */
  extend(position: number): void;
  chooseAll(): void;
}

interface State {
  /** What it belongs to. */
  readonly list: string;
  /** The keyboard's unit, which it follows wherever a live update takes that. */
  readonly active: string | null;
  /** Where it was last, in case that unit is not shown any more. */
  readonly position: number;
  /** Where a range begins. */
  readonly anchor: string | null;
  readonly selected: ReadonlySet<string>;
}

const start: Omit<State, 'list'> = { active: null, position: 0, anchor: null, selected: new Set() };

/**
 * Keeps the selection by the units' IDs, so that it outlives a sort and a list that is loaded again. In another `list` the
 * keyboard is in the first row.
 */
export function useSelection(store: UnitStore, list: string): Selection {
  const [state, setState] = useState<State>({ ...start, list });
  // Not in an effect: the table would be written twice.
  if (state.list !== list) setState({ ...start, list, selected: state.selected });
  const place = state.active === null ? -1 : store.indexOf(state.active);
  const cursor = Math.max(0, Math.min(place >= 0 ? place : state.position, store.shown - 1));
  const idAt = (position: number) => store.at(position)?.id ?? null;
  const go = (position: number, change: Partial<State> = {}) =>
    setState({ ...state, active: idAt(position), position, ...change });
  const only = (id: string | null): ReadonlySet<string> => new Set(id === null ? [] : [id]);

  return {
    cursor,
    selected: state.selected,
    move: (position) => go(position),
    choose: (position) => go(position, { anchor: idAt(position), selected: only(idAt(position)) }),
    toggle(position) {
      const id = idAt(position);
      const selected = new Set(state.selected);
      if (id !== null && !selected.delete(id)) selected.add(id);
      go(position, { anchor: idAt(position), selected });
    },
    extend(position) {
      const anchored = state.anchor === null ? -1 : store.indexOf(state.anchor);
      const from = anchored >= 0 ? anchored : cursor;
      const range = store.shownIds(Math.min(from, position), Math.max(from, position) + 1);
      go(position, { anchor: idAt(from), selected: new Set(range) });
    },
    chooseAll: () => setState({ ...state, selected: new Set(store.shownIds(0, store.shown)) }),
  };
}
