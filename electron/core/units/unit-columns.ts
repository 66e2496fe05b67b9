/** Where the columns of a unit may be in an item of a list. */
import type { UnitColumn } from '../../contract/names.ts';
import type { UnitReading } from '../connection/unit-reading.ts';
import { columnSlot, createSlotFiller } from './column-slots.ts';
import { directionIn, momentIn, percentIn, textIn, typeIn } from './unit-values.ts';

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

/** A text or a number; `true` only says that there is a fault. */
function wordIn(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : textIn(value);
}

/** What a unit is and where. The shape of a unit is not published: these names are recognised (docs/dialects.md). */
const fixedSlots = () => ({
  // A serial number is an id only where nothing is called so.
  id: columnSlot(idIn, ...within(units, 'unitId', 'id', 'equipmentId'), ...within(units, 'serialNumber')),
  name: columnSlot(
    textIn,
    ...within(units, 'name', 'unitName', 'displayName'),
    ...within(units, 'description'),
  ),
  site: columnSlot(
    textIn,
    ...within(
      units,
      ...within(['', 'location.', 'building.', 'address.'], 'siteName', ...named('site')),
      ...within(['', 'location.', 'site.', 'address.'], 'buildingName', ...named('building')),
      'location.name',
    ),
  ),
  address: columnSlot(textIn, ...within(units, ...within(places, 'address', 'street', 'streetAddress'))),
  city: columnSlot(textIn, ...within(units, ...within(places, ...named('city', 'town')), 'location')),
  country: columnSlot(
    textIn,
    ...within(units, ...within(places, ...coded('country'), 'countryName', 'countryCode')),
  ),
  type: columnSlot(typeIn, ...within(units, ...coded('type', 'unitType', 'equipmentType'))),
  availability: columnSlot(
    percentIn,
    ...within(units, 'availability', 'availability.value', 'availability.percent', 'availabilityPercent'),
  ),
});

/** In which state it is. */
const stateSlots = () => ({
  // A plain status may be that of a contract.
  status: columnSlot(
    textIn,
    ...within(units, ...coded('equipmentStatus', 'operationalStatus')),
    ...within(units, ...coded('status')),
  ),
  floor: columnSlot(textIn, ...within(units, ...coded('currentFloor', 'floor'))),
  // The code beside a name that nobody knows may count otherwise than the hub does.
  direction: columnSlot(
    directionIn,
    ...within(units, ...named('currentTripDirection', 'direction', 'tripDirection')),
  ),
  lastEvent: columnSlot(
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
  lastSeen: columnSlot(
    momentIn,
    ...within(
      units,
      ...['lastSeen', 'lastContact', 'lastHeartbeat', 'lastOnline', 'lastCommunication'].flatMap((name) => [
        name,
        `${name}At`,
      ]),
    ),
  ),
});

/** When statuses of these names have changed. */
function timesOf(...names: readonly string[]): string[] {
  return names.flatMap((name) => [`${name}Since`, `${name}.since`, `${name}ChangedAt`, `${name}.changedAt`]);
}

/** Since when and why it is out of service. */
const outageSlots = () => ({
  // The time of a status is that of the outage while the status is one (`unit-mapping.ts`).
  outSince: columnSlot(
    momentIn,
    ...within(
      units,
      'outOfServiceSince',
      'outSince',
      'downSince',
      'faultSince',
      'fault.since',
      'outage.since',
      'outage.start',
      ...timesOf('equipmentStatus', 'operationalStatus'),
      'lastStatusChange',
      ...timesOf('status'),
    ),
  ),
  faultCode: columnSlot(wordIn, ...within(units, 'faultCode', 'fault.code', 'errorCode', 'error.code')),
  faultText: columnSlot(
    wordIn,
    ...within(
      units,
      'faultText',
      'faultDescription',
      'faultMessage',
      'fault.text',
      'fault.description',
      'fault.message',
      'fault',
      'errorText',
      'errorDescription',
      'errorMessage',
      'error.text',
      'error.message',
      'outOfServiceReason',
      'outage.reason',
    ),
  ),
});

/** The columns of a list's item, and its fault. */
const usualSlots = () => ({ ...fixedSlots(), ...stateSlots(), ...outageSlots() });

export type UnitSlots = ReturnType<typeof usualSlots>;

/** The columns of the items of one list. A column that the connection places is looked for there only. */
export function createUnitColumns(fields: UnitReading['fields'] = {}) {
  const slots = usualSlots();
  for (const [column, path] of Object.entries(fields))
    slots[column as UnitColumn].paths = path === '' ? [] : [path];
  return { slots, ...createSlotFiller(Object.values(slots)) };
}
