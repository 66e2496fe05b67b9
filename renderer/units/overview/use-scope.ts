import { useSyncExternalStore } from 'react';
import { useServices } from '../../services.ts';
import type { ScopeSummary } from '../table/fleet-summary.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { useStoreValue } from '../use-store-value.ts';

const readScope = (store: UnitStore): ScopeSummary => store.scope();

/** The counts of the scope: live updates change them a few times a second, what the person narrows at once. */
export function useScope(): ScopeSummary {
  const { units } = useServices();
  useStoreValue(units, readScope);
  useSyncExternalStore(units.subscribe, units.layout);
  return units.scope();
}
