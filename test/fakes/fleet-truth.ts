import type { Unit } from '../../electron/contract/units.ts';
import { random } from './random.ts';

/** A unit as a service may write it, in the simulator's names, and what everybody must read there. */
export interface Truth {
  /** What is undefined is not sent. A number that JavaScript cannot hold is made by `asWritten`. */
  sent: Record<string, unknown>;
  unit: Unit;
}

type Case<T> = readonly [sent: unknown, read: T];

const { rawJSON } = JSON as unknown as { rawJSON: (json: string) => unknown };
/** A number with these digits, for JSON.stringify. */
const asWritten = (digits: string): unknown => rawJSON(digits);

const noText: readonly Case<string>[] = [
  [undefined, ''],
  [null, ''],
  ['  ', ''],
];
const statuses: readonly Case<Unit['condition']>[] = [
  ['In Service', 'in-service'],
  ['No fault', 'in-service'],
  ['Normal - no alarms', 'in-service'],
  ['Fault cleared', 'in-service'],
  ['Störung behoben', 'in-service'],
  ['In Betrieb', 'in-service'],
  ['OutOfService', 'out-of-service'],
  ['FAULT', 'out-of-service'],
  ['Außer Betrieb', 'out-of-service'],
  ['Störung', 'out-of-service'],
  ['Maintenance', 'limited'],
  ['Wartung', 'limited'],
  ['Entrapment', 'entrapment'],
  ['entrapment_detected', 'entrapment'],
  ['Personeneinschluss', 'entrapment'],
  ['Default', 'unknown'],
  ['Unbekannt', 'unknown'],
  [3, 'unknown'],
  ['0', 'unknown'],
];
const directions: readonly Case<Unit['direction']>[] = [
  ['Up', 'up'],
  ['DOWN', 'down'],
  ['relevel', 'levelling'],
  [0, 'up'],
  [1, 'down'],
  ['2', 'levelling'],
  [3, 'none'],
  [4, null],
  ['sideways', null],
  [null, null],
  [undefined, null],
];
const percentages: readonly Case<number | null>[] = [
  [99.5, 99.5],
  ['99.5', 99.5],
  ['99,5 %', 99.5],
  [0, 0],
  ['100%', 100],
  ['24/7', null],
  [101, null],
  [-1, null],
  [null, null],
  [undefined, null],
];
const noon = Date.UTC(2024, 4, 1, 12);
const dates: readonly Case<{ at: number | null; zoneAssumed?: true }>[] = [
  ['2024-05-01T12:00:00Z', { at: noon }],
  ['2024-05-01T14:00:00+02:00', { at: noon }],
  ['2024-05-01t12:00:00.2500000z', { at: noon + 250 }],
  ['2024-05-01 12:00:00Z', { at: noon }],
  ['2024-05-01T12:00:00', { at: noon, zoneAssumed: true }],
  [noon, { at: noon }],
  [noon / 1_000, { at: noon }],
  [String(noon), { at: noon }],
  ['U-1001', { at: null }],
  ['Door opened 3', { at: null }],
  ['0001-01-01T00:00:00', { at: null }],
  ['2024-02-31T12:00:00Z', { at: null }],
  ['2024-05-01', { at: null }],
  [20_240_501, { at: null }],
  [true, { at: null }],
  [null, { at: null }],
  [undefined, { at: null }],
];
const floors: readonly Case<string | null>[] = [
  [0, '0'],
  [-2, '-2'],
  ['007', '007'],
  ['EG', 'EG'],
  ['', null],
  [null, null],
  [undefined, null],
];
const types: readonly Case<Unit['type']>[] = [
  ['Elevator', 'elevator'],
  ['Aufzug', 'elevator'],
  ['ESCALATOR', 'escalator'],
  ['Fahrtreppe', 'escalator'],
  ['Gate', 'other'],
  [undefined, 'other'],
];
const texts: readonly Case<string>[] = [
  ...noText,
  ['Köln', 'Köln'],
  [' Łódź 東京 🛗 ', 'Łódź 東京 🛗'],
  ['a,"b";c\\', 'a,"b";c\\'],
  ['=1+1', '=1+1'],
  ['[{]},', '[{]},'],
  [1001, '1001'],
];
/** What no column is made of, however it looks. */
const unknownFields: readonly Record<string, unknown>[] = [
  {},
  { contract: { until: '2024-05-01', parts: [1, { id: 'x' }] } },
  { remark: 'unitId: 7', extra: null },
  { '@odata.etag': 'W/"1"', doors: [] },
];

/** Ids of a list differ, however they are written. */
function idCases(n: number): readonly Case<string>[] {
  const beyond = String(2n ** 53n + 1n + BigInt(n));
  return [
    [`US-${n}`, `US-${n}`],
    [`000${n}`, `000${n}`],
    [asWritten(`1${n}`), `1${n}`],
    [asWritten(beyond), beyond],
    [`9${beyond}`, `9${beyond}`],
    [asWritten(`${n}.0`), `${n}.0`],
    [asWritten(`${n + 1}e21`), `${n + 1}e21`],
  ];
}

/** A list of units with all that services may do to them, the same for the same seed. */
export function fleetTruth(seed: number): Truth[] {
  const next = random(seed);
  const pick = <T>(cases: readonly T[]): T => cases[Math.floor(next() * cases.length)] as T;
  return Array.from({ length: Math.floor(next() * 16) }, (_, n): Truth => {
    const [[unitId, id], [name, readName], [siteName, site]] = [pick(idCases(n)), pick(texts), pick(texts)];
    const [[address, readAddress], [city, readCity], [country, readCountry]] = [
      pick(texts),
      pick(texts),
      pick(texts),
    ];
    const [[type, readType], [status, condition], [floor, readFloor]] = [
      pick(types),
      pick(statuses),
      pick(floors),
    ];
    const [trip, direction] = pick(directions);
    const [availability, percent] = pick(percentages);
    const [lastEventAt, { at, zoneAssumed }] = pick(dates);
    return {
      sent: {
        unitId,
        name,
        siteName,
        address,
        city,
        country,
        type,
        equipmentStatus: status,
        currentFloor: floor,
        currentTripDirection: trip,
        availability,
        lastEventAt,
        ...pick(unknownFields),
      },
      unit: {
        id,
        name: readName || id,
        site,
        address: readAddress,
        city: readCity,
        country: readCountry,
        type: readType,
        status: String(status),
        condition,
        floor: readFloor,
        direction,
        availability: percent,
        lastEventAt: at,
        ...(zoneAssumed ? { zoneAssumed } : {}),
      },
    };
  });
}
