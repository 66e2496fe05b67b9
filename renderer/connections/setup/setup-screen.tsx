import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { SetupField as Field } from '../../../electron/contract/names.ts';
import type { SetupAnswers } from '../../../electron/contract/setup.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { keyIn } from '../../sign-in/subscription-key.tsx';
import { ActionButton, Button } from '../../ui/button.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { ScreenHeading } from '../../ui/screen-heading.tsx';
import { useAction } from '../../ui/use-action.ts';
import { ProtocolChoice, type Region, RegionChoice, SetupKey, SetupQuestion } from './setup-field.tsx';
import {
  advancedFields,
  givenFields,
  hostAsked,
  isAsked,
  type SetupStart,
  serviceOf,
} from './setup-fields.ts';
import { useFindings } from './use-findings.ts';

/** Sets up a connection from the values that TK Elevator hands out, or edits one. */
export function SetupScreen({ start }: { readonly start: SetupStart }) {
  const { t, desktop } = useServices();
  const { editing } = start;
  const [first, setFirst] = useState<SetupAnswers | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    const from = editing === null ? ({ region: 'ea' } as const) : { id: editing.id };
    desktop.call('setupAnswers', from).then(setFirst, (cause: unknown) => setFailure(failureOf(cause)));
  }, [desktop, editing]);
  return (
    <div className="page setup">
      <div>
        <ScreenHeading>
          {editing === null ? t('setup.title') : t('setup.titleEdit', { name: editing.name })}
        </ScreenHeading>
        <p className="about">{t('setup.about')}</p>
      </div>
      {failure !== null && <FailureMessage failure={failure} />}
      {first !== null && <SetupForm editing={editing} first={first} />}
    </div>
  );
}

/** The fields that a region fills in. */
const regional = ['name', 'protocol', 'authority', 'scopes'] as const satisfies readonly Field[];
/** The fields that show a pending response of their service. */
const awaitedAt = { identity: ['signInPolicy', 'authority'], api: ['baseUrl'], hub: ['hubUrl'] };

/** The set-up form. Answers are checked while typed; a missing one is reported only after its field loses focus. */
function SetupForm({ editing, first }: SetupStart & { readonly first: SetupAnswers }) {
  const { t, desktop, setup, status } = useServices();
  const [answers, setAnswers] = useState(first);
  const [left, setLeft] = useState<ReadonlySet<Field>>(new Set());
  const [region, setRegion] = useState<Region>('ea');
  const [unfolded, setUnfolded] = useState(false);
  const findings = useFindings(answers, editing?.id ?? null);
  const keep = useKeep(editing);
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
    // Keep what the user has typed in the meantime.
    const isUntouched = (before: SetupAnswers, field: Field) => before[field] === answers[field];
    setAnswers((before) => {
      const fields = regional.filter((field) => isUntouched(before, field));
      return { ...before, ...Object.fromEntries(fields.map((field) => [field, published[field]])) };
    });
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wrong = findings.form.filter(({ outcome }) => outcome === 'wrong').map(({ field }) => field);
    if (wrong.length === 0) return void keep.run(event.currentTarget, answers);
    setLeft(new Set([...givenFields, ...advancedFields]));
    if (advancedFields.some((field) => wrong.includes(field))) setUnfolded(true);
    status.set(t('setup.notYet'));
    const form = event.currentTarget;
    // Wait until the expanded part exists.
    requestAnimationFrame(() => form.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus());
  };

  const fieldOf = (field: Exclude<Field, 'protocol'>) => {
    const service = serviceOf[field];
    const isAwaited =
      service !== null && findings.awaited.includes(service) && awaitedAt[service].includes(field);
    return (
      <SetupQuestion
        key={field}
        field={field}
        value={answers[field]}
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
    <form className="stack" noValidate onSubmit={submit}>
      <section className="card stack">
        {editing === null && <RegionChoice region={region} onChoose={(next) => void chooseRegion(next)} />}
        {givenFields.filter((field) => isAsked(field, answers)).map(fieldOf)}
        <SetupKey editing={editing !== null} />
      </section>
      <details
        className="card setup-advanced"
        open={unfolded || isWrongInAdvanced}
        onToggle={(event) => setUnfolded(event.currentTarget.open)}
      >
        <summary>{t('setup.advanced')}</summary>
        <div className="stack">
          <ProtocolChoice value={answers.protocol} onChange={(value) => change('protocol', value)} />
          {advancedFields.filter((field) => isAsked(field, answers)).map(fieldOf)}
        </div>
      </details>
      {keep.failure !== null && <FailureMessage failure={keep.failure} />}
      <p className="hint">{t('setup.checkHint')}</p>
      <div className="actions">
        <Button kind="primary" type="submit" busy={keep.pending}>
          {t(editing === null ? 'setup.keep' : 'setup.keepEdit')}
        </Button>
        <ActionButton action={findings.askAll}>{t('setup.check')}</ActionButton>
        <Button onClick={() => setup.set(null)}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

/** Saves the connection, then its key, and closes the set-up. */
function useKeep(editing: SetupStart['editing']) {
  const { t, desktop, desk, setup, place, status } = useServices();
  const busy = useRef(false);

  // Switching to another connection meanwhile closes the set-up.
  useEffect(() => {
    const before = desk.state.get()?.connection?.id;
    return desk.state.subscribe(() => {
      if (!busy.current && desk.state.get()?.connection?.id !== before) setup.set(null);
    });
  }, [desk, setup]);

  return useAction(async (form: HTMLFormElement, answers: SetupAnswers) => {
    const key = keyIn(form);
    busy.current = true;
    try {
      await desktop.call('setUpConnection', { answers, replaces: editing?.id ?? null });
      if (key !== '') await desktop.call('setSubscriptionKey', { key });
      status.set(t('setup.kept', { name: answers.name.trim() }));
      place.set('units');
      const made = editing === null ? desk.state.get()?.connection : null;
      setup.set(made ? { editing: made, units: { chosen: null, failure: null } } : null);
    } finally {
      busy.current = false;
    }
  });
}
