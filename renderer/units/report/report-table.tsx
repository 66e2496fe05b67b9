import { eachUnit, type ReportRow } from '../../../electron/contract/report.ts';
import type { ReportSubject } from '../../../electron/contract/report-words.ts';
import { useServices } from '../../services.ts';
import { useHistoryTexts } from '../history/history-texts.ts';

/** Rows in the window and on paper; a file has all. */
const most = 1_000;

interface Props {
  readonly rows: readonly ReportRow[];
  readonly subject: ReportSubject;
}

/** The rows of a report, as they are on paper. */
export function ReportTable({ rows, subject }: Props) {
  const { t } = useServices();
  const texts = useHistoryTexts();
  const left = rows.length - most;
  return (
    <>
      <table className="history-table report-table">
        <caption className="visually-hidden">{t('report.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`report.subjects.${subject}`)}</th>
            {subject === 'unit' ? (
              <th scope="col">{t('report.fields.site')}</th>
            ) : (
              <th scope="col" className="figures">
                {t('report.fields.units')}
              </th>
            )}
            {(['availability', 'outages', 'out', 'repair', 'maintenance'] as const).map((column) => (
              <th key={column} scope="col" className="figures">
                {t(`report.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row) => (
            <tr key={row.unit?.id ?? row.title}>
              <th scope="row">{row.title}</th>
              {row.unit === null ? (
                <td className="figures">{t('report.count', { count: row.ids.length })}</td>
              ) : (
                <td>{row.unit.site}</td>
              )}
              <td className="figures">{texts.availability({ ...row.availability, ...eachUnit(row) })}</td>
              <td className="figures">{t('report.count', { count: row.availability.outages })}</td>
              <td className="figures">{timeOf(row.availability.out)}</td>
              <td className="figures">{timeOf(row.availability.repair ?? 0)}</td>
              <td className="figures">{timeOf(row.availability.maintenance)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p className="hint">{t('report.more', { count: left })}</p>}
    </>
  );

  function timeOf(ms: number): string {
    return ms === 0 ? '–' : texts.length(ms);
  }
}
