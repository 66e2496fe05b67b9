import { isFiltered, noFilters } from '../units/table/unit-filters.ts';
import type { Here } from './action.ts';

/**
 * Shows a unit in the table, as its active row, with its details. Where the search or a filter hides it, they are taken away,
 * and that is said: who asks for a unit by name wants to see it.
 */
export function goToUnit(
  { t, units, place, wanted, panes, setup, settingsOpen, toast }: Here,
  id: string,
): void {
  setup.set(null);
  settingsOpen.set(false);
  place.set('units');
  panes.details.set(true);
  const isNarrow = units.query !== '' || isFiltered(units.filters);
  // What is out of date may still show a unit that the filters hide by now.
  const isHidden = isNarrow && (units.indexOf(id) < 0 || units.stale);
  // Where it belongs after live changes: the row must not move away from under the eyes.
  units.renew();
  if (isHidden) units.setFilters(noFilters, '');
  const note = isHidden ? t('outages.shownAgain') : null;
  if (note !== null) toast.set({ text: note });
  wanted.set({ id, note });
}

/** Shows the units of a site, and no others. */
export function goToSite({ units, place, settingsOpen }: Here, site: string): void {
  place.set('units');
  settingsOpen.set(false);
  units.setFilters({ ...noFilters, sites: [site] }, '');
}
