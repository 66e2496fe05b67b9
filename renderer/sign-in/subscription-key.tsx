import { type ComponentProps, type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useSay } from '../ui/status.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useAction } from '../ui/use-action.ts';

/** The field for the subscription key. The key goes to main and is then cleared from the page (R32). */
export function SubscriptionKey({ onSaved }: { readonly onSaved?: () => void }) {
  const { t } = useTranslation();
  const { desktop, status } = useServices();
  const say = useSay();
  const id = useId();
  const [empty, setEmpty] = useState(false);
  const save = useAction(async (form: HTMLFormElement) => {
    const key = keyIn(form);
    setEmpty(key === '');
    if (key === '') return status.set(t('key.empty'));
    await desktop.call('setSubscriptionKey', { key });
    form.reset();
    say(t('key.saved'));
    onSaved?.();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void save.run(event.currentTarget);
  };
  return (
    <form className="form-field" onSubmit={submit}>
      <label htmlFor={id}>{t('doctor.checks.key')}</label>
      <p id={`${id}-hint`} className="hint">
        {t('key.hint')}
      </p>
      <div className="key-row">
        <KeyInput
          id={id}
          aria-describedby={`${id}-hint${empty ? ` ${id}-empty` : ''}`}
          aria-invalid={empty || undefined}
        />
        <Button type="submit">{t('key.save')}</Button>
      </div>
      {empty && (
        <p id={`${id}-empty`} className="field-error">
          {t('key.empty')}
        </p>
      )}
      {save.failure !== null && <FailureMessage failure={save.failure} />}
    </form>
  );
}

/** Where a subscription key is typed: hidden, and never read back. */
export function KeyInput(props: ComponentProps<typeof TextField>) {
  return <TextField name="key" type="password" maxLength={512} {...props} />;
}

/** The key that was typed into a form, '' if none was. */
export function keyIn(form: HTMLFormElement): string {
  return String(new FormData(form).get('key') ?? '').trim();
}
