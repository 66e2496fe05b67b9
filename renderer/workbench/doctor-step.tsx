import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorCheck } from '../../electron/contract/names.ts';
import type { DoctorResult } from '../../electron/contract/support.ts';
import { FailureMessage } from '../ui/failure-message.tsx';
import type { Translate } from '../ui/i18n.ts';
import { CheckIcon, ErrorIcon, SkippedIcon } from '../ui/icons.tsx';
import { useTimes } from '../ui/use-times.ts';

const icons: Record<DoctorResult['outcome'], () => ReactNode> = {
  passed: CheckIcon,
  failed: ErrorIcon,
  skipped: SkippedIcon,
};

interface Props {
  readonly check: DoctorCheck;
  readonly result: DoctorResult | undefined;
}

/** One step: its name, outcome and finding; without a result it is pending. */
export function DoctorStep({ check, result }: Props) {
  const { t } = useTranslation();
  const OutcomeIcon = result && icons[result.outcome];
  return (
    <li className="doctor-step" data-outcome={result?.outcome ?? 'pending'}>
      <span className="doctor-outcome">
        {OutcomeIcon && <OutcomeIcon />}
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
  policy: '–',
  redirect: '–',
  seconds: '–',
  number: '–',
  until: '–',
  check: '–',
};

function Finding({ result: { finding, details } }: { readonly result: DoctorResult }) {
  const { t } = useTranslation();
  const times = useTimes();
  const until = Date.parse(details['until'] ?? '');
  const shown = {
    ...unnamed,
    ...details,
    ...(Number.isNaN(until) ? {} : { until: times.dateTime(until) }),
    ...(details['check'] === undefined ? {} : { check: nameOf(details['check'], t) }),
  };
  return <p className="doctor-finding">{t(`doctor.findings.${finding}`, shown)}</p>;
}

function nameOf(check: string, t: Translate): string {
  return t(`doctor.checks.${check as DoctorCheck}`);
}
