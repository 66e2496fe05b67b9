import { useState } from 'react';
import type { UnitStore } from '../table/unit-store.ts';

/** The selected units and the active row of the table. */
export type Selection = ReturnType<typeof useSelection>;

interface State {
  /** The list that this state belongs to. */
  readonly list: string;
  /** The name of the active row, a unit or a group, which is followed when live updates move it. */
  readonly active: string | null;
  /** Its last position, in case the unit is no longer shown. */
  readonly position: number;
  /** The name of the row where a range starts. */
  readonly anchor: string | null;
  readonly selected: ReadonlySet<string>;
}

const start: Omit<State, 'list'> = { active: null, position: 0, anchor: null, selected: new Set() };

/** Selects by unit ID, so that the selection survives a sort or a reload. In another `list` the first row is active. */
export function useSelection(store: UnitStore, list: string) {
  const [state, setState] = useState<State>({ ...start, list });
  // Not in an effect, which would write the table twice.
  if (state.list !== list) setState({ ...start, list, selected: state.selected });
  const place = state.active === null ? -1 : store.groups.place(state.active, state.position);
  const cursor = Math.max(0, Math.min(place >= 0 ? place : state.position, store.shown - 1));
  const idAt = (position: number) => store.at(position)?.id ?? null;
  const go = (position: number, change: Partial<State> = {}) =>
    setState({ ...state, active: store.groups.keyAt(position), position, ...change });
  const only = (id: string | null): ReadonlySet<string> => new Set(id === null ? [] : [id]);

  return {
    /** The position of the active row. */
    cursor,
    selected: state.selected,
    /** Moves the active row; the selection stays. */
    move: (position: number): void => go(position),
    /** Selects only the unit at this position. */
    choose: (position: number): void =>
      go(position, { anchor: idAt(position), selected: only(idAt(position)) }),
    /** Adds the unit at this position to the selection, or removes it. */
    toggle(position: number): void {
      const id = idAt(position);
      const selected = new Set(state.selected);
      if (id !== null && !selected.delete(id)) selected.add(id);
      go(position, { anchor: idAt(position), selected });
    },
    /** Selects everything from the anchor to this position. */
    extend(position: number): void {
      const anchored = state.anchor === null ? -1 : store.groups.place(state.anchor, -1);
      const from = anchored >= 0 ? anchored : cursor;
      const range = store.shownIds(Math.min(from, position), Math.max(from, position) + 1);
      go(position, { anchor: store.groups.keyAt(from), selected: new Set(range) });
    },
    /** Selects every unit that matches, in folded groups too. */
    chooseAll: (): void => setState({ ...state, selected: new Set(store.matches().map(({ id }) => id)) }),
  };
}
