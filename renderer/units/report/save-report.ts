import type { ExportFormat } from '../../../electron/contract/names.ts';
import {
  type ReportLanguage,
  type ReportRow,
  reportCells,
  reportHeader,
} from '../../../electron/contract/report.ts';
import type { ReportSubject } from '../../../electron/contract/report-words.ts';
import type { DesktopClient } from '../../desktop.ts';
import { saveRows } from '../export/save-rows.ts';

/** Asks where to save the rows and writes them there; the file's path, or null when the user cancels. Throws DesktopError. */
export function saveReport(
  desktop: Pick<DesktopClient, 'call'>,
  {
    parts,
    subject,
    format,
    language,
  }: {
    readonly parts: AsyncIterable<readonly ReportRow[]>;
    readonly subject: ReportSubject;
    readonly format: ExportFormat;
    readonly language: ReportLanguage;
  },
  suggestedName: string,
): Promise<string | null> {
  const table = { format, header: reportHeader(subject, format, language), parts, cellsOf: reportCells };
  return saveRows(desktop, table, suggestedName);
}
