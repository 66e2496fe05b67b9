import { type FormEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProxyState } from '../../electron/contract/proxy.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useAction } from '../ui/use-action.ts';

/**
 * Asks for the user name and password of a proxy. The password goes to main at once, is cleared from the form and never
 * comes back. Escape declines. The proxy's realm is not shown, because it could say anything.
 */
export function ProxyDialog({ proxy }: { readonly proxy: ProxyState }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const id = useId();
  const answer = useAction((form: HTMLFormElement) => desktop.call('answerProxy', takenFrom(form)));
  const decline = useAction(() => desktop.call('declineProxy'));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void answer.run(event.currentTarget);
  };
  const isRejected = proxy.rejected && proxy.phase === 'asking';
  return (
    <Dialog
      title={t('proxy.title')}
      aria-describedby={`${id}-about`}
      onCancel={(event) => {
        event.preventDefault();
        void decline.run();
      }}
    >
      <p id={`${id}-about`}>{t('proxy.about', { proxy: proxy.address })}</p>
      <form className="form-field" onSubmit={submit}>
        <label htmlFor={`${id}-user`}>{t('proxy.user')}</label>
        <TextField id={`${id}-user`} name="user" required maxLength={256} />
        <label htmlFor={`${id}-password`}>{t('proxy.password')}</label>
        <TextField
          id={`${id}-password`}
          name="password"
          type="password"
          maxLength={1_024}
          aria-describedby={`${id}-kept${isRejected ? ` ${id}-rejected` : ''}`}
          aria-invalid={isRejected || undefined}
        />
        <p id={`${id}-rejected`} role="alert" className="field-error">
          {isRejected && t('proxy.rejected')}
        </p>
        <p id={`${id}-kept`} className="hint">
          {t('proxy.kept')}
        </p>
        {answer.failure !== null && <FailureMessage failure={answer.failure} />}
        <div className="actions dialog-actions">
          <Button onClick={decline.run}>{t('proxy.decline')}</Button>
          <Button kind="primary" type="submit" busy={answer.pending || proxy.phase === 'trying'}>
            {t('proxy.answer')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Returns what was typed and clears the password in the form. */
function takenFrom(form: HTMLFormElement): { user: string; password: string } {
  const given = new FormData(form);
  const password = form.elements.namedItem('password');
  if (password instanceof HTMLInputElement) password.value = '';
  return { user: String(given.get('user') ?? ''), password: String(given.get('password') ?? '') };
}
