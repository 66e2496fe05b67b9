import type { HandlersOf } from '../../contract/calls.ts';
import type { LedgerState } from '../../contract/ledger.ts';
import type { UnitUpdate } from '../../contract/live.ts';
import { isOut } from '../../contract/names.ts';
import type { Unit } from '../../contract/units.ts';
import { shortDigest } from '../digest.ts';
import { AppError } from '../errors.ts';
import { fleetHistoryOf } from '../ledger/fleet-history.ts';
import { groupAvailabilityOf } from '../ledger/group-availability.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { LedgerShelf, OpenLedger } from '../ledger/ledger-shelf.ts';
import { createLookout } from '../ledger/lookout.ts';
import { type Stretch, withStretch } from '../ledger/observed-times.ts';
import { DamagedLedgerFile } from '../ledger/segment.ts';
import { createBreath, type LedgerView } from '../ledger/tally-units.ts';
import { unitHistoryOf } from '../ledger/unit-history.ts';
import { unitSparksOf } from '../ledger/unit-sparks.ts';
import type { ListReading, Live } from '../live/live.ts';
import type { Clock } from '../ports.ts';
import { createQueue } from '../queue.ts';

/** How often it is noted that somebody still looks, ms. */
const beatEvery = 60_000;
/** What waits for the ledger to be opened: pages of a list, and messages of the hub. More is not taken down. */
const mostWaiting = 20_000;

export interface AccountLedgerParts {
  shelf: LedgerShelf;
  /** Of the folders of this connection's ledgers. */
  connectionId: string;
  clock: Clock;
  /** Opening waits for the first paint. */
  painted: Promise<void>;
  /** The times of maintenance of a unit, in order and apart from each other. */
  maintenance: (id: string) => readonly Stretch[];
  /** Called after every change of `state()`. */
  onChange: () => void;
}

/** The ledger of one account, which may still be opening. */
interface Opening {
  name: string;
  opened: Promise<OpenLedger>;
  open?: OpenLedger;
  /** What came before it was open, in its order. */
  waiting: ((ledger: Ledger) => void)[];
}

/** The ledger of the current account: what lists and events tell goes in, and the calls of the window are answered. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the ledger of the account
export function createAccountLedger(parts: AccountLedgerParts) {
  const { shelf, clock, maintenance, onChange } = parts;
  let current: Opening | undefined;
  let account: string | undefined;
  let stopBeat: () => void = () => undefined;
  const lookout = createLookout(clock.now, (from, to) => note((ledger) => ledger.look(from, to)));
  const nameOf = (whose: string) => `${parts.connectionId}.${shortDigest(whose)}`;

  function note(act: (ledger: Ledger) => void): void {
    if (current?.open) act(current.open.store.ledger);
    else if (current && current.waiting.length < mostWaiting) current.waiting.push(act);
  }

  function beat(): void {
    lookout.beat();
    stopBeat = clock.later(beatEvery, beat);
  }

  function begin(whose: string, kept: boolean): Opening {
    const name = nameOf(whose);
    const opened = parts.painted.then(() => shelf.open(name, kept, { clock, onChange }));
    const next: Opening = { name, opened, waiting: [] };
    void opened.then((open) => {
      next.open = open;
      for (const act of next.waiting) act(open.store.ledger);
      next.waiting = [];
      if (current === next) onChange();
    });
    return next;
  }

  /** Ends with the account whose ledger is open. */
  async function leave(): Promise<void> {
    const left = current;
    lookout.end();
    current = undefined;
    stopBeat();
    if (left?.open) await shelf.close(left.open.store);
    // Before the first paint there is nothing to wait for.
    else void left?.opened.then(({ store }) => shelf.close(store));
  }

  function viewOf({ store }: OpenLedger): LedgerView {
    const { observed, ...own } = store.ledger.view();
    return {
      ...own,
      observed: withStretch(observed, lookout.untold()),
      end: Math.max(own.end, clock.now()),
      maintenance,
      breath: createBreath(clock.steady),
    };
  }

  /** Answers from the ledger, without a file that turns out to be damaged, or has gone because it was the oldest. */
  async function answer<T>(question: (view: LedgerView) => Promise<T>): Promise<T> {
    if (!current) throw new AppError('sign-in-needed', 'Nobody is signed in.');
    const open = await current.opened;
    for (;;) {
      const view = viewOf(open);
      try {
        return await question(view);
      } catch (error) {
        if (error instanceof DamagedLedgerFile) await open.store.putAside(error);
        else if (viewOf(open).chapters[0] === view.chapters[0]) throw error;
      }
    }
  }

  /** Long questions wait for each other, short ones do not wait for them. */
  const [fleetInTurn, unitsInTurn] = [createQueue(), createQueue()];
  const calls: HandlersOf<'ledger'> = {
    unitHistory: ({ id, ...period }) => unitsInTurn(() => answer((view) => unitHistoryOf(view, id, period))),
    fleetHistory: ({ ids, ...period }) =>
      fleetInTurn(() => answer((view) => fleetHistoryOf(view, period, ids))),
    groupAvailability: ({ groups, ...period }) =>
      fleetInTurn(() => answer((view) => groupAvailabilityOf(view, period, groups))),
    unitSparks: ({ ids, days }) => unitsInTurn(() => answer((view) => unitSparksOf(view, ids, days))),
  };

  return {
    calls,
    state(): LedgerState {
      const open = current?.open;
      if (!open) return { phase: 'off', since: null, setAside: 0 };
      const { failed, setAside } = open.store.state();
      return { phase: failed ? 'failed' : open.phase, since: open.store.ledger.since(), setAside };
    },
    /** To be called after each change of the live updates. */
    check: lookout.check,
    /** Switches to this account's ledger. @param kept whether anything is stored of it */
    follow(next: string | undefined, kept: boolean): void {
      if (next === account) return;
      void leave();
      account = next;
      if (next === undefined) return;
      current = begin(next, kept);
      beat();
    },
    /** Live changes. */
    apply(updates: readonly UnitUpdate[]): void {
      const told = updates.filter(({ condition }) => condition !== undefined);
      if (told.length > 0) note((ledger) => tellUpdates(ledger, told));
    },
    /** The same readings of lists, whose pages and ends are taken down. */
    readingOf: (live: Pick<Live, 'listBegins'>): Pick<Live, 'listBegins'> => ({
      listBegins: () => takenDown(live.listBegins()),
    }),
    /** Removes what is stored of this account (R28). */
    async forget(whose: string): Promise<void> {
      if (account === whose) {
        // The account stays the same until the session says so: nothing of it is taken down any more.
        current = undefined;
        stopBeat();
        lookout.end();
      }
      await shelf.erase(nameOf(whose));
    },
    /** Resolves when everything is on the disk. */
    close: leave,
  };

  function takenDown(reading: ListReading): ListReading {
    note((ledger) => ledger.beginList());
    return {
      page(units) {
        const shown = reading.page(units);
        see(shown);
        return shown;
      },
      complete(ids, isWhole) {
        const now = clock.now();
        // Whoever has looked all the time knows the other units, too.
        if (isWhole || !lookout.isLooking()) note((ledger) => ledger.endList(now, isWhole));
        lookout.listed(isWhole);
        reading.complete(ids, isWhole);
      },
      failed: reading.failed,
    };
  }

  function see(units: readonly Unit[]): void {
    const [now, gap] = [clock.now(), lookout.gap()];
    note((ledger) => {
      for (const { id, condition } of units) ledger.tell(id, now, condition, 'list', gap);
    });
  }
}

function tellUpdates(ledger: Ledger, updates: readonly UnitUpdate[]): void {
  for (const { id, at, condition, outAt = at, wasBack } of updates) {
    if (condition === undefined) continue;
    if (wasBack && isOut(condition)) ledger.tell(id, outAt, 'in-service', 'event');
    ledger.tell(id, isOut(condition) ? outAt : at, condition, 'event');
  }
}
