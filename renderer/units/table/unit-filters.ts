import { isLookedFor } from '../../../electron/contract/names.ts';
import { parseQuery, type SearchQuery } from '../../../electron/contract/search.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { UnitsView } from '../../../electron/contract/views.ts';
import { availabilityPart, noUnits } from './fleet-summary.ts';
import type { UnitRows } from './unit-rows.ts';

/** The filters of the table; an empty list means all. */
export type UnitFilters = Readonly<
  Omit<UnitsView, 'columns' | 'widths' | 'density' | 'sort' | 'group' | 'query'>
> & {
  /** Tags belong to the account and are sealed, so that no saved view has them. */
  readonly tags: readonly string[];
};

export const noFilters: UnitFilters = {
  conditions: [],
  types: [],
  sites: [],
  availability: [],
  watchedOnly: false,
  tags: [],
};

/** True if any filter is set. */
export function isFiltered({ watchedOnly, ...lists }: UnitFilters): boolean {
  return watchedOnly || Object.values(lists).some((list) => list.length > 0);
}

/** Adds the value to the list, or removes it if it is there. */
export function toggled<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((entry) => entry !== value) : [...list, value];
}

/** How many units each choice of a filter would show, given the search and the other filters. */
export type FilterCounts = ReturnType<typeof noCounts>;

export const noCounts = () => ({ ...noUnits(), watched: 0 });

/** Tests units against one set of filters. */
export type FilterTest = ReturnType<typeof filterTest>;

function filterTest(
  asked: SearchQuery,
  filters: UnitFilters,
  watched: ReadonlySet<string>,
  tagged: ReadonlySet<string> | null,
) {
  const sites = filters.sites.length === 0 ? null : new Set(filters.sites);
  const parts = filters.availability.length === 0 ? null : new Set(filters.availability);
  return {
    /** True without any filter. */
    open: !isFiltered(filters) && asked.conditions === null && asked.types === null,
    /** Counts all units at once; only without any filter. */
    countAll(counts: FilterCounts, { fleet, indexOf }: Pick<UnitRows, 'fleet' | 'indexOf'>): void {
      const { conditions, types } = fleet.counts();
      Object.assign(counts.conditions, conditions);
      Object.assign(counts.types, types);
      for (const id of watched) if (indexOf(id) !== undefined) counts.watched += 1;
    },
    /** Adds `by` to each count that the unit belongs to; true if the unit passes every filter. */
    count(counts: FilterCounts, unit: Unit, by: 1 | -1): boolean {
      if (asked.conditions !== null && !isLookedFor(asked.conditions, unit.condition)) return false;
      if (asked.types !== null && !asked.types.includes(unit.type)) return false;
      if (sites !== null && !sites.has(unit.site)) return false;
      if (tagged !== null && !tagged.has(unit.id)) return false;
      if (parts !== null && !isIn(parts, unit.availability)) return false;
      const condition = filters.conditions.length === 0 || isLookedFor(filters.conditions, unit.condition);
      const type = filters.types.length === 0 || filters.types.includes(unit.type);
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

/** The search and the filters of the table. */
export type Narrowing = ReturnType<typeof narrowTo>;

/**
 * Selects units that have what the query asks for and pass the filters; `watched` has IDs, and so has `tagged`: of the
 * units with one of the tags of the filters, null without such.
 */
export function narrowTo(
  query: string,
  filters: UnitFilters,
  watched: ReadonlySet<string>,
  tagged: ReadonlySet<string> | null = null,
) {
  const asked = parseQuery(query);
  const { words } = asked;
  return { query, words, asked, filters, watched, test: filterTest(asked, filters, watched, tagged) };
}

export const notNarrowed = narrowTo('', noFilters, new Set());
