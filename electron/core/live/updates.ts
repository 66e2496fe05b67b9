/** From the hub's events to updates of units. */
import type { UnitUpdate } from '../../contract/live.ts';
import { gather, overlaid } from '../../contract/overlay.ts';
import type { Unit } from '../../contract/units.ts';
import type { UnitReading } from '../connection/unit-reading.ts';
import type { Clock } from '../ports.ts';
import { type ColumnSlot, columnSlot, createSlotFiller } from '../units/column-slots.ts';
import { conditionsOf } from '../units/unit-status.ts';
import { directionIn, textIn } from '../units/unit-values.ts';

const longestId = 512;
const longestText = 200;
/** No building has a floor beyond this. */
const highestFloor = 10_000;

/** What the list would take for a value: true and false are texts, and a blank is none. */
function valueIn(value: unknown): string | number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : textIn(value);
}

/** A column of an event: where the connection places it, if it does, and by the name of the hub. */
function eventColumn(name: string, path = '') {
  const placed = columnSlot(valueIn, ...(path === '' ? [] : [path]));
  // As it is, so that what is no value is counted.
  const usual: ColumnSlot<unknown> = columnSlot((value) => value, name);
  return { all: [placed, usual], found: () => (placed.value === undefined ? usual : placed) };
}

function createEventColumns(places: UnitReading['fields'] = {}) {
  const columns = {
    id: eventColumn('unitId', places.id),
    floor: eventColumn('currentFloor', places.floor),
    status: eventColumn('equipmentStatus', places.status),
    direction: eventColumn('currentTripDirection', places.direction),
  };
  return { columns, ...createSlotFiller(Object.values(columns).flatMap(({ all }) => all)) };
}

/**
 * Reads events, with names in any letter case. Null and absent values are ignored and not counted (R33). Without zod,
 * because there are thousands of events a second.
 * @param reading of the connection; where it places a column comes before the names of the hub
 */
export function createEventReader(
  wanted: () => Pick<ReadonlySet<string>, 'has'>,
  { fields, statuses }: UnitReading = {},
) {
  const conditionOf = conditionsOf(statuses);
  const { columns, fill, written } = createEventColumns(fields);
  /**
   * Of received and dropped events (R33). `invalid`: events or single values with wrong types, too long, out of range;
   * `unknown`: events of units that are not wanted.
   */
  const counts = { received: 0, invalid: 0, unknown: 0 };

  /** Empty for what the event does not say, and for what is invalid, which is counted. */
  function said(value: unknown): string {
    const text = shownText(value ?? '', longestText);
    if (text === undefined) counts.invalid += 1;
    return text ?? '';
  }

  return {
    counts: counts as Readonly<typeof counts>,
    /**
     * One event as the hub sent it; undefined for what is no event with a valid id, and for a unit that is not wanted.
     * @param at when it arrived, ms since 1970
     * @param record the text that it was parsed from, which has the digits of an id that is a number (R42)
     */
    read(event: unknown, at: number, record?: string): UnitUpdate | undefined {
      counts.received += 1;
      const sent = Object(event) as object;
      fill(sent);
      const json = record === undefined ? undefined : () => record;
      const id = shownText(written(columns.id.found(), sent, json, eventIn), longestId);
      if (!id) {
        counts.invalid += 1;
        return undefined;
      }
      const update: UnitUpdate = { id, at };
      const level = columns.floor.found().value;
      const isTooHigh = typeof level === 'number' && Math.abs(level) > highestFloor;
      const floor = said(isTooHigh ? Number.NaN : level);
      if (floor !== '') update.floor = floor;
      const status = said(columns.status.found().value);
      if (status !== '') {
        update.status = status;
        update.condition = conditionOf(status);
      }
      const trip = said(columns.direction.found().value);
      const direction = directionIn(trip);
      if (direction !== undefined) update.direction = direction;
      else if (trip !== '') counts.invalid += 1;
      if (wanted().has(id)) return update;
      counts.unknown += 1;
      return undefined;
    },
  };
}

/** The event in a message of the hub. */
function eventIn(message: unknown): unknown {
  return (message as { arguments: unknown[] }).arguments[0];
}

/** Text or a number as the list shows it; undefined for anything else or longer text. */
function shownText(value: unknown, longest: number): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'string' && value.length <= longest ? value.trim() : undefined;
}

/** About one frame of the screen, ms. */
const frame = 16;

/** Merges the updates of a unit and delivers them once per screen frame. */
export function createUpdateBuffer(clock: Clock, deliver: (updates: UnitUpdate[]) => void) {
  const pending = new Map<string, UnitUpdate>();
  /** Those received since the list began. */
  const heard = new Map<string, UnitUpdate>();

  function flush(): void {
    const updates = [...pending.values()];
    pending.clear();
    if (updates.length > 0) deliver(updates);
  }

  return {
    add(update: UnitUpdate): void {
      if (pending.size === 0) clock.later(frame, flush);
      gather(pending, update);
      gather(heard, update);
    },
    /** The units of a page with what was heard: a page may be older than an event that came before it. */
    overlay(units: Unit[]): Unit[] {
      const now = clock.now();
      return heard.size === 0 ? units : units.map((unit) => overlaid(unit, heard.get(unit.id), now));
    },
    /** For a list that begins, which contains earlier updates, and for a lost connection, after which they are old. */
    clearHeard: () => heard.clear(),
    /** Also empties what is not delivered yet. */
    clear() {
      heard.clear();
      pending.clear();
    },
  };
}
