import { useCallback } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { UnitHistory } from '../../../electron/contract/ledger.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { useNow } from '../../ui/use-now.ts';
import { useUnitAnswer } from '../use-unit-answer.ts';
import { type HistoryRange, rangeLengths } from './history-range.ts';

/** What is known of a unit for a period; `from` and `to` are ms since 1970. */
export interface ShownHistory extends UnitHistory {
  readonly from: number;
  readonly to: number;
}

/** The history of a unit: not there yet, there, or failed. */
export type HistoryAnswer =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly history: ShownHistory }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Time between two readings while nothing happens, in ms. */
const tick = 60_000;
const loading: HistoryAnswer = { kind: 'loading' };

/** The history of the last `range` of a unit, read again when its condition changes and each minute. */
export function useUnitHistory({ id, condition }: Pick<Unit, 'id' | 'condition'>, range: HistoryRange) {
  const { desktop } = useServices();
  const now = useNow(tick);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another condition or minute adds to the history
  const ask = useCallback(async (): Promise<HistoryAnswer> => {
    const to = Date.now();
    const from = to - rangeLengths[range];
    try {
      const history = await desktop.call('unitHistory', { id, from, to });
      return { kind: 'ready', history: { ...history, from, to } };
    } catch (cause) {
      return { kind: 'failed', failure: failureOf(cause) };
    }
  }, [desktop, id, range, condition, now]);
  return useUnitAnswer(`${range} ${id}`, ask) ?? loading;
}
