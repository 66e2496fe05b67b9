import { useTranslation } from 'react-i18next';
import { unitConditions, unitTypes } from '../../../electron/contract/names.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { conditionText } from '../filter-texts.ts';
import { TagFilter } from '../notes/tag-filter.tsx';
import { isFiltered, noFilters, toggled } from '../table/unit-filters.ts';
import { ActiveFilters } from './active-filters.tsx';

/** Their values have no toggle of their own here. */
const withoutToggle = ['sites', 'cities', 'availability'] as const;

/** The filters as toggle buttons, each with the number of units it would show. */
export function FilterBar() {
  const { t, units } = useServices();
  const { filters } = units;
  const scope = units.scope();
  return (
    <fieldset className="wrap filters">
      <legend className="visually-hidden">{t('units.filters.label')}</legend>
      {unitConditions.map((each) => (
        <Chip
          key={each}
          condition={each}
          pressed={filters.conditions.includes(each)}
          count={scope.conditions[each]}
          title={conditionText(t, each, scope)}
          onClick={() => units.setFilters({ conditions: toggled(filters.conditions, each) })}
        >
          {t(`units.labels.condition.${each}`)}
        </Chip>
      ))}
      {unitTypes.map((each) => (
        <Chip
          key={each}
          pressed={filters.types.includes(each)}
          count={scope.types[each]}
          onClick={() => units.setFilters({ types: toggled(filters.types, each) })}
        >
          {t(`units.labels.type.${each}`)}
        </Chip>
      ))}
      <Chip
        pressed={filters.watchedOnly}
        count={scope.watched}
        onClick={() => units.setFilters({ watchedOnly: !filters.watchedOnly })}
      >
        {t('units.filters.watched')}
      </Chip>
      <ActiveFilters kinds={withoutToggle} />
      <TagFilter />
      {isFiltered(filters) && (
        <Button kind="subtle" onClick={() => units.setFilters(noFilters)}>
          {t('units.filters.clear')}
        </Button>
      )}
    </fieldset>
  );
}

interface ChipProps {
  readonly children: string;
  readonly pressed: boolean;
  readonly count: number;
  readonly onClick: () => void;
  readonly condition?: Unit['condition'];
  readonly title?: string | undefined;
}

/** Not there if it would show no unit, unless it is pressed. */
function Chip({ children, pressed, count, onClick, condition, title }: ChipProps) {
  const { i18n } = useTranslation();
  if (count === 0 && !pressed) return null;
  return (
    <button
      type="button"
      className="chip"
      aria-pressed={pressed}
      data-condition={condition}
      title={title}
      onClick={onClick}
    >
      {children} <strong>{count.toLocaleString(i18n.language)}</strong>
    </button>
  );
}
