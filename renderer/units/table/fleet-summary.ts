import { isOut } from '../../../electron/contract/names.ts';
import type { Unit } from '../../../electron/contract/units.ts';

/** A site with its number of units, and how many of them are out of service, entrapments included. */
interface SiteSummary {
  readonly site: string;
  readonly total: number;
  readonly outOfService: number;
}

/** Statistics of all units, whatever the table shows. */
export interface FleetSummary {
  readonly total: number;
  readonly conditions: Readonly<Record<Unit['condition'], number>>;
  readonly types: Readonly<Record<Unit['type'], number>>;
  /** Most entrapments first, then most units out of service, then the larger sites, then by name. */
  readonly sites: readonly SiteSummary[];
  readonly availability: {
    /** Units per equal part of 0 to 100 percent; 100 itself belongs to the last part. */
    readonly buckets: readonly number[];
    /** Percent; null when no unit has an availability. */
    readonly mean: number | null;
  };
}

/** The width of an availability part in percent; must match the filters in the contract. */
export const availabilityStep = 5;
const bucketCount = 100 / availabilityStep;

/** Counts of no units, by condition and by type. */
export const noUnits = () => ({
  conditions: { entrapment: 0, 'in-service': 0, limited: 0, 'out-of-service': 0, unknown: 0 },
  types: { elevator: 0, escalator: 0, other: 0 },
});

/** Creates a counter for an empty fleet. It keeps the statistics while units are added or changed. */
export function createFleetCounter() {
  const { conditions, types } = noUnits();
  const buckets = Array.from({ length: bucketCount }, () => 0);
  const known = { sum: 0, count: 0 };
  const sites = createSiteCounter();
  let total = 0;
  let summary: FleetSummary | null = null;

  const count = (unit: Unit, by: 1 | -1) => {
    summary = null;
    total += by;
    conditions[unit.condition] += by;
    types[unit.type] += by;
    sites.count(unit, by);
    if (unit.availability === null) return;
    const bucket = bucketOf(unit.availability);
    buckets[bucket] = (buckets[bucket] ?? 0) + by;
    known.sum += by * unit.availability;
    known.count += by;
  };

  return {
    add: (unit: Unit): void => count(unit, 1),
    change(before: Unit, after: Unit): void {
      if (before.condition === after.condition && sameFixed(before, after)) return;
      count(before, -1);
      count(after, 1);
    },
    counts: (): Pick<FleetSummary, 'conditions' | 'types'> => ({ conditions, types }),
    /** The current statistics; the same object until they change. */
    summary(): FleetSummary {
      summary ??= {
        total,
        conditions: { ...conditions },
        types: { ...types },
        sites: sites.sorted(),
        availability: { buckets: [...buckets], mean: known.count === 0 ? null : known.sum / known.count },
      };
      return summary;
    },
  };
}

/** True if the counted fields that no live update changes are equal. */
function sameFixed(a: Unit, b: Unit): boolean {
  return a.type === b.type && a.site === b.site && a.availability === b.availability;
}

function bucketOf(availability: number): number {
  return Math.max(0, Math.min(bucketCount - 1, Math.floor((availability / 100) * bucketCount)));
}

/** The lower bound, in percent, of the part that an availability belongs to. */
export function availabilityPart(availability: number): number {
  return bucketOf(availability) * availabilityStep;
}

interface Place {
  readonly site: string;
  total: number;
  outOfService: number;
  entrapments: number;
  /** The last summary; null once the numbers have changed. */
  summary: SiteSummary | null;
}

/** Keeps sites sorted. Only changed sites are sorted again: the numbers are read several times a second. */
function createSiteCounter() {
  const places = new Map<string, Place>();
  let order: Place[] = [];
  let moved: Place[] = [];
  const summaryOf = (place: Place): SiteSummary => {
    const { site, total, outOfService } = place;
    place.summary ??= { site, total, outOfService };
    return place.summary;
  };
  return {
    count(unit: Unit, by: 1 | -1): void {
      let place = places.get(unit.site);
      if (place === undefined) {
        place = { site: unit.site, total: 0, outOfService: 0, entrapments: 0, summary: noSummary };
        places.set(unit.site, place);
      }
      place.total += by;
      if (isOut(unit.condition)) place.outOfService += by;
      if (unit.condition === 'entrapment') place.entrapments += by;
      if (place.summary !== null) moved.push(place);
      place.summary = null;
    },
    sorted(): SiteSummary[] {
      const stayed = order.filter((place) => place.summary !== null);
      const changed = moved.filter(({ site, total }) => total > 0 || !places.delete(site));
      // The engine recognises the sorted part and only merges the rest into it.
      order = [...stayed, ...changed].sort(comparePlaces);
      moved = [];
      return order.map(summaryOf);
    },
  };
}

const noSummary: SiteSummary = { site: '', total: 0, outOfService: 0 };

function comparePlaces(a: Place, b: Place): number {
  return (
    b.entrapments - a.entrapments ||
    b.outOfService - a.outOfService ||
    b.total - a.total ||
    (a.site < b.site ? -1 : 1)
  );
}
