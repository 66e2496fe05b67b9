import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import type { ListState } from '../loading/units-list.ts';
import { isNarrowed } from '../table/unit-filters.ts';
import { FilterBar } from './filter-bar.tsx';

/** The number of units or of matches, the filters, and the loading progress. */
export function UnitCounts({ list }: { readonly list: ListState }) {
  const { t, units } = useServices();
  const loading = list.phase === 'loading';
  if (units.size === 0 && !loading) return null;
  // The final number from the first rows on, instead of one that counts up.
  const count = Math.max(units.size, list.awaited ?? 0);
  const text = isNarrowed(units)
    ? t('units.filtered', { count, shown: units.matching })
    : t('units.count', { count });
  return (
    <div className="wrap figures counts">
      <strong>{count === 0 ? t('units.loading') : text}</strong>
      <FilterBar />
      {loading && <Progress received={list.received} total={list.total} />}
    </div>
  );
}

function Progress({ received, total }: Pick<ListState, 'received' | 'total'>) {
  const { t, list } = useServices();
  return (
    <div className="hint row list-progress">
      <progress
        className="progress"
        aria-label={t('units.loading')}
        value={total === null ? undefined : received}
        max={total ?? undefined}
      />
      {received > 0 && (
        <span>
          {total === null ? t('units.progress', { received }) : t('units.progressOf', { received, total })}
        </span>
      )}
      <Button kind="subtle" onClick={() => list.cancel()}>
        {t('units.cancel')}
      </Button>
    </div>
  );
}
