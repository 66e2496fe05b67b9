import { useEffect, useState } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { reportLimits } from '../../../electron/contract/names.ts';
import {
  type AskAvailability,
  type ReportGroup,
  type ReportRow,
  reportGroupSteps,
  reportRows,
} from '../../../electron/contract/report.ts';
import { type DayRange, periodOf } from '../../../electron/contract/report-period.ts';
import type { ReportSubject } from '../../../electron/contract/report-words.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { createSlices } from '../table/slices.ts';

/** How long the answers of a person must rest, in ms. */
const rest = 250;
/** Groups asked for at once: main takes more, but its answer is copied into the page in one piece. */
const atOnce = 2_000;

/** The rows of a report: being worked out, there, or failed; the days make no period, or a row has more units than main takes. */
export type ReportState =
  | { readonly kind: 'working' }
  | { readonly kind: 'no-period' | 'too-many' }
  | {
      readonly kind: 'ready';
      readonly rows: readonly ReportRow[];
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

const working: ReportState = { kind: 'working' };

/** Works out a report on the units that the search and the filters leave. */
export function useReport(subject: ReportSubject, days: DayRange): ReportState {
  const { desktop, units, desk } = useServices();
  const { first, last } = days;
  const [state, setState] = useState<ReportState>(working);
  useEffect(() => {
    let left = false;
    const keep = (next: ReportState) => {
      if (!left) setState(next);
    };
    keep(working);
    const slices = createSlices();
    const timer = setTimeout(() => {
      const period = periodOf({ first, last }, Date.now());
      if (typeof period === 'string') return keep({ kind: 'no-period' });
      const ask: AskAvailability = (parts) => desktop.call('groupAvailability', { ...period, groups: parts });
      const askAbout = (groups: readonly ReportGroup[]) => {
        if (groups.some(({ ids }) => ids.length > reportLimits.units)) return keep({ kind: 'too-many' });
        collected(reportRows(groups, ask, atOnce), () => left).then(
          (rows) => keep({ kind: 'ready', rows, ...period }),
          (cause: unknown) => keep({ kind: 'failed', failure: failureOf(cause) }),
        );
      };
      const work = function* () {
        const language = desk.state.get()?.locale ?? 'en';
        askAbout(yield* reportGroupSteps(units.matches(), subject, language));
      };
      slices.run(work(), { done: () => undefined });
    }, rest);
    return () => {
      left = true;
      clearTimeout(timer);
      slices.cancel();
    };
  }, [desktop, units, desk, subject, first, last]);
  return state;
}

/** All rows, or those so far where nobody waits for them any more. */
async function collected(parts: AsyncIterable<ReportRow[]>, isLeft: () => boolean): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  for await (const part of parts) {
    for (const row of part) rows.push(row);
    if (isLeft()) break;
  }
  return rows;
}
