import type { Unit } from '../../electron/contract.ts';
import { type Column, columnWidths, isLive } from './columns.ts';
import type { UnitText } from './unit-text.ts';

/** A row of the document, which shows one unit after the other. */
export interface Slot {
  readonly element: HTMLElement;
  readonly cells: ReadonlyMap<Column, SlotCell>;
  unit: Unit | null;
}

interface SlotCell {
  readonly cell: HTMLElement;
  /** What holds the text: the cell itself, or its badge. */
  readonly text: HTMLElement;
}

/** Makes an empty row of these columns. */
export function createSlot(columns: readonly Column[]): Slot {
  const element = document.createElement('div');
  element.className = 'unit-row';
  element.setAttribute('role', 'row');
  const cells = new Map<Column, SlotCell>();
  for (const [index, column] of columns.entries()) {
    const cell = document.createElement('div');
    cell.className = `unit-cell column-${column}`;
    cell.setAttribute('role', 'gridcell');
    cell.setAttribute('aria-colindex', String(index + 1));
    Object.assign(cell.style, widthStyle(column));
    element.append(cell);
    cells.set(column, { cell, text: column === 'status' ? addBadge(cell) : cell });
  }
  return { element, cells, unit: null };
}

/** The width of a column as inline style, for header and rows alike. */
export function widthStyle(column: Column): { flex: string; maxWidth: string } {
  const { least, grow = 0, most } = columnWidths[column];
  const basis = column === 'name' ? 'var(--name-width)' : `${least}px`;
  return { flex: `${grow} 0 ${basis}`, maxWidth: most === undefined ? 'none' : `${most}px` };
}

/**
 * Writes a unit into a row: only what differs, with a mark on what a live update has changed. `afresh` is another
 * language or time, which is no change of the unit.
 */
export function showUnit(slot: Slot, unit: Unit, text: UnitText, now: number, afresh: boolean): void {
  const same = slot.unit?.id === unit.id && !afresh;
  slot.unit = unit;
  for (const [column, { cell, text: target }] of slot.cells) {
    const next = text.cell(unit, column, now);
    if (!same) cell.removeAttribute('data-changed');
    if (target.textContent === next) continue;
    target.textContent = next;
    // An age changes all the time, which is no news.
    if (same && isLive(column) && column !== 'lastEvent') highlight(cell);
  }
  slot.cells.get('status')?.text.setAttribute('data-condition', unit.condition);
}

/** Begins the highlight anew even where one is under way: two names for the same animation. */
function highlight(cell: HTMLElement): void {
  cell.setAttribute('data-changed', cell.getAttribute('data-changed') === 'a' ? 'b' : 'a');
}

function addBadge(cell: HTMLElement): HTMLElement {
  const badge = document.createElement('span');
  badge.className = 'badge';
  cell.append(badge);
  return badge;
}
