import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useServices } from '../../services.ts';
import { useAnnouncement } from '../../ui/status.tsx';
import type { Pane } from '../panes.ts';
import { isFiltered, noFilters } from '../table/unit-filters.ts';

/** How long the text that something was cleared waits, in ms. */
const noteDelay = 500;

/**
 * The way from an outage to its row, which is scrolled to and selected, with the details open. What hides it is cleared.
 * An outage that is selected, by whichever way, has been seen.
 */
export function useOutageGoal(details: Pane, selected: ReadonlySet<string>) {
  const { t, units, outages, toast, wanted } = useServices();
  const goal = useSyncExternalStore(wanted.subscribe, wanted.get);
  // It belongs to this table: the next one does not begin with it.
  useEffect(() => () => wanted.set(null), [wanted]);
  const [note, setNote] = useState<string | null>(null);
  // After the number of units, which is told at once.
  useAnnouncement(note, noteDelay);
  useEffect(() => {
    if (selected.size > 0) outages.seen(selected);
  }, [outages, selected]);
  const go = useCallback(
    (id: string) => {
      const isNarrow = units.query !== '' || isFiltered(units.filters);
      // Where it belongs after live changes: the row must not move away from under the eyes.
      const isHidden = isNarrow && (units.indexOf(id) < 0 || units.stale);
      units.renew();
      if (isHidden) {
        units.setFilters(noFilters, '');
        toast.set({ text: t('outages.shownAgain') });
      }
      setNote(isHidden ? t('outages.shownAgain') : null);
      if (!details.open) details.toggle();
      wanted.set({ id });
    },
    [t, units, toast, details, wanted],
  );
  return { goal, go };
}
