import { useCallback, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../services.ts';
import { StarIcon } from '../../ui/icons.tsx';
import type { UnitStore } from '../table/unit-store.ts';
import { useStoreValue } from '../use-store-value.ts';

/** How many units are watched and how many of them are out of service; pressed, the table shows them only. */
export function WatchSummary({ watched }: { readonly watched: readonly string[] }) {
  const { t } = useTranslation();
  const { units } = useServices();
  const only = useSyncExternalStore(units.subscribe, () => units.filters.watchedOnly);
  const out = useStoreValue(
    units,
    useCallback((store: UnitStore) => countOut(store, watched), [watched]),
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
      <StarIcon filled />
      <span className="button-text">{t('fleet.watch.watched', { count: watched.length })}</span>
      {out > 0 && (
        <span className="badge" data-condition="out-of-service">
          {t('fleet.watch.out', { count: out })}
        </span>
      )}
    </button>
  );
}

/** The watched units that are in the list and out of service. */
export function countOut(store: Pick<UnitStore, 'find'>, watched: readonly string[]): number {
  return watched.filter((id) => store.find(id)?.condition === 'out-of-service').length;
}
