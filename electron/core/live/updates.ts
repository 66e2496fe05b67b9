/** From the hub's events to updates of units. */
import type { UnitUpdate } from '../../contract/live.ts';
import { gather, overlaid } from '../../contract/overlay.ts';
import type { Unit } from '../../contract/units.ts';
import type { UnitReading } from '../connection/unit-reading.ts';
import { writtenNumber } from '../json.ts';
import type { Clock } from '../ports.ts';
import { conditionsOf } from '../units/unit-status.ts';
import { directionIn, textIn } from '../units/unit-values.ts';

const longestId = 512;
const longestText = 200;
/** No building has a floor beyond this. */
const highestFloor = 10_000;

type Part = 'id' | 'floor' | 'status' | 'trip';
/** What an event may say, by name in lower case. */
const parts = new Map<string, Part>([
  ['unitid', 'id'],
  ['currentfloor', 'floor'],
  ['equipmentstatus', 'status'],
  ['currenttripdirection', 'trip'],
]);
const columns = { id: 'id', floor: 'floor', status: 'status', direction: 'trip' } as const;
/** How many names are remembered as they were spelled; an event has four. */
const mostSpelled = 256;

/**
 * Reads events, with names in any letter case. Null and absent values are ignored and not counted (R33). Without zod,
 * because there are thousands of events a second.
 * @param reading of the connection; where it places a column comes before the names of the hub
 */
export function createEventReader(
  wanted: () => Pick<ReadonlySet<string>, 'has'>,
  { fields: places = {}, statuses }: UnitReading = {},
) {
  const conditionOf = conditionsOf(statuses);
  const placed = Object.entries(columns).flatMap(([column, part]): { part: Part; ways: string[][] }[] => {
    const path = places[column as keyof typeof columns]?.toLowerCase();
    // As in the list, an inner name may be written flat, with the dot in it.
    return path ? [{ part, ways: [path.split('.'), [path]] }] : [];
  });
  /**
   * Of received and dropped events (R33). `invalid`: events or single values with wrong types, too long, out of range;
   * `unknown`: events of units that are not wanted.
   */
  const counts = { received: 0, invalid: 0, unknown: 0 };
  const spelled = new Map<string, Part | undefined>();

  function partOf(name: string): Part | undefined {
    const known = spelled.get(name);
    if (known !== undefined || spelled.has(name)) return known;
    const part = parts.get(name.toLowerCase());
    if (spelled.size < mostSpelled) spelled.set(name, part);
    return part;
  }

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
      const fields = Object(event) as Record<string, unknown>;
      const given: Record<Part, unknown> = {
        id: undefined,
        floor: undefined,
        status: undefined,
        trip: undefined,
      };
      let idPath: readonly string[] = [];
      for (const name in fields) {
        const part = partOf(name);
        const value = fields[name];
        if (part === undefined || value === null) continue;
        given[part] = value;
        if (part === 'id') idPath = [name];
      }
      for (const { part, ways } of placed) {
        const found = firstValue(fields, ways);
        if (found === undefined) continue;
        given[part] = found.value;
        if (part === 'id') idPath = found.path;
      }
      const id = shownText(exactly(given.id, idPath, record), longestId);
      if (!id) {
        counts.invalid += 1;
        return undefined;
      }
      const update: UnitUpdate = { id, at };
      const level = given.floor;
      const isTooHigh = typeof level === 'number' && Math.abs(level) > highestFloor;
      const floor = said(isTooHigh ? Number.NaN : level);
      if (floor !== '') update.floor = floor;
      const status = said(given.status);
      if (status !== '') {
        update.status = status;
        update.condition = conditionOf(status);
      }
      const trip = said(given.trip);
      const direction = directionIn(trip);
      if (direction !== undefined) update.direction = direction;
      else if (trip !== '') counts.invalid += 1;
      if (wanted().has(id)) return update;
      counts.unknown += 1;
      return undefined;
    },
  };
}

/** What the event says in the first of these places that has a value, as the list reads it: true and false are texts. */
function firstValue(event: object, ways: readonly string[][]) {
  for (const names of ways) {
    const path = pathIn(event, names);
    const value = path && valueAt(event, path);
    if (path !== undefined && textIn(value) !== undefined)
      return { path, value: typeof value === 'boolean' ? String(value) : value };
  }
  return undefined;
}

/** Names in lower case as the event spells them; undefined if it has no such property. */
function pathIn(event: object, names: readonly string[]): string[] | undefined {
  const path: string[] = [];
  for (const wanted of names) {
    const at = Object(valueAt(event, path)) as object;
    const name = Object.keys(at).find((each) => each.toLowerCase() === wanted);
    if (name === undefined) return undefined;
    path.push(name);
  }
  return path;
}

function valueAt(from: unknown, path: readonly string[]): unknown {
  return path.reduce((at: unknown, name) => (Object(at) as Record<string, unknown>)[name], from);
}

/** An id that is a number, as it is written in the record. */
function exactly(id: unknown, path: readonly string[], record: string | undefined): unknown {
  if (typeof id !== 'number' || record === undefined) return id;
  return writtenNumber(record, path.at(-1) ?? '', id, (message) => {
    const { arguments: sent } = message as { arguments: unknown[] };
    return valueAt(sent[0], path);
  });
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
