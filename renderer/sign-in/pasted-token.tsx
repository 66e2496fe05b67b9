import {
  type ChangeEvent,
  type DragEvent,
  type FormEvent,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../electron/contract/failure.ts';
import type { PastedCheck } from '../../electron/contract/session.ts';
import { failureOf } from '../desktop.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { FolderIcon } from '../ui/icons.tsx';
import { PastedFindings } from './pasted-findings.tsx';

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
  const { t } = useTranslation();
  const { desktop, status } = useServices();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [token, setToken] = useState(first);
  const { tooLong, read } = useTokenFile(setToken);
  const [failure, setFailure] = useState<Failure | null>(null);
  const check = useCheck(token);
  useEffect(() => {
    dialog.current?.showModal();
    // Unmounting the dialog also forgets the token.
    return onClose;
  }, [onClose]);

  const use = async (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() === '') return;
    setFailure(null);
    try {
      await desktop.call('usePastedToken', { token });
      setToken('');
      status.set(t('pasted.used'));
      dialog.current?.close();
    } catch (cause) {
      setFailure(failureOf(cause));
    }
  };

  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (file === undefined) return;
    event.preventDefault();
    void read(file);
  };

  return (
    <dialog
      ref={dialog}
      className="confirm pasted-token"
      aria-labelledby={id}
      onClose={onClose}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <h2 id={id}>{t('pasted.title')}</h2>
      <p>{t('pasted.about')}</p>
      <form onSubmit={use}>
        <TokenField
          token={token}
          invalid={check !== null && check.refused !== null}
          tooLong={tooLong}
          onToken={setToken}
          onFile={read}
        />
        {check !== null && <PastedFindings check={check} />}
        {/* The findings already explain a refused token. */}
        {failure !== null && check?.refused == null && <FailureMessage failure={failure} />}
        <div className="confirm-actions">
          <Button type="submit" kind="primary" busy={check === null || check.refused !== null}>
            {t('pasted.use')}
          </Button>
          <Button onClick={() => dialog.current?.close()}>{t('pasted.cancel')}</Button>
        </div>
      </form>
    </dialog>
  );
}

/** Reads a file as a token, unless it is too long. */
function useTokenFile(onToken: (token: string) => void) {
  const [tooLong, setTooLong] = useState(false);
  const read = useCallback(
    async (file: File) => {
      setTooLong(file.size > longest);
      if (file.size <= longest) onToken(await file.text());
    },
    [onToken],
  );
  return { tooLong, read };
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
  const { t } = useTranslation();
  const id = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (file !== undefined) void onFile(file);
    event.target.value = '';
  };
  return (
    <div className="pasted-field">
      <label htmlFor={id}>{t('pasted.label')}</label>
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
      <Button kind="subtle" icon={<FolderIcon />} onClick={() => chooser.current?.click()}>
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
