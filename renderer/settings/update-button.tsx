import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { InfoIcon, RestartIcon, WarningIcon } from '../ui/icons.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useAction } from '../ui/use-action.ts';

type Props = Pick<DeskState, 'updates' | 'persistence'>;

/** Offers the restart once a newer version is ready, and shows an available version or a failure; otherwise nothing. */
export function UpdateButton({ updates, persistence }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { phase } = updates;
  const version = updates.version ?? '';
  useAnnouncement(phase === 'ready' || phase === 'available' ? t(`updates.${phase}`, { version }) : null);
  if (phase === 'available') {
    return (
      <Told icon={<InfoIcon />} text={t('updates.newer', { version })}>
        <p>{t('updates.available', { version })}</p>
      </Told>
    );
  }
  if (updates.problem !== null) {
    // The settings announce it.
    return (
      <Told icon={<WarningIcon />} text={t('updates.failed')}>
        <FailureMessage failure={updates.problem} silent />
      </Told>
    );
  }
  if (phase !== 'ready') return null;
  return (
    <div className="update">
      <Button icon={<RestartIcon />} onClick={() => setAsking(true)}>
        {t('updates.restart')}
      </Button>
      {asking && (
        <RestartDialog updates={updates} persistence={persistence} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

interface ToldProps {
  readonly icon: ReactNode;
  readonly text: string;
  readonly children: ReactNode;
}

/** A button in the header with a popover that explains it. */
function Told({ icon, text, children }: ToldProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="update">
      <Button kind="subtle" icon={icon} opens={id}>
        {text}
      </Button>
      <section id={id} popover="auto" className="popover" aria-label={t('updates.title')}>
        {children}
      </section>
    </div>
  );
}

/** Asks before the restart closes everything, and explains what that means. */
function RestartDialog({ updates, persistence, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const restart = useAction(useCallback(() => desktop.call('restartToUpdate'), [desktop]));
  return (
    <dialog ref={dialog} className="confirm" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{t('updates.restartTitle')}</h2>
      <p>{t('updates.restartText', { version: updates.version ?? '' })}</p>
      {persistence.kind === 'memory' && <p>{t('updates.restartSignIn')}</p>}
      {restart.failure !== null && <FailureMessage failure={restart.failure} />}
      <div className="confirm-actions">
        <Button kind="primary" busy={restart.pending} onClick={restart.run}>
          {t('updates.restartNow')}
        </Button>
        <Button onClick={() => dialog.current?.close()}>{t('updates.later')}</Button>
      </div>
    </dialog>
  );
}
