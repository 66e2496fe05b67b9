import type { Unit } from '../../../electron/contract/units.ts';
import type { UnitsView } from '../../../electron/contract/views.ts';
import { type Column, tableWidth } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { createHighlights } from './highlights.ts';
import { createSlot, markSlot, placeSlot, type Slot, type SlotCell, showUnit } from './row-slot.ts';

/** The height of a row in px; unit-grid.css says the same. */
export const rowHeights: Readonly<Record<UnitsView['density'], number>> = { comfortable: 32, compact: 26 };
/** The height of the header in px; unit-grid.css says the same. */
export const headerHeight = 36;
/** Rows mounted above and below what can be seen, so that a fast wheel does not show blank ones. */
const overscan = 6;
/** For how long the table must rest before those are written, in ms: while the bar is dragged nobody sees them. */
const leapPause = 80;

/** What is marked besides the units themselves. */
export interface Marks {
  /** The row of the keyboard, by position. */
  readonly active: number;
  /** The chosen units, by ID, so that they stay chosen when the list is sorted or loaded again. */
  readonly selected: ReadonlySet<string>;
  /** What the mark of a watched unit says. */
  readonly watched: string;
}

/** The positions in sight, from the first up to, and without, the last. */
export interface Sight {
  readonly from: number;
  readonly to: number;
}

/** A fixed number of DOM rows that follow the scroll position. */
export interface RowPool {
  /**
   * Shows the rows that are in sight. `afresh` writes every cell again: the language or the time has changed. After a leap
   * and in another order, the rows around the sight follow when the table rests: `whole` is called then.
   */
  render(marks: Marks, afresh: boolean, whole: () => void): Sight;
  /** A live update has changed a row that is in sight. */
  readonly hasNews: boolean;
  /** Writes what live updates have changed in rows that stay where they are. */
  refresh(): void;
  /** Writes nothing any more by itself. */
  stop(): void;
}

/**
 * Builds the pool. Rows are written without React: it would compare 12 cells of 40 rows on every scrolled frame. Their
 * order in the document stays that of the table, because assistive technology reads them in document order.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the rows of the document
export function createRowPool(grid: HTMLElement, body: HTMLElement, store: UnitStore): RowPool {
  const highlights = createHighlights<SlotCell>();
  let slots: Slot[] = [];
  let first = 0;
  let columns: readonly Column[] = [];
  let rowHeight = 0;
  let layout = -1;
  let top = 0;
  /** How many rows can be seen from there on. */
  let inSight = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  /** Rows of another make are of no use any more. */
  const follow = () => {
    if (columns === store.columns && rowHeight === rowHeights[store.density]) return;
    columns = store.columns;
    rowHeight = rowHeights[store.density];
    for (const { element } of slots) element.remove();
    slots = [];
    // New ones have no place in the document from which they could be turned.
    first = Number.NEGATIVE_INFINITY;
  };
  const grow = (size: number) => {
    while (slots.length < size) slots.push(createSlot(columns));
  };

  /** Moves the rows that left the sight on one side to the other side. True for a leap, after which none is left. */
  const turn = (next: number): boolean => {
    const step = next - first;
    first = next;
    if (Math.abs(step) >= slots.length) return true;
    if (step > 0) {
      const left = slots.splice(0, step);
      slots.push(...left);
      body.append(...left.map((slot) => slot.element));
    } else if (step < 0) {
      const left = slots.splice(step);
      slots.unshift(...left);
      body.prepend(...left.map((slot) => slot.element));
    }
    return false;
  };

  /** The unit of a row as live updates have left it; null when it is as it was written. */
  const newsOf = ({ position, unit }: Slot): Unit | null => {
    const latest = store.at(position);
    // Another unit in its place comes with another layout, which is rendered.
    return latest !== undefined && latest !== unit && latest.id === unit?.id ? latest : null;
  };

  /** Looks at the rows around the sight when the table rests; not, if they have been written. */
  const pause = (sparing: boolean, whole: () => void) => {
    clearTimeout(rest);
    rest = undefined;
    if (!sparing) return;
    rest = setTimeout(() => {
      rest = undefined;
      whole();
    }, leapPause);
  };

  /** Returns the cells in which a live update has changed something. */
  const write = (slot: Slot, unit: Unit, now: number, afresh = false): SlotCell[] => {
    const same = slot.unit?.id === unit.id;
    if (!same) highlights.clear(slot.cells);
    const changed = showUnit(slot, unit, store.text, now);
    return same && !afresh ? changed : [];
  };

  return {
    render(marks, afresh, whole) {
      follow();
      pin(grid, columns);
      inSight = Math.ceil(grid.clientHeight / rowHeight);
      grow(inSight + 2 * overscan);
      const before = top;
      top = Math.floor(grid.scrollTop / rowHeight);
      const leapt = turn(Math.max(0, Math.min(top - overscan, store.shown - slots.length)));
      const sparing = leapt || layout !== store.layout() || (rest !== undefined && top === before);
      layout = store.layout();
      pause(sparing, whole);
      const now = Date.now();
      const changed: SlotCell[] = [];
      for (const [index, slot] of slots.entries()) {
        const position = first + index;
        const unit = store.at(position);
        if (unit === undefined) {
          slot.element.remove();
          continue;
        }
        const asItWas = slot.position === position && slot.unit === unit;
        const waits = sparing && !asItWas && (position < top || position > top + inSight);
        // One that stays in its place is left as it is: to hide it and show it again costs more than to write it.
        const hidden =
          waits && (slot.position !== position || slot.element.hidden || !slot.element.isConnected);
        if (slot.element.hidden !== hidden) slot.element.hidden = hidden;
        if (!slot.element.isConnected) body.append(slot.element);
        if (waits) {
          // Whatever it still says is of another time.
          slot.unit = null;
          continue;
        }
        placeSlot(slot, position, rowHeight);
        if (slot.unit !== unit || afresh) changed.push(...write(slot, unit, now, afresh));
        const watched = store.isWatched(unit.id) ? marks.watched : null;
        markSlot(slot, position === marks.active, marks.selected.has(unit.id), watched);
      }
      highlights.mark(changed);
      pointAtActive(grid, marks.active - first, slots);
      return { from: Math.min(top, store.shown), to: Math.min(top + inSight, store.shown) };
    },
    get hasNews() {
      const seen = slots.slice(top - first, top - first + inSight + 1);
      return seen.some((slot) => newsOf(slot) !== null);
    },
    refresh() {
      const now = Date.now();
      const changed = slots.flatMap((slot) => {
        const unit = newsOf(slot);
        return unit === null ? [] : write(slot, unit, now);
      });
      highlights.mark(changed);
    },
    stop: () => clearTimeout(rest),
  };
}

/**
 * The first column stays in sight only where the table is wider than its place: each cell that does so costs the engine a
 * layer of its own.
 */
function pin(grid: HTMLElement, columns: readonly Column[]): void {
  const pinned = tableWidth(columns) > grid.clientWidth;
  if (grid.hasAttribute('data-pinned') !== pinned) grid.toggleAttribute('data-pinned', pinned);
}

/** A reference to a row that is not in the document would leave a screen reader without a place. */
function pointAtActive(grid: HTMLElement, index: number, slots: readonly Slot[]): void {
  const slot = slots[index];
  const id = slot?.element.isConnected === true && slot.unit !== null ? slot.element.id : null;
  if (grid.getAttribute('aria-activedescendant') === id) return;
  if (id === null) grid.removeAttribute('aria-activedescendant');
  else grid.setAttribute('aria-activedescendant', id);
}
