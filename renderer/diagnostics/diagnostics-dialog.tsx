import { useState } from 'react';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTold } from '../ui/use-told.ts';

const contents = ['about', 'settings', 'check', 'log'] as const;

/** The button "Save diagnostics…" with its dialog. */
export function SaveDiagnostics() {
  const { t } = useServices();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('diagnostics.open')}</Button>
      {open && <DiagnosticsDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** Lists what a diagnostics file contains and what it does not, before it is created. */
function DiagnosticsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useServices();
  return (
    <Dialog className="diagnostics" title={t('diagnostics.title')} onClose={onClose}>
      <p>{t('diagnostics.about')}</p>
      <p>{t('diagnostics.inside')}</p>
      <ul>
        {contents.map((each) => (
          <li key={each}>{t(`diagnostics.contents.${each}`)}</li>
        ))}
      </ul>
      <p className="hint">{t('diagnostics.outside')}</p>
      <Save />
    </Dialog>
  );
}

function Save() {
  const { t, desktop } = useServices();
  const [saved, setSaved] = useState<string | null>(null);
  const save = useAction(
    useTold(async () => {
      const written = await desktop.call('saveDiagnostics');
      return written === null ? null : t('action.saved', written);
    }, setSaved),
  );
  useAnnouncement(save.pending ? t('diagnostics.saving') : saved);
  return (
    <>
      {save.failure !== null && <FailureMessage failure={save.failure} />}
      {saved !== null && <p className="diagnostics-saved">{saved}</p>}
      <div className="actions dialog-actions">
        <Button closes>{t('action.close')}</Button>
        <Button kind="primary" busy={save.pending} onClick={save.run}>
          {t(save.pending ? 'diagnostics.saving' : 'action.save')}
        </Button>
      </div>
    </>
  );
}
