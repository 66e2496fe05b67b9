import { useId, useState } from 'react';
import { type DayRange, last30Days } from '../../../electron/contract/report-period.ts';
import { type ReportSubject, reportSubjects } from '../../../electron/contract/report-words.ts';
import { useServices } from '../../services.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Segments } from '../../ui/segments.tsx';
import { useTimes } from '../../ui/use-now.ts';
import { useGrowing } from '../use-growing.ts';
import { ReportGap } from './report-gap.tsx';
import { SaveBar } from './report-save-bar.tsx';
import { ReportTable } from './report-table.tsx';
import { type ReportState, useReport } from './use-report.ts';

/** The availability of the units in the table over a period: by unit, site or type; to be saved or printed. */
export function ReportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useServices();
  const [subject, setSubject] = useState<ReportSubject>('unit');
  const [days, setDays] = useState(() => last30Days(Date.now()));
  const report = useReport(subject, days);
  const onPaper = report.kind === 'ready' ? report.rows.length : 0;
  const drawn = useGrowing(onPaper);
  return (
    <Dialog title={t('report.title')} className="report" onClose={onClose}>
      <div className="wrap report-choice">
        <Segments
          legend={t('report.by')}
          values={reportSubjects}
          current={subject}
          onChoose={setSubject}
          textOf={(each) => t(`report.subjects.${each}`)}
        />
        <Days days={days} onChange={setDays} />
      </div>
      <div
        className="report-body"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
      >
        <ReportBody report={report} subject={subject} drawn={drawn} />
      </div>
      <SaveBar report={report} subject={subject} days={days} isDrawn={drawn === onPaper} />
    </Dialog>
  );
}

interface BodyProps {
  readonly report: ReportState;
  readonly subject: ReportSubject;
  readonly drawn: number;
}

function ReportBody({ report, subject, drawn }: BodyProps) {
  const { t, desk, units } = useServices();
  const times = useTimes();
  if (report.kind === 'failed') return <FailureMessage failure={report.failure} />;
  if (report.kind !== 'ready') return <p className="hint">{t(`report.${report.kind}`)}</p>;
  const { rows, total, from, to } = report;
  return (
    <>
      <p>{t('report.period', { from: times.moment(from), to: times.moment(to) })}</p>
      <p className="hint">
        {[
          desk.state.get()?.connection?.name,
          t('report.scope', { count: units.matching, total: units.size }),
          t('history.seenHere'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ReportGap />
      <ReportTable rows={rows} total={total} subject={subject} drawn={drawn} />
    </>
  );
}

interface DaysProps {
  readonly days: DayRange;
  readonly onChange: (days: DayRange) => void;
}

function Days({ days, onChange }: DaysProps) {
  const { t } = useServices();
  const id = useId();
  return (
    <>
      {(['first', 'last'] as const).map((end) => (
        <label key={end} className="row" htmlFor={`${id}-${end}`}>
          {t(`report.${end}`)}
          <input
            id={`${id}-${end}`}
            type="date"
            className="text-field report-day"
            value={days[end]}
            onChange={({ target }) => onChange({ ...days, [end]: target.value })}
          />
        </label>
      ))}
    </>
  );
}
