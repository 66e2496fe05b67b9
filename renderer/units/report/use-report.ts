import { useEffect, useState } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { reportLimits } from '../../../electron/contract/names.ts';
import { type DesktopClient, failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { createSlices } from '../table/slices.ts';
import {
  batchesOf,
  type DayRange,
  periodOf,
  type ReportGroup,
  type ReportRow,
  type ReportSubject,
  reportGroups,
} from './report-rows.ts';

/** How long the answers of a person must rest, in ms. */
const rest = 250;

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
  const { desktop, units, t } = useServices();
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
      if (period === null) return keep({ kind: 'no-period' });
      const ask = (groups: readonly ReportGroup[]) => {
        if (groups.some(({ ids }) => ids.length > reportLimits.units)) return keep({ kind: 'too-many' });
        rowsOf(desktop, groups, period, () => left).then(
          (rows) => keep({ kind: 'ready', rows, ...period }),
          (cause: unknown) => keep({ kind: 'failed', failure: failureOf(cause) }),
        );
      };
      const work = function* () {
        ask(yield* reportGroups(units.matches(), subject, { locale: units.text.locale, t }));
      };
      slices.run(work(), { done: () => undefined });
    }, rest);
    return () => {
      left = true;
      clearTimeout(timer);
      slices.cancel();
    };
  }, [desktop, units, t, subject, first, last]);
  return state;
}

async function rowsOf(
  desktop: Pick<DesktopClient, 'call'>,
  groups: readonly ReportGroup[],
  period: { readonly from: number; readonly to: number },
  isLeft: () => boolean,
): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  for (const part of batchesOf(groups)) {
    if (isLeft()) return rows;
    const found = await desktop.call('groupAvailability', {
      ...period,
      groups: part.map(({ ids }) => [...ids]),
    });
    for (const [place, availability] of found.entries()) {
      const group = part[place];
      if (group !== undefined) rows.push({ ...group, availability });
    }
  }
  return rows;
}
