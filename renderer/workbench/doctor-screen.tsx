import { useEffect, useRef, useState } from 'react';
import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import { type DoctorCheck, doctorChecks } from '../../electron/contract/names.ts';
import type { DoctorResult } from '../../electron/contract/support.ts';
import { newRun } from '../runs.ts';
import { useServices } from '../services.ts';
import { ActionButton, Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { Icon } from '../ui/icons.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTimes } from '../ui/use-now.ts';
import { useTold } from '../ui/use-told.ts';

/** Checks the connection step by step, from the host names to the hub. */
export function DoctorScreen({ connection }: { readonly connection: ConnectionSummary }) {
  const { t } = useServices();
  const { results, action } = useExamination();
  const finished = !action.pending && results.length === doctorChecks.length;
  return (
    <div className="page">
      <div>
        <ScreenHeading>{t('doctor.title')}</ScreenHeading>
        <p className="about">{t('doctor.about', { name: connection.name })}</p>
      </div>
      <div className="actions doctor-bar">
        <Button kind="primary" icon="doctor" busy={action.pending} onClick={action.run}>
          {t('doctor.run')}
        </Button>
        <Summary results={results} finished={finished} />
        {finished && <Report isSignedIn={results.some(({ finding }) => finding === 'token-at-hand')} />}
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
  const { t } = useServices();
  const count = results.filter(({ outcome }) => outcome === 'failed').length;
  const text = finished
    ? count === 0
      ? t('doctor.allGood')
      : t('doctor.failed', { count })
    : t('doctor.running', { done: results.length, total: doctorChecks.length });
  useAnnouncement(finished ? text : null);
  return <p className="doctor-summary">{text}</p>;
}

/** Copies or saves the report, which contains no secrets, and saves what the service sends, without values. */
function Report({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const { t, desktop, say } = useServices();
  const copy = async () => {
    await desktop.call('copyReport');
    say(t('doctor.copied'));
  };
  const save = useTold(async () => {
    const saved = await desktop.call('saveReport', { as: 'text' });
    return saved === null ? null : t('doctor.saved', saved);
  });
  const saveShapes = useTold(async () => {
    const saved = await desktop.call('saveReport', { as: 'shapes' });
    return saved === null ? null : t('doctor.shapesSaved', saved);
  });
  return (
    <>
      <ActionButton icon="copy" action={copy}>
        {t('doctor.copy')}
      </ActionButton>
      <ActionButton icon="save" action={save}>
        {t('doctor.save')}
      </ActionButton>
      {isSignedIn && (
        <ActionButton icon="save" title={t('doctor.shapesAbout')} action={saveShapes}>
          {t('doctor.saveShapes')}
        </ActionButton>
      )}
    </>
  );
}

/** Checks the connection when the screen opens, and again on request. */
function useExamination() {
  const { desktop } = useServices();
  /** The results so far, in the order of the steps. */
  const [results, setResults] = useState<readonly DoctorResult[]>([]);
  const action = useAction(async () => {
    const run = newRun();
    setResults([]);
    // Steps of an earlier check may still arrive.
    const stop = desktop.on('doctorStep', (step) => {
      if (step.run === run) setResults((known) => [...known, step.result]);
    });
    try {
      setResults(await desktop.call('runDoctor', { run }));
    } finally {
      stop();
    }
  });
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current) return;
    opened.current = true;
    void action.run();
  }, [action.run]);
  return { results, action };
}

const icons = { passed: 'check', failed: 'error', skipped: 'skipped' } as const;

interface StepProps {
  readonly check: DoctorCheck;
  readonly result: DoctorResult | undefined;
}

/** One step: its name, outcome and finding; without a result it is pending. */
function DoctorStep({ check, result }: StepProps) {
  const { t } = useServices();
  return (
    <li className="doctor-step" data-outcome={result?.outcome ?? 'pending'}>
      <span className="doctor-outcome">
        {result && <Icon name={icons[result.outcome]} />}
        <span className="visually-hidden">{t(`doctor.outcomes.${result?.outcome ?? 'pending'}`)}</span>
      </span>
      <h2>{t(`doctor.checks.${check}`)}</h2>
      {result?.failure && (
        <div className="doctor-failure">
          <FailureMessage failure={result.failure} silent />
        </div>
      )}
      {result && !result.failure && <Finding result={result} />}
    </li>
  );
}

/** Defaults for details that main leaves out. */
const unnamed = {
  host: '–',
  key: '–',
  issuer: '–',
  proxy: '–',
  routes: '–',
  direct: '–',
  policy: '–',
  redirect: '–',
  seconds: '–',
  number: '–',
  until: '–',
  check: '–',
};

function Finding({ result: { finding, details } }: { readonly result: DoctorResult }) {
  const { t } = useServices();
  const times = useTimes();
  const { check, until = '' } = details;
  const end = Date.parse(until);
  const shown = {
    ...unnamed,
    ...details,
    ...(Number.isNaN(end) ? {} : { until: times.moment(end) }),
    ...(check === undefined ? {} : { check: t(`doctor.checks.${check as DoctorCheck}`) }),
  };
  return <p className="doctor-finding">{t(`doctor.findings.${finding}`, shown)}</p>;
}
