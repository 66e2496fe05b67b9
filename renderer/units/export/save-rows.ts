import type { Cell } from '../../../electron/contract/exports.ts';
import type { ExportFormat } from '../../../electron/contract/names.ts';
import type { DesktopClient } from '../../desktop.ts';

/** Rows per message to main. */
const chunk = 2_000;

interface Table<Row> {
  readonly format: ExportFormat;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  readonly cellsOf: (row: Row) => readonly Cell[];
}

/** Asks where to save a table and writes it there; the file's path, or null when the user cancels. Throws DesktopError. */
export async function saveRows<Row>(
  desktop: Pick<DesktopClient, 'call'>,
  { format, header, rows, cellsOf }: Table<Row>,
  suggestedName: string,
): Promise<string | null> {
  const begun = await desktop.call('startExport', { suggestedName, format });
  if (begun === null) return null;
  const { export: id, file } = begun;
  try {
    await desktop.call('exportRows', { export: id, rows: [[...header]] });
    for (let from = 0; from < rows.length; from += chunk) {
      const cells = rows.slice(from, from + chunk).map((row) => [...cellsOf(row)]);
      await desktop.call('exportRows', { export: id, rows: cells });
    }
    await desktop.call('finishExport', { export: id });
    return file;
  } catch (cause) {
    desktop.call('cancelExport', { export: id }).catch(() => undefined);
    throw cause;
  }
}
