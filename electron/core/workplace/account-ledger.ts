import type { LedgerState } from '../../contract/ledger.ts';
import type { UnitUpdate } from '../../contract/live.ts';
import { shortDigest } from '../digest.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createLedgerInput } from '../ledger/ledger-input.ts';
import type { LedgerShelf, OpenLedger } from '../ledger/ledger-shelf.ts';
import { createBreath } from '../ledger/tally-units.ts';
import type { ListReading, Live } from '../live/live.ts';
import type { Clock } from '../ports.ts';
import { createLedgerCalls, type LedgerCallParts } from './ledger-calls.ts';

/** What waits for the ledger to be opened: pages of a list, and messages of the hub. */
const mostWaiting = 20_000;

/** How long whoever quits waits for the disk, ms. */
const patience = 1_000;

export interface AccountLedgerParts extends Pick<LedgerCallParts, 'maintenanceOf'> {
  shelf: LedgerShelf;
  /** Of the folders of this connection's ledgers. */
  connectionId: string;
  clock: Clock;
  /** Opening waits for the first paint. */
  painted: Promise<void>;
  /** Called after every change of `state()`. */
  onChange: () => void;
}

/** The ledger of one account, which may still be opening. */
interface Opening {
  name: string;
  /** Undefined where somebody has left before it was opened. */
  opened: Promise<OpenLedger | undefined>;
  open?: OpenLedger;
  /** Whether it is being opened, or is open. */
  hasBegun: boolean;
  /** What came before it was open, in its order. */
  readonly waiting: Act[];
  /** More has come than can wait: what comes is left out until there is room. */
  isFull?: boolean;
}

type Act = (ledger: Ledger) => void;

/** The ledger of the current account: what lists and events tell goes in, and the calls of the window are answered. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the ledger of the account
export function createAccountLedger(parts: AccountLedgerParts) {
  const { shelf, clock, onChange } = parts;
  let current: Opening | undefined;
  let account: string | undefined;
  const input = createLedgerInput(clock, note);
  /** What waited for the ledgers that were left goes into them, before they can be opened again. */
  let leaving: Promise<void> = Promise.resolve();
  const nameOf = (whose: string) => `${parts.connectionId}.${shortDigest(whose)}`;

  function note(act: Act): void {
    if (current?.open) current.open.store.takeDown(act);
    else if (current && !current.isFull) {
      if (current.waiting.length < mostWaiting) current.waiting.push(act);
      else overflow(current, clock.now());
    }
  }

  /** In its place in the order: what comes once there is room again counts. */
  function overflow(opening: Opening, since: number): void {
    opening.isFull = true;
    opening.waiting.push((ledger) => ledger.loseTrack(since));
  }

  function begin(whose: string, kept: boolean): Opening {
    const name = nameOf(whose);
    const opened = Promise.all([parts.painted, leaving]).then(open);
    const next: Opening = { name, opened, hasBegun: false, waiting: [] };
    /** Nothing is made of an account that has signed out meanwhile (R28). */
    async function open(): Promise<OpenLedger | undefined> {
      if (current !== next) return undefined;
      next.hasBegun = true;
      const found = await shelf.open(name, kept, { clock, onChange });
      await takeDownWaiting(next, found, createBreath(clock.steady));
      if (current === next) onChange();
      return found;
    }
    return next;
  }

  /** Ends with the account whose ledger is open. Resolves when all that was left is closed. */
  async function leave(): Promise<void> {
    const left = current;
    input.end();
    current = undefined;
    // Before the first paint there is nothing to wait for.
    if (left?.hasBegun) {
      const closed = left.opened.then((open) => open && shelf.close(open.store));
      leaving = Promise.allSettled([leaving, closed]).then(() => undefined);
    }
    await leaving;
  }

  /** What the disk has refused of accounts that were left is tried once more. */
  async function close(): Promise<void> {
    await leave();
    await shelf.closeRest();
  }

  function state(): LedgerState {
    const open = current?.open;
    if (!open) return { phase: 'off', since: null, setAside: 0 };
    const { failed, setAside } = open.store.state();
    return { phase: failed ? 'failed' : open.phase, since: open.store.ledger.since(), setAside };
  }

  const calls = createLedgerCalls({ ...parts, opened: () => current?.opened, untold: input.untold });

  return {
    calls,
    state,
    /** The state once the ledger is open. Rejects with `storage`. */
    async openState(): Promise<LedgerState> {
      await current?.opened;
      return state();
    },
    /** To be called after each change of the live updates. */
    check: input.check,
    /** Switches to this account's ledger. @param kept whether anything is stored of it */
    follow(next: string | undefined, kept: boolean): void {
      if (next === account) return;
      void leave();
      account = next;
      if (next === undefined) return;
      current = begin(next, kept);
      input.begin();
    },
    /** Live changes. */
    apply: (updates: readonly UnitUpdate[]): void => input.apply(updates),
    /** The same readings of lists, whose pages and ends are taken down. */
    readingOf: (live: Pick<Live, 'listBegins'>): Pick<Live, 'listBegins'> => ({
      listBegins: () => takenDown(live.listBegins()),
    }),
    /** Removes what is stored of this account (R28). */
    async forget(whose: string): Promise<void> {
      if (account === whose) {
        // The account stays the same until the session says so: nothing of it is taken down any more.
        current = undefined;
        input.end();
      }
      await shelf.erase(nameOf(whose));
    },
    /** Resolves when everything is on the disk, or the disk does not answer: whoever quits has more to do. */
    close: () => Promise.race([close(), new Promise<void>((resolve) => void clock.later(patience, resolve))]),
  };

  function takenDown(reading: ListReading): ListReading {
    const taken = input.listBegins();
    const whose = current;
    return {
      page(units) {
        const shown = reading.page(units);
        // Another account may have signed in meanwhile: these units are none of its own.
        if (whose === current) taken.page(shown);
        return shown;
      },
      complete(ids, isWhole) {
        if (whose === current) taken.complete(isWhole);
        reading.complete(ids, isWhole);
      },
      failed: reading.failed,
    };
  }
}

/**
 * In small steps: thousands may have come meanwhile, and more come while they are taken down. At the end it is open: in the
 * same step, so that nothing comes between.
 */
async function takeDownWaiting(
  opening: Opening,
  found: OpenLedger,
  breath: () => Promise<void> | undefined,
): Promise<void> {
  while (opening.waiting.length > 0) {
    const acts = opening.waiting.splice(0);
    opening.isFull = false;
    for (const act of acts) {
      found.store.takeDown(act);
      const pause = breath();
      if (pause) await pause;
    }
  }
  opening.open = found;
}
