import type { Sort } from './arrangement.ts';
import { orderOf, orderOfNumbers } from './order.ts';
import type { Rows } from './rows.ts';
import type { FilterCounts, FilterTest, UnitFilters } from './unit-filters.ts';
import { isNumber, type RowChange, type UnitRows } from './unit-rows.ts';

/** Rows by their index in the order of the table, as far as they have been found. */
export interface Found {
  readonly buffer: Rows;
  count: number;
  readonly counts: FilterCounts;
  /** By row, 1 for each that was found. */
  readonly passes: Uint8Array<ArrayBuffer>;
}

const slice = 256;

/**
 * Filters the rows in small steps, in the order of the list: its units lie in the memory as they are read. Unless they have
 * to be sorted, which is done last, `found` fills from the top of the table on.
 */
export function* findRows(
  rows: UnitRows,
  sort: Sort | null,
  test: FilterTest,
  found: Found,
): Generator<undefined, void> {
  if (!(test.open && rows.search.open())) yield* testRows(rows, sort === null, test, found);
  else takeAll(rows, sort === null, test, found);
  if (sort !== null) yield* sortRows(rows, sort, found.passes, found);
}

function* testRows(
  rows: UnitRows,
  unsorted: boolean,
  test: FilterTest,
  found: Found,
): Generator<undefined, void> {
  for (let index = 0; index < found.buffer.length; index += 1) {
    // A unit is not even looked at, if the search has left it out.
    const unit = rows.search.matches(index) ? rows.units[index] : undefined;
    if (unit !== undefined && test.count(found.counts, unit, 1)) {
      found.passes[index] = 1;
      if (unsorted) found.buffer[found.count++] = index;
    }
    if (index % slice === 0) yield;
  }
}

/** Nothing is looked for, so nothing has to be looked at. */
function takeAll(rows: UnitRows, unsorted: boolean, test: FilterTest, found: Found): void {
  found.passes.fill(1);
  test.countAll(found.counts, rows);
  if (!unsorted) return;
  found.count = found.buffer.length;
  for (let index = 0; index < found.count; index += 1) found.buffer[index] = index;
}

/** Sorts rows that have been found already, which neither looks at units nor counts them. */
export function* sortRows(
  rows: UnitRows,
  sort: Sort | null,
  passes: Uint8Array,
  found: Pick<Found, 'buffer' | 'count'>,
): Generator<undefined, void> {
  const order = yield* orderSteps(rows, sort);
  for (let place = 0; place < found.buffer.length; place += 1) {
    const index = order === null ? place : (order[place] ?? 0);
    if (passes[index] === 1) found.buffer[found.count++] = index;
  }
}

function* orderSteps(rows: UnitRows, sort: Sort | null): Generator<undefined, Rows | null> {
  if (sort === null) return null;
  const { column, descending } = sort;
  const known = rows.ranks(column);
  if (known === undefined && isNumber(column)) return yield* orderOfNumbers(rows.numbers(column), descending);
  const ranks = known ?? (yield* rows.rank(column));
  yield;
  return orderOf(ranks, descending);
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
