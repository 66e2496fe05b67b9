import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../electron/contract/failure.ts';
import { failureOf } from '../desktop.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useSay } from '../ui/toast.tsx';

/** The field for the subscription key. The key goes to main and is then cleared from the page (R32). */
export function SubscriptionKey({ onSaved }: { readonly onSaved?: () => void }) {
  const { t } = useTranslation();
  const { desktop, status } = useServices();
  const say = useSay();
  const id = useId();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [empty, setEmpty] = useState(false);

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const key = String(new FormData(form).get('key') ?? '').trim();
    setFailure(null);
    setEmpty(key === '');
    if (key === '') return status.set(t('key.empty'));
    try {
      await desktop.call('setSubscriptionKey', { key });
      form.reset();
      say(t('key.saved'));
      onSaved?.();
    } catch (cause) {
      setFailure(failureOf(cause));
    }
  };

  return (
    <form className="key-form" onSubmit={save}>
      <label htmlFor={id}>{t('key.label')}</label>
      <p id={`${id}-hint`} className="hint">
        {t('key.hint')}
      </p>
      <div className="key-row">
        <input
          id={id}
          name="key"
          type="password"
          autoComplete="off"
          spellCheck={false}
          maxLength={512}
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
      {failure !== null && <FailureMessage failure={failure} />}
    </form>
  );
}
