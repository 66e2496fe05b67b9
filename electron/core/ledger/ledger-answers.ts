import type { Clock } from '../ports.ts';
import type { Ledger } from './ledger.ts';
import { type Stretch, withStretch } from './observed-times.ts';
import { DamagedLedgerFile } from './segment.ts';
import { createBreath, type LedgerView } from './tally-units.ts';

/** A ledger that can be asked: one that is kept here, or one that was read. */
export interface AskedLedger {
  ledger: Ledger;
  /** Does without a file that cannot be read: its time counts as not watched. */
  putAside(file: DamagedLedgerFile): Promise<void>;
}

/** What a ledger does not know itself. */
interface LedgerSurroundings extends Pick<LedgerView, 'maintenance'> {
  clock: Clock;
  /** When somebody has looked, as far as the ledger does not have it yet. */
  untold: () => Stretch | undefined;
}

/**
 * Answers a question from a ledger as it is now, without a file that turns out to be damaged, or has gone meanwhile because
 * it was the oldest. Rejects with `storage`, and what the question throws.
 */
export async function answered<T>(
  { ledger, putAside }: AskedLedger,
  { clock, untold, maintenance }: LedgerSurroundings,
  question: (view: LedgerView) => Promise<T>,
): Promise<T> {
  for (;;) {
    const { observed, ...own } = ledger.view();
    const view: LedgerView = {
      ...own,
      observed: withStretch(observed, untold()),
      end: Math.max(own.end, clock.now()),
      maintenance,
      breath: createBreath(clock.steady),
    };
    try {
      return await question(view);
    } catch (error) {
      if (error instanceof DamagedLedgerFile) await putAside(error);
      else if (ledger.view().chapters[0] === view.chapters[0]) throw error;
    }
  }
}
