import type { FleetUnit } from '../fleet/fleet.ts';
import type { TwinEvent } from '../fleet/traffic.ts';
import { type Dialect, PLAIN } from './dialects.ts';
import { type JsonForm, pathIn, putAt } from './letters.ts';

type Field = keyof FleetUnit;

/** Where a field is, if it is not where the simulator has it. */
const NAMES: Readonly<Record<Dialect['names'], Readonly<Partial<Record<Field, string>>>>> = {
  own: {},
  short: {
    unitId: 'id',
    name: 'displayName',
    siteName: 'site',
    address: 'street',
    city: 'town',
    country: 'countryCode',
    type: 'unitType',
    equipmentStatus: 'operationalStatus',
    currentFloor: 'floor',
    currentTripDirection: 'direction',
    availability: 'availabilityPercent',
    lastEventAt: 'timestamp',
    outOfServiceSince: 'operationalStatusSince',
    faultText: 'errorMessage',
    faultCode: 'errorCode',
  },
  nested: {
    unitId: 'unit/id',
    name: 'unit/name',
    type: 'unit/type',
    serialNumber: 'unit/serialNumber',
    siteName: 'building/name',
    address: 'building/address/street',
    city: 'building/address/city',
    country: 'building/address/country',
    equipmentStatus: 'status/name',
    outOfServiceSince: 'status/since',
    faultCode: 'fault/code',
    faultText: 'fault/text',
  },
  placed: {
    unitId: 'equipmentId',
    name: 'equipment/name',
    type: 'equipment/type',
    siteName: 'site/name',
    address: 'location/address',
    city: 'location/city',
    country: 'location/country/name',
    lastEventAt: 'lastUpdated',
  },
  foreign: {
    unitId: 'anlage/kennzeichen',
    name: 'anlage/rufname',
    type: 'anlage/bauart',
    model: 'anlage/modell',
    manufacturer: 'anlage/werk',
    serialNumber: 'anlage/fabrik',
    siteName: 'objekt/titel',
    address: 'objekt/lage/strasse',
    city: 'objekt/lage/ort',
    country: 'objekt/lage/land',
    equipmentStatus: 'zustand/kurz',
    currentFloor: 'stand/ebene',
    currentTripDirection: 'stand/fahrt',
    availability: 'quote',
    lastEventAt: 'gemeldet',
    outOfServiceSince: 'zustand/seit',
  },
};

/** The simulator's statuses in the order of their numbers, with the German words. */
const STATUSES = [
  ['In Service', 'In Betrieb'],
  ['Out Of Service', 'Außer Betrieb'],
  ['Maintenance', 'Wartung'],
  ['Limited Service', 'Eingeschränkt'],
  ['Inspection', 'Inspektion'],
  ['Unknown', 'Unbekannt'],
  ['Entrapment', 'Personeneinschluss'],
] as const;
const DIRECTIONS = ['Up', 'Down', 'Relevel', 'None'];
const HOUR_MS = 3_600_000;

// V8 has it, TypeScript's types do not yet: JSON.stringify writes its text as it is.
const { rawJSON } = JSON as unknown as { readonly rawJSON: (json: string) => unknown };

/** How a dialect writes a unit, for JSON.stringify. */
export function unitForm(dialect: Dialect): (unit: FleetUnit) => unknown {
  return dialect.recorded?.unit ?? formOf(dialect, NAMES[dialect.names]);
}

/** How a dialect writes an event: its four fields have no other names, and are in no other object. */
export function eventForm(dialect: Dialect): (event: TwinEvent) => unknown {
  const { recorded } = dialect;
  const inForm = recorded?.event ?? formOf(dialect, {});
  if (recorded === undefined) return inForm;
  return (event) => {
    recorded.note(event);
    return inForm(event);
  };
}

/** How a dialect writes an item of a further list. */
export function recordForm(dialect: Dialect): (record: object) => unknown {
  return formOf(dialect, dialect.names === 'nested' ? { technician: 'technician/name' } : {});
}

function formOf(dialect: Dialect, names: Readonly<Partial<Record<string, string>>>) {
  // A million units are not written anew one by one for nothing.
  if (dialect === PLAIN) return (fields: object): unknown => fields;
  const paths = new Map<string, readonly string[]>();
  const pathOf = (field: string) => {
    const path = paths.get(field) ?? pathIn(dialect, names[field] ?? field);
    paths.set(field, path);
    return path;
  };
  return (fields: object): unknown => {
    const form: JsonForm = {};
    for (const [field, value] of Object.entries(fields) as [string, unknown][]) {
      if (value === null && dialect.absent === 'left-out') continue;
      putAt(form, pathOf(field), written(dialect, field, value));
    }
    return form;
  };
}

/** A value in the dialect; what is not the simulator's own is left as it is. */
function written(dialect: Dialect, field: string, value: unknown): unknown {
  if (typeof value === 'number' && dialect.numbers !== 'number') return numberText(dialect, field, value);
  if (typeof value !== 'string') return value;
  if (field.endsWith('Id')) return dialect.ids === 'number' ? rawJSON(value) : value;
  if (field === 'equipmentStatus') return statusIn(dialect, value);
  if (field === 'currentTripDirection') return directionIn(dialect, value);
  return /(?:At|Since)$/.test(field) ? dateIn(dialect, value) : value;
}

function numberText({ numbers }: Dialect, field: string, value: number): string {
  return numbers === 'comma' && field === 'availability' ? `${value} %`.replace('.', ',') : String(value);
}

function statusIn({ statuses }: Dialect, value: string): string | number {
  const number = STATUSES.findIndex(([status]) => status === value);
  if (number < 0 || statuses === 'words') return value;
  if (statuses === 'number') return number;
  return statuses === 'german' ? (STATUSES[number]?.[1] ?? value) : value.replaceAll(' ', '');
}

function directionIn({ directions }: Dialect, value: string): string | number {
  const number = DIRECTIONS.indexOf(value);
  if (number < 0 || directions === 'word') return value;
  if (directions === 'lower') return value.toLowerCase();
  return directions === 'number' ? number : String(number);
}

/** @param value a time in UTC as `toISOString` writes it */
function dateIn({ dates }: Dialect, value: string): string | number {
  const at = Date.parse(value);
  const inBerlin = () => new Date(at + 2 * HOUR_MS).toISOString().replace('Z', '+02:00');
  if (dates === 'zoned' || Number.isNaN(at)) return value;
  if (dates === 'seconds') return Math.trunc(at / 1_000);
  if (dates === 'milliseconds') return at;
  if (dates === 'offset') return inBerlin();
  if (dates === 'blank') return value.replace('T', ' ');
  return value.replace('Z', dates === 'fine' ? '4321+00:00' : '');
}
