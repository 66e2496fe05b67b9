import type { Unit } from '../../contract/units.ts';

/**
 * The shape of a unit is not published. These property names are recognized; the first one present wins. Case is
 * ignored, because the service uses camel case and Pascal case.
 */
const names = {
  id: ['unitId', 'id', 'equipmentId', 'serialNumber'],
  name: ['name', 'unitName', 'displayName', 'description'],
  site: ['siteName', 'site', 'buildingName', 'building'],
  address: ['address', 'street', 'streetAddress'],
  city: ['city', 'town', 'location'],
  country: ['country', 'countryName', 'countryCode'],
  type: ['type', 'unitType', 'equipmentType'],
  status: ['equipmentStatus', 'status', 'operationalStatus'],
  floor: ['currentFloor', 'floor'],
  direction: ['currentTripDirection', 'direction', 'tripDirection'],
  availability: ['availability', 'availabilityPercent'],
  lastEventAt: ['lastEventAt', 'lastEvent', 'lastUpdate', 'lastUpdated', 'timestamp'],
} as const;

/** One item of the list as a unit, or undefined when it has no id. */
export function toUnit(item: unknown): Unit | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const fields = new Map(Object.entries(item).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  const raw = (column: keyof typeof names): unknown => {
    for (const name of names[column]) {
      const value = fields.get(name.toLowerCase());
      if (value !== undefined && value !== null && value !== '') return value;
    }
    return undefined;
  };
  const id = text(raw('id'));
  if (id === '') return undefined;
  const status = text(raw('status'));
  return {
    id,
    name: text(raw('name')) || id,
    site: text(raw('site')),
    address: text(raw('address')),
    city: text(raw('city')),
    country: text(raw('country')),
    type: typeOf(text(raw('type'))),
    status,
    condition: conditionOf(status),
    floor: text(raw('floor')) || null,
    direction: directionOf(text(raw('direction'))),
    availability: percent(raw('availability')),
    lastEventAt: time(raw('lastEventAt')),
  };
}

/** Sites and addresses are sometimes objects: then their name or street is shown. */
function text(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  const inner = 'name' in value ? value.name : 'street' in value ? value.street : undefined;
  return typeof inner === 'string' ? inner.trim() : '';
}

function typeOf(value: string): Unit['type'] {
  if (/escalator|moving walk|fahrtreppe|rolltreppe/i.test(value)) return 'escalator';
  return /elevator|lift|aufzug/i.test(value) ? 'elevator' : 'other';
}

/** Which of four conditions a status means. "Not …", "un…" and "out of …" come first: they contain positive words. */
export function conditionOf(status: string): Unit['condition'] {
  if (
    /out.?of|no[nt].?(in|avail|operati|running|active|normal|ok)|unavail|inoperat|inactive|abnormal/i.test(
      status,
    )
  )
    return 'out-of-service';
  if (/fault|fail|stopp?ed|shut|down|error|alarm/i.test(status)) return 'out-of-service';
  if (/maint|inspect|limited|degraded|warning|service mode|test/i.test(status)) return 'limited';
  return /in.?service|operati|normal|available|running|active|^ok$/i.test(status) ? 'in-service' : 'unknown';
}

/** The direction of a car, from the service's word; null for an unknown word. */
export function directionOf(value: string): Unit['direction'] {
  if (/^up/i.test(value)) return 'up';
  if (/^down/i.test(value)) return 'down';
  return /^(none|idle|standing|stationary)/i.test(value) ? 'none' : null;
}

function percent(value: unknown): number | null {
  const number = typeof value === 'string' ? Number.parseFloat(value) : value;
  return typeof number === 'number' && number >= 0 && number <= 100 ? number : null;
}

/** ISO 8601, or a number: seconds below 1e11, ms above. Any other number, .NET's ticks for instance, is null. */
function time(value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : inMs(value);
  return Number.isNaN(new Date(ms).getTime()) ? null : ms;
}

function inMs(value: unknown): number {
  if (typeof value !== 'number' || value <= 0) return Number.NaN;
  return value < 1e11 ? value * 1000 : value;
}
