import type { Failure } from '../../../electron/contract/failure.ts';
import {
  type AskAvailability,
  type ReportGroup,
  type ReportRow,
  reportRows,
} from '../../../electron/contract/report.ts';
import type { ReportPeriod } from '../../../electron/contract/report-period.ts';
import { type DeskStore, ownerOf } from '../../desk-store.ts';
import { type DesktopClient, DesktopError } from '../../desktop.ts';

/** Groups asked for at once: main takes more, but its answer is copied into the page in one piece. */
const atOnce = 1_000;

const otherAccount: Failure = {
  code: 'cancelled',
  message: 'Another account is signed in now.',
  hint: '',
  details: {},
};

/** Works out the rows of a report part by part. Throws a DesktopError, also as soon as another account is signed in. */
export type ReportRowsOf = (groups: readonly ReportGroup[]) => AsyncIterable<readonly ReportRow[]>;

/** For a period of the ledger of the account that is signed in now. */
export function reportRowsOf(
  desktop: Pick<DesktopClient, 'call'>,
  { state }: Pick<DeskStore, 'state'>,
  period: ReportPeriod,
): ReportRowsOf {
  const owner = ownerOf(state.get());
  const ask: AskAvailability = async (groups) => {
    // Another account may have units with the same ids.
    if (ownerOf(state.get()) !== owner) throw new DesktopError(otherAccount);
    return desktop.call('groupAvailability', { ...period, groups });
  };
  return (groups) => reportRows(groups, ask, atOnce);
}
