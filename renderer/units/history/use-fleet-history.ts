import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { FleetHistory } from '../../../electron/contract/ledger.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { useNow } from '../../ui/use-now.ts';
import { isNarrowed } from '../table/unit-filters.ts';
import { rangeLengths } from './history-range.ts';

/** The history of the fleet, or of the units that the search and the filters leave. */
export interface FleetAnswer {
  readonly history: FleetHistory | null;
  readonly failure: Failure | null;
  /** The beginning of the period, ms since 1970. */
  readonly from: number;
  /** There are more units than can be named in a question, so this is of all. */
  readonly isOfAll: boolean;
}

/** Time between two readings, in ms: 30 days do not change faster. */
const tick = 5 * 60_000;
/** How long the search and the filters must rest, in ms. */
const rest = 500;
/** The most units that are named to main. */
const mostNamed = 10_000;

/** What happened in the last 30 days to the units in the table; null until it is known. */
export function useFleetHistory(): FleetAnswer | null {
  const { desktop, units } = useServices();
  const filters = useSyncExternalStore(units.subscribe, () => units.filters);
  const query = useSyncExternalStore(units.subscribe, () => units.query);
  const isBusy = useSyncExternalStore(units.subscribe, () => units.busy);
  const now = useNow(tick);
  const [answer, setAnswer] = useState<FleetAnswer | null>(null);
  /** What was asked last: a list that is sorted or read again is no reason to ask once more. */
  const asked = useRef<readonly unknown[]>([]);
  useEffect(() => {
    const question = [filters, query, now];
    if (isBusy || question.every((part, place) => part === asked.current[place])) return;
    const timer = setTimeout(() => {
      asked.current = question;
      const to = Date.now();
      const from = to - rangeLengths.month;
      const isOfAll = isNarrowed({ query, filters }) && units.matching > mostNamed;
      const ids =
        isNarrowed({ query, filters }) && !isOfAll ? units.matches().map(({ id }) => id) : undefined;
      const keep = (next: FleetAnswer) => {
        if (asked.current === question) setAnswer(next);
      };
      desktop.call('fleetHistory', { from, to, ...(ids && { ids }) }).then(
        (history) => keep({ history, failure: null, from, isOfAll }),
        (cause: unknown) => keep({ history: null, failure: failureOf(cause), from, isOfAll }),
      );
    }, rest);
    return () => clearTimeout(timer);
  }, [desktop, units, filters, query, isBusy, now]);
  return answer;
}
