import { useEffect, useState } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { reportLimits } from '../../../electron/contract/names.ts';
import { type ReportGroup, type ReportRow, reportGroupSteps } from '../../../electron/contract/report.ts';
import { type DayRange, periodOf, type ReportPeriod } from '../../../electron/contract/report-period.ts';
import type { ReportSubject } from '../../../electron/contract/report-words.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { createSlices } from '../table/slices.ts';
import { reportRowsOf } from './report-rows.ts';
import { mostOnPaper } from './report-table.tsx';

/** How long the answers of a person must rest, in ms. */
const rest = 250;

/** A report over a period, ms since 1970. */
interface Report extends ReportPeriod {
  /** The first rows, for the window and paper: a hundred thousand would be kept for nobody. */
  readonly rows: readonly ReportRow[];
  readonly total: number;
  /** All rows, part by part; those after the first ones are worked out while they are asked for. Throws a DesktopError. */
  readonly whole: () => AsyncIterable<readonly ReportRow[]>;
}

/** Being worked out, there, or failed; the days make no period, or a row has more units than main takes. */
export type ReportState =
  | { readonly kind: 'working' }
  | { readonly kind: 'no-period' | 'too-many' }
  | ({ readonly kind: 'ready' } & Report)
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
      const partsOf = reportRowsOf(desktop, desk, period);
      const askAbout = (groups: readonly ReportGroup[]) => {
        if (groups.some(({ ids }) => ids.length > reportLimits.units)) return keep({ kind: 'too-many' });
        const whole = async function* (rows: readonly ReportRow[]) {
          yield rows;
          yield* partsOf(groups.slice(rows.length));
        };
        firstOf(partsOf(groups.slice(0, mostOnPaper)), () => left).then(
          (rows) => keep({ kind: 'ready', rows, total: groups.length, whole: () => whole(rows), ...period }),
          (cause: unknown) => keep({ kind: 'failed', failure: failureOf(cause) }),
        );
      };
      const work = function* () {
        const language = desk.state.get()?.locale ?? 'en';
        const matching = units.matches();
        yield;
        askAbout(yield* reportGroupSteps(matching, subject, language));
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

/** Their rows, or those so far when nobody waits for them any more. */
async function firstOf(
  parts: AsyncIterable<readonly ReportRow[]>,
  isLeft: () => boolean,
): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  for await (const part of parts) {
    rows.push(...part);
    if (isLeft()) break;
  }
  return rows;
}
