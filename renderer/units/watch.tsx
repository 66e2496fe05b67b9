import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Unit } from '../../electron/contract/units.ts';
import type { DesktopClient } from '../desktop.ts';
import { useServices } from '../services.ts';
import { ActionButton } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { isNarrowed, noFilters } from './table/unit-filters.ts';
import type { UnitStore } from './table/unit-store.ts';
import { useStoreValue } from './use-store-value.ts';

/** Maximum number of units in one message to main. */
const chunk = 5_000;

/**
 * Watches units, so that the user is notified when they go out of service, or unwatches them if all are watched. Main
 * keeps the list: the star fills when main confirms.
 */
export function WatchToggle({ ids }: { readonly ids: readonly string[] }) {
  const services = useServices();
  const { t, desk } = services;
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
      action={() => watchAndTell(services, ids, !watched)}
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

/** The same, and tells assistive technology, which sees no star. */
export async function watchAndTell(
  { desktop, status, t }: Pick<ReturnType<typeof useServices>, 'desktop' | 'status' | 't'>,
  ids: readonly string[],
  watched: boolean,
): Promise<void> {
  await watchUnits(desktop, ids, watched);
  status.set(t(watched ? 'fleet.watch.begun' : 'fleet.watch.ended', { count: ids.length }));
}

/** Watched units that are in the list: all, those with somebody trapped, and the others out of service. */
interface WatchedCounts {
  readonly listed: number;
  readonly trapped: number;
  readonly out: number;
}

/** Counts these units, whatever the table is narrowed to. */
export function watchedCounts(store: Pick<UnitStore, 'find'>, watched: readonly string[]): WatchedCounts {
  const conditions = watched.flatMap((id) => store.find(id)?.condition ?? []);
  const countOf = (wanted: Unit['condition']) => conditions.filter((each) => each === wanted).length;
  return { listed: conditions.length, trapped: countOf('entrapment'), out: countOf('out-of-service') };
}

/** Whether the table shows the watched units, and all of them. */
export function isWatchedOnly({ query, filters }: Pick<UnitStore, 'query' | 'filters'>): boolean {
  return filters.watchedOnly && !isNarrowed({ query, filters: { ...filters, watchedOnly: false } });
}

/**
 * The number of all watched units, with entrapments in them and outages: an outage must not hide behind a search.
 * Pressed, the table shows these units and no others.
 */
export function WatchSummary({ watched }: { readonly watched: readonly string[] }) {
  const { t, units } = useServices();
  const only = useSyncExternalStore(units.subscribe, () => isWatchedOnly(units));
  const read = useCallback((store: UnitStore) => watchedCounts(store, watched), [watched]);
  const { listed, trapped, out } = useStoreValue(units, read);
  if (listed === 0 && !only) return null;
  return (
    <button
      type="button"
      className="button subtle watch-summary"
      aria-pressed={only}
      title={t('fleet.watch.only')}
      onClick={() => units.setFilters({ ...noFilters, watchedOnly: !only }, '')}
    >
      <Icon name="filled-star" />
      <span className="button-text">{t('fleet.watch.watched', { count: listed })}</span>
      {trapped > 0 && (
        <span className="badge" data-condition="entrapment">
          {t('fleet.watch.trapped', { count: trapped })}
        </span>
      )}
      {out > 0 && (
        <span className="badge" data-condition="out-of-service">
          {t(trapped > 0 ? 'scope.othersOut' : 'fleet.watch.out', { count: out })}
        </span>
      )}
    </button>
  );
}
