import { useSyncExternalStore } from 'react';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { FailureMessage, MessageBar } from '../../ui/failure-message.tsx';
import type { Translate } from '../../ui/i18n.ts';
import { useAnnouncement } from '../../ui/status.tsx';
import type { ExportState } from './units-export.ts';

/** Shows and announces the state of the export. */
export function ExportStatus() {
  const { t, csv } = useServices();
  const state = useSyncExternalStore(csv.state.subscribe, csv.state.get);
  useAnnouncement(announced(state, t));
  return <ExportMessage state={state} />;
}

/** The progress of an export with a cancel button, the path of the finished file, or the failure. */
export function ExportMessage({ state }: { readonly state: ExportState }) {
  const { t, csv } = useServices();
  const title = titleOf(state, t);
  const end =
    state.phase === 'writing' ? (
      <Button onClick={csv.cancel}>{t('fleet.export.cancel')}</Button>
    ) : (
      <Button onClick={csv.clear}>{t('action.close')}</Button>
    );
  if (state.phase === 'failed') return <FailureMessage failure={state.failure} actions={end} />;
  if (title === null) return null;
  return (
    <MessageBar tone="info" title={title} actions={end}>
      {state.phase === 'done' && <p>{t('action.saved', { file: state.file })}</p>}
      {state.phase === 'writing' && (
        <p className="row figures export-progress">
          <progress
            className="progress"
            aria-label={title}
            value={state.done}
            max={Math.max(1, state.total)}
          />
          <span>{t('fleet.export.progress', { done: state.done, total: state.total })}</span>
        </p>
      )}
    </MessageBar>
  );
}

function titleOf(state: ExportState, t: Translate): string | null {
  if (state.phase === 'writing') return t('fleet.export.writing', { file: lastSegment(state.file) });
  if (state.phase === 'cancelled') return t('fleet.export.cancelled');
  return state.phase === 'done' ? t('fleet.export.done', { count: state.rows }) : null;
}

/** Only the start and the end are announced; the counts in between are visual. */
function announced(state: ExportState, t: Translate): string | null {
  const title = titleOf(state, t);
  if (state.phase !== 'done') return title;
  return `${title}. ${t('action.saved', { file: lastSegment(state.file) })}`;
}

/** The last part of a path, of any operating system. */
function lastSegment(path: string): string {
  return path.split(/[\\/]/u).at(-1) || path;
}
