import type { Cell } from '../../../electron/contract/exports.ts';
import type { ExportFormat } from '../../../electron/contract/names.ts';
import type { DesktopClient } from '../../desktop.ts';

/** Rows per message to main. */
const chunk = 2_000;

interface Table<Row> {
  readonly format: ExportFormat;
  readonly header: readonly string[];
  /** The rows in parts, each one message to main. */
  readonly parts: Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>;
  readonly cellsOf: (row: Row) => readonly Cell[];
}

/** Rows that are there, in parts. */
export function* inParts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += chunk) yield rows.slice(from, from + chunk);
}

/** Asks where to save a table and writes it there; the file's path, or null when the user cancels. Throws DesktopError. */
export async function saveRows<Row>(
  desktop: Pick<DesktopClient, 'call'>,
  { format, header, parts, cellsOf }: Table<Row>,
  suggestedName: string,
): Promise<string | null> {
  const begun = await desktop.call('startExport', { suggestedName, format });
  if (begun === null) return null;
  const { export: id, file } = begun;
  try {
    await desktop.call('exportRows', { export: id, rows: [[...header]] });
    for await (const part of parts) {
      const cells = part.map((row) => [...cellsOf(row)]);
      await desktop.call('exportRows', { export: id, rows: cells });
    }
    await desktop.call('finishExport', { export: id });
    return file;
  } catch (cause) {
    desktop.call('cancelExport', { export: id }).catch(() => undefined);
    throw cause;
  }
}
