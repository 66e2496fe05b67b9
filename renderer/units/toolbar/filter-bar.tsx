import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { unitConditions, unitTypes } from '../../../electron/contract/names.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { CloseIcon } from '../../ui/icons.tsx';
import { toggled } from '../overview/chart-scale.ts';
import { useChartNumbers } from '../overview/use-chart-numbers.ts';
import { availabilityStep } from '../table/fleet-summary.ts';
import { isFiltered, noFilters, type UnitFilters } from '../table/unit-filters.ts';

/** The filters as buttons that stay pressed, each with how many units it would show. */
export function FilterBar() {
  const { t } = useTranslation();
  const { units } = useServices();
  const { filters } = units;
  const counts = units.filterCounts();
  return (
    <fieldset className="filters">
      <legend className="visually-hidden">{t('units.filters.label')}</legend>
      {unitConditions
        .filter((each) => counts.conditions[each] > 0 || filters.conditions.includes(each))
        .map((each) => (
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
      {unitTypes
        .filter((each) => counts.types[each] > 0 || filters.types.includes(each))
        .map((each) => (
          <Chip
            key={each}
            pressed={filters.types.includes(each)}
            count={counts.types[each]}
            onClick={() => units.setFilters({ types: toggled(filters.types, each) })}
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
      <Availability parts={filters.availability} />
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

/** The sites somebody chose in the overview; they can only be taken away here. */
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
    <Removable
      text={text}
      remove={t('units.filters.remove')}
      onRemove={() => units.setFilters({ sites: [] })}
    />
  );
}

/** The parts of the availability chosen in the overview. */
function Availability({ parts }: { readonly parts: UnitFilters['availability'] }) {
  const { t } = useTranslation();
  const { units } = useServices();
  const numbers = useChartNumbers();
  const [first] = parts;
  if (first === undefined) return null;
  const text =
    parts.length === 1
      ? t('units.filters.availability', {
          from: numbers.wholePercent(first),
          to: numbers.wholePercent(first + availabilityStep),
        })
      : t('units.filters.availabilities', { count: parts.length });
  return (
    <Removable
      text={text}
      remove={t('units.filters.removeAvailability')}
      onRemove={() => units.setFilters({ availability: [] })}
    />
  );
}

interface RemovableProps {
  readonly text: string;
  readonly remove: string;
  readonly onRemove: () => void;
}

function Removable({ text, remove, onRemove }: RemovableProps) {
  return (
    <button
      type="button"
      className="chip"
      aria-label={`${text}. ${remove}`}
      title={remove}
      onClick={onRemove}
    >
      <span className="chip-text">{text}</span>
      <CloseIcon />
    </button>
  );
}
