import { at, type Dice, diceOf, pick, type Site, siteOf } from './sites.ts';

/**
 * A unit as the simulated API sends it. The real format is not published, so this one is our own. What is left out or null
 * a recording did not tell.
 */
export interface FleetUnit {
  readonly unitId: string;
  readonly name: string;
  readonly siteName: string;
  readonly address: string;
  readonly city: string;
  readonly country: string;
  readonly type: 'Elevator' | 'Escalator' | 'Other';
  readonly equipmentStatus: string;
  /** Null for escalators; 0 is the ground floor. */
  readonly currentFloor: number | null;
  /** Relevel: a car that aligns itself with its floor. No unit that is made up begins with it. */
  readonly currentTripDirection: 'Up' | 'Down' | 'Relevel' | 'None';
  /** Percent, over the last 30 days. */
  readonly availability: number | null;
  readonly lastEventAt: string | null;
  readonly outOfServiceSince: string | null;
  readonly faultCode: string | null;
  readonly faultText: string | null;
  readonly manufacturer?: string;
  readonly serialNumber?: string;
  readonly model?: string;
  readonly yearInstalled?: number;
  readonly loadKg?: number | null;
  readonly floorsServed?: number;
}
type Direction = FleetUnit['currentTripDirection'];

export interface Fleet {
  readonly size: number;
  page(skip: number, top: number): readonly FleetUnit[];
  find(unitId: string): FleetUnit | undefined;
  /** The lowest and highest floor that a unit serves; undefined if that is not known. */
  shaft(unitId: string): { readonly bottom: number; readonly top: number } | undefined;
}

const LARGEST_FLEET = 10_000_000;
/** The first digits of ids without a country: with the ones that follow they are beyond 2^53. */
const ID_PREFIXES = { number: '9007199254', zeros: '00' };
const ID_BASE = 40_000_000;
const ID_STEP = 7;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const STATUSES: readonly (readonly [share: number, status: string])[] = [
  [0.915, 'In Service'],
  [0.95, 'Out Of Service'],
  [0.977, 'Maintenance'],
  [0.989, 'Limited Service'],
  [0.996, 'Inspection'],
  [1, 'Unknown'],
];
const PLACES = ['Main entrance', 'North wing', 'South wing', 'Atrium', 'East wing'];
const ELEVATOR_MODELS = [
  'evolution 100',
  'evolution 200',
  'evolution 300',
  'synergy 100',
  'synergy 300',
  'momentum',
];
const ESCALATOR_MODELS = ['velino', 'tugela', 'victoria'];
const FAULTS: readonly (readonly [code: string, text: string])[] = [
  ['D-104', 'Door does not close'],
  ['D-112', 'Door lock contact open'],
  ['S-201', 'Safety circuit interrupted'],
  ['M-310', 'Drive temperature too high'],
  ['C-402', 'No connection to the controller'],
];
const OUT_OF_SERVICE = ['Out Of Service', 'Entrapment'];
const LOADS_KG = [450, 630, 800, 1_000, 1_275, 1_600, 2_000];

/** How ids begin: with the country, or with digits. */
type IdForm = 'text' | keyof typeof ID_PREFIXES;

/**
 * A fleet of `size` units that are generated on demand, so 100,000 start as fast as 100. The same seed gives the same
 * units; events end at the start of the day of `startedAt` (ms since 1970). Throws a RangeError for an invalid size.
 */
export function createFleet(size: number, seed: number, startedAt: number, ids: IdForm = 'text'): Fleet {
  if (!Number.isInteger(size) || size < 0 || size > LARGEST_FLEET) {
    throw new RangeError(`units is a whole number from 0 to ${LARGEST_FLEET}, not ${size}.`);
  }
  const dice = diceOf(seed);
  const day = Math.floor(startedAt / DAY_MS) * DAY_MS;
  const prefix = ids === 'text' ? undefined : ID_PREFIXES[ids];
  const unit = (index: number) => unitAt(index, dice, day, prefix);
  function indexOf(unitId: string): number | undefined {
    const index = (Number(unitId.slice(prefix?.length ?? 3)) - ID_BASE) / ID_STEP;
    if (!Number.isInteger(index) || index < 0 || index >= size) return undefined;
    return unit(index).unitId === unitId ? index : undefined;
  }
  return {
    size,
    page: (skip, top) =>
      Array.from({ length: Math.max(0, Math.min(top, size - skip)) }, (_, offset) => unit(skip + offset)),
    find(unitId) {
      const index = indexOf(unitId);
      return index === undefined ? undefined : unit(index);
    },
    shaft(unitId) {
      const index = indexOf(unitId);
      if (index === undefined) return undefined;
      const { basements, top } = siteOf(index, dice).site;
      return { bottom: -basements, top };
    },
  };
}

/** The number of a unit in its fleet, from 0 on. */
export function fleetIndex(unitId: string): number {
  const digits = /^(?:[A-Z]{2}-|9007199254|00)(\d+)$/.exec(unitId)?.[1];
  return (Number(digits ?? ID_BASE) - ID_BASE) / ID_STEP;
}

/** What is told of an outage of a unit; nothing while it runs. @param roll decides about the fault, from 0 to 1 */
export function outageOf(status: string, since: string, roll: number) {
  const [faultCode, faultText] = pick(FAULTS, roll);
  return OUT_OF_SERVICE.includes(status)
    ? { outOfServiceSince: since, faultCode, faultText }
    : { outOfServiceSince: null, faultCode: null, faultText: null };
}

function unitAt(index: number, dice: Dice, day: number, prefix: string | undefined): FleetUnit {
  const { site, position } = siteOf(index, dice);
  const roll = (question: number) => dice(index, question);
  const escalator = roll(1) < (site.kind.open ? 0.45 : 0.02);
  const type = escalator ? 'Escalator' : 'Elevator';
  const status = STATUSES.find(([share]) => roll(2) < share)?.[1] ?? 'Unknown';
  const running = status === 'In Service';
  const place = at(PLACES, Math.floor(position / 3));
  const floor = Math.floor(roll(4) * (site.top + site.basements + 1)) - site.basements;
  const minutesAgo = running ? 1 + roll(5) * 360 : 30 + roll(5) * 8_000;
  const lastEventAt = new Date(day - Math.round(minutesAgo * MINUTE_MS)).toISOString();
  return {
    unitId: `${prefix ?? `${site.city.country.code}-`}${ID_BASE + index * ID_STEP}`,
    name: `${place} – ${type} ${position + 1}`,
    siteName: site.name,
    address: site.address,
    city: site.city.name,
    country: site.city.country.name,
    type,
    equipmentStatus: status,
    currentFloor: escalator ? null : floor,
    currentTripDirection: running ? directionOf(escalator, floor, site, roll(6)) : 'None',
    availability: Math.round((running ? 97.5 + roll(7) * 2.5 : 71 + roll(7) * 27) * 10) / 10,
    lastEventAt,
    ...outageOf(status, lastEventAt, roll(12)),
    manufacturer: 'TK Elevator',
    serialNumber: `TKE${String(Math.floor(roll(8) * 1e9)).padStart(9, '0')}`,
    model: pick(escalator ? ESCALATOR_MODELS : ELEVATOR_MODELS, roll(9)),
    yearInstalled: 1_996 + Math.floor(Math.sqrt(roll(10)) * 29),
    loadKg: escalator ? null : pick(LOADS_KG, roll(11)),
    floorsServed: escalator ? 2 : site.top + site.basements + 1,
  };
}

function directionOf(escalator: boolean, floor: number, { top, basements }: Site, roll: number): Direction {
  if (escalator) return roll < 0.5 ? 'Up' : 'Down';
  if (roll < 0.55) return 'None';
  if (floor === top) return 'Down';
  return floor === -basements || roll < 0.775 ? 'Up' : 'Down';
}
