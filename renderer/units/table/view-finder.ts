import type { Sort } from './arrangement.ts';
import type { Narrowing } from './narrowing.ts';
import { larger, type Rows } from './rows.ts';
import { type ShownRows, showRows } from './shown-rows.ts';
import { createSlices, type SlicesParts } from './slices.ts';
import { type FilterCounts, noCounts } from './unit-filters.ts';
import type { RowChange, UnitRows } from './unit-rows.ts';
import { type Found, findRows, moves, sortRows } from './unit-view.ts';

/** How many rows make it worth showing what a search has found before it has seen all rows. */
const screenful = 50;

/** Finds the rows to show, and their order. What was shown stays until the new is there. */
export interface ViewFinder {
  readonly busy: boolean;
  /** Live updates since would put rows into other places, or in or out of the table. */
  readonly stale: boolean;
  readonly shown: ShownRows;
  /** How many units each choice of a filter would show. */
  readonly counts: FilterCounts;
  /** Looks at all rows; `early` shows the first screenful before that is done. */
  find(early?: 'early'): void;
  /** Another order is wanted: looks at the rows again only if it must. */
  sort(): void;
  /** Shows those of the rows from an index on that pass, at the end. True if they are the first. */
  add(from: number): boolean;
  /** A live update has changed a row. */
  change(change: RowChange): void;
  /** A live update has changed a row that is only in the list that is being put in order. */
  changeNext(): void;
  /** What the table is narrowed to has changed. */
  narrowed(): void;
  stop(): void;
}

export interface ViewParts {
  readonly slices: SlicesParts;
  /** The rows that are shown. */
  readonly rows: () => UnitRows;
  /** Those that take their place, together with what is found of them. */
  readonly next: () => UnitRows | null;
  readonly narrowing: () => Narrowing;
  readonly order: () => Sort | null;
  /** Rows of this list are shown from now on. */
  readonly onFound: (rows: UnitRows) => void;
  /** There is more to do, and something to be seen of it perhaps. */
  readonly onPause: (moved: boolean) => void;
}

/** Begins with nothing to show. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share what is shown
export function createViewFinder(parts: ViewParts): ViewFinder {
  const slices = createSlices(parts.slices);
  let view: Rows = new Uint32Array(0);
  let shown = showRows(view, parts.rows());
  let counts = noCounts();
  let stale = false;
  /** By row, 1 for each that is shown; null when that is not known. */
  let passes: Uint8Array<ArrayBuffer> | null = new Uint8Array(0);

  const show = (rows: UnitRows, found: Rows) => {
    view = found;
    shown = showRows(view, rows);
  };
  const find = (early?: 'early') => {
    const rows = parts.next() ?? parts.rows();
    const { length } = rows.units;
    const buffer = new Uint32Array(length);
    const found: Found = { buffer, count: 0, counts: noCounts(), passes: new Uint8Array(length) };
    stale = false;
    slices.run(findRows(rows, parts.order(), parts.narrowing().test, found), {
      answer: early !== undefined,
      paused() {
        const first = early !== undefined && rows === parts.rows() && found.count >= screenful;
        if (first) show(rows, buffer.slice(0, found.count));
        parts.onPause(first);
      },
      done() {
        ({ counts, passes } = found);
        show(rows, buffer.slice(0, found.count));
        parts.onFound(rows);
      },
    });
  };
  const sortFound = (known: Uint8Array) => {
    const rows = parts.rows();
    const found = { buffer: new Uint32Array(rows.units.length), count: 0 };
    slices.run(sortRows(rows, parts.order(), known, found), {
      answer: true,
      paused: () => parts.onPause(false),
      done() {
        show(rows, found.buffer.slice(0, found.count));
        parts.onFound(rows);
      },
    });
  };

  return {
    get busy() {
      return slices.busy;
    },
    get stale() {
      return stale;
    },
    get shown() {
      return shown;
    },
    get counts() {
      return counts;
    },
    find,
    sort() {
      if (passes === null || stale || slices.busy || parts.next() !== null) find();
      else sortFound(passes);
    },
    add(from) {
      const rows = parts.rows();
      const more = passing(rows, from, parts.narrowing(), counts);
      passes &&= withRows(passes, rows.units.length, more);
      const isFirst = view.length === 0;
      show(rows, concat(view, more));
      return isFirst;
    },
    change(change) {
      const { test, words, filters } = parts.narrowing();
      const { before, after, matched } = change;
      if (matched && before.condition !== after.condition) {
        test.count(counts, before, -1);
        test.count(counts, after, 1);
      }
      // A search may look at the very texts that have changed; counts of one under way may have missed it.
      stale ||=
        words.length > 0 || slices.busy || parts.next() !== null || moves(change, parts.order(), filters);
    },
    changeNext() {
      stale = true;
    },
    narrowed() {
      passes = null;
    },
    stop: slices.stop,
  };
}

/** The rows from an index on that pass; they are counted. */
function passing(rows: UnitRows, from: number, { test }: Narrowing, counts: FilterCounts): number[] {
  const found: number[] = [];
  for (let row = from; row < rows.units.length; row += 1) {
    const unit = rows.units[row];
    if (unit && rows.search.matches(row) && test.count(counts, unit, 1)) found.push(row);
  }
  return found;
}

function concat(view: Rows, more: readonly number[]): Rows {
  const longer = new Uint32Array(view.length + more.length);
  longer.set(view);
  longer.set(more, view.length);
  return longer;
}

/** Says of more rows that they pass. */
function withRows(
  passes: Uint8Array<ArrayBuffer>,
  size: number,
  more: readonly number[],
): Uint8Array<ArrayBuffer> {
  let roomy = passes;
  while (roomy.length < size) roomy = larger(roomy);
  for (const row of more) roomy[row] = 1;
  return roomy;
}
