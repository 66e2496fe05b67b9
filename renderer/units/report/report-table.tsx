import { memo } from 'react';
import { eachUnit, type ReportRow } from '../../../electron/contract/report.ts';
import type { ReportSubject } from '../../../electron/contract/report-words.ts';
import { useServices } from '../../services.ts';
import { type HistoryTexts, useHistoryTexts } from '../history/history-texts.ts';

/** Rows in the window and on paper; a file has all. */
export const mostOnPaper = 1_000;

interface Props {
  /** The first ones of `total`. */
  readonly rows: readonly ReportRow[];
  readonly total: number;
  readonly subject: ReportSubject;
  /** How many rows are drawn so far. */
  readonly drawn: number;
}

/** The rows of a report, as they are on paper. */
export function ReportTable({ rows, total, subject, drawn }: Props) {
  const { t } = useServices();
  const texts = useHistoryTexts();
  const left = total - rows.length;
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
          {rows.slice(0, drawn).map((row) => (
            <Line key={row.unit?.id ?? row.title} row={row} texts={texts} />
          ))}
        </tbody>
      </table>
      {left > 0 && <p className="hint">{t('report.more', { count: left })}</p>}
    </>
  );
}

interface LineProps {
  readonly row: ReportRow;
  readonly texts: HistoryTexts;
}

const Line = memo(function Line({ row, texts }: LineProps) {
  const { t } = useServices();
  const { title, unit, ids, availability } = row;
  const timeOf = (ms: number): string => (ms === 0 ? '–' : texts.length(ms));
  return (
    <tr>
      <th scope="row">{title}</th>
      {unit === null ? (
        <td className="figures">{t('report.count', { count: ids.length })}</td>
      ) : (
        <td>{unit.site}</td>
      )}
      <td className="figures">{texts.availability({ ...availability, ...eachUnit(row) })}</td>
      <td className="figures">{t('report.count', { count: availability.outages })}</td>
      <td className="figures">{timeOf(availability.out)}</td>
      <td className="figures">{timeOf(availability.repair ?? 0)}</td>
      <td className="figures">{timeOf(availability.maintenance)}</td>
    </tr>
  );
});
