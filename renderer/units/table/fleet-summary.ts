import { isOut } from '../../../electron/contract/names.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { createForemost } from './foremost.ts';
import type { ValueNumbers } from './value-numbers.ts';

/** A site with its number of units, and how many of them are out of service, entrapments included. */
export interface SiteSummary {
  readonly site: string;
  readonly total: number;
  readonly outOfService: number;
}

export const filterKinds = [
  'conditions',
  'types',
  'sites',
  'cities',
  'availability',
  'watchedOnly',
  'tags',
] as const;
export type FilterKind = (typeof filterKinds)[number];

/**
 * How many units each choice of a filter would show: those that the search and the filters of all other kinds leave
 * (docs/table.md).
 */
export interface ScopeSummary {
  /** A choice shows what it counts: `out-of-service` counts entrapments too. */
  readonly conditions: Readonly<Record<Unit['condition'], number>>;
  readonly types: Readonly<Record<Unit['type'], number>>;
  /** The units that the conditions and the types divide among them. */
  readonly totals: { readonly conditions: number; readonly types: number };
  readonly watched: number;
  readonly cityOf: (number: number) => number;
  readonly siteOf: (number: number) => number;
  /** A site by its name; undefined if the list has no such site. */
  readonly site: (name: string) => SiteSummary | undefined;
  /** The number of sites with units out of service. */
  readonly sitesOut: number;
  /** Most entrapments first, then most units out of service, then the larger sites, then by name; none where all run. */
  readonly worstSites: (most: number) => SiteSummary[];
  readonly availability: {
    /** Units per equal part of 0 to 100 percent; 100 itself belongs to the last part. */
    readonly buckets: readonly number[];
    /** Percent; null when no unit has an availability. */
    readonly mean: number | null;
  };
}

/** The numbers of the sites and of the cities of the rows. */
export interface PlaceNumbers {
  readonly sites: ValueNumbers;
  readonly cities: ValueNumbers;
}

/** The width of an availability part in percent; must match the filters in the contract. */
export const availabilityStep = 5;
const bucketCount = 100 / availabilityStep;

const noTallies = () => ({
  conditions: { entrapment: 0, 'in-service': 0, limited: 0, 'out-of-service': 0, unknown: 0 },
  types: { elevator: 0, escalator: 0, other: 0 },
  buckets: Array.from({ length: bucketCount }, () => 0),
  known: { sum: 0, count: 0 },
  watched: 0,
  cities: [] as number[],
  /** By number of the site. */
  sites: { total: [] as number[], outOfService: [] as number[], entrapments: [] as number[] },
});

/** Counts units by what can be filtered. */
export type ScopeCounter = ReturnType<typeof createScopeCounter>;

/** Creates a counter that begins at 0, or where another counter of the same rows stands. */
export function createScopeCounter(places: PlaceNumbers, from?: { readonly tallies: Tallies }) {
  const tallies = from === undefined ? noTallies() : structuredClone(from.tallies);
  let summary: ScopeSummary | null = null;
  return {
    tallies,
    /** Adds `by` to the counts of a row's unit; `only` those of one kind, whose filter alone hides the unit. */
    count(unit: Unit, row: number, by: 1 | -1, isWatched: boolean, only: FilterKind | null = null): void {
      summary = null;
      const { conditions, types } = tallies;
      if (only === null || only === 'conditions') conditions[unit.condition] += by;
      if (only === null || only === 'types') types[unit.type] += by;
      if (only === null || only === 'availability') countAvailability(tallies, unit.availability, by);
      if (only === null || only === 'cities') addAt(tallies.cities, places.cities.at(row), by);
      if (only === null || only === 'sites')
        countSite(tallies.sites, unit.condition, places.sites.at(row), by);
      if (isWatched && (only === null || only === 'watchedOnly')) tallies.watched += by;
    },
    setWatched(watched: number): void {
      summary = null;
      tallies.watched = watched;
    },
    /** The current numbers; the same object until they change. */
    summary(): ScopeSummary {
      summary ??= summaryOf(tallies, places);
      return summary;
    },
  };
}

type Tallies = ReturnType<typeof noTallies>;

function addAt(counts: number[], number: number, by: number): void {
  while (counts.length <= number) counts.push(0);
  counts[number] = (counts[number] ?? 0) + by;
}

function countAvailability({ buckets, known }: Tallies, availability: number | null, by: 1 | -1): void {
  if (availability === null) return;
  addAt(buckets, bucketOf(availability), by);
  known.sum += by * availability;
  known.count += by;
}

function countSite(sites: Tallies['sites'], condition: Unit['condition'], number: number, by: 1 | -1): void {
  addAt(sites.total, number, by);
  if (isOut(condition)) addAt(sites.outOfService, number, by);
  if (condition === 'entrapment') addAt(sites.entrapments, number, by);
}

function bucketOf(availability: number): number {
  return Math.max(0, Math.min(bucketCount - 1, Math.floor((availability / 100) * bucketCount)));
}

/** The lower bound, in percent, of the part that an availability belongs to. */
export function availabilityPart(availability: number): number {
  return bucketOf(availability) * availabilityStep;
}

const sumOf = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);

function summaryOf(tallies: Tallies, { sites: { values, numberOf } }: PlaceNumbers): ScopeSummary {
  const { conditions, types, known, buckets, cities, sites } = tallies;
  const place = (number: number): Place => ({
    site: values[number] ?? '',
    total: sites.total[number] ?? 0,
    outOfService: sites.outOfService[number] ?? 0,
    entrapments: sites.entrapments[number] ?? 0,
  });
  return {
    conditions: {
      ...conditions,
      'out-of-service': conditions['out-of-service'] + conditions.entrapment,
    },
    types: { ...types },
    totals: { conditions: sumOf(conditions), types: sumOf(types) },
    watched: tallies.watched,
    cityOf: (number) => cities[number] ?? 0,
    siteOf: (number) => sites.total[number] ?? 0,
    site(name) {
      const number = numberOf(name);
      return number === undefined ? undefined : withoutRank(place(number));
    },
    sitesOut: sites.outOfService.filter((count) => count > 0).length,
    worstSites: (most) => worstOf(sites.outOfService, place, most).map(withoutRank),
    availability: { buckets: [...buckets], mean: known.count === 0 ? null : known.sum / known.count },
  };
}

interface Place extends SiteSummary {
  readonly entrapments: number;
}

const withoutRank = ({ site, total, outOfService }: Place): SiteSummary => ({ site, total, outOfService });

function worstOf(outOfService: readonly number[], place: (number: number) => Place, most: number): Place[] {
  const worst = createForemost(most, comparePlaces);
  for (const [number, out] of outOfService.entries()) if (out > 0) worst.add(place(number));
  return worst.items;
}

function comparePlaces(a: Place, b: Place): number {
  return (
    b.entrapments - a.entrapments ||
    b.outOfService - a.outOfService ||
    b.total - a.total ||
    (a.site < b.site ? -1 : 1)
  );
}
