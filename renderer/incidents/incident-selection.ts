import type { EndedIncident } from '../../electron/contract/incidents.ts';
import { observable } from '../observable.ts';
import { keyOfEnded, recentlyEnded } from './incident-rows.ts';
import type { IncidentKeeper } from './keep-incidents.ts';

/** What actions are done to: open outages by their units, or outages that have ended. */
interface Targets {
  readonly open: readonly string[];
  readonly ended: readonly EndedIncident[];
}

interface SelectionOfRows {
  /** The key of the row that the keyboard is at; null for the first one. */
  readonly active: string | null;
  readonly chosen: ReadonlySet<string>;
}

/** The rows that are chosen; it outlives the screen. Chooses by key, so that a choice survives what arrives meanwhile. What is not shown any more is not chosen. */
export function createIncidentSelection({
  list,
  ended,
  view,
}: Pick<IncidentKeeper, 'list' | 'ended' | 'view'>) {
  const none: SelectionOfRows = { active: null, chosen: new Set() };
  const state = observable(none);

  function shownEnded(): readonly EndedIncident[] {
    return recentlyEnded(ended.get(), view.get().most);
  }
  function keys(): readonly string[] {
    if (view.get().shows === 'ended') return shownEnded().map(keyOfEnded);
    return list.get().rows.map(({ unit }) => unit.id);
  }
  const change = (part: Partial<SelectionOfRows>) => state.set({ ...state.get(), ...part });
  /** The place of the active row: the first one where it has gone. */
  const cursor = (): number => Math.max(0, keys().indexOf(state.get().active ?? ''));

  // The rows of the other view are not those that were chosen.
  let { shows } = view.get();
  view.subscribe(() => {
    if (view.get().shows === shows) return;
    ({ shows } = view.get());
    state.set(none);
  });

  return {
    get: state.get,
    subscribe: state.subscribe,
    keys,
    cursor,
    /** The rows that actions are done to: those that are chosen or, where none is, the active one. */
    targets(): Targets {
      const { chosen } = state.get();
      const all = keys();
      const those = all.filter((key) => chosen.has(key));
      const keysOfThem = new Set(those.length > 0 ? those : all.slice(cursor(), cursor() + 1));
      if (view.get().shows === 'open') return { open: [...keysOfThem], ended: [] };
      return { open: [], ended: shownEnded().filter((each) => keysOfThem.has(keyOfEnded(each))) };
    },
    /** Makes a row the active one; `extending` chooses it, and the one before. */
    move(place: number, extending = false): void {
      const all = keys();
      const key = all[Math.max(0, Math.min(place, all.length - 1))] ?? null;
      const { chosen } = state.get();
      const [from = key] = all.slice(cursor(), cursor() + 1);
      const added = [from, key].filter((each) => each !== null);
      change({ active: key, chosen: extending ? new Set([...chosen, ...added]) : chosen });
    },
    toggle(key: string): void {
      const chosen = new Set(state.get().chosen);
      if (!chosen.delete(key)) chosen.add(key);
      change({ active: key, chosen });
    },
    /** Chooses all rows that are shown, or none if they are chosen already. */
    toggleAll(): void {
      const all = keys();
      const { chosen } = state.get();
      const isAll = all.length > 0 && all.every((key) => chosen.has(key));
      change({ chosen: isAll ? new Set() : new Set(all) });
    },
    /** The rows belong to somebody else. */
    forget: (): void => state.set(none),
    /** Nothing is chosen any more. */
    clear: (): void => change({ chosen: new Set() }),
  };
}
