import { useTranslation } from 'react-i18next';
import type { Unit } from '../../electron/contract.ts';
import { useServices } from '../services.ts';
import type { ListState } from './units-list.ts';

const conditions: readonly Unit['condition'][] = ['in-service', 'limited', 'out-of-service', 'unknown'];

/** How many units there are or match, how they are, and how far loading has come. */
export function UnitCounts({ list }: { readonly list: ListState }) {
  const { t } = useTranslation();
  const { units } = useServices();
  const loading = list.phase === 'loading';
  if (units.size === 0 && !loading) return null;
  const count = units.size;
  const filtered = units.query.trim() !== '';
  const text = filtered ? t('units.filtered', { count, shown: units.shown }) : t('units.count', { count });
  return (
    <div className="counts">
      <p className="count">{count === 0 ? t('units.loading') : text}</p>
      <Conditions />
      {loading && <Progress received={list.received} total={list.total} />}
    </div>
  );
}

function Conditions() {
  const { t, i18n } = useTranslation();
  const { units } = useServices();
  const counts = units.filterCounts().conditions;
  return (
    <ul className="conditions" aria-label={t('units.breakdown')}>
      {conditions
        .filter((condition) => counts[condition] > 0)
        .map((condition) => (
          <li key={condition} className="badge" data-condition={condition}>
            {t(`units.labels.condition.${condition}`)}{' '}
            <strong>{counts[condition].toLocaleString(i18n.language)}</strong>
          </li>
        ))}
    </ul>
  );
}

function Progress({ received, total }: Pick<ListState, 'received' | 'total'>) {
  const { t } = useTranslation();
  return (
    <div className="list-progress">
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
    </div>
  );
}
