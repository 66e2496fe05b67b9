import { type RefObject, useState } from 'react';
import { useServices } from '../../services.ts';
import { Combobox } from '../../ui/combobox.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { choiceText } from '../filter-texts.ts';
import { useChartNumbers } from '../overview/chart-numbers.ts';
import { filtersWith } from '../table/suggestions.ts';
import { useSuggestions } from './use-suggestions.ts';

/** The search, which suggests filters for the last words. Enter without a suggestion leads to the table. */
export function UnitSearch({ search }: { readonly search: RefObject<HTMLInputElement | null> }) {
  const { t, units } = useServices();
  const numbers = useChartNumbers();
  const [wanted, setWanted] = useState(false);
  const [applied, setApplied] = useState('');
  const found = useSuggestions(wanted);
  const suggestions = found.map(({ choice, count }) => ({
    value: choiceText(t, choice),
    note: `(${numbers.count(count)})`,
  }));
  const apply = (text: string) => {
    const chosen = found.find(({ choice }) => choiceText(t, choice) === text);
    if (chosen === undefined) return;
    units.setFilters(filtersWith(units.filters, chosen.choice), chosen.rest);
    setApplied(t('scope.applied', { filter: text }));
  };
  return (
    <div className="suggesting-search">
      <Combobox
        ref={search}
        field={SearchField}
        label={t('units.search')}
        listLabel={t('scope.suggestions')}
        value={units.query}
        suggestions={() => suggestions}
        onWanted={setWanted}
        onWrite={(query) => {
          units.setQuery(query);
          setApplied('');
        }}
        onChoose={apply}
        // To the rows that were found; without any, the search is what has to change.
        onEnter={() => units.matching > 0 && document.querySelector<HTMLElement>('.unit-grid')?.focus()}
        onEscape={() => units.setQuery('')}
      />
      {/* A region of its own: the status region tells how many units match. */}
      <span className="visually-hidden" aria-live="polite" aria-atomic="true">
        {found.length > 0 ? t('scope.suggested', { count: found.length }) : applied}
      </span>
    </div>
  );
}
