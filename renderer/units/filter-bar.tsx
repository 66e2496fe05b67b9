import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Unit } from '../../electron/contract.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { CloseIcon } from '../ui/icons.tsx';
import { noFilters, type UnitFilters } from './unit-view.ts';

const conditions: readonly Unit['condition'][] = ['in-service', 'limited', 'out-of-service', 'unknown'];
const types: readonly Unit['type'][] = ['elevator', 'escalator', 'other'];

/** True when some filter keeps units from being shown. */
export function isFiltered({ conditions, types, sites, watchedOnly }: UnitFilters): boolean {
  return conditions.length + types.length + sites.length > 0 || watchedOnly;
}

/** The filters as buttons that stay pressed, each with how many units it would show. */
export function FilterBar() {
  const { t } = useTranslation();
  const { units } = useServices();
  const { filters } = units;
  const counts = units.filterCounts();
  return (
    <fieldset className="filters">
      <legend className="visually-hidden">{t('units.filters.label')}</legend>
      {conditions
        .filter((each) => counts.conditions[each] > 0 || filters.conditions.includes(each))
        .map((each) => (
          <Chip
            key={each}
            condition={each}
            pressed={filters.conditions.includes(each)}
            count={counts.conditions[each]}
            onClick={() => units.setFilters({ conditions: turned(filters.conditions, each) })}
          >
            {t(`units.labels.condition.${each}`)}
          </Chip>
        ))}
      {types
        .filter((each) => counts.types[each] > 0 || filters.types.includes(each))
        .map((each) => (
          <Chip
            key={each}
            pressed={filters.types.includes(each)}
            count={counts.types[each]}
            onClick={() => units.setFilters({ types: turned(filters.types, each) })}
          >
            {t(`units.labels.type.${each}`)}
          </Chip>
        ))}
      {(counts.watched > 0 || filters.watchedOnly) && (
        <Chip
          pressed={filters.watchedOnly}
          count={counts.watched}
          onClick={() => units.setFilters({ watchedOnly: !filters.watchedOnly })}
        >
          {t('units.filters.watched')}
        </Chip>
      )}
      <Sites sites={filters.sites} />
      {isFiltered(filters) && (
        <Button kind="subtle" onClick={() => units.setFilters(noFilters)}>
          {t('units.filters.clear')}
        </Button>
      )}
    </fieldset>
  );
}

interface ChipProps {
  readonly children: ReactNode;
  readonly pressed: boolean;
  readonly count: number;
  readonly onClick: () => void;
  readonly condition?: Unit['condition'];
}

function Chip({ children, pressed, count, onClick, condition }: ChipProps) {
  const { i18n } = useTranslation();
  return (
    <button
      type="button"
      className="chip"
      aria-pressed={pressed}
      data-condition={condition}
      onClick={onClick}
    >
      {children} <strong>{count.toLocaleString(i18n.language)}</strong>
    </button>
  );
}

/** The sites somebody came here with, from a list of sites; they can only be taken away here. */
function Sites({ sites }: Pick<UnitFilters, 'sites'>) {
  const { t } = useTranslation();
  const { units } = useServices();
  const [first] = sites;
  if (first === undefined) return null;
  const text =
    sites.length === 1
      ? t('units.filters.site', { site: first })
      : t('units.filters.sites', { count: sites.length });
  return (
    <button
      type="button"
      className="chip"
      aria-label={`${text}. ${t('units.filters.remove')}`}
      title={t('units.filters.remove')}
      onClick={() => units.setFilters({ sites: [] })}
    >
      <span className="chip-text">{text}</span>
      <CloseIcon />
    </button>
  );
}

function turned<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
}
