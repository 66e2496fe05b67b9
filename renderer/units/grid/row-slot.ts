import { isTimeColumn } from '../../../electron/contract/unit-times.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { GroupCell } from '../groups/group-row.ts';
import type { Turn } from '../outages/turns.ts';
import { type Column, columnWidths, isLive } from '../table/columns.ts';
import type { UnitText } from '../table/unit-text.ts';

/** A DOM row that is reused for one unit after another. */
export interface Slot {
  readonly element: HTMLElement;
  readonly cells: readonly SlotCell[];
  unit: Unit | null;
  /** What shows a group, once this row has shown one. */
  group: GroupCell | null;
  position: number;
  active: boolean;
  selected: boolean;
  watched: string | null;
  turn: Turn | null;
}

/** Remembers what a cell shows: reading that from the document costs more than writing it. */
export interface SlotCell {
  readonly column: Column;
  readonly element: HTMLElement;
  readonly text: Text;
  /** The badge in the status column. */
  readonly badge: HTMLElement | null;
  shown: string;
  condition: Unit['condition'] | null;
}

/** Creates an empty row with these columns; it is not in the document yet. */
export function createSlot(columns: readonly Column[]): Slot {
  const element = document.createElement('div');
  element.className = 'unit-row';
  element.setAttribute('role', 'row');
  element.setAttribute('aria-selected', 'false');
  const cells = columns.map((column, index) => createCell(column, index));
  element.append(...cells.map((cell) => cell.element));
  const marks = { active: false, selected: false, watched: null, turn: null };
  return { element, cells, unit: null, group: null, position: -1, ...marks };
}

function createCell(column: Column, index: number): SlotCell {
  const element = document.createElement('div');
  element.className = `unit-cell column-${column}`;
  element.setAttribute('role', 'gridcell');
  element.setAttribute('aria-colindex', String(index + 1));
  Object.assign(element.style, widthStyle(column));
  const text = document.createTextNode('');
  const badge = column === 'status' ? createBadge() : null;
  badge?.append(text);
  element.append(badge ?? text);
  return { column, element, text, badge, shown: '', condition: null };
}

function createBadge(): HTMLElement {
  const badge = document.createElement('span');
  badge.className = 'badge';
  return badge;
}

/** The width of a column as inline style, for header and rows alike. */
export function widthStyle(column: Column): { flex: string; maxWidth: string } {
  const { least, grow = 0, most } = columnWidths[column];
  const basis = column === 'name' ? 'var(--name-width)' : `${least}px`;
  return { flex: `${grow} 0 ${basis}`, maxWidth: most === undefined ? 'none' : `${most}px` };
}

/** Writes a unit into a row, but only what differs. Returns the changed cells of the live columns, except ages. */
export function showUnit(slot: Slot, unit: Unit, text: UnitText, now: number): SlotCell[] {
  const changed: SlotCell[] = [];
  slot.unit = unit;
  for (const cell of slot.cells) {
    const next = text.cell(unit, cell.column, now);
    if (cell.badge !== null && cell.condition !== unit.condition) {
      cell.condition = unit.condition;
      cell.badge.setAttribute('data-condition', unit.condition);
    }
    if (cell.shown === next) continue;
    cell.shown = next;
    cell.text.data = next;
    // An age changes all the time, so it is not highlighted.
    if (isLive(cell.column) && !isTimeColumn(cell.column)) changed.push(cell);
  }
  return changed;
}

/** Moves a row to its position; `rowHeight` in px. */
export function placeSlot(slot: Slot, position: number, rowHeight: number): void {
  if (slot.position === position) return;
  slot.position = position;
  const { element } = slot;
  element.id = `unit-row-${position}`;
  element.setAttribute('aria-rowindex', String(position + 2));
  element.style.transform = `translateY(${position * rowHeight}px)`;
}

/** Marks the active row, a selected unit and a watched one; `watched` is the text of the mark. */
export function markSlot(slot: Slot, active: boolean, selected: boolean, watched: string | null): void {
  const { element } = slot;
  if (slot.active !== active) element.classList.toggle('active', active);
  if (slot.selected !== selected) element.setAttribute('aria-selected', String(selected));
  if (slot.watched !== watched) {
    if (watched === null) element.removeAttribute('data-watched');
    else element.setAttribute('data-watched', watched);
  }
  Object.assign(slot, { active, selected, watched });
}

/** Marks a row whose unit has changed its condition. */
export function markTurn(slot: Slot, turn: Turn | null): void {
  if (slot.turn === turn) return;
  slot.turn = turn;
  if (turn === null) slot.element.removeAttribute('data-turned');
  else slot.element.setAttribute('data-turned', turn);
}
