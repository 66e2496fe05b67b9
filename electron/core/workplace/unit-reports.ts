import type { LedgerState } from '../../contract/ledger.ts';
import {
  type AskAvailability,
  type ReportQuestion,
  type ReportRow,
  type ReportUnit,
  reportGroupSteps,
  reportRows,
} from '../../contract/report.ts';
import type { ReportPeriod } from '../../contract/report-period.ts';
import type { CachedUnits } from '../../contract/units.ts';
import { AppError } from '../errors.ts';
import { createBreath } from '../ledger/tally-units.ts';

/** A report that is being made. */
export interface UnitReport {
  /** How many units it is about, and how many rows it will have. */
  units: number;
  count: number;
  /** Where the ledger is kept, and the first time that it knows of, ms since 1970. */
  ledger: LedgerState;
  /** In parts. Throws `agent-unavailable` once another account is the current one, `storage`. */
  rows: AsyncGenerator<ReportRow[], void>;
}

interface UnitReportsParts {
  /** The current account; undefined for none. */
  account: () => string | undefined;
  /** Of the last whole list of this account, in parts; none without one. */
  listed: (whose: string) => AsyncIterable<Pick<CachedUnits, 'units'>>;
  /** Once it is open. Rejects with `storage`. */
  ledger: () => Promise<LedgerState>;
  /** ms, from any beginning. */
  steady: () => number;
  ask: (question: ReportPeriod & { groups: string[][] }) => ReturnType<AskAvailability>;
}

/** Reports on all units of the current account, for who does not see the table: from the last whole list, and the ledger. */
export function createUnitReports({ account, listed, ledger, steady, ask }: UnitReportsParts) {
  function assertCurrent(whose: string): void {
    if (account() === whose) return;
    throw new AppError('agent-unavailable', 'The window of MAX Desk shows another account now.', {
      hint: 'Switch to the account in the window, then try again.',
    });
  }

  /**
   * A report about this account. Throws `agent-unavailable` if it is not the current one, or its list was not read yet, and
   * `storage`.
   */
  return async function report(
    whose: string,
    { by, language, from, to }: ReportQuestion,
  ): Promise<UnitReport> {
    assertCurrent(whose);
    const units: ReportUnit[] = [];
    for await (const page of listed(whose)) {
      for (const { id, name, site, type } of page.units) units.push({ id, name, site, type });
    }
    if (units.length === 0)
      throw new AppError('agent-unavailable', 'The window of MAX Desk has not read the list of units yet.', {
        hint: 'Open the units in the window, wait until the list is there, then try again.',
      });
    const groups = await inSteps(reportGroupSteps(units, by, language), createBreath(steady));
    const kept = await ledger();
    // Another account may have come meanwhile.
    assertCurrent(whose);
    const rows = reportRows(groups, async (parts) => {
      assertCurrent(whose);
      const found = await ask({ from, to, groups: parts });
      // It may have been asked of the next one's ledger.
      assertCurrent(whose);
      return found;
    });
    return { units: units.length, count: groups.length, ledger: kept, rows };
  };
}

/** The result of work in steps, between which others have their turn where they have become long. */
async function inSteps<T>(steps: Iterator<unknown, T>, breath: () => Promise<void> | undefined): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    const pause = breath();
    if (pause) await pause;
  }
}
