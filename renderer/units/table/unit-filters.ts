import { isLookedFor } from '../../../electron/contract/names.ts';
import { parseQuery, type SearchQuery } from '../../../electron/contract/search.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { UnitsView } from '../../../electron/contract/views.ts';
import { availabilityPart, createScopeCounter, type FilterKind, type ScopeCounter } from './fleet-summary.ts';
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
  cities: [],
  availability: [],
  watchedOnly: false,
  tags: [],
};

/** True if any filter is set. */
export function isFiltered({ watchedOnly, ...lists }: UnitFilters): boolean {
  return watchedOnly || Object.values(lists).some((list) => list.length > 0);
}

/** True if a search or a filter leaves out units. */
export function isNarrowed({
  query,
  filters,
}: {
  readonly query: string;
  readonly filters: UnitFilters;
}): boolean {
  return query.trim() !== '' || isFiltered(filters);
}

/** Adds the value to the list, or removes it if it is there. */
export function toggled<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((entry) => entry !== value) : [...list, value];
}

/** Tests units against one search and one set of filters. */
export type FilterTest = ReturnType<typeof filterTest>;

type Check = readonly [kind: FilterKind, passes: (unit: Unit) => boolean];

/** The checks of the filters that are set. */
function checksOf(
  filters: UnitFilters,
  watched: ReadonlySet<string>,
  tagged: ReadonlySet<string> | null,
): Check[] {
  const { conditions, types, watchedOnly } = filters;
  const [sites, cities, parts] = [
    new Set(filters.sites),
    new Set(filters.cities),
    new Set(filters.availability),
  ];
  const checks: (false | Check)[] = [
    conditions.length > 0 && ['conditions', ({ condition }) => isLookedFor(conditions, condition)],
    types.length > 0 && ['types', ({ type }) => types.includes(type)],
    sites.size > 0 && ['sites', ({ site }) => sites.has(site)],
    cities.size > 0 && ['cities', ({ city }) => cities.has(city)],
    parts.size > 0 && ['availability', ({ availability }) => isIn(parts, availability)],
    watchedOnly && ['watchedOnly', ({ id }) => watched.has(id)],
    tagged !== null && ['tags', ({ id }) => tagged.has(id)],
  ];
  return checks.filter((check) => check !== false);
}

function isIn(parts: ReadonlySet<number>, availability: number | null): boolean {
  return availability !== null && parts.has(availabilityPart(availability));
}

function filterTest(
  asked: SearchQuery,
  filters: UnitFilters,
  watched: ReadonlySet<string>,
  tagged: ReadonlySet<string> | null,
) {
  const checks = checksOf(filters, watched, tagged);
  /** Null for a unit that passes, or the kind of the only filter that it fails; undefined for any other. */
  const failedBy = (unit: Unit): FilterKind | null | undefined => {
    if (asked.conditions !== null && !isLookedFor(asked.conditions, unit.condition)) return undefined;
    if (asked.types !== null && !asked.types.includes(unit.type)) return undefined;
    let failed: FilterKind | null = null;
    for (const [kind, passes] of checks) {
      if (passes(unit)) continue;
      if (failed !== null) return undefined;
      failed = kind;
    }
    return failed;
  };
  return {
    /** True without any filter. */
    open: checks.length === 0 && asked.conditions === null && asked.types === null,
    /** Counts all units at once; only without any filter. */
    countAll({ fleet, places, indexOf }: Pick<UnitRows, 'fleet' | 'places' | 'indexOf'>): ScopeCounter {
      const counter = createScopeCounter(places, fleet);
      counter.setWatched([...watched].filter((id) => indexOf(id) !== undefined).length);
      return counter;
    },
    /**
     * Adds `by` to each count that the unit of a row belongs to; true if it passes every filter. A unit that one filter
     * alone hides is one that another choice of that filter would show.
     */
    count(counter: ScopeCounter, unit: Unit, row: number, by: 1 | -1): boolean {
      const failed = failedBy(unit);
      if (failed === undefined) return false;
      // To look for an id in an empty set, the engine would read its text all the same.
      counter.count(unit, row, by, watched.size > 0 && watched.has(unit.id), failed);
      return failed === null;
    },
    /** Whether the unit passes every filter. */
    passes: (unit: Unit): boolean => failedBy(unit) === null,
    /** Whether no filter but one of this kind hides the unit. */
    leaves(unit: Unit, kind: FilterKind): boolean {
      const failed = failedBy(unit);
      return failed === null || failed === kind;
    },
  };
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
  return { query, words, asked, filters, watched, tagged, test: filterTest(asked, filters, watched, tagged) };
}

export const notNarrowed = narrowTo('', noFilters, new Set());
