import { isFiltered, noFilters } from '../units/table/unit-filters.ts';
import type { Here } from './action.ts';

/**
 * Shows a unit in the table, as its active row, with its details. Where the search or a filter hides it, they are taken away:
 * who asks for a unit by name wants to see it.
 */
export function goToUnit({ units, place, wanted, panes, setup, settingsOpen }: Here, id: string): void {
  setup.set(null);
  settingsOpen.set(false);
  place.set('units');
  panes.details.set(true);
  if (units.indexOf(id) < 0 && (units.query !== '' || isFiltered(units.filters)))
    units.setFilters(noFilters, '');
  // Where it belongs after live changes: the row must not move away from under the eyes.
  units.renew();
  wanted.set({ id });
}

/** Shows the units of a site, and no others. */
export function goToSite({ units, place, settingsOpen }: Here, site: string): void {
  place.set('units');
  settingsOpen.set(false);
  units.setFilters({ ...noFilters, sites: [site] }, '');
}
