import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useAction } from '../ui/use-action.ts';

const contents = ['about', 'settings', 'check', 'log'] as const;

/** Lists what a diagnostics file contains and what it does not, before it is created. */
export function DiagnosticsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [file, setFile] = useState<string | null>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const save = useAction(
    useCallback(async () => {
      const saved = await desktop.call('saveDiagnostics');
      if (saved !== null) setFile(saved.file);
    }, [desktop]),
  );
  const savedText = file === null ? null : t('diagnostics.saved', { file });
  useAnnouncement(save.pending ? t('diagnostics.saving') : savedText);
  return (
    <dialog ref={dialog} className="confirm diagnostics" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{t('diagnostics.title')}</h2>
      <p>{t('diagnostics.about')}</p>
      <p>{t('diagnostics.inside')}</p>
      <ul>
        {contents.map((each) => (
          <li key={each}>{t(`diagnostics.contents.${each}`)}</li>
        ))}
      </ul>
      <p className="hint">{t('diagnostics.outside')}</p>
      {save.failure !== null && <FailureMessage failure={save.failure} />}
      {savedText !== null && <p className="diagnostics-saved">{savedText}</p>}
      <div className="confirm-actions">
        <Button onClick={() => dialog.current?.close()}>{t('diagnostics.close')}</Button>
        <Button kind="primary" busy={save.pending} onClick={save.run}>
          {t(save.pending ? 'diagnostics.saving' : 'diagnostics.save')}
        </Button>
      </div>
    </dialog>
  );
}
