import { type ChangeEvent, type DragEvent, type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { PastedCheck } from '../../electron/contract/session.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { closeAround, Dialog } from '../ui/dialog.tsx';
import { Facts } from '../ui/facts.tsx';
import { FailureMessage, MessageBar } from '../ui/failure-message.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTimes } from '../ui/use-now.ts';

/** Maximum length in characters; no header can carry a longer token. */
const longest = 64 * 1024;
/** Pause in typing before the token is checked, ms. */
const pause = 150;

interface Props {
  /** A token that was dropped onto the window, or ''. */
  readonly first: string;
  readonly onClose: () => void;
}

/** Asks for a token from elsewhere, and shows its contents before it is used. */
export function PastedToken({ first, onClose }: Props) {
  const { t, desktop, status } = useServices();
  const [token, setToken] = useState(first);
  const [tooLong, setTooLong] = useState(false);
  const check = useCheck(token);
  // Unmounting the dialog also forgets the token.
  useEffect(() => onClose, [onClose]);
  const use = useAction(async (form: HTMLFormElement) => {
    if (token.trim() === '') return;
    await desktop.call('usePastedToken', { token });
    setToken('');
    status.set(t('pasted.used'));
    closeAround(form);
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void use.run(event.currentTarget);
  };
  const read = async (file: File) => {
    setTooLong(file.size > longest);
    if (file.size <= longest) setToken(await file.text());
  };
  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (file === undefined) return;
    event.preventDefault();
    void read(file);
  };
  const isRefused = check !== null && check.refused !== null;
  return (
    <Dialog
      className="pasted-token"
      title={t('pasted.title')}
      onClose={onClose}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <p>{t('pasted.about')}</p>
      <form onSubmit={submit}>
        <TokenField token={token} invalid={isRefused} tooLong={tooLong} onToken={setToken} onFile={read} />
        {check !== null && <PastedFindings check={check} />}
        {/* The findings already explain a refused token. */}
        {use.failure !== null && !isRefused && <FailureMessage failure={use.failure} />}
        <div className="actions dialog-actions">
          <Button type="submit" kind="primary" busy={check === null || isRefused}>
            {t('pasted.use')}
          </Button>
          <Button closes>{t('action.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

interface FieldProps {
  readonly token: string;
  readonly invalid: boolean;
  readonly tooLong: boolean;
  readonly onToken: (token: string) => void;
  readonly onFile: (file: File) => Promise<void>;
}

/** A token can be typed, pasted, dropped as a file or chosen as one. It is masked like a password. */
function TokenField({ token, invalid, tooLong, onToken, onFile }: FieldProps) {
  const { t } = useServices();
  const id = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (file !== undefined) void onFile(file);
    event.target.value = '';
  };
  return (
    <div className="form-field pasted-field">
      <label htmlFor={id}>{t('doctor.checks.token')}</label>
      <textarea
        id={id}
        className="text-field pasted-text"
        rows={4}
        maxLength={longest}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        aria-invalid={invalid || undefined}
        value={token}
        onChange={(event) => onToken(event.target.value)}
      />
      <p id={`${id}-hint`} className="hint">
        {t('pasted.hint')}
      </p>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".txt,.jwt,text/plain"
        aria-label={t('pasted.file')}
        onChange={choose}
      />
      <Button kind="subtle" icon="folder" onClick={() => chooser.current?.click()}>
        {t('pasted.file')}
      </Button>
      {tooLong && <p className="field-error">{t('pasted.fileTooLong')}</p>}
    </div>
  );
}

/** Main's check of a token; null without a token or without a result yet. */
function useCheck(token: string): PastedCheck | null {
  const { desktop } = useServices();
  const [check, setCheck] = useState<{ token: string; found: PastedCheck } | null>(null);
  useEffect(() => {
    if (token.trim() === '') return;
    const timer = setTimeout(() => {
      desktop
        .call('checkPastedToken', { token })
        .then((found) => setCheck({ token, found }))
        // Main checks the token again when it is used.
        .catch(() => setCheck(null));
    }, pause);
    return () => clearTimeout(timer);
  }, [desktop, token]);
  return check?.token === token && token.trim() !== '' ? check.found : null;
}

/** The claims of a pasted token, and warnings about it. */
function PastedFindings({ check }: { readonly check: PastedCheck }) {
  const { t } = useServices();
  const times = useTimes();
  const { refused, name, email, issuer, audience, scopes, expiresAt } = check;
  const warnings = check.warnings.map((warning) => t(`pasted.warnings.${warning}`));
  const verdict = refused === null ? null : t(`pasted.refused.${refused}`);
  useAnnouncement([verdict, ...warnings].join(' '));
  const facts: [string, string | null][] = [
    [t('identity.name'), [name, email].filter((part) => part !== null).join(', ')],
    [t('identity.expires'), expiresAt === null ? null : times.moment(expiresAt)],
    [t('doctor.checks.issuer'), issuer],
    [t('identity.meanings.audience'), audience],
    [t('identity.scopes'), scopes.join(' ')],
  ];
  return (
    <div className="pasted-findings">
      {verdict !== null && <MessageBar tone="error" title={verdict} />}
      {verdict === null && warnings.length > 0 && (
        <MessageBar tone="warning" title={t('pasted.careful')}>
          <ul className="pasted-warnings">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </MessageBar>
      )}
      {facts.some(([, value]) => value) && (
        <>
          <h3>{t('pasted.says')}</h3>
          <Facts facts={facts} />
        </>
      )}
    </div>
  );
}
