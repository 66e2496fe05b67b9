import type { Unit } from '../../../electron/contract/units.ts';
import type { UnitsView } from '../../../electron/contract/views.ts';
import { availabilityPart, type FleetCounter } from './fleet-summary.ts';

/** What the table is narrowed to; an empty list means all. */
export interface UnitFilters {
  readonly conditions: readonly Unit['condition'][];
  readonly types: readonly Unit['type'][];
  readonly sites: readonly string[];
  /** Parts of the availability by their lower ends, in percent. */
  readonly availability: readonly number[];
  readonly watchedOnly: boolean;
}

export const noFilters: UnitFilters = {
  conditions: [],
  types: [],
  sites: [],
  availability: [],
  watchedOnly: false,
};

/** True when some filter keeps units from being shown. */
export function isFiltered({ conditions, types, sites, availability, watchedOnly }: UnitFilters): boolean {
  return conditions.length + types.length + sites.length + availability.length > 0 || watchedOnly;
}

/** The filters as a view of the table keeps them. */
export function filterLists(filters: UnitFilters): Pick<UnitsView, keyof UnitFilters> {
  const { conditions, types, sites, availability, watchedOnly } = filters;
  return {
    conditions: [...conditions],
    types: [...types],
    sites: [...sites],
    availability: [...availability],
    watchedOnly,
  };
}

/** How many units each choice of a filter would show, given the search and the other filters. */
export interface FilterCounts {
  readonly conditions: Record<Unit['condition'], number>;
  readonly types: Record<Unit['type'], number>;
  watched: number;
}

export const noCounts = (): FilterCounts => ({
  conditions: { 'in-service': 0, limited: 0, 'out-of-service': 0, unknown: 0 },
  types: { elevator: 0, escalator: 0, other: 0 },
  watched: 0,
});

interface AllUnits {
  readonly fleet: Pick<FleetCounter, 'counts'>;
  readonly indexOf: (id: string) => number | undefined;
}

/** Answers for one set of filters. */
export interface FilterTest {
  /** No filter keeps anything out. */
  readonly open: boolean;
  /** Counts all units where nothing is kept out. */
  countAll(counts: FilterCounts, rows: AllUnits): void;
  /** Counts the unit wherever it belongs; true when every filter lets it through. */
  count(counts: FilterCounts, unit: Unit, by: 1 | -1): boolean;
}

/** Makes the test of these filters. */
export function filterTest(filters: UnitFilters, watched: ReadonlySet<string>): FilterTest {
  const sites = filters.sites.length === 0 ? null : new Set(filters.sites);
  const parts = filters.availability.length === 0 ? null : new Set(filters.availability);
  const any = <T>(list: readonly T[], value: T) => list.length === 0 || list.includes(value);
  return {
    open: !isFiltered(filters),
    countAll(counts, { fleet, indexOf }) {
      const { conditions, types } = fleet.counts();
      Object.assign(counts.conditions, conditions);
      Object.assign(counts.types, types);
      for (const id of watched) if (indexOf(id) !== undefined) counts.watched += 1;
    },
    count(counts, unit, by) {
      if (sites !== null && !sites.has(unit.site)) return false;
      if (parts !== null && !isIn(parts, unit.availability)) return false;
      const condition = any(filters.conditions, unit.condition);
      const type = any(filters.types, unit.type);
      const isWatched = watched.has(unit.id);
      const watch = isWatched || !filters.watchedOnly;
      if (type && watch) counts.conditions[unit.condition] += by;
      if (condition && watch) counts.types[unit.type] += by;
      if (condition && type && isWatched) counts.watched += by;
      return condition && type && watch;
    },
  };
}

function isIn(parts: ReadonlySet<number>, availability: number | null): boolean {
  return availability !== null && parts.has(availabilityPart(availability));
}
