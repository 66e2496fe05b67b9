import { printable } from '../core/printable.ts';
import { fittingWidth, padded, textWidth } from './text-width.ts';

/** The columns of a table: each title with the text of its cells. */
export type Columns<T> = Readonly<Record<string, (row: T) => string | null>>;

export type RowFormat = 'table' | 'json';

/**
 * A table as text; each column is as wide as its widest cell, at most `widest` columns of the terminal. Ends with a
 * newline. Without control characters and such that change the direction (R45).
 */
export function formatTable<T>(columns: Columns<T>, rows: readonly T[], widest = 36): string {
  const titles = Object.keys(columns);
  const cells = Object.values(columns);
  if (titles.length === 0) return '';
  const shown = (text: string) => fittingWidth(printable(text), widest);
  const lines = [titles.map(shown), ...rows.map((row) => cells.map((cell) => shown(cell(row) ?? '')))];
  const widths = titles.map((_, i) =>
    lines.reduce((most, line) => Math.max(most, textWidth(line[i] ?? '')), 0),
  );
  const text = (line: readonly string[]) =>
    line
      .map((cell, i) => padded(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return lines.map((line) => `${text(line)}\n`).join('');
}
