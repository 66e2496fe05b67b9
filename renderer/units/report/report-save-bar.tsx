import { useState } from 'react';
import { exportFormats } from '../../../electron/contract/names.ts';
import type { DayRange } from '../../../electron/contract/report-period.ts';
import type { ReportSubject } from '../../../electron/contract/report-words.ts';
import { useServices } from '../../services.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/segments.tsx';
import { useTold } from '../../ui/use-told.ts';
import { useReportGap } from './report-gap.tsx';
import { saveReport } from './save-report.ts';
import type { ReportState } from './use-report.ts';

/** What is saved: a table for another program, or a page. */
const forms = [...exportFormats, 'pdf'] as const;
type Form = (typeof forms)[number];

interface Props {
  readonly report: ReportState;
  readonly subject: ReportSubject;
  readonly days: DayRange;
  /** Paper gets what is drawn: not before that is all. */
  readonly isDrawn: boolean;
}

/** Saves and prints the report. A file of a large fleet takes seconds: the dialog may be closed meanwhile. */
export function SaveBar({ report, subject, days, isDrawn }: Props) {
  const { t, desktop, desk } = useServices();
  const [saved, setSaved] = useState<string | null>(null);
  const [form, setForm] = useState<Form>('excel');
  const part = useReportGap();
  const isReady = report.kind === 'ready' && report.rows.length > 0 && isDrawn;
  const write = async (): Promise<string | null> => {
    if (report.kind !== 'ready') return null;
    const name = t('report.fileName', { first: days.first, last: days.last });
    // A file is passed on without the window's messages.
    const suggestedName = part === null ? name : `${name} – ${t('fleet.export.incomplete')}`;
    if (form === 'pdf') return (await desktop.call('savePage', { suggestedName }))?.file ?? null;
    const language = desk.state.get()?.locale ?? 'en';
    return saveReport(desktop, { parts: report.whole(), subject, format: form, language }, suggestedName);
  };
  const save = useTold(async () => {
    const file = await write();
    return file === null ? null : t('action.saved', { file });
  }, setSaved);
  return (
    <div className="actions dialog-actions report-actions">
      {/* The window's own status is out of reach behind a dialog. */}
      <p role="status" className="hint report-saved">
        {saved}
      </p>
      <Segments
        legend={t('report.saveAs')}
        values={forms}
        current={form}
        onChoose={setForm}
        textOf={(each) => t(`report.forms.${each}`)}
      />
      <ActionButton kind="primary" busy={!isReady} action={save}>
        {t('action.save')}
      </ActionButton>
      <Button busy={!isReady} onClick={() => window.print()}>
        {t('history.print')}
      </Button>
      <Button closes>{t('action.close')}</Button>
    </div>
  );
}
