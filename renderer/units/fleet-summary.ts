import type { Unit } from '../../electron/contract.ts';

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
  summary: SiteSummary;
  /** It may have to move in the order. */
  moved: boolean;
}

/** Sites in their order. Only those that have changed are sorted again: the numbers are asked for with every frame. */
function createSiteCounter() {
  const places = new Map<string, Place>();
  let order: Place[] = [];
  let moved: Place[] = [];
  return {
    count(unit: Unit, by: 1 | -1): void {
      let place = places.get(unit.site);
      if (place === undefined) {
        place = { summary: { site: unit.site, total: 0, outOfService: 0 }, moved: false };
        places.set(unit.site, place);
      }
      const { site, total, outOfService } = place.summary;
      const out = unit.condition === 'out-of-service' ? by : 0;
      place.summary = { site, total: total + by, outOfService: outOfService + out };
      if (!place.moved) moved.push(place);
      place.moved = true;
    },
    sorted(): SiteSummary[] {
      const stayed = order.filter((place) => !place.moved);
      const changed = moved.filter(({ summary }) => summary.total > 0 || !places.delete(summary.site));
      order = merge(stayed, changed.sort(comparePlaces));
      for (const place of moved) place.moved = false;
      moved = [];
      return order.map(({ summary }) => summary);
    },
  };
}

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

function comparePlaces({ summary: a }: Place, { summary: b }: Place): number {
  return b.outOfService - a.outOfService || b.total - a.total || (a.site < b.site ? -1 : 1);
}
