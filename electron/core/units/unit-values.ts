/** How single values of a list or an event are read: strictly, so that none is made of what only looks like one (R43). */
import type { Unit } from '../../contract/units.ts';

/** A text or a number as it is shown; undefined for anything else and for blanks. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'boolean' ? String(value) : undefined;
}

/** What kind of unit a word means. */
export function typeIn(value: unknown): Unit['type'] | undefined {
  const word = textIn(value);
  if (word === undefined) return undefined;
  if (/escalator|moving[ _-]?walk|fahrtreppe|rolltreppe/i.test(word)) return 'escalator';
  return /elevator|lift|aufzug/i.test(word) ? 'elevator' : 'other';
}

/** The hub's enum by number, as System.Text.Json writes it without a string converter, and by word in lower case. */
const directions = new Map<string, NonNullable<Unit['direction']>>(
  Object.entries({
    0: 'up',
    1: 'down',
    2: 'levelling',
    3: 'none',
    up: 'up',
    upward: 'up',
    upwards: 'up',
    down: 'down',
    downward: 'down',
    downwards: 'down',
    relevel: 'levelling',
    releveling: 'levelling',
    relevelling: 'levelling',
    leveling: 'levelling',
    levelling: 'levelling',
    none: 'none',
    idle: 'none',
    standing: 'none',
    stationary: 'none',
  } as const),
);

/** The direction of a car, from the enum's number or a word in any letter case. */
export function directionIn(value: unknown): NonNullable<Unit['direction']> | undefined {
  return directions.get(textIn(value)?.toLowerCase() ?? '');
}

const percentage = /^\d{1,3}(?:[.,]\d+)?\s*%?$/;

/** Percent from 0 to 100: a number, or a text such as "99.5" or "99,5 %". */
export function percentIn(value: unknown): number | undefined {
  let number = value;
  if (typeof value === 'string') {
    const text = value.trim();
    if (!percentage.test(text)) return undefined;
    number = Number.parseFloat(text.replace(',', '.'));
  }
  return typeof number === 'number' && number >= 0 && number <= 100 ? number : undefined;
}

/** A moment, ms since 1970. */
interface Moment {
  at: number;
  /** It came without a time zone and was taken as UTC. */
  zoneAssumed: boolean;
}

/** RFC 3339 §5.6, with the zone left out at will, and without leap seconds, which a Date cannot hold. */
const dateTime =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;
const offset = /[+-]\d\d:\d\d$/;
/** Outside of these years is what systems write for "none": 0001, 1601, 1753 and 9999. As texts they sort alike. */
const [firstYear, endYear] = ['1900', '9999'];
/** An epoch is taken for one from 2000 until 2100 only, ms: 20240501 and .NET's ticks are none. */
const [firstEpoch, lastEpoch] = [Date.UTC(2000), Date.UTC(2100)];

/** A moment in RFC 3339, or as seconds or milliseconds since 1970, as a number or in digits. */
export function momentIn(value: unknown): Moment | undefined {
  if (typeof value === 'number') return epoch(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim().toUpperCase();
  if (!dateTime.test(text)) return /^\d+$/.test(text) ? epoch(Number(text)) : undefined;
  if (text < firstYear || text >= endYear) return undefined;
  const day = Number(text.slice(8, 10));
  // Date.parse takes 31 February for 2 March.
  if (day > 28 && day > daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7)))) return undefined;
  const zoneAssumed = !text.endsWith('Z') && !offset.test(text);
  return { at: Date.parse(text.replace(' ', 'T') + (zoneAssumed ? 'Z' : '')), zoneAssumed };
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function epoch(value: number): Moment | undefined {
  const at = value < firstEpoch / 10 ? value * 1_000 : value;
  return at >= firstEpoch && at < lastEpoch ? { at: Math.trunc(at), zoneAssumed: false } : undefined;
}
