import { useServices } from '../../services.ts';
import { Icon } from '../../ui/icons.tsx';
import { choiceText } from '../filter-texts.ts';
import { useChartNumbers } from '../overview/chart-numbers.ts';
import { availabilityStep, type FilterKind } from '../table/fleet-summary.ts';
import type { Choice } from '../table/suggestions.ts';
import type { UnitFilters } from '../table/unit-filters.ts';

/** More values of a kind that has many are one chip. */
const mostChips = 3;

interface ActiveFilter {
  readonly text: string;
  /** What takes it away. */
  readonly without: Partial<UnitFilters>;
}

/** A chip for each filter of these kinds that is on; pressed, it takes the filter away. */
export function ActiveFilters({ kinds }: { readonly kinds: readonly FilterKind[] }) {
  const { t, units } = useServices();
  const textOf = useFilterTexts();
  const remove = t('scope.remove');
  return kinds
    .flatMap((kind) => activeFilters(units.filters, kind, textOf))
    .map(({ text, without }) => (
      <button
        key={text}
        type="button"
        className="chip"
        aria-label={`${text}. ${remove}`}
        title={`${text}. ${remove}`}
        onClick={() => units.setFilters(without)}
      >
        <span className="cut">{text}</span>
        <Icon name="close" />
      </button>
    ));
}

type FilterTexts = ReturnType<typeof useFilterTexts>;

function useFilterTexts() {
  const { t } = useServices();
  const numbers = useChartNumbers();
  return {
    watchedOnly: t('units.filters.watched'),
    value(kind: Exclude<FilterKind, 'watchedOnly'>, value: string | number): string {
      if (kind === 'tags') return t('notes.filtered', { tag: String(value) });
      // The values of a kind are of its type.
      if (kind !== 'availability') return choiceText(t, { kind, value } as Choice);
      const to = Number(value) + availabilityStep;
      const range = { from: numbers.wholePercent(Number(value)), to: numbers.wholePercent(to) };
      return t('scope.availability', range);
    },
    many: {
      sites: (count: number) => t('scope.sites', { count }),
      cities: (count: number) => t('scope.cities', { count }),
      availability: (count: number) => t('scope.availabilities', { count }),
      tags: (count: number) => t('notes.filteredMany', { count }),
    },
  };
}

function activeFilters(filters: UnitFilters, kind: FilterKind, texts: FilterTexts): ActiveFilter[] {
  if (kind === 'watchedOnly')
    return filters.watchedOnly ? [{ text: texts.watchedOnly, without: { watchedOnly: false } }] : [];
  const values: readonly (string | number)[] = filters[kind];
  const many = kind === 'conditions' || kind === 'types' ? undefined : texts.many[kind];
  if (many !== undefined && values.length > mostChips)
    return [{ text: many(values.length), without: { [kind]: [] } }];
  return values.map((value) => ({
    text: texts.value(kind, value),
    without: { [kind]: values.filter((other) => other !== value) },
  }));
}
