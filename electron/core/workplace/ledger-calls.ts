import type { HandlersOf } from '../../contract/calls.ts';
import { AppError } from '../errors.ts';
import { fleetHistoryOf } from '../ledger/fleet-history.ts';
import { groupAvailabilityOf } from '../ledger/group-availability.ts';
import { answered } from '../ledger/ledger-answers.ts';
import type { OpenLedger } from '../ledger/ledger-shelf.ts';
import { merged, type Stretch } from '../ledger/observed-times.ts';
import type { LedgerView } from '../ledger/tally-units.ts';
import { unitHistoryOf } from '../ledger/unit-history.ts';
import { unitSparksOf } from '../ledger/unit-sparks.ts';
import type { Clock } from '../ports.ts';
import { createQueue } from '../queue.ts';

export interface LedgerCallParts {
  clock: Clock;
  /** The ledger of the current account; undefined for none. */
  opened: () => Promise<OpenLedger | undefined> | undefined;
  /** When somebody has looked, as far as the ledger does not have it yet. */
  untold: () => Stretch | undefined;
  /** The times of maintenance of a unit, in any order; `to` is null for one that goes on. */
  maintenanceOf: (id: string) => readonly { from: number; to: number | null }[];
}

/** The calls about the ledger. They throw `sign-in-needed` without an account, and `storage`. */
export function createLedgerCalls(parts: LedgerCallParts): HandlersOf<'ledger'> {
  const { clock, opened, untold, maintenanceOf } = parts;

  function maintenance(id: string): Stretch[] {
    const times = maintenanceOf(id);
    return merged(times.map(({ from, to }) => ({ from, to: to ?? Number.POSITIVE_INFINITY })));
  }

  async function answer<T>(question: (view: LedgerView) => Promise<T>): Promise<T> {
    const open = await opened();
    if (!open) throw new AppError('sign-in-needed', 'Nobody is signed in.');
    return answered(open.store, { clock, untold, maintenance }, question);
  }

  /** Long questions wait for each other, short ones do not wait for them. */
  const [fleetInTurn, unitsInTurn] = [createQueue(), createQueue()];
  return {
    unitHistory: ({ id, ...period }) => unitsInTurn(() => answer((view) => unitHistoryOf(view, id, period))),
    fleetHistory: ({ ids, ...period }) =>
      fleetInTurn(() => answer((view) => fleetHistoryOf(view, period, ids))),
    groupAvailability: ({ groups, ...period }) =>
      fleetInTurn(() => answer((view) => groupAvailabilityOf(view, period, groups))),
    unitSparks: ({ ids, days }) => unitsInTurn(() => answer((view) => unitSparksOf(view, ids, days))),
  };
}
