import type { Unit } from '../../electron/contract.ts';
import { orderOf, type Rows } from './ranks.ts';
import type { RowChange, UnitRows } from './unit-rows.ts';
import type { Sort } from './unit-store.ts';

/** What the table is narrowed to; an empty list means all. */
export interface UnitFilters {
  readonly conditions: readonly Unit['condition'][];
  readonly types: readonly Unit['type'][];
  readonly sites: readonly string[];
  readonly watchedOnly: boolean;
}

export const noFilters: UnitFilters = { conditions: [], types: [], sites: [], watchedOnly: false };

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

/** Answers for one set of filters. */
export interface FilterTest {
  /** Counts the unit wherever it belongs; true when every filter lets it through. */
  count(counts: FilterCounts, unit: Unit, by: 1 | -1): boolean;
}

/** Makes the test of these filters. */
export function filterTest(filters: UnitFilters, watched: ReadonlySet<string>): FilterTest {
  const sites = filters.sites.length === 0 ? null : new Set(filters.sites);
  const any = <T>(list: readonly T[], value: T) => list.length === 0 || list.includes(value);
  return {
    count(counts, unit, by) {
      if (sites !== null && !sites.has(unit.site)) return false;
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

/** Rows by their index in the order of the table, as far as they have been found. */
export interface Found {
  readonly buffer: Rows;
  count: number;
  readonly counts: FilterCounts;
}

const slice = 256;

/** Sorts and filters the rows in small steps; `found` fills from the top of the table on. */
export function* findRows(
  rows: UnitRows,
  sort: Sort | null,
  test: FilterTest,
  found: Found,
): Generator<undefined, void> {
  const order = sort === null ? null : yield* orderSteps(rows, sort);
  for (let place = 0; place < found.buffer.length; place += 1) {
    const index = order === null ? place : (order[place] ?? 0);
    const unit = rows.units[index];
    if (unit !== undefined && rows.search.matches(index) && test.count(found.counts, unit, 1)) {
      found.buffer[found.count] = index;
      found.count += 1;
    }
    if (place % slice === 0) yield;
  }
}

function* orderSteps(rows: UnitRows, sort: Sort): Generator<undefined, Rows> {
  const ranks = rows.ranks(sort.column) ?? (yield* rows.rank(sort.column));
  yield;
  return orderOf(ranks, sort.descending);
}

/** True when the change may put the row into another place, or in or out of the table. */
export function moves({ before, after }: RowChange, sort: Sort | null, filters: UnitFilters): boolean {
  if (filters.conditions.length > 0 && before.condition !== after.condition) return true;
  switch (sort?.column) {
    case 'status':
      return before.status !== after.status || before.condition !== after.condition;
    case 'floor':
      return before.floor !== after.floor;
    case 'direction':
      return before.direction !== after.direction;
    case 'lastEvent':
      return before.lastEventAt !== after.lastEventAt;
    default:
      return false;
  }
}
