import { columnWidthLimits } from '../../../electron/contract/names.ts';
import { noteColumns, type TableColumn, tableColumns } from '../../../electron/contract/table.ts';
import { isTimeColumn } from '../../../electron/contract/unit-times.ts';

/** The name of a column. */
export type Column = TableColumn;

/** The width of a column: minimum in px, share of the remaining width, and maximum in px. */
interface ColumnWidth {
  readonly least: number;
  readonly grow?: number;
  readonly most?: number;
}

export const columnWidths: Readonly<Record<Column, ColumnWidth>> = {
  name: { least: 264, grow: 1, most: 340 },
  status: { least: 188 },
  outSince: { least: 216 },
  site: { least: 196, grow: 2 },
  city: { least: 104, grow: 1 },
  floor: { least: 70 },
  direction: { least: 104 },
  type: { least: 98 },
  id: { least: 124, grow: 1, most: 200 },
  address: { least: 190, grow: 2 },
  country: { least: 108, grow: 1 },
  availability: { least: 150 },
  lastEvent: { least: 196 },
  lastSeen: { least: 196 },
  tags: { least: 160, grow: 1 },
  note: { least: 196, grow: 2 },
  history: { least: 168 },
};

/** The widths that the user has set, in px. */
export type ColumnWidths = Readonly<Partial<Record<Column, number>>>;

/** The minimum width of a table with these columns, in px. */
export function tableWidth(shown: readonly Column[], widths: ColumnWidths): number {
  return shown.reduce((sum, column) => sum + (widths[column] ?? columnWidths[column].least), 0);
}

/** A width that a column can have, as a whole number of px. */
export function possibleWidth(width: number): number {
  const { least, most } = columnWidthLimits;
  return Math.round(Math.max(least, Math.min(most, width)));
}

/** True for a column that live updates change. */
export function isLive(column: Column): boolean {
  return column === 'status' || column === 'floor' || column === 'direction' || isTimeColumn(column);
}

/** True for a column of what the operator says of a unit. */
export function isNoted(column: Column): column is (typeof noteColumns)[number] {
  return noteColumns.some((each) => each === column);
}

/** False for the column of what was seen here: it is read only for rows in sight, so nothing can be ordered by it. */
export function isSortable(column: Column): boolean {
  return column !== 'history';
}

/** These columns without duplicates and unknown ones; null if none is left. */
export function knownColumns(columns: readonly Column[]): readonly Column[] | null {
  const known = [...new Set(columns)].filter((column) => tableColumns.includes(column));
  return known.length === 0 ? null : known;
}

/** Moves a column to the place of another; the columns in between shift. */
export function moveTo(shown: readonly Column[], column: Column, target: Column): Column[] {
  const place = shown.indexOf(target);
  const rest = shown.filter((each) => each !== column);
  return place < 0 || rest.length === shown.length ? [...shown] : rest.toSpliced(place, 0, column);
}

/** Moves a column by one place; -1 is to the left. At the end it stays where it is. */
export function moveBy(shown: readonly Column[], column: Column, by: -1 | 1): Column[] {
  return moveTo(shown, column, shown[shown.indexOf(column) + by] ?? column);
}

/** Shows a column behind the one that it usually follows, or hides it. The last one stays. */
export function toggle(shown: readonly Column[], column: Column): Column[] {
  if (shown.includes(column)) {
    return shown.length === 1 ? [...shown] : shown.filter((each) => each !== column);
  }
  const before = tableColumns.slice(0, tableColumns.indexOf(column)).findLast((each) => shown.includes(each));
  return shown.toSpliced(before === undefined ? 0 : shown.indexOf(before) + 1, 0, column);
}
