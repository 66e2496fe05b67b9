import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { useServices } from '../../services.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { choiceText } from '../filter-texts.ts';
import { useChartNumbers } from '../overview/chart-numbers.ts';
import { type FilterSuggestion, filtersWith } from '../table/suggestions.ts';
import { useSuggestions } from './use-suggestions.ts';

/**
 * The search, which suggests filters for the last words: the combobox with a list of the ARIA Authoring Practices, in
 * which the focus stays in the field. Enter without a suggestion leads to the table.
 */
export function UnitSearch({ search }: { readonly search: RefObject<HTMLInputElement | null> }) {
  const { t, units } = useServices();
  const id = useId();
  const [wanted, setWanted] = useState(false);
  const [active, setActive] = useState<string | null>(null);
  const [applied, setApplied] = useState('');
  const suggestions = useSuggestions(wanted);
  const open = suggestions.length > 0;
  const texts = suggestions.map(({ choice }) => choiceText(t, choice));
  const place = active === null ? -1 : texts.indexOf(active);
  const close = () => {
    setWanted(false);
    setActive(null);
  };
  const apply = ({ choice, rest }: FilterSuggestion) => {
    units.setFilters(filtersWith(units.filters, choice), rest);
    setApplied(t('scope.applied', { filter: choiceText(t, choice) }));
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // These keys belong to the input method.
    if (event.nativeEvent.isComposing) return;
    const chosen = suggestions[place];
    const next = nextPlace(event.key, place, suggestions.length);
    if (event.key === 'Escape') {
      // The first Escape closes the list, the second one empties the field, which Chromium would do at once.
      event.preventDefault();
      if (open) close();
      else units.setQuery('');
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen !== undefined) return apply(chosen);
      close();
      // To the rows that were found; without any, the search is what has to change.
      if (units.matching > 0) document.querySelector<HTMLElement>('.unit-grid')?.focus();
    } else if (next !== null) {
      event.preventDefault();
      setWanted(true);
      setActive(texts[next] ?? null);
    }
  };
  return (
    <div className="suggesting-search">
      <SearchField
        ref={search}
        label={t('units.search')}
        value={units.query}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-activedescendant={place < 0 ? undefined : `${id}-${place}`}
        onChange={(query) => {
          units.setQuery(query);
          setWanted(true);
          setActive(null);
          setApplied('');
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {open && (
        <SuggestionList id={id} suggestions={suggestions} texts={texts} active={place} onApply={apply} />
      )}
      {/* A region of its own: the status region tells how many units match. */}
      <span className="visually-hidden" aria-live="polite" aria-atomic="true">
        {open ? t('scope.suggested', { count: suggestions.length }) : applied}
      </span>
    </div>
  );
}

/** The place that a key moves to, round the list and through the field (-1); null for other keys. */
function nextPlace(key: string, place: number, count: number): number | null {
  if (key === 'ArrowDown') return place + 1 < count ? place + 1 : -1;
  if (key === 'ArrowUp') return place < 0 ? count - 1 : place - 1;
  return null;
}

interface ListProps {
  readonly id: string;
  readonly suggestions: readonly FilterSuggestion[];
  readonly texts: readonly string[];
  /** The place of the current one, or -1. */
  readonly active: number;
  readonly onApply: (suggestion: FilterSuggestion) => void;
}

function SuggestionList({ id, suggestions, texts, active, onApply }: ListProps) {
  const { t } = useServices();
  const numbers = useChartNumbers();
  return (
    <div id={id} role="listbox" aria-label={t('scope.suggestions')} className="figures suggestions">
      {suggestions.map((suggestion, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
        <div
          key={texts[place]}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          className="suggestion"
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onApply(suggestion)}
        >
          <span className="cut">{texts[place]}</span> <span>({numbers.count(suggestion.count)})</span>
        </div>
      ))}
    </div>
  );
}
