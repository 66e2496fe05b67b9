import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import { doctorChecks } from '../../electron/contract/names.ts';
import type { DoctorResult } from '../../electron/contract/support.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { CopyIcon, DoctorIcon, SaveIcon } from '../ui/icons.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useSay } from '../ui/toast.tsx';
import { useAction } from '../ui/use-action.ts';
import { DoctorStep } from './doctor-step.tsx';
import { useExamination } from './use-examination.ts';

/** Checks the connection step by step, from the host names to the hub. */
export function DoctorScreen({ connection }: { readonly connection: ConnectionSummary }) {
  const { t } = useTranslation();
  const { results, action } = useExamination();
  const finished = !action.pending && results.length === doctorChecks.length;
  return (
    <div className="page doctor">
      <div>
        <ScreenHeading>{t('doctor.title')}</ScreenHeading>
        <p className="doctor-about">{t('doctor.about', { name: connection.name })}</p>
      </div>
      <div className="doctor-bar">
        <Button kind="primary" icon={<DoctorIcon />} busy={action.pending} onClick={action.run}>
          {t('doctor.run')}
        </Button>
        <Summary results={results} finished={finished} />
        {finished && <Report />}
      </div>
      {action.failure !== null && action.failure.code !== 'cancelled' && (
        <FailureMessage failure={action.failure} />
      )}
      <ol className="card doctor-steps" aria-busy={action.pending}>
        {doctorChecks.map((check) => (
          <DoctorStep key={check} check={check} result={results.find((each) => each.check === check)} />
        ))}
      </ol>
    </div>
  );
}

interface SummaryProps {
  readonly results: readonly DoctorResult[];
  readonly finished: boolean;
}

function Summary({ results, finished }: SummaryProps) {
  const { t } = useTranslation();
  const count = results.filter(({ outcome }) => outcome === 'failed').length;
  const text = finished
    ? count === 0
      ? t('doctor.allGood')
      : t('doctor.failed', { count })
    : t('doctor.running', { done: results.length, total: doctorChecks.length });
  useAnnouncement(finished ? text : null);
  return <p className="doctor-summary">{text}</p>;
}

/** Copies or saves the report; it contains no secrets. */
function Report() {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const say = useSay();
  const copy = useAction(
    useCallback(async () => {
      await desktop.call('copyDoctorReport');
      say(t('doctor.copied'));
    }, [desktop, say, t]),
  );
  const save = useAction(
    useCallback(async () => {
      const saved = await desktop.call('saveDoctorReport');
      if (saved !== null) say(t('doctor.saved', saved));
    }, [desktop, say, t]),
  );
  const failure = copy.failure ?? save.failure;
  return (
    <>
      <Button icon={<CopyIcon />} busy={copy.pending} onClick={copy.run}>
        {t('doctor.copy')}
      </Button>
      <Button icon={<SaveIcon />} busy={save.pending} onClick={save.run}>
        {t('doctor.save')}
      </Button>
      {failure !== null && <FailureMessage failure={failure} />}
    </>
  );
}
