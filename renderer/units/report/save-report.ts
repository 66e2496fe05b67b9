import type { ExportFormat } from '../../../electron/contract/names.ts';
import type { DesktopClient } from '../../desktop.ts';
import type { Translate } from '../../ui/i18n.ts';
import { saveRows } from '../export/save-rows.ts';
import { type ReportRow, type ReportSubject, reportCells, reportHeader } from './report-rows.ts';

/** Asks where to save the rows and writes them there; the file's path, or null when the user cancels. Throws DesktopError. */
export function saveReport(
  desktop: Pick<DesktopClient, 'call'>,
  {
    rows,
    subject,
    format,
    t,
  }: {
    readonly rows: readonly ReportRow[];
    readonly subject: ReportSubject;
    readonly format: ExportFormat;
    readonly t: Translate;
  },
  suggestedName: string,
): Promise<string | null> {
  const table = { format, header: reportHeader(subject, format, t), rows, cellsOf: reportCells };
  return saveRows(desktop, table, suggestedName);
}
