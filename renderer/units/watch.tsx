import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Unit } from '../../electron/contract/units.ts';
import type { DesktopClient } from '../desktop.ts';
import { useServices } from '../services.ts';
import { ActionButton } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import type { UnitStore } from './table/unit-store.ts';
import { useStoreValue } from './use-store-value.ts';

/** Maximum number of units in one message to main. */
const chunk = 5_000;

/**
 * Watches units, so that the user is notified when they go out of service, or unwatches them if all are watched. Main
 * keeps the list: the star fills when main confirms.
 */
export function WatchToggle({ ids }: { readonly ids: readonly string[] }) {
  const { t, desktop, desk } = useServices();
  const list = useSyncExternalStore(desk.state.subscribe, () => desk.state.get()?.watched);
  const watched = useMemo(() => areWatched(ids, list ?? []), [ids, list]);
  const count = ids.length;
  const many = watched ? 'fleet.watch.removeSelected' : 'fleet.watch.addSelected';
  const one = watched ? 'fleet.watch.remove' : 'fleet.watch.add';
  return (
    <ActionButton
      kind="subtle"
      className="watch"
      data-watched={watched}
      icon={watched ? 'filled-star' : 'star'}
      title={t('fleet.watch.hint')}
      action={() => watchUnits(desktop, ids, !watched)}
    >
      {count === 1 ? t(one) : t(many, { count })}
    </ActionButton>
  );
}

/** Whether there are units, and all of them are watched. */
export function areWatched(ids: readonly string[], list: readonly string[]): boolean {
  const watched = new Set(list);
  return ids.length > 0 && ids.every((id) => watched.has(id));
}

/** Watches or unwatches units, in as many messages as needed. Throws a DesktopError. */
export async function watchUnits(
  desktop: Pick<DesktopClient, 'call'>,
  ids: readonly string[],
  watched: boolean,
): Promise<void> {
  for (let start = 0; start < ids.length; start += chunk) {
    await desktop.call('watchUnits', { ids: ids.slice(start, start + chunk), watched });
  }
}

/** The number of watched units, entrapments in them and outages; a toggle that filters the table to them. */
export function WatchSummary({ watched }: { readonly watched: readonly string[] }) {
  const { t, units } = useServices();
  const only = useSyncExternalStore(units.subscribe, () => units.filters.watchedOnly);
  const trapped = useStoreValue(
    units,
    useCallback((store: UnitStore) => countOf(store, watched, 'entrapment'), [watched]),
  );
  const out = useStoreValue(
    units,
    useCallback((store: UnitStore) => countOf(store, watched, 'out-of-service'), [watched]),
  );
  if (watched.length === 0 && !only) return null;
  return (
    <button
      type="button"
      className="button subtle watch-summary"
      aria-pressed={only}
      title={t('fleet.watch.only')}
      onClick={() => units.setFilters({ watchedOnly: !only })}
    >
      <Icon name="filled-star" />
      <span className="button-text">{t('fleet.watch.watched', { count: watched.length })}</span>
      {trapped > 0 && (
        <span className="badge" data-condition="entrapment">
          {t('fleet.watch.trapped', { count: trapped })}
        </span>
      )}
      {out > 0 && (
        <span className="badge" data-condition="out-of-service">
          {t('fleet.watch.out', { count: out })}
        </span>
      )}
    </button>
  );
}

/** How many of the watched units are in the list with this condition. */
function countOf(store: UnitStore, watched: readonly string[], condition: Unit['condition']): number {
  return watched.filter((id) => store.find(id)?.condition === condition).length;
}
