import { useEffect, useSyncExternalStore } from 'react';
import { useServices } from '../../services.ts';
import { useAnnouncement } from '../../ui/status.tsx';
import type { Goal } from './use-goal.ts';

/** How long the text that something was cleared waits, in ms. */
const noteDelay = 500;

/** The unit that the table goes to. An outage that is selected, by whichever way, has been seen. */
export function useWantedUnit(selected: ReadonlySet<string>): Goal | null {
  const { outages, wanted } = useServices();
  const goal = useSyncExternalStore(wanted.subscribe, wanted.get);
  // It belongs to this table: the next one does not begin with it.
  useEffect(() => () => wanted.set(null), [wanted]);
  // After the number of units, which is told at once.
  useAnnouncement(goal?.note ?? null, noteDelay);
  useEffect(() => {
    if (selected.size > 0) outages.seen(selected);
  }, [outages, selected]);
  return goal;
}
