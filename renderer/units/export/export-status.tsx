import { useSyncExternalStore } from 'react';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { FailureMessage, MessageBar } from '../../ui/failure-message.tsx';
import type { Translate } from '../../ui/i18n.ts';
import { useAnnouncement } from '../../ui/status.tsx';
import { useTimes } from '../../ui/use-now.ts';
import type { ListGap } from '../loading/list-gap.ts';
import type { ExportState } from './units-export.ts';

/** Shows and announces the state of the export. */
export function ExportStatus() {
  const { t, csv } = useServices();
  const state = useSyncExternalStore(csv.state.subscribe, csv.state.get);
  const times = useTimes();
  useAnnouncement(announced(state, t, times.moment));
  return <ExportMessage state={state} />;
}

/** The progress of an export with a cancel button, the path of the finished file, or the failure. */
export function ExportMessage({ state }: { readonly state: ExportState }) {
  const { t, csv } = useServices();
  const times = useTimes();
  const title = titleOf(state, t);
  const lacks = state.phase === 'done' ? lackOf(state.gap, t, times.moment) : '';
  const isPart = state.phase === 'done' && state.gap.part !== null;
  const end =
    state.phase === 'writing' ? (
      <Button onClick={csv.cancel}>{t('fleet.export.cancel')}</Button>
    ) : (
      <Button onClick={csv.clear}>{t('action.close')}</Button>
    );
  if (state.phase === 'failed') return <FailureMessage failure={state.failure} actions={end} />;
  if (title === null) return null;
  return (
    <MessageBar tone={isPart ? 'warning' : 'info'} title={title} actions={end}>
      {lacks !== '' && <p>{lacks}</p>}
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

/** What is missing in the file, and how old it is; empty for all of a current list. */
function lackOf({ part, asOf }: ListGap, t: Translate, moment: (at: number) => string): string {
  const texts: string[] = [];
  if (part !== null) {
    const { received, total } = part;
    texts.push(
      total === null ? t('fleet.export.part', { received }) : t('fleet.export.partOf', { received, total }),
    );
  }
  if (asOf !== null) texts.push(t('fleet.export.old', { time: moment(asOf) }));
  return texts.join(' ');
}

/** Only the start and the end are announced; the counts in between are visual. */
function announced(state: ExportState, t: Translate, moment: (at: number) => string): string | null {
  const title = titleOf(state, t);
  if (state.phase !== 'done') return title;
  const saved = t('action.saved', { file: lastSegment(state.file) });
  return [`${title}.`, lackOf(state.gap, t, moment), saved].filter(Boolean).join(' ');
}

/** The last part of a path, of any operating system. */
function lastSegment(path: string): string {
  return path.split(/[\\/]/u).at(-1) || path;
}
