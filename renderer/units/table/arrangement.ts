import { unitColumns } from '../../../electron/contract/names.ts';
import type { UnitsView } from '../../../electron/contract/views.ts';
import type { Column } from './columns.ts';

/** The column the table is sorted by. */
export interface Sort {
  readonly column: Column;
  readonly descending: boolean;
}

export type Density = UnitsView['density'];

/** How the table is arranged, whatever it shows. */
export interface Arrangement {
  /** The columns shown, in their order. */
  readonly columns: readonly Column[];
  readonly density: Density;
  readonly sort: Sort | null;
}

export const usualArrangement: Arrangement = { columns: unitColumns, density: 'comfortable', sort: null };

/** These columns, each once and as far as there are such; null when none is left. */
export function knownColumns(columns: readonly Column[]): readonly Column[] | null {
  const known = [...new Set(columns)].filter((column) => unitColumns.includes(column));
  return known.length === 0 ? null : known;
}

/** The sort after a column was chosen: ascending, then descending, then in the order of the list again. */
export function nextSort(sort: Sort | null, column: Column): Sort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}
