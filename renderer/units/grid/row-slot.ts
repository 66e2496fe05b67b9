import { isTimeColumn } from '../../../electron/contract/unit-times.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { GroupCell } from '../groups/group-row.ts';
import { sparkSizes } from '../history/spark-picture.ts';
import type { Turn } from '../outages/turns.ts';
import { type Column, isLive } from '../table/columns.ts';
import type { UnitText } from '../table/unit-text.ts';

/** A DOM row that is reused for one unit after another. */
export interface Slot {
  readonly element: HTMLElement;
  readonly cells: readonly SlotCell[];
  unit: Unit | null;
  /** What shows a group, once this row has shown one. */
  group: GroupCell | null;
  position: number;
  marks: RowMarks;
  turn: Turn | null;
}

/** What is marked in a row besides the unit's data. */
interface RowMarks {
  readonly active: boolean;
  readonly selected: boolean;
  /** The details show this unit. */
  readonly current: boolean;
  /** The text of the mark of a watched unit. */
  readonly watched: string | null;
}

const noMarks: RowMarks = { active: false, selected: false, current: false, watched: null };

/** Remembers what a cell shows: reading that from the document costs more than writing it. */
export interface SlotCell {
  readonly column: Column;
  readonly element: HTMLElement;
  readonly text: Text;
  /** The badge in the status column. */
  readonly badge: HTMLElement | null;
  /** The picture in the column of the last 7 days. */
  readonly spark: HTMLElement | null;
  shown: string;
  condition: Unit['condition'] | null;
  picture: string;
}

/** Creates an empty row with these columns; it is not in the document yet. */
export function createSlot(columns: readonly Column[]): Slot {
  const element = document.createElement('div');
  element.className = 'unit-row';
  element.setAttribute('role', 'row');
  element.setAttribute('aria-selected', 'false');
  const cells = columns.map((column, index) => createCell(column, index));
  element.append(...cells.map((cell) => cell.element));
  return { element, cells, unit: null, group: null, position: -1, marks: noMarks, turn: null };
}

function createCell(column: Column, index: number): SlotCell {
  const element = document.createElement('div');
  element.className = `unit-cell column-${column}`;
  element.setAttribute('role', 'gridcell');
  element.setAttribute('aria-colindex', String(index + 1));
  const text = document.createTextNode('');
  const badge = column === 'status' ? createBadge() : null;
  badge?.append(text);
  const spark = column === 'history' ? createSpark() : null;
  element.append(...(spark === null ? [badge ?? text] : [spark, spokenOnly(text)]));
  return { column, element, text, badge, spark, shown: '', condition: null, picture: '' };
}

function createBadge(): HTMLElement {
  const badge = document.createElement('span');
  badge.className = 'badge';
  return badge;
}

function createSpark(): HTMLElement {
  const spark = document.createElement('span');
  spark.className = 'spark';
  spark.setAttribute('aria-hidden', 'true');
  spark.style.backgroundSize = sparkSizes;
  return spark;
}

/** The words of a picture. */
function spokenOnly(text: Text): HTMLElement {
  const words = document.createElement('span');
  words.className = 'visually-hidden';
  words.append(text);
  return words;
}

/** Whether the row's picture of the last days is not the one that it should show by now. */
export function isSparkOld({ cells }: Slot, unit: Unit, text: UnitText): boolean {
  return cells.some(({ spark, picture }) => spark !== null && picture !== text.spark(unit));
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
    if (cell.spark !== null) showPicture(cell, text.spark(unit));
    if (cell.shown === next) continue;
    cell.shown = next;
    cell.text.data = next;
    // An age changes all the time, so it is not highlighted.
    if (isLive(cell.column) && !isTimeColumn(cell.column)) changed.push(cell);
  }
  return changed;
}

function showPicture(cell: SlotCell, picture: string): void {
  if (cell.picture === picture) return;
  cell.picture = picture;
  if (cell.spark !== null) cell.spark.style.backgroundImage = picture;
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

/** Marks a row, but only where its marks differ. */
export function markSlot(slot: Slot, marks: RowMarks): void {
  const { element, marks: before } = slot;
  if (before.active !== marks.active) element.classList.toggle('active', marks.active);
  if (before.selected !== marks.selected) element.setAttribute('aria-selected', String(marks.selected));
  if (before.current !== marks.current) setOrRemove(element, 'aria-current', marks.current ? 'true' : null);
  if (before.watched !== marks.watched) setOrRemove(element, 'data-watched', marks.watched);
  slot.marks = marks;
}

function setOrRemove(element: HTMLElement, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Marks a row whose unit has changed its condition. */
export function markTurn(slot: Slot, turn: Turn | null): void {
  if (slot.turn === turn) return;
  slot.turn = turn;
  if (turn === null) slot.element.removeAttribute('data-turned');
  else slot.element.setAttribute('data-turned', turn);
}
