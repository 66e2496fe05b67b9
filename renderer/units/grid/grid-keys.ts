import { placeForKey } from '../../ui/use-roving.ts';

/** The row that a key moves to; null for other keys. `page` is how many rows PageUp and PageDown move. */
export function rowForKey(key: string, current: number, count: number, page: number): number | null {
  const target = targets[key]?.(current, count, Math.max(1, page));
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target));
}

const targets: Readonly<Record<string, (current: number, count: number, page: number) => number>> = {
  ArrowDown: (current) => current + 1,
  ArrowUp: (current) => current - 1,
  PageDown: (current, _count, page) => current + page,
  PageUp: (current, _count, page) => current - page,
  Home: () => 0,
  End: (_current, count) => count - 1,
};

/** A place in the table: the position of a row and the index of a column. */
interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/**
 * The cell that a key moves to while the keys move by cell (ARIA grid pattern); null for other keys. `count` has the
 * numbers of rows and columns.
 */
export function cellForKey(
  { key, withControl }: { readonly key: string; readonly withControl: boolean },
  current: CellPlace,
  count: CellPlace,
  page: number,
): CellPlace | null {
  const last = count.column - 1;
  switch (key) {
    case 'ArrowLeft':
      return { ...current, column: Math.max(0, current.column - 1) };
    case 'ArrowRight':
      return { ...current, column: Math.min(last, current.column + 1) };
    case 'Home':
      return { row: withControl ? 0 : current.row, column: 0 };
    case 'End':
      return { row: withControl ? count.row - 1 : current.row, column: last };
    default: {
      const row = rowForKey(key, current.row, count.row, page);
      return row === null ? null : { ...current, row };
    }
  }
}

/** The header that a key moves to, or null. */
export function headerForKey(key: string, current: number, count: number): number | null {
  // Up and down belong to the rows.
  return key === 'ArrowUp' || key === 'ArrowDown' ? null : placeForKey(key, current, count);
}
