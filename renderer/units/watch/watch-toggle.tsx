import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { DesktopClient } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { StarIcon } from '../../ui/icons.tsx';
import { useAction } from '../../ui/use-action.ts';

/** Units in one message to main, which takes no more. */
const chunk = 5_000;

/**
 * Puts units on the list of those whose going out of service is notified, or takes them off when all of them are on it.
 * Main has that list: the star fills when main says so.
 */
export function WatchToggle({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation();
  const { desktop, desk } = useServices();
  const list = useSyncExternalStore(desk.state.subscribe, () => desk.state.get()?.watched);
  const watched = useMemo(() => areWatched(ids, list ?? []), [ids, list]);
  const change = useAction(useCallback(() => watchUnits(desktop, ids, !watched), [desktop, ids, watched]));
  const count = ids.length;
  const many = watched ? 'fleet.watch.removeSelected' : 'fleet.watch.addSelected';
  const one = watched ? 'fleet.watch.remove' : 'fleet.watch.add';
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
        <span className="button-text">{count === 1 ? t(one) : t(many, { count })}</span>
      </button>
      {change.failure !== null && <FailureMessage failure={change.failure} />}
    </>
  );
}

function areWatched(ids: readonly string[], list: readonly string[]): boolean {
  const watched = new Set(list);
  return ids.length > 0 && ids.every((id) => watched.has(id));
}

/** Watches units, or stops that, in as many messages as it takes. Throws a DesktopError. */
export async function watchUnits(
  desktop: Pick<DesktopClient, 'call'>,
  ids: readonly string[],
  watched: boolean,
): Promise<void> {
  for (let start = 0; start < ids.length; start += chunk) {
    await desktop.call('watchUnits', { ids: ids.slice(start, start + chunk), watched });
  }
}
