import { fittingText } from '../../../electron/contract/fitting-text.ts';
import { haystackOf } from '../../../electron/contract/fold.ts';
import type { ListedRow } from '../../../electron/contract/rows.ts';
import { hasWord, searchWords } from '../../../electron/contract/search.ts';

/** A row with its place in the list. */
export interface PlacedRow {
  readonly at: number;
  readonly row: ListedRow;
}

/** The column that the rows are ordered by; null for the order of the service. */
export type RowOrder = { readonly column: number; readonly descending: boolean } | null;

/** The rows with every word of the query in some cell, in this order. Rows without a value come last either way. */
export function viewOf(
  rows: readonly ListedRow[],
  { query, order, locale }: { readonly query: string; readonly order: RowOrder; readonly locale: string },
): PlacedRow[] {
  const words = searchWords(query);
  const placed = rows.map((row, at): PlacedRow => ({ at, row }));
  const found = words.length === 0 ? placed : placed.filter(({ row }) => matches(row, words));
  if (order === null) return found;
  const { column, descending } = order;
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const cellOf = ({ row }: PlacedRow) => row.cells[column] ?? null;
  return found.sort((left, right) => {
    const [a, b] = [cellOf(left), cellOf(right)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const difference = typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b));
    return descending ? -difference : difference;
  });
}

/** A day and a time with its zone, as RFC 3339 writes them. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * A cell on the screen: a time as the window writes times, a text with at most so many characters; one that was cut
 * ends with an ellipsis.
 */
export function shownCell(
  cell: string | number | null,
  { longest, dateTime }: { readonly longest: number; readonly dateTime: (at: number) => string },
): string | number | null {
  if (typeof cell !== 'string') return cell;
  const at = instant.test(cell) ? Date.parse(cell) : Number.NaN;
  return Number.isNaN(at) ? fittingText(cell, longest) : dateTime(at);
}

function matches({ cells }: ListedRow, words: readonly string[]): boolean {
  const haystack = haystackOf(cells.join('\n'));
  return words.every((word) => hasWord(haystack, word));
}

/** The next order when the heading of a column is pressed: ascending, descending, that of the service. */
export function orderAfter(order: RowOrder, column: number): RowOrder {
  if (order?.column !== column) return { column, descending: false };
  return order.descending ? null : { column, descending: true };
}
