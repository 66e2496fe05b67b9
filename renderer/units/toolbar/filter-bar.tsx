import { useTranslation } from 'react-i18next';
import { unitConditions, unitTypes } from '../../../electron/contract/names.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { useOneTabStop } from '../../ui/use-one-tab-stop.ts';
import { TagFilter } from '../notes/tag-filter.tsx';
import { useChartNumbers } from '../overview/chart-numbers.ts';
import { availabilityStep } from '../table/fleet-summary.ts';
import { isFiltered, noFilters, toggled } from '../table/unit-filters.ts';

/** The filters as toggle buttons, each with the number of units it would show. */
export function FilterBar() {
  const { t, units } = useServices();
  const { filters } = units;
  const counts = units.filterCounts();
  const oneTabStop = useOneTabStop<HTMLFieldSetElement>();
  return (
    <fieldset className="wrap filters" {...oneTabStop}>
      <legend className="visually-hidden">{t('units.filters.label')}</legend>
      {unitConditions.map((each) => (
        <Chip
          key={each}
          condition={each}
          pressed={filters.conditions.includes(each)}
          count={counts.conditions[each]}
          onClick={() => units.setFilters({ conditions: toggled(filters.conditions, each) })}
        >
          {t(`units.labels.condition.${each}`)}
        </Chip>
      ))}
      {unitTypes.map((each) => (
        <Chip
          key={each}
          pressed={filters.types.includes(each)}
          count={counts.types[each]}
          onClick={() => units.setFilters({ types: toggled(filters.types, each) })}
        >
          {t(`units.labels.type.${each}`)}
        </Chip>
      ))}
      <Chip
        pressed={filters.watchedOnly}
        count={counts.watched}
        onClick={() => units.setFilters({ watchedOnly: !filters.watchedOnly })}
      >
        {t('units.filters.watched')}
      </Chip>
      <FromOverview filter="sites" />
      <FromOverview filter="availability" />
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
}

/** Not there if it would show no unit, unless it is pressed. */
function Chip({ children, pressed, count, onClick, condition }: ChipProps) {
  const { i18n } = useTranslation();
  if (count === 0 && !pressed) return null;
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

/** The sites or the parts of the availability selected in the overview; they can only be removed here. */
function FromOverview({ filter }: { readonly filter: 'sites' | 'availability' }) {
  const { t, units } = useServices();
  const numbers = useChartNumbers();
  const { sites, availability } = units.filters;
  const count = units.filters[filter].length;
  if (count === 0) return null;
  const [site = ''] = sites;
  const [from = 0] = availability;
  const range = { from: numbers.wholePercent(from), to: numbers.wholePercent(from + availabilityStep) };
  const texts = {
    sites: count === 1 ? t('units.filters.site', { site }) : t('units.filters.sites', { count }),
    availability:
      count === 1 ? t('units.filters.availability', range) : t('units.filters.availabilities', { count }),
  };
  const remove = t(filter === 'sites' ? 'units.filters.remove' : 'units.filters.removeAvailability');
  return (
    <button
      type="button"
      className="chip"
      aria-label={`${texts[filter]}. ${remove}`}
      title={remove}
      onClick={() => units.setFilters({ [filter]: [] })}
    >
      <span className="cut">{texts[filter]}</span>
      <Icon name="close" />
    </button>
  );
}
