import { unitForm } from '../dialect/unit-form.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Traffic } from '../fleet/traffic.ts';
import type { Answer } from '../http.ts';
import { type ListPageSettings, listPage } from './list-page.ts';

export interface UnitsPageSettings extends ListPageSettings {
  readonly fleet: Pick<Fleet, 'size' | 'page'>;
  readonly traffic: Pick<Traffic, 'asItIs'>;
  /** Whether it says since when and why a unit is out of service; it does unless told otherwise. */
  readonly tellsOutages?: boolean;
}

const untold = { outOfServiceSince: null, faultCode: null, faultText: null };

/** One page of the list of units. */
export function unitsPage(settings: UnitsPageSettings, query: URLSearchParams): Answer {
  const { fleet, traffic, dialect, tellsOutages = true } = settings;
  const inForm = unitForm(dialect);
  const items = (skip: number, top: number) =>
    fleet.page(skip, top).map((unit) => {
      const current = traffic.asItIs(unit);
      return inForm(tellsOutages ? current : { ...current, ...untold });
    });
  return listPage(settings, { path: 'units', size: fleet.size, items }, query);
}
