import { createGroupIndex, type GroupBy, type GroupIndex } from '../groups/group-index.ts';
import { createScopeCounter, type ScopeCounter } from './fleet-summary.ts';
import { larger, type Rows } from './rows.ts';
import { createSlices, type SlicesParts } from './slices.ts';
import type { Narrowing } from './unit-filters.ts';
import type { RowChange, UnitRows } from './unit-rows.ts';
import { type Found, findRows, moves, type Sort, sortRows } from './unit-view.ts';

/** Number of rows found before a running search shows its first results. */
const screenful = 50;

interface ViewParts {
  readonly slices: SlicesParts;
  /** The rows that are shown. */
  readonly rows: () => UnitRows;
  /** The rows that replace them, once these are searched and sorted. */
  readonly next: () => UnitRows | null;
  readonly narrowing: () => Narrowing;
  readonly order: () => Sort | null;
  /** How the rows are grouped; null if they are not. */
  readonly groupBy: () => GroupBy | null;
  /** The rows of this list are shown from now on. */
  readonly onFound: (rows: UnitRows) => void;
  /** There is more to do; `moved` if first results are shown. */
  readonly onPause: (moved: boolean) => void;
}

/** Finds the rows to show, and their order. The old view stays until the new one is ready. */
export type ViewFinder = ReturnType<typeof createViewFinder>;

/** Creates a finder that shows nothing yet. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share what is shown
export function createViewFinder(parts: ViewParts) {
  const slices = createSlices(parts.slices);
  /** The rows that are shown, without their groups. */
  let plain: Rows = new Uint32Array(0);
  let groups: GroupIndex | null = null;
  /** The groups that are being made, and of which list. */
  let making: { readonly rows: UnitRows; readonly groups: GroupIndex } | null = null;
  const view = () => groups?.entries ?? plain;
  /** By row, its position plus 1, or 0 if it is not shown; built on first use. */
  let positions: Rows | null = null;
  let counter = createScopeCounter(parts.rows().places);
  let stale = false;
  /** What is found is put together here. Made anew for each key, it would keep the garbage collector at work. */
  let buffer: Rows = new Uint32Array(0);
  /** By row, 1 if it is shown; null if that is unknown. */
  let passes: Uint8Array<ArrayBuffer> | null = new Uint8Array(0);

  const show = (found: Rows, index: GroupIndex | null) => {
    plain = found;
    groups = index;
    positions = null;
  };
  /** Checks all rows, or only sorts those `known` to pass; `early` shows the first screenful before that is done. */
  const find = (early?: 'early', known: typeof passes = null): void => {
    const rows = parts.next() ?? parts.rows();
    const { length } = rows.units;
    if (buffer.length !== length) buffer = new Uint32Array(length);
    const found: Found = {
      buffer,
      count: 0,
      counter: known === null ? createScopeCounter(rows.places) : counter,
      passes: known ?? new Uint8Array(length),
    };
    const by = parts.groupBy();
    const index = by === null ? null : createGroupIndex(rows, by);
    making = index && { rows, groups: index };
    const steps =
      known === null
        ? findRows(rows, parts.order(), parts.narrowing().test, found)
        : sortRows(rows, parts.order(), found);
    stale = false;
    slices.run(thenGrouped(steps, found, index), {
      answer: early !== undefined,
      paused() {
        const isEarly = early !== undefined && index === null && rows === parts.rows();
        const first = isEarly && found.count >= screenful;
        if (first) show(found.buffer.slice(0, found.count), null);
        parts.onPause(first);
      },
      done() {
        ({ counter, passes } = found);
        making = null;
        show(found.buffer.slice(0, found.count), index);
        parts.onFound(rows);
      },
    });
  };

  return {
    get busy(): boolean {
      return slices.busy;
    },
    /** Live updates have changed where rows belong, or which are shown. */
    get stale(): boolean {
      return stale;
    },
    /** What is shown, in the order of the table: rows and, if they are grouped, the entries of groups among them. */
    get view(): Rows {
      return view();
    },
    /** The groups of what is shown; null if it is not grouped. */
    get groups(): GroupIndex | null {
      return groups;
    },
    /** How many rows match, in groups that are folded too; in several groups, a row still counts once. */
    get matching(): number {
      return plain.length;
    },
    /** The rows that match in the order of the table, in groups that are folded too, each once. */
    rows: (): Rows => groups?.units() ?? plain,
    /** Groups have been folded or unfolded. */
    fold(): void {
      groups?.lay();
      positions = null;
    },
    /** How many units each choice of a filter would show. */
    get counter(): ScopeCounter {
      return counter;
    },
    /** The position of a row in the table; -1 if it is not shown. */
    position(row: number): number {
      positions ??= positionsIn(view(), parts.rows().units.length);
      return (positions[row] ?? 0) - 1;
    },
    find,
    /** The sort has changed: checks the rows again only if necessary. */
    sort(): void {
      if (passes === null || stale || slices.busy) find();
      else find('early', passes);
    },
    /** Appends the rows from an index on that pass. True if they are the first rows shown. */
    add(from: number): boolean {
      const rows = parts.rows();
      const more = passing(rows, from, parts.narrowing(), counter);
      if (passes !== null) {
        while (passes.length < rows.units.length) passes = larger(passes);
        for (const row of more) passes[row] = 1;
      }
      const isFirst = plain.length === 0;
      show(concat(plain, more), null);
      return isFirst;
    },
    /** A live update has changed a row. */
    change(change: RowChange): void {
      const { test, words, asked, filters } = parts.narrowing();
      const { row, before, after, matched } = change;
      // Until a running search has its numbers, those of before stay, with what they were counted for.
      if (matched && !slices.busy && before.condition !== after.condition) {
        test.count(counter, before, row, -1);
        test.count(counter, after, row, 1);
      }
      // A search may depend on the changed texts, and a running one may have missed the change.
      stale ||=
        words.length > 0 || asked.conditions !== null || slices.busy || moves(change, parts.order(), filters);
    },
    /** A live update has changed the unit with this ID: the counts of its groups follow at once, their order later. */
    recount(id: string): void {
      const isShown = groups !== null && recountIn(groups, parts.rows(), id);
      const isMade = making !== null && recountIn(making.groups, making.rows, id);
      stale ||= isShown || isMade;
    },
    /** A live update has changed a row that is only in the next list. */
    changeNext(): void {
      stale = true;
    },
    /** The search or the filters have changed. */
    narrowed(): void {
      passes = null;
    },
    cancel: slices.cancel,
  };
}

/** By row, its first position plus 1; entries of groups are beyond the rows. */
function positionsIn(view: Rows, count: number): Rows {
  const positions = new Uint32Array(count);
  for (let position = view.length - 1; position >= 0; position -= 1) {
    const row = view[position] ?? count;
    if (row < count) positions[row] = position + 1;
  }
  return positions;
}

function* thenGrouped(
  steps: Generator<undefined, void>,
  found: Found,
  groups: GroupIndex | null,
): Generator<undefined, void> {
  yield* steps;
  yield* groups?.fill(found.buffer.subarray(0, found.count)) ?? [];
}

function recountIn(groups: GroupIndex, { units, indexOf }: UnitRows, id: string): boolean {
  const row = indexOf(id);
  const unit = row === undefined ? undefined : units[row];
  return row !== undefined && unit !== undefined && groups.recount(row, unit.condition);
}

/** The rows from an index on that pass; also counts them. */
function passing(rows: UnitRows, from: number, { test }: Narrowing, counter: ScopeCounter): number[] {
  const found: number[] = [];
  for (let row = from; row < rows.units.length; row += 1) {
    const unit = rows.units[row];
    if (unit && rows.search.matches(row) && test.count(counter, unit, row, 1)) found.push(row);
  }
  return found;
}

function concat(view: Rows, more: readonly number[]): Rows {
  const longer = new Uint32Array(view.length + more.length);
  longer.set(view);
  longer.set(more, view.length);
  return longer;
}
