import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTimes } from '../ui/use-times.ts';
import { managedValue } from './managed.ts';
import { ManagedNote } from './managed-note.tsx';

type Props = { readonly state: Pick<DeskState, 'updates' | 'managed'> };

/** The state of updates, and a button to check for one now. */
export function UpdatesSetting({ state }: Props) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const [asked, setAsked] = useState(false);
  const check = useAction(useCallback(() => desktop.call('checkForUpdates'), [desktop]));
  const { updates } = state;
  const { phase, progress, problem } = updates;
  const text = useUpdateText(updates);
  // Not every percent of a download, nor a check that the user did not start.
  useAnnouncement(asked && problem === null && phase !== 'downloading' ? text : null);
  const lock = managedValue(state, 'updates');
  const busy = phase === 'checking' || phase === 'downloading' || check.pending;
  return (
    <fieldset className="choice updates">
      <legend>{t('updates.title')}</legend>
      {problem === null ? <p className="hint">{text}</p> : <FailureMessage failure={problem} />}
      {phase === 'downloading' && (
        <progress className="progress" max={100} value={progress ?? 0} aria-label={t('updates.progress')} />
      )}
      {phase === 'off' && lock !== undefined && <ManagedNote origin={lock.origin} />}
      {phase !== 'off' && phase !== 'ready' && (
        <Button
          busy={busy}
          onClick={() => {
            setAsked(true);
            void check.run();
          }}
        >
          {t('updates.check')}
        </Button>
      )}
      {check.failure !== null && <FailureMessage failure={check.failure} />}
    </fieldset>
  );
}

function useUpdateText({ phase, version, progress, checkedAt }: DeskState['updates']): string {
  const { t } = useTranslation();
  const times = useTimes();
  const text = t(`updates.${phase}`, { version: version ?? '', progress: progress ?? 0 });
  if (phase !== 'idle' || checkedAt === null) return text;
  return `${text} ${t('updates.checked', { time: times.dateTime(checkedAt) })}`;
}
