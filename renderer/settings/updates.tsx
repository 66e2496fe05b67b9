import { type ReactNode, useId, useState } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { ActionButton, Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import type { IconName } from '../ui/icons.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useTimes } from '../ui/use-now.ts';
import { ManagedNote, managedValue } from './managed.tsx';

type Props = Pick<DeskState, 'updates' | 'persistence'>;

/** Offers the restart once a newer version is ready, and shows an available version or a failure; otherwise nothing. */
export function UpdateButton({ updates, persistence }: Props) {
  const { t } = useServices();
  const [asking, setAsking] = useState(false);
  const { phase } = updates;
  const version = updates.version ?? '';
  useAnnouncement(phase === 'ready' || phase === 'available' ? t(`updates.${phase}`, { version }) : null);
  if (phase === 'available') {
    return (
      <Told icon="info" text={t('updates.newer', { version })}>
        <p>{t('updates.available', { version })}</p>
      </Told>
    );
  }
  if (updates.problem !== null) {
    // The settings announce it.
    return (
      <Told icon="warning" text={t('updates.failed')}>
        <FailureMessage failure={updates.problem} silent />
      </Told>
    );
  }
  if (phase !== 'ready') return null;
  return (
    <div className="update">
      <Button icon="refresh" onClick={() => setAsking(true)}>
        {t('updates.restart')}
      </Button>
      {asking && (
        <RestartDialog updates={updates} persistence={persistence} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

interface ToldProps {
  readonly icon: IconName;
  readonly text: string;
  readonly children: ReactNode;
}

/** A button in the header with a popover that explains it. */
function Told({ icon, text, children }: ToldProps) {
  const { t } = useServices();
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
  const { t, desktop } = useServices();
  return (
    <Dialog title={t('updates.restartTitle')} onClose={onClose}>
      <p>{t('updates.restartText', { version: updates.version ?? '' })}</p>
      {persistence.kind === 'memory' && <p>{t('updates.restartSignIn')}</p>}
      <div className="actions dialog-actions">
        <ActionButton kind="primary" action={() => desktop.call('restartToUpdate')}>
          {t('updates.restartNow')}
        </ActionButton>
        <Button closes>{t('updates.later')}</Button>
      </div>
    </Dialog>
  );
}

type SettingProps = { readonly state: Pick<DeskState, 'updates' | 'managed'> };

/** The state of updates, and a button to check for one now. */
export function UpdatesSetting({ state }: SettingProps) {
  const { t, desktop } = useServices();
  const [asked, setAsked] = useState(false);
  const { updates } = state;
  const { phase, progress, problem } = updates;
  const text = useUpdateText(updates);
  // Not every percent of a download, nor a check that the user did not start.
  useAnnouncement(asked && problem === null && phase !== 'downloading' ? text : null);
  const lock = managedValue(state, 'updates');
  return (
    <fieldset className="choice updates">
      <legend>{t('updates.title')}</legend>
      {problem === null ? <p className="hint">{text}</p> : <FailureMessage failure={problem} />}
      {phase === 'downloading' && (
        <progress className="progress" max={100} value={progress ?? 0} aria-label={t('updates.progress')} />
      )}
      {phase === 'off' && lock !== undefined && <ManagedNote origin={lock.origin} />}
      {phase !== 'off' && phase !== 'ready' && (
        <ActionButton
          busy={phase === 'checking' || phase === 'downloading'}
          action={() => {
            setAsked(true);
            return desktop.call('checkForUpdates');
          }}
        >
          {t('updates.check')}
        </ActionButton>
      )}
    </fieldset>
  );
}

function useUpdateText({ phase, version, progress, checkedAt }: DeskState['updates']): string {
  const { t } = useServices();
  const times = useTimes();
  const text = t(`updates.${phase}`, { version: version ?? '', progress: progress ?? 0 });
  if (phase !== 'idle' || checkedAt === null) return text;
  return `${text} ${t('updates.checked', { time: times.dateTime(checkedAt) })}`;
}
