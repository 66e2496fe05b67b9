import { useCallback, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../services.ts';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { StarIcon } from '../../ui/icons.tsx';
import { useAction } from '../../ui/use-action.ts';

/** Puts a unit on the list of those whose going out of service is notified, or takes it off. Main has that list. */
export function WatchToggle({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { desktop, desk } = useServices();
  const watched = useSyncExternalStore(
    desk.state.subscribe,
    () => desk.state.get()?.watched.includes(id) === true,
  );
  const change = useAction(
    useCallback(() => desktop.call('watchUnits', { ids: [id], watched: !watched }), [desktop, id, watched]),
  );
  return (
    <>
      <button
        type="button"
        className="button subtle watch"
        data-watched={watched}
        aria-disabled={change.pending || undefined}
        title={t('fleet.watch.hint')}
        onClick={() => change.run()}
      >
        <StarIcon filled={watched} />
        <span className="button-text">{t(watched ? 'fleet.watch.remove' : 'fleet.watch.add')}</span>
      </button>
      {change.failure !== null && <FailureMessage failure={change.failure} />}
    </>
  );
}
