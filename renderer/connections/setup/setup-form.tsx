import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupField as Field } from '../../../electron/contract/names.ts';
import type { SetupAnswers } from '../../../electron/contract/setup.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { type Region, RegionChoice } from './region-choice.tsx';
import { SetupQuestion } from './setup-field.tsx';
import { advancedFields, givenFields, hostAsked, type SetupStart, serviceOf } from './setup-fields.ts';
import { SetupKey } from './setup-key.tsx';
import { useFindings } from './use-findings.ts';
import { useKeep } from './use-keep.ts';

interface Props {
  readonly editing: SetupStart['editing'];
  readonly first: SetupAnswers;
}

/** What differs between regions. */
const regional = ['name', 'protocol', 'authority', 'scopes'] as const satisfies readonly Field[];
/** Where a service's answer is awaited. */
const awaitedAt = { identity: ['signInPolicy', 'authority'], api: ['baseUrl'], hub: ['hubUrl'] };

/** The questions of the set-up. Everything is checked while it is typed; what is missing is said once a field was left. */
export function SetupForm({ editing, first }: Props) {
  const { t } = useTranslation();
  const { desktop, setup, status } = useServices();
  const [answers, setAnswers] = useState(first);
  const [left, setLeft] = useState<ReadonlySet<Field>>(new Set());
  const [region, setRegion] = useState<Region>('ea');
  const [unfolded, setUnfolded] = useState(false);
  const findings = useFindings(answers, editing?.id ?? null);
  const keep = useKeep(editing);
  const isB2c = answers.protocol !== 'oidc';
  const isWrongInAdvanced = advancedFields.some((field) => shown(field)?.outcome === 'wrong');

  function shown(field: Field) {
    const finding = findings.of(field);
    return finding?.finding === 'missing' && !left.has(field) ? undefined : finding;
  }
  const change = (field: Field, value: string) => setAnswers((before) => ({ ...before, [field]: value }));

  const chooseRegion = async (next: Region) => {
    setRegion(next);
    setUnfolded(next !== 'ea');
    const published = await desktop.call('setupAnswers', { region: next });
    // What somebody has typed meanwhile stays.
    const isUntouched = (before: SetupAnswers, field: Field) => before[field] === answers[field];
    setAnswers((before) => {
      const fields = regional.filter((field) => isUntouched(before, field));
      return { ...before, ...Object.fromEntries(fields.map((field) => [field, published[field]])) };
    });
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wrong = findings.form.filter(({ outcome }) => outcome === 'wrong').map(({ field }) => field);
    if (wrong.length === 0) return void keep.run(event, answers);
    setLeft(new Set([...givenFields, ...advancedFields]));
    if (advancedFields.some((field) => wrong.includes(field))) setUnfolded(true);
    status.set(t('setup.notYet'));
    const form = event.currentTarget;
    // Once the folded part is there.
    requestAnimationFrame(() => form.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus());
  };

  const fieldOf = (field: Exclude<Field, 'protocol'>) => {
    const service = serviceOf(field);
    const isAwaited =
      service !== null && findings.awaited.includes(service) && awaitedAt[service].includes(field);
    return (
      <SetupQuestion
        key={field}
        field={field}
        value={answers[field]}
        optional={field === 'redirectPorts' || field === 'hubUrl'}
        finding={shown(field)}
        asking={isAwaited ? hostAsked(service, answers) : null}
        onChange={(value) => change(field, value)}
        onLeave={() => {
          setLeft((before) => new Set([...before, field]));
          findings.ask(field);
        }}
      />
    );
  };

  return (
    <form className="setup-form" noValidate onSubmit={submit}>
      <section className="card setup-fields">
        {editing === null && <RegionChoice region={region} onChoose={(next) => void chooseRegion(next)} />}
        {givenFields.filter((field) => isB2c || field !== 'signInPolicy').map(fieldOf)}
        <SetupKey editing={editing !== null} />
      </section>
      <details
        className="card setup-advanced"
        open={unfolded || isWrongInAdvanced}
        onToggle={(event) => setUnfolded(event.currentTarget.open)}
      >
        <summary>{t('setup.advanced')}</summary>
        <div className="setup-fields">
          <Protocol value={answers.protocol} onChange={(value) => change('protocol', value)} />
          {advancedFields.map(fieldOf)}
        </div>
      </details>
      {keep.failure !== null && <FailureMessage failure={keep.failure} />}
      <div className="setup-actions">
        <Button kind="primary" type="submit" busy={keep.pending}>
          {t(editing === null ? 'setup.keep' : 'setup.keepEdit')}
        </Button>
        <Button onClick={() => setup.set(null)}>{t('setup.cancel')}</Button>
      </div>
    </form>
  );
}

const protocols = ['b2c', 'oidc'] as const;

interface ProtocolProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Protocol({ value, onChange }: ProtocolProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="setup-field">
      <label htmlFor={id}>{t('setup.fields.protocol.label')}</label>
      <p id={`${id}-hint`} className="hint">
        {t('setup.fields.protocol.hint')}
      </p>
      <select
        id={id}
        className="text-field"
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      >
        {protocols.map((each) => (
          <option key={each} value={each}>
            {t(`setup.protocols.${each}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
