import type { HandlersOf } from '../../contract/calls.ts';
import type { LedgerState } from '../../contract/ledger.ts';
import type { UnitUpdate } from '../../contract/live.ts';
import { isOut } from '../../contract/names.ts';
import type { Unit } from '../../contract/units.ts';
import { fleetHistoryOf } from '../ledger/fleet-history.ts';
import { createLedger } from '../ledger/ledger.ts';
import { createLookout } from '../ledger/lookout.ts';
import { type Stretch, withStretch } from '../ledger/observed-times.ts';
import { createBreath, type LedgerView } from '../ledger/tally-units.ts';
import { unitHistoryOf } from '../ledger/unit-history.ts';
import { unitSparksOf } from '../ledger/unit-sparks.ts';
import type { ListReading, Live } from '../live/live.ts';
import type { Clock } from '../ports.ts';
import { createQueue } from '../queue.ts';

/** How often it is noted that somebody still looks, ms. */
const beatEvery = 60_000;

export interface AccountLedgerParts {
  clock: Clock;
  /** The times of maintenance of a unit, in order and apart from each other. */
  maintenance: (id: string) => readonly Stretch[];
  /** Called after every change of `state()`. */
  onChange: () => void;
}

export type AccountLedger = ReturnType<typeof createAccountLedger>;

/** The ledger of the current account: what lists and events tell goes in, and the calls of the window are answered. */
export function createAccountLedger({ clock, maintenance }: AccountLedgerParts) {
  let ledger = createLedger();
  let account: string | undefined;
  const inTurn = createQueue();
  const lookout = createLookout(clock.now, (from, to) => ledger.look(from, to));
  let stopBeat: () => void = () => undefined;

  function beat(): void {
    lookout.beat();
    stopBeat = clock.later(beatEvery, beat);
  }

  function view(): LedgerView {
    const { observed, ...own } = ledger.view();
    return {
      ...own,
      observed: withStretch(observed, lookout.untold()),
      end: clock.now(),
      maintenance,
      breath: createBreath(clock.steady),
    };
  }

  const calls: HandlersOf<'ledger'> = {
    unitHistory: ({ id, from, to }) => inTurn(() => unitHistoryOf(view(), id, { from, to })),
    fleetHistory: ({ from, to, ids }) => inTurn(() => fleetHistoryOf(view(), { from, to }, ids)),
    unitSparks: ({ ids, days }) => inTurn(() => unitSparksOf(view(), ids, days)),
  };

  return {
    calls,
    state: (): LedgerState => ({
      phase: account === undefined ? 'off' : 'memory',
      since: ledger.since(),
      setAside: 0,
    }),
    lookout,
    /** Switches to this account's ledger. */
    follow(next: string | undefined): void {
      if (next === account) return;
      account = next;
      lookout.clear();
      ledger = createLedger();
      stopBeat();
      if (next !== undefined) beat();
    },
    /** Live changes. */
    apply(updates: readonly UnitUpdate[]): void {
      for (const { id, at, condition, outAt = at, wasBack } of updates) {
        if (condition === undefined) continue;
        if (wasBack && isOut(condition)) ledger.tell(id, outAt, 'in-service', 'event');
        ledger.tell(id, outAt, condition, 'event');
      }
    },
    /** The reading of a list whose pages and end are taken down. */
    readingOf(live: Pick<Live, 'listBegins'>): Pick<Live, 'listBegins'> {
      return { listBegins: () => takenDown(live.listBegins()) };
    },
    close(): void {
      stopBeat();
      lookout.clear();
    },
  };

  function takenDown(reading: ListReading): ListReading {
    ledger.beginList();
    return {
      page(units) {
        const shown = reading.page(units);
        see(shown);
        return shown;
      },
      complete(ids, isWhole) {
        // Whoever has looked all the time knows the other units, too.
        if (isWhole || !lookout.isLooking()) ledger.endList(clock.now(), isWhole);
        lookout.listed(isWhole);
        reading.complete(ids, isWhole);
      },
      failed: reading.failed,
    };
  }

  function see(units: readonly Unit[]): void {
    const [now, gap] = [clock.now(), lookout.gap()];
    for (const { id, condition } of units) ledger.tell(id, now, condition, 'list', gap);
  }
}
