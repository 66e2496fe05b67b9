import { unitConditions } from '../../../electron/contract/names.ts';
import { isTimeColumn, type TimeColumn, timeAt } from '../../../electron/contract/unit-times.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { UnitsView } from '../../../electron/contract/views.ts';
import { isNoted } from './columns.ts';
import { createScopeCounter, type ScopeCounter } from './fleet-summary.ts';
import { orderOf, orderOfNumbers } from './order.ts';
import { inSteps, type Rows } from './rows.ts';
import type { FilterTest, Narrowing, UnitFilters } from './unit-filters.ts';
import type { RowChange, UnitRows } from './unit-rows.ts';

/** The column the table is sorted by. */
export type Sort = NonNullable<UnitsView['sort']>;

/** The rows found so far: their indexes in table order. */
export interface Found {
  readonly buffer: Rows;
  count: number;
  counter: ScopeCounter;
  /** By row, 1 for each that was found. */
  readonly passes: Uint8Array<ArrayBuffer>;
}

const slice = 256;

/**
 * The group of a condition, lowest first: without a sort, units stand by severity; with one, only those with somebody
 * trapped come before all others.
 */
function groupOf(condition: Unit['condition'], sort: Sort | null): number {
  return sort === null ? severities[condition] : Math.min(severities[condition], 1);
}
const severities = Object.fromEntries(unitConditions.map((each, place) => [each, place])) as Record<
  Unit['condition'],
  number
>;

/** The groups that there are, lowest first. */
function groupsIn({ fleet }: Pick<UnitRows, 'fleet'>, sort: Sort | null): number[] {
  const { conditions } = fleet.tallies;
  const there = unitConditions.filter((each) => conditions[each] > 0);
  return [...new Set(there.map((each) => groupOf(each, sort)))];
}

/** By row, its group; only of those that pass. In the order of the list, in which the units lie in memory. */
function* groupSteps(
  { units }: UnitRows,
  sort: Sort | null,
  passes: Uint8Array,
): Generator<undefined, Uint8Array> {
  const groups = new Uint8Array(units.length);
  for (const [index, passed] of passes.entries()) {
    const unit = passed === 1 ? units[index] : undefined;
    if (unit !== undefined) groups[index] = groupOf(unit.condition, sort);
    if (index % slice === 0) yield;
  }
  return groups;
}

/** True if the rows are shown in another order than that of the list. */
export function isSorted(rows: Pick<UnitRows, 'fleet'>, sort: Sort | null): boolean {
  return sort !== null || groupsIn(rows, sort).length > 1;
}

/**
 * Filters the rows in small steps, in the order of the list, because they lie in memory in that order. Without a sort,
 * which would run last, `found` fills from the top of the table.
 */
export function* findRows(
  rows: UnitRows,
  sort: Sort | null,
  test: FilterTest,
  found: Found,
): Generator<undefined, void> {
  const { buffer, counter, passes } = found;
  const sorts = isSorted(rows, sort);
  const groups = new Uint8Array(sorts ? buffer.length : 0);
  if (test.open && rows.search.open()) {
    // No row has to be checked.
    passes.fill(1);
    found.counter = test.countAll(rows);
    return yield* sortRows(rows, sort, found);
  }
  for (let index = 0; index < buffer.length; index += 1) {
    // A unit that the search excludes is not even read.
    const unit = rows.search.matches(index) ? rows.units[index] : undefined;
    if (unit !== undefined && test.count(counter, unit, index, 1)) {
      passes[index] = 1;
      // While the unit is at hand: later, it would have to be fetched from memory again.
      if (sorts) groups[index] = groupOf(unit.condition, sort);
      else buffer[found.count++] = index;
    }
    if (index % slice === 0) yield;
  }
  if (sorts) yield* sortRows(rows, sort, found, groups);
}

/** Counts the units that a search and filters leave, in small steps, without finding any for the table. */
export function* countScope(rows: UnitRows, { words, test }: Narrowing): Generator<undefined, ScopeCounter> {
  if (test.open && words.length === 0) return test.countAll(rows);
  const counter = createScopeCounter(rows.places);
  const hasWords = rows.hasWords(words);
  for (const [index, unit] of rows.units.entries()) {
    if (words.length === 0 || hasWords(index)) test.count(counter, unit, index, 1);
    if (index % slice === 0) yield;
  }
  return counter;
}

/**
 * Sorts rows that have already been found, in small steps, without checking or counting units.
 * @param known the groups of those that pass, by row
 */
export function* sortRows(
  rows: UnitRows,
  sort: Sort | null,
  found: Found,
  known?: Uint8Array,
): Generator<undefined, void> {
  const { buffer, passes } = found;
  const groups = known ?? (yield* groupSteps(rows, sort, passes));
  const order = yield* orderSteps(rows, sort);
  const ends = yield* groupStarts(groups, passes);
  const count = ends.at(-1) ?? 0;
  yield* inSteps(buffer.length, (from, to) => {
    for (let place = from; place < to; place += 1) {
      const index = order === null ? place : (order[place] ?? 0);
      if (passes[index] !== 1) continue;
      const group = groups[index] ?? 0;
      const next = ends[group] ?? 0;
      buffer[next] = index;
      ends[group] = next + 1;
    }
  });
  found.count = count;
}

/** Where each group begins among the rows that pass, and behind them the number of all. */
function* groupStarts(groups: Uint8Array, passes: Uint8Array): Generator<undefined, Rows> {
  const starts = new Uint32Array(unitConditions.length + 1);
  yield* inSteps(groups.length, (from, to) => {
    for (let index = from; index < to; index += 1) {
      const next = (groups[index] ?? 0) + 1;
      if (passes[index] === 1) starts[next] = (starts[next] ?? 0) + 1;
    }
  });
  for (let group = 1; group < starts.length; group += 1)
    starts[group] = (starts[group] ?? 0) + (starts[group - 1] ?? 0);
  return starts;
}

function* orderSteps(rows: UnitRows, sort: Sort | null): Generator<undefined, Rows | null> {
  if (sort === null) return null;
  const { column, descending } = sort;
  const known = rows.ranks.get(column);
  if (known === undefined && (column === 'availability' || isTimeColumn(column)))
    return yield* orderOfNumbers(yield* numbersOf(rows.units, column), descending);
  const ranks = known ?? (yield* rows.rank(column));
  yield;
  return yield* orderOf(ranks, descending);
}

/** NaN stands for an empty cell. */
function* numbersOf(
  units: readonly Unit[],
  column: 'availability' | TimeColumn,
): Generator<undefined, Float64Array> {
  const numbers = new Float64Array(units.length);
  yield* inSteps(units.length, (from, to) => {
    for (let row = from; row < to; row += 1) numbers[row] = numberOf(units[row], column) ?? Number.NaN;
  });
  return numbers;
}

function numberOf(unit: Unit | undefined, column: 'availability' | TimeColumn): number | null {
  if (unit === undefined) return null;
  return column === 'availability' ? unit.availability : timeAt(unit, column);
}

/** True if the change may move the row, or show or hide it. */
export function moves({ before, after }: RowChange, sort: Sort | null, filters: UnitFilters): boolean {
  if (filters.conditions.length > 0 && before.condition !== after.condition) return true;
  if (groupOf(before.condition, sort) !== groupOf(after.condition, sort)) return true;
  if (sort === null) return false;
  if (sort.column === 'status' && before.condition !== after.condition) return true;
  const { column } = sort;
  if (isNoted(column) || column === 'history') return false;
  if (isTimeColumn(column)) return timeAt(before, column) !== timeAt(after, column);
  return before[column] !== after[column];
}
