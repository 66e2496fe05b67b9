import { useId } from 'react';
import { useTranslation } from 'react-i18next';

/** The field of the subscription key, which is not part of the connection and is never read back (R32). */
export function SetupKey({ editing }: { readonly editing: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="setup-field">
      <label htmlFor={id}>
        {t('key.label')}
        <span className="setup-optional"> ({t('setup.optional')})</span>
      </label>
      <p id={`${id}-hint`} className="hint">
        {t('setup.key.hint')} {t(editing ? 'setup.key.hintEdit' : 'setup.key.later')}
      </p>
      <input
        id={id}
        name="key"
        type="password"
        autoComplete="off"
        spellCheck={false}
        maxLength={512}
        aria-describedby={`${id}-hint`}
      />
    </div>
  );
}
