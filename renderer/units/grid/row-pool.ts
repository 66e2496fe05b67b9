import type { Unit } from '../../../electron/contract/units.ts';
import type { UnitsView } from '../../../electron/contract/views.ts';
import type { Group } from '../groups/group-index.ts';
import { type GroupText, hideGroup, markLevel, showGroup, shownGroup } from '../groups/group-row.ts';
import { createTurnMarks } from '../outages/turn-marks.ts';
import { type Column, type ColumnWidths, tableWidth } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { createHighlights } from './highlights.ts';
import { createPointer } from './row-pointer.ts';
import {
  createSlot,
  isSparkOld,
  markSlot,
  placeSlot,
  type Slot,
  type SlotCell,
  showUnit,
} from './row-slot.ts';

/** The height of a row in px; must match unit-grid.css. */
export const rowHeights: Readonly<Record<UnitsView['density'], number>> = { comfortable: 32, compact: 26 };
/** The height of the header in px; must match unit-grid.css. */
export const headerHeight = 36;
/** Rows rendered above and below the visible ones, so that fast scrolling does not show blank rows. */
const overscan = 6;
/** How long scrolling must pause before those rows are written, in ms: nobody sees them while dragging the bar. */
const leapPause = 80;

/** What is marked in the rows besides the units' data. */
export interface Marks {
  /** The position of the active row. */
  readonly active: number;
  /** The column of the active cell; null while the keys move by row. */
  readonly cell: Column | null;
  /** The IDs of the selected units, so that the selection survives a sort or a reload. */
  readonly selected: ReadonlySet<string>;
  /** The ID of the unit that the details show. */
  readonly current: string | null;
  /** The text of the mark for watched units. */
  readonly watched: string;
  readonly groupText: GroupText;
}

/** The visible positions: `from` inclusive, `to` exclusive. */
export interface Sight {
  readonly from: number;
  readonly to: number;
}

/** A fixed number of DOM rows that follow the scroll position. */
export type RowPool = ReturnType<typeof createRowPool>;

/**
 * Creates the pool. Rows are written without React, which would compare 12 cells of 40 rows on every scrolled frame.
 * They stay in table order in the document, because assistive technology reads in document order.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the rows of the document
export function createRowPool(grid: HTMLElement, body: HTMLElement, store: UnitStore) {
  const highlights = createHighlights();
  const turns = createTurnMarks(store.turns, () => slots);
  let slots: Slot[] = [];
  let first = 0;
  let columns: readonly Column[] = [];
  let rowHeight = 0;
  let layout = -1;
  let isGrouped = false;
  let groupText: GroupText;
  let top = 0;
  /** The number of visible rows from `top` on. */
  let inSight = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const pointer = createPointer(grid);

  /** Removes rows built for other columns or another density, and those of groups with those of no group. */
  const follow = () => {
    const grouped = store.groups.isShown;
    if (columns === store.columns && rowHeight === rowHeights[store.density] && isGrouped === grouped) return;
    columns = store.columns;
    rowHeight = rowHeights[store.density];
    isGrouped = grouped;
    for (const { element } of slots) element.remove();
    slots = [];
    // New rows have no earlier position to be rotated from.
    first = Number.NEGATIVE_INFINITY;
  };

  /** Moves rows that left the view on one side to the other side. True for a jump, after which none is left. */
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

  /** The row's unit after live updates; null if it is unchanged since it was written. */
  const newsOf = (slot: Slot): Unit | null => {
    const { position, unit } = slot;
    const latest = store.at(position);
    // Another unit in this place comes with a new layout, which is rendered anyway.
    if (latest === undefined || latest.id !== unit?.id) return null;
    return latest !== unit || isSparkOld(slot, latest, store.text) ? latest : null;
  };

  /** Schedules `whole` for when scrolling pauses, unless all rows have been written. */
  const pause = (sparing: boolean, whole: () => void) => {
    clearTimeout(rest);
    rest = undefined;
    if (!sparing) return;
    rest = setTimeout(() => {
      rest = undefined;
      whole();
    }, leapPause);
  };

  /** Returns the cells that a live update has changed. */
  const write = (slot: Slot, unit: Unit, now: number, afresh = false): SlotCell[] => {
    const same = slot.unit?.id === unit.id;
    if (!same) highlights.clear(slot.cells);
    turns.mark(slot, unit.id);
    const changed = showUnit(slot, unit, store.text, now);
    return same && !afresh ? changed : [];
  };

  const create = (): Slot => {
    const slot = createSlot(columns);
    if (isGrouped) markLevel(slot);
    return slot;
  };
  /** The row's group with other counts; null if it is unchanged, or no group. */
  const groupNewsOf = (slot: Slot): Group | null => {
    const shown = shownGroup(slot);
    const latest = shown === null ? undefined : store.groups.at(slot.position);
    return latest !== undefined && latest !== shown && latest.key === shown?.key ? latest : null;
  };

  return {
    /**
     * Renders the visible rows. `afresh` rewrites every cell, because the language or the time has changed. After a
     * jump or a new order, the other rows are written when scrolling pauses: `whole` is called then.
     */
    render(marks: Marks, afresh: boolean, whole: () => void): Sight {
      follow();
      groupText = marks.groupText;
      pin(grid, columns, store.widths);
      inSight = Math.ceil(grid.clientHeight / rowHeight);
      while (slots.length < inSight + 2 * overscan) slots.push(create());
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
        const group = unit === undefined ? store.groups.at(position) : undefined;
        if (unit === undefined && group === undefined) {
          slot.element.remove();
          continue;
        }
        const isSame = group === undefined ? slot.unit === unit : shownGroup(slot) === group;
        const asItWas = slot.position === position && isSame;
        const waits = sparing && !asItWas && (position < top || position > top + inSight);
        // Rows that keep their place are not hidden: hiding and showing costs more than writing.
        const hidden =
          waits && (slot.position !== position || slot.element.hidden || !slot.element.isConnected);
        if (slot.element.hidden !== hidden) slot.element.hidden = hidden;
        if (!slot.element.isConnected) body.append(slot.element);
        if (waits) {
          // The content of this row is outdated.
          slot.unit = null;
          continue;
        }
        placeSlot(slot, position, rowHeight);
        if (group !== undefined) {
          markSlot(slot, {
            active: position === marks.active,
            selected: false,
            current: false,
            watched: null,
          });
          if (!isSame || afresh) showGroup(slot, group, groupText, columns.length);
        }
        if (unit === undefined) continue;
        hideGroup(slot);
        if (slot.unit !== unit || afresh) changed.push(...write(slot, unit, now, afresh));
        markSlot(slot, {
          active: position === marks.active,
          selected: marks.selected.has(unit.id),
          current: unit.id === marks.current,
          watched: store.isWatched(unit.id) ? marks.watched : null,
        });
      }
      highlights.mark(changed);
      pointer.pointAt(slots[marks.active - first], marks.cell);
      return { from: Math.min(top, store.shown), to: Math.min(top + inSight, store.shown) };
    },
    /** Whether a live update has changed a visible row. */
    get hasNews(): boolean {
      const seen = slots.slice(top - first, top - first + inSight + 1);
      return seen.some((slot) => newsOf(slot) !== null || groupNewsOf(slot) !== null);
    },
    /** Writes live updates into rows that keep their place. */
    refresh(): void {
      const now = Date.now();
      const changed = slots.flatMap((slot) => {
        const group = groupNewsOf(slot);
        if (group !== null) showGroup(slot, group, groupText, columns.length);
        const unit = newsOf(slot);
        return unit === null ? [] : write(slot, unit, now);
      });
      highlights.mark(changed);
    },
    /** Cancels the pending call of `whole` and the end of marks: nothing is rendered any more. */
    close(): void {
      clearTimeout(rest);
      turns.close();
    },
  };
}

/** The largest share of the table that a pinned column may take: beside a wider one, the others could not be read. */
const largestPinned = 0.6;

/**
 * The first column is sticky only if the table is wider than its container: each sticky cell costs the engine a layer
 * of its own.
 */
function pin(grid: HTMLElement, columns: readonly Column[], widths: ColumnWidths): void {
  const { clientWidth } = grid;
  const pinned =
    tableWidth(columns, widths) > clientWidth && (widths.name ?? 0) <= clientWidth * largestPinned;
  if (grid.hasAttribute('data-pinned') !== pinned) grid.toggleAttribute('data-pinned', pinned);
}
