import { printableJson } from '../core/printable.ts';
import type { Context } from './context.ts';
import type { Columns, RowFormat } from './table.ts';

/** Prints rows as JSON for programs or as a table for people; without any, these are told `nothing`. */
export async function printRows<T>(
  { output, tell }: Pick<Context, 'output' | 'tell'>,
  format: RowFormat,
  rows: readonly T[],
  { columns, nothing, widest }: { columns: Columns<T>; nothing: string; widest?: number },
): Promise<void> {
  if (format === 'json') await output.write(`${printableJson(JSON.stringify(rows, null, 2))}\n`);
  else if (rows.length === 0) tell(nothing);
  else {
    // Loaded for whoever sees a table: a token does not wait for the widths of characters.
    const { formatTable } = await import('./table.ts');
    await output.write(formatTable(columns, rows, widest));
  }
}
