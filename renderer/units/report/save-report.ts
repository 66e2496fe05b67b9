import type { ExportFormat } from '../../../electron/contract/names.ts';
import type { DesktopClient } from '../../desktop.ts';
import type { Translate } from '../../ui/i18n.ts';
import { type ReportRow, type ReportSubject, reportCells, reportHeader } from './report-rows.ts';

/** Rows per message to main. */
const chunk = 2_000;

/** Asks where to save the rows and writes them there; the file's path, or null when the user cancels. Throws DesktopError. */
export async function saveReport(
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
  const begun = await desktop.call('startExport', { suggestedName, format });
  if (begun === null) return null;
  const { export: id, file } = begun;
  try {
    await desktop.call('exportRows', { export: id, rows: [reportHeader(subject, format, t)] });
    for (let from = 0; from < rows.length; from += chunk)
      await desktop.call('exportRows', { export: id, rows: rows.slice(from, from + chunk).map(reportCells) });
    await desktop.call('finishExport', { export: id });
    return file;
  } catch (cause) {
    desktop.call('cancelExport', { export: id }).catch(() => undefined);
    throw cause;
  }
}
