import type { unitColumns } from '../../../electron/contract/names.ts';

/** The name of a column. */
export type Column = (typeof unitColumns)[number];

/** How wide a column is: its least width in px, its share of what is left, and up to which width (px) it takes that. */
export interface ColumnWidth {
  readonly least: number;
  readonly grow?: number;
  readonly most?: number;
}

export const columnWidths: Readonly<Record<Column, ColumnWidth>> = {
  name: { least: 264, grow: 1, most: 340 },
  status: { least: 144 },
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
};

/** The width of a table of these columns at least, in px. */
export function tableWidth(shown: readonly Column[]): number {
  return shown.reduce((sum, column) => sum + columnWidths[column].least, 0);
}

/** True for a column that live updates change. */
export function isLive(column: Column): boolean {
  return column === 'status' || column === 'floor' || column === 'direction' || column === 'lastEvent';
}
