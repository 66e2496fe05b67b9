import type { LiveState, UnitUpdate } from '../../contract/live.ts';
import { overlaid } from '../../contract/overlay.ts';
import type { Unit } from '../../contract/units.ts';
import type { Clock } from '../ports.ts';

/** What makes a unit from the list another one than it was; its times and its availability change with every list. */
const tellingFields = [
  'name',
  'site',
  'address',
  'city',
  'country',
  'type',
  'status',
  'condition',
  'floor',
  'direction',
  'fault',
] as const satisfies readonly (keyof Unit)[];

/** `seq` counts the events of this process from 1 on; `at` is when it was noticed, ms since 1970. */
interface Noticed {
  seq: number;
  at: number;
}

/** A unit is another one than before, by a live event (`live`) or by the list that was read again (`list`). */
export interface UnitChanged extends Noticed {
  kind: 'unit';
  source: 'live' | 'list';
  unit: Unit;
  /** Undefined for a unit that a later list has for the first time. */
  before: Unit | undefined;
  /** What the live event said; empty for a change that the list told. */
  update: Partial<UnitUpdate>;
}

/** A list that was whole does not have this unit any more. */
export interface UnitRemoved extends Noticed {
  kind: 'removed';
  unit: Unit;
}

/** A list has been read to its end. Of the first one (`isFirst`) no unit was an event: nothing is news yet. */
export interface ListRead extends Noticed {
  kind: 'list';
  isFirst: boolean;
  /** By what the API says (R41). */
  isWhole: boolean;
  count: number;
}

/** The live updates have another state, or another problem. */
export interface LiveStateChanged extends Noticed {
  kind: 'state';
  state: LiveState;
}

export type FeedEvent = UnitChanged | UnitRemoved | ListRead | LiveStateChanged;
type Unnumbered<E> = E extends FeedEvent ? Omit<E, keyof Noticed> : never;

/** One reading of the list. */
export interface FleetReading {
  listed(unit: Unit): void;
  /** @param ids all of the list, by which it is known what it does not have any more */
  complete(ids: { placeOf(id: string): number | undefined }, isWhole: boolean): void;
}

export type LiveFeed = ReturnType<typeof createLiveFeed>;

/** The units as they are, and what changes, for whoever wants to know. It keeps the units and no events. */
export function createLiveFeed(clock: Clock) {
  const units = new Map<string, Unit>();
  const listeners = new Set<(event: FeedEvent) => void>();
  let seq = 0;
  let listedAt: number | undefined;
  let state: LiveState = { phase: 'off', since: clock.now(), problem: null, cover: null };

  function tell(event: Unnumbered<FeedEvent>, at: number): void {
    seq += 1;
    const told: FeedEvent = { ...event, seq, at };
    for (const listener of listeners) listener(told);
  }

  function listed(unit: Unit): void {
    const before = units.get(unit.id);
    units.set(unit.id, unit);
    if (listedAt === undefined || (before && isSame(before, unit))) return;
    tell({ kind: 'unit', source: 'list', unit, before, update: {} }, clock.now());
  }

  return {
    /** By id, as the last list and the events after it say. */
    units: (): ReadonlyMap<string, Unit> => units,
    state: () => state,
    /** When the last list had been read to its end, ms since 1970; undefined before the first. */
    listedAt: () => listedAt,
    /** The `seq` of the last event; 0 before the first. */
    last: () => seq,
    /**
     * Calls `listener` at once with each event from now on, in their order; it must not throw.
     * @returns ends that
     */
    onEvent(listener: (event: FeedEvent) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    /** Live events. One of a unit that no list has is none. */
    heard(updates: readonly UnitUpdate[]): void {
      for (const update of updates) {
        const before = units.get(update.id);
        if (before === undefined) continue;
        const unit = overlaid(before, update, clock.now());
        units.set(unit.id, unit);
        tell({ kind: 'unit', source: 'live', unit, before, update }, update.at);
      }
    },
    /** A list begins to be read. */
    listBegins(): FleetReading {
      return {
        listed,
        complete(ids, isWhole) {
          const isFirst = listedAt === undefined;
          const at = clock.now();
          const gone = isWhole ? [...units.values()].filter(({ id }) => ids.placeOf(id) === undefined) : [];
          for (const unit of gone) {
            units.delete(unit.id);
            // Of the beginning of a first list that broke off.
            if (!isFirst) tell({ kind: 'removed', unit }, at);
          }
          listedAt = at;
          tell({ kind: 'list', isFirst, isWhole, count: units.size }, at);
        },
      };
    },
    /** The live updates have this state now. */
    changed(next: LiveState): void {
      if (next === state) return;
      state = next;
      tell({ kind: 'state', state }, clock.now());
    },
  };
}

function isSame(a: Unit, b: Unit): boolean {
  return tellingFields.every((field) => a[field] === b[field]);
}
