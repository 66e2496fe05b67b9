import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { filterKinds } from '../table/fleet-summary.ts';
import { isFiltered, noFilters } from '../table/unit-filters.ts';
import { ActiveFilters } from '../toolbar/active-filters.tsx';

const skeletons = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

/** Grey rows until the first page of units arrives. */
export function LoadingList() {
  return (
    <div className="unit-overlay unit-skeletons" aria-hidden="true">
      {skeletons.map((name) => (
        <div key={name} className="skeleton" />
      ))}
    </div>
  );
}

/** Shown when no unit matches the search and the filters. */
export function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const { t, units } = useServices();
  const query = units.query.trim();
  const filtered = isFiltered(units.filters);
  return (
    <div className="column unit-overlay empty">
      <EmptyShaft />
      <h2>
        {query === ''
          ? t('units.noMatchFilters')
          : t(filtered ? 'units.noMatchBoth' : 'units.noMatchTitle', { query })}
      </h2>
      {query !== '' && <p>{t('units.noMatchText')}</p>}
      {filtered && (
        <>
          <p>{t('units.noMatchFiltersText')}</p>
          <fieldset className="wrap active-filters">
            <legend className="visually-hidden">{t('scope.active')}</legend>
            <ActiveFilters kinds={filterKinds} />
          </fieldset>
        </>
      )}
      {query !== '' && <Button onClick={onClear}>{t('units.clearSearch')}</Button>}
      {filtered && <Button onClick={() => units.setFilters(noFilters)}>{t('units.filters.clear')}</Button>}
    </div>
  );
}

/** Shown when the account has no units at all. */
export function EmptyList() {
  const { t } = useServices();
  return (
    <div className="column empty">
      <EmptyShaft />
      <h2>{t('units.emptyTitle')}</h2>
      <p>{t('units.emptyText')}</p>
    </div>
  );
}

function EmptyShaft() {
  return (
    <svg className="empty-shaft" width="64" height="64" viewBox="0 0 64 64" aria-hidden="true">
      <rect x="14" y="6" width="36" height="52" rx="4" />
      <path d="M14 24h36M14 41h36" strokeDasharray="3 4" />
      <path d="m27 17 5-5 5 5M27 48l5 5 5-5" />
    </svg>
  );
}
