/** Where a unit's columns are found in what the service sends: by name in any letter case, also in nested objects. */
import type { UnitColumn } from '../../contract/names.ts';
import type { UnitReading } from '../connection/unit-reading.ts';
import { directionIn, momentIn, percentIn, textIn, typeIn } from './unit-values.ts';

/** A column, and while an object is read the best value so far. */
interface Slot<T> {
  /** Where it may be, the best place first. */
  paths: readonly string[];
  /** Undefined for what is no value of this column: then another path may have one. */
  readonly read: (value: unknown) => T | undefined;
  value: T | undefined;
  /** The index of the value's path. */
  rank: number;
  /** The name that it was found under, as it was spelled. */
  name: string;
}

/** Objects that may hold what is said of a unit. */
const units = ['', 'unit.', 'equipment.'];
/** Objects that hold a place, each perhaps another one. */
const areas = ['location.', 'building.', 'site.'];
const innerAreas = areas.flatMap((outer) =>
  areas.filter((inner) => inner !== outer).map((inner) => outer + inner),
);
/** Where a place is told, the nearest to the unit first. */
const places = [
  '',
  'address.',
  ...areas,
  ...areas.map((area) => `${area}address.`),
  ...innerAreas,
  ...innerAreas.map((area) => `${area}address.`),
];

/** These names in each of these objects, those of the first object first. */
function within(holders: readonly string[], ...names: readonly string[]): string[] {
  return holders.flatMap((holder) => names.map((name) => holder + name));
}

/** These names with a value or with an object that has it, as for `country: { name: 'Italy', code: 'IT' }`. */
function coded(...names: readonly string[]): string[] {
  return names.flatMap((name) => [name, `${name}.name`, `${name}.value`, `${name}.code`]);
}

/** The same without codes. */
function named(...names: readonly string[]): string[] {
  return names.flatMap((name) => [name, `${name}.name`]);
}

/** An id is a text or a number; whoever reads it looks up how the number was written (R42). */
function idIn(value: unknown): string | number | undefined {
  return typeof value === 'number' ? value : typeof value === 'string' ? textIn(value) : undefined;
}

function slot<T>(read: (value: unknown) => T | undefined, ...paths: readonly string[]): Slot<T> {
  return { paths, read, value: undefined, rank: paths.length, name: '' };
}

/** The columns of a list's item. The shape of a unit is not published: these names are recognised (docs/dialects.md). */
const usualSlots = () => ({
  // A serial number is an id only where nothing is called so.
  id: slot(idIn, ...within(units, 'unitId', 'id', 'equipmentId'), ...within(units, 'serialNumber')),
  name: slot(textIn, ...within(units, 'name', 'unitName', 'displayName'), ...within(units, 'description')),
  site: slot(
    textIn,
    ...within(
      units,
      ...within(['', 'location.', 'building.', 'address.'], 'siteName', ...named('site')),
      ...within(['', 'location.', 'site.', 'address.'], 'buildingName', ...named('building')),
      'location.name',
    ),
  ),
  address: slot(textIn, ...within(units, ...within(places, 'address', 'street', 'streetAddress'))),
  city: slot(textIn, ...within(units, ...within(places, ...named('city', 'town')), 'location')),
  country: slot(
    textIn,
    ...within(units, ...within(places, ...coded('country'), 'countryName', 'countryCode')),
  ),
  type: slot(typeIn, ...within(units, ...coded('type', 'unitType', 'equipmentType'))),
  // A plain status may be that of a contract.
  status: slot(
    textIn,
    ...within(units, ...coded('equipmentStatus', 'operationalStatus')),
    ...within(units, ...coded('status')),
  ),
  floor: slot(textIn, ...within(units, ...coded('currentFloor', 'floor'))),
  // The code beside a name that nobody knows may count otherwise than the hub does.
  direction: slot(
    directionIn,
    ...within(units, ...named('currentTripDirection', 'direction', 'tripDirection')),
  ),
  availability: slot(
    percentIn,
    ...within(units, 'availability', 'availability.value', 'availability.percent', 'availabilityPercent'),
  ),
  lastEvent: slot(
    momentIn,
    ...within(
      units,
      'lastEventAt',
      'lastEvent',
      'lastEvent.at',
      'lastEvent.time',
      'lastEvent.timestamp',
      'lastUpdate',
      'lastUpdated',
      'timestamp',
    ),
  ),
});

/** A property that leads to columns. */
interface Branch {
  /** The columns that its own value may be, with the rank of that. */
  readonly ends: { column: Slot<unknown>; rank: number }[];
  /** The properties of an object in it, by name in lower case. */
  readonly inner: Map<string, Branch>;
  /** The same by name as it was spelled, so that a list's names are put into lower case once. */
  readonly spelled: Map<string, Branch | undefined>;
}

/** Items may have made-up names without end. */
const mostSpelled = 1_000;

function branch(): Branch {
  return { ends: [], inner: new Map(), spelled: new Map() };
}

function treeOf(columns: readonly Slot<unknown>[]): Branch {
  const trunk = branch();
  for (const column of columns) {
    for (const [rank, path] of column.paths.entries()) {
      let at = trunk;
      for (const name of path.toLowerCase().split('.')) {
        const next = at.inner.get(name) ?? branch();
        at.inner.set(name, next);
        at = next;
      }
      at.ends.push({ column, rank });
      // Some services write an inner name flat, with the dot in it.
      trunk.inner.set(path.toLowerCase(), at);
    }
  }
  return trunk;
}

/** The columns of the items of one list. A column that the connection places is looked for there only. */
export function createUnitColumns(fields: UnitReading['fields'] = {}) {
  const slots = usualSlots();
  const all: readonly Slot<unknown>[] = Object.values(slots);
  for (const [column, path] of Object.entries(fields))
    slots[column as UnitColumn].paths = path === '' ? [] : [path];
  const root = treeOf(all);
  return {
    slots,
    /** Fills the slots with what an item says; they hold it until the next call. */
    fill(item: object): void {
      for (const column of all) {
        column.value = undefined;
        column.rank = column.paths.length;
      }
      collect(root, item as Fields);
    },
  };
}

type Fields = Record<string, unknown>;

function collect(from: Branch, fields: Fields): void {
  for (const name of Object.keys(fields)) {
    const next = follow(from, name);
    const value = next && fields[name];
    if (next === undefined || value === null) continue;
    if (typeof value !== 'object') offer(next, name, value);
    else if (next.inner.size > 0) collect(next, value as Fields);
  }
}

function follow(from: Branch, name: string): Branch | undefined {
  let next = from.spelled.get(name);
  if (next === undefined && !from.spelled.has(name)) {
    next = from.inner.get(name.toLowerCase());
    if (from.spelled.size < mostSpelled) from.spelled.set(name, next);
  }
  return next;
}

function offer({ ends }: Branch, name: string, value: unknown): void {
  for (const { column, rank } of ends) {
    const read = rank < column.rank ? column.read(value) : undefined;
    if (read === undefined) continue;
    column.value = read;
    column.rank = rank;
    column.name = name;
  }
}
