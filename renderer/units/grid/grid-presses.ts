import type { Column } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { type ColumnCommand, columnCommandFor } from './column-commands.ts';
import { cellForKey, rowForKey } from './grid-keys.ts';
import type { Selection } from './selection.ts';

/** A key with its modifiers; `withControl` is Ctrl or, on macOS, Command. */
export interface Press {
  readonly key: string;
  readonly withControl: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** What the keys of the table work on. */
interface PressedTable {
  readonly store: UnitStore;
  readonly selection: Selection;
  /** The column of the active cell; null while the keys move by row. */
  readonly cell: Column | null;
  /** How many rows PageUp and PageDown move. */
  readonly page: number;
  /** The details are open, and Escape closes them first. */
  readonly hasDetails: boolean;
  readonly onOpen: () => void;
  readonly onCommand: (command: ColumnCommand, column: Column) => void;
}

/** Handles a key of the table, by row or by cell; false if it is for somebody else. */
export function pressKey(press: Press, table: PressedTable): boolean {
  const { store, selection, cell } = table;
  if (store.shown === 0) return false;
  if (cell !== null) {
    const command = columnCommandFor(press);
    if (command !== null) {
      table.onCommand(command, cell);
      return true;
    }
  }
  if (press.altKey) return false;
  if (press.key === 'Enter') return openActive(table);
  if (pressChoice(press, selection)) return true;
  return cell === null ? pressInRows(press, table) : pressInCells(press, table, cell);
}

/** Opens the active unit and selects it, like a click; but several selected ones took work, and stay selected. */
function openActive({ store, selection, onOpen }: PressedTable): boolean {
  if (store.at(selection.cursor()) === undefined) return false;
  if (selection.get().selected.size <= 1) selection.choose(selection.cursor());
  onOpen();
  return true;
}

function pressChoice({ key, withControl, shiftKey }: Press, selection: Selection): boolean {
  const cursor = selection.cursor();
  if (key === ' ' && shiftKey) selection.extend(cursor, withControl);
  else if (key === ' ') selection.toggle(cursor);
  else if (key.toLowerCase() === 'a' && withControl) selection.chooseAll();
  else return false;
  return true;
}

function pressInRows(press: Press, { store, selection, page, hasDetails }: PressedTable): boolean {
  const { key, withControl, shiftKey } = press;
  if (key === 'F2' || key === 'ArrowRight') {
    selection.setCell(store.columns[0] ?? null);
    return true;
  }
  if (key === 'Escape') {
    if (hasDetails || selection.get().selected.size === 0) return false;
    selection.chooseNone();
    return true;
  }
  const next = rowForKey(key, selection.cursor(), store.shown, page);
  if (next === null) return false;
  if (shiftKey) selection.extend(next, withControl);
  else selection.move(next, withControl);
  return true;
}

function pressInCells(press: Press, { store, selection, page }: PressedTable, cell: Column): boolean {
  const { key, shiftKey } = press;
  if (key === 'Escape' || key === 'F2') {
    selection.setCell(null);
    return true;
  }
  const current = { row: selection.cursor(), column: store.columns.indexOf(cell) };
  const count = { row: store.shown, column: store.columns.length };
  const next = cellForKey(press, current, count, page);
  if (next === null) return false;
  if (next.row !== current.row && shiftKey) selection.extend(next.row);
  else selection.move(next.row);
  selection.setCell(store.columns[next.column] ?? cell);
  return true;
}
