import type { Unit } from '../../../electron/contract/units.ts';

/** A site with how many units it has and how many of them are out of service. */
export interface SiteSummary {
  readonly site: string;
  readonly total: number;
  readonly outOfService: number;
}

/** All units in numbers, whatever the table shows. */
export interface FleetSummary {
  readonly total: number;
  readonly conditions: Readonly<Record<Unit['condition'], number>>;
  readonly types: Readonly<Record<Unit['type'], number>>;
  /** Those with the most units out of service first, among equals the larger, then by name. */
  readonly sites: readonly SiteSummary[];
  readonly availability: {
    /** Units per equal part of 0 to 100 percent; 100 itself belongs to the last part. */
    readonly buckets: readonly number[];
    /** Percent; null when no unit has an availability. */
    readonly mean: number | null;
  };
}

/** Keeps the numbers as units come, change and go. */
export interface FleetCounter {
  add(unit: Unit): void;
  change(before: Unit, after: Unit): void;
  counts(): Pick<FleetSummary, 'conditions' | 'types'>;
  /** The numbers as they are now; the same object until they change. */
  summary(): FleetSummary;
}

/** The availability from 0 to 100 percent is counted in parts of so many percent; the contract's filters mean the same. */
export const availabilityStep = 5;
const bucketCount = 100 / availabilityStep;

/** Counts a fleet from nothing. */
export function createFleetCounter(): FleetCounter {
  const conditions = { 'in-service': 0, limited: 0, 'out-of-service': 0, unknown: 0 };
  const types = { elevator: 0, escalator: 0, other: 0 };
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
    add: (unit) => count(unit, 1),
    change(before, after) {
      if (before.condition === after.condition && sameFixed(before, after)) return;
      count(before, -1);
      count(after, 1);
    },
    counts: () => ({ conditions, types }),
    summary() {
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

/** Nothing of what no live update changes, and is counted, differs. */
function sameFixed(a: Unit, b: Unit): boolean {
  return a.type === b.type && a.site === b.site && a.availability === b.availability;
}

function bucketOf(availability: number): number {
  return Math.max(0, Math.min(bucketCount - 1, Math.floor((availability / 100) * bucketCount)));
}

/** The part of 0 to 100 percent that an availability belongs to, by its lower end. */
export function availabilityPart(availability: number): number {
  return bucketOf(availability) * availabilityStep;
}

interface Place {
  readonly site: string;
  total: number;
  outOfService: number;
  /** The numbers as they were asked for last; null when they have changed since. */
  summary: SiteSummary | null;
}

/** Sites in their order. Only those that have changed are sorted again: the numbers are asked for several times a second. */
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
        place = { site: unit.site, total: 0, outOfService: 0, summary: noSummary };
        places.set(unit.site, place);
      }
      place.total += by;
      if (unit.condition === 'out-of-service') place.outOfService += by;
      if (place.summary !== null) moved.push(place);
      place.summary = null;
    },
    sorted(): SiteSummary[] {
      const stayed = order.filter((place) => place.summary !== null);
      const changed = moved.filter(({ site, total }) => total > 0 || !places.delete(site));
      order = merge(stayed, changed.sort(comparePlaces));
      moved = [];
      return order.map(summaryOf);
    },
  };
}

const noSummary: SiteSummary = { site: '', total: 0, outOfService: 0 };

function merge(left: readonly Place[], right: readonly Place[]): Place[] {
  const merged: Place[] = [];
  let taken = 0;
  for (const place of left) {
    for (
      let other = right[taken];
      other !== undefined && comparePlaces(other, place) < 0;
      other = right[taken]
    ) {
      merged.push(other);
      taken += 1;
    }
    merged.push(place);
  }
  for (const place of right.slice(taken)) merged.push(place);
  return merged;
}

function comparePlaces(a: Place, b: Place): number {
  return b.outOfService - a.outOfService || b.total - a.total || (a.site < b.site ? -1 : 1);
}
