import { orderOf, type Rows } from './ranks.ts';
import type { FilterCounts, FilterTest, UnitFilters } from './unit-filters.ts';
import type { RowChange, UnitRows } from './unit-rows.ts';
import type { Sort } from './unit-store.ts';

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
