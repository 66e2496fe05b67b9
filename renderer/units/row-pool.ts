import type { Unit } from '../../electron/contract.ts';
import { type Column, columns } from './columns.ts';
import type { UnitStore } from './unit-store.ts';

/** The height of a row in px; units.css says the same. */
export const rowHeight = 32;
/** The height of the header in px; units.css says the same. */
export const headerHeight = 36;
/** Rows mounted above and below what can be seen, so that a fast wheel does not show blank ones. */
const overscan = 6;

/** What is marked besides the units themselves. */
export interface Marks {
  /** The row of the keyboard, by position. */
  readonly active: number;
  /** The chosen unit, by ID, so that it stays chosen when the list is sorted or loaded again. */
  readonly selected: string | null;
  /** What ages are counted from, ms since 1970. */
  readonly now: number;
}

interface Slot {
  readonly element: HTMLElement;
  readonly cells: ReadonlyMap<Column, HTMLElement>;
  unit: Unit | null;
}

/** A fixed number of DOM rows that follow the scroll position. */
export interface RowPool {
  /** Shows the rows that are in sight. `afresh` writes every cell again: the language or the time has changed. */
  render(marks: Marks, afresh: boolean): void;
}

/** The DOM id of the row at a position. */
const rowId = (position: number): string => `unit-row-${position}`;

/**
 * Builds the pool. Rows are written without React: it would compare 12 cells of 40 rows on every scrolled frame. Their
 * order in the document stays that of the table, because assistive technology reads them in document order.
 */
export function createRowPool(grid: HTMLElement, body: HTMLElement, store: UnitStore): RowPool {
  let slots: Slot[] = [];
  let first = 0;

  const grow = (size: number) => {
    while (slots.length < size) slots.push(createSlot());
  };

  /** Moves the rows that left the sight on one side to the other side. */
  const turn = (next: number) => {
    const step = next - first;
    first = next;
    if (Math.abs(step) >= slots.length) return;
    if (step > 0) {
      const left = slots.splice(0, step);
      slots = [...slots, ...left];
      body.append(...left.map((slot) => slot.element));
    } else if (step < 0) {
      const left = slots.splice(step);
      slots = [...left, ...slots];
      body.prepend(...left.map((slot) => slot.element));
    }
  };

  return {
    render(marks, afresh) {
      const inSight = Math.ceil(grid.clientHeight / rowHeight);
      grow(inSight + 2 * overscan);
      const top = Math.floor(grid.scrollTop / rowHeight) - overscan;
      turn(Math.max(0, Math.min(top, store.shown - slots.length)));
      for (const [index, slot] of slots.entries()) {
        const position = first + index;
        const unit = store.at(position);
        if (unit === undefined) {
          slot.element.remove();
          continue;
        }
        place(slot, position);
        if (slot.unit !== unit || afresh) fill(slot, unit, store, marks.now);
        mark(slot, position === marks.active, unit.id === marks.selected);
        if (!slot.element.isConnected) body.append(slot.element);
      }
      pointAtActive(grid, marks.active - first, slots);
    },
  };
}

function createSlot(): Slot {
  const element = document.createElement('div');
  element.className = 'unit-row';
  element.setAttribute('role', 'row');
  const cells = new Map<Column, HTMLElement>();
  for (const [index, column] of columns.entries()) {
    const cell = document.createElement('div');
    cell.className = `unit-cell column-${column}`;
    cell.setAttribute('role', 'gridcell');
    cell.setAttribute('aria-colindex', String(index + 1));
    element.append(cell);
    cells.set(column, column === 'status' ? addBadge(cell) : cell);
  }
  return { element, cells, unit: null };
}

function addBadge(cell: HTMLElement): HTMLElement {
  const badge = document.createElement('span');
  badge.className = 'badge';
  cell.append(badge);
  return badge;
}

function place(slot: Slot, position: number): void {
  const id = rowId(position);
  if (slot.element.id === id) return;
  slot.element.id = id;
  slot.element.setAttribute('data-position', String(position));
  slot.element.setAttribute('aria-rowindex', String(position + 2));
  slot.element.style.transform = `translateY(${position * rowHeight}px)`;
}

function fill(slot: Slot, unit: Unit, store: UnitStore, now: number): void {
  slot.unit = unit;
  for (const [column, cell] of slot.cells) {
    const text = store.text.cell(unit, column, now);
    if (cell.textContent !== text) cell.textContent = text;
  }
  slot.cells.get('status')?.setAttribute('data-condition', unit.condition);
}

function mark(slot: Slot, active: boolean, selected: boolean): void {
  slot.element.classList.toggle('active', active);
  const value = String(selected);
  if (slot.element.getAttribute('aria-selected') !== value) slot.element.setAttribute('aria-selected', value);
}

/** A reference to a row that is not in the document would leave a screen reader without a place. */
function pointAtActive(grid: HTMLElement, index: number, slots: readonly Slot[]): void {
  const slot = slots[index];
  if (slot?.element.isConnected === true) grid.setAttribute('aria-activedescendant', slot.element.id);
  else grid.removeAttribute('aria-activedescendant');
}
