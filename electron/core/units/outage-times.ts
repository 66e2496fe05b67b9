import { z } from 'zod';
import type { UnitUpdate } from '../../contract/live.ts';
import { isOut } from '../../contract/names.ts';
import type { Unit } from '../../contract/units.ts';
import type { Clock, Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/** Changes are collected this long before they are written, ms. */
const writePause = 2_000;

const Stored = z.object({ owner: z.string(), since: z.array(z.tuple([z.string(), z.number()])) });

export interface OutageTimesParts {
  store: SealedStore;
  /** Name of the store entry. */
  entry: string;
  clock: Clock;
  log: Log;
  /** The account of which something may be stored; undefined for none. */
  accountOnDisk: () => string | undefined;
}

/** An outage that is known of. */
interface Known {
  /** When the unit was first seen out of service here, ms since 1970. */
  at: number;
  /** The number of the list in which, or during which, it was last seen so. */
  list: number;
}

export type OutageTimes = ReturnType<typeof createOutageTimes>;

/**
 * When the units that are out of service were first seen so here: all that can be said where the service does not tell
 * since when. It is kept, so that a restart does not forget it, and it is never told of an outage that was seen to end.
 */
export function createOutageTimes({ store, entry, clock, log, accountOnDisk }: OutageTimesParts) {
  const inTurn = createQueue();
  const known = new Map<string, Known>();
  let list = 0;
  let account: string | undefined;
  let isWaiting = false;
  /** While what was kept is read: units that are not out of service, so that it says nothing of them any more. */
  let gone: Set<string> | undefined;
  let loaded: Promise<void> = Promise.resolve();

  function set(id: string, at: number): void {
    const before = known.get(id);
    known.set(id, { at, list });
    if (before?.at !== at) changed();
  }

  function remove(id: string): void {
    gone?.add(id);
    if (known.delete(id)) changed();
  }

  function changed(): void {
    if (isWaiting) return;
    isWaiting = true;
    clock.later(writePause, () => {
      isWaiting = false;
      void write();
    });
  }

  function write(): Promise<void> {
    return inTurn(async () => {
      // Checked in the queue: after a sign-out nothing must be written.
      const owner = accountOnDisk();
      if (owner === undefined || owner !== account) return;
      const since = Array.from(known, ([id, { at }]) => [id, at] as const);
      await store.write(entry, JSON.stringify({ owner, since }));
    });
  }

  async function load(owner: string): Promise<void> {
    const meanwhile = new Set<string>();
    gone = meanwhile;
    const text = await inTurn(() => store.read(entry));
    if (gone === meanwhile) gone = undefined;
    if (text === undefined || owner !== account) return;
    try {
      const stored = Stored.parse(JSON.parse(text));
      if (stored.owner !== owner) return;
      for (const [id, at] of stored.since)
        if (!meanwhile.has(id)) known.set(id, { list, ...known.get(id), at });
    } catch {
      log.warn('the times of the outages cannot be read');
      store.notUnderstood(entry);
    }
  }

  /** The unit with the time; an outage that nobody has seen before was first seen at `at`. */
  function told(unit: Unit, at: number): Unit {
    if (unit.outSince !== undefined && !unit.firstSeenHere) {
      set(unit.id, known.get(unit.id)?.at ?? at);
      return unit;
    }
    // A live update that came since the list began says that it went out of service only then.
    const outSince = unit.outSince ?? known.get(unit.id)?.at ?? at;
    set(unit.id, outSince);
    return { ...unit, outSince, firstSeenHere: true };
  }

  /** Reads what was kept for this account; what is in memory of another one is not kept there. */
  function follow(next: string | undefined): void {
    if (next === account) return;
    account = next;
    known.clear();
    loaded = next === undefined ? Promise.resolve() : load(next);
  }

  return {
    follow,
    /** Resolves when what was kept has been read. */
    loaded: () => loaded,
    /** A list of this account begins. */
    begin(whose: string | undefined): void {
      follow(whose);
      list += 1;
    },
    /** The list that began has come whole: units that it does not have are not known of any more. */
    complete(): void {
      for (const [id, outage] of known) if (outage.list !== list) remove(id);
    },
    /** A page of the list, with live changes included; returns it with the times. */
    see(units: readonly Unit[]): Unit[] {
      const now = clock.now();
      return units.map((unit) => {
        if (isOut(unit.condition)) return told(unit, now);
        remove(unit.id);
        return unit;
      });
    },
    /** A page of the kept list, with the times. @param fetchedAt when that list was complete, ms since 1970 */
    recall: (units: readonly Unit[], fetchedAt: number): Unit[] =>
      units.map((unit) => (isOut(unit.condition) ? told(unit, fetchedAt) : unit)),
    /** Live changes. */
    apply(updates: readonly UnitUpdate[]): void {
      for (const { id, condition, at, outAt = at, wasBack } of updates) {
        if (condition === undefined) continue;
        if (!isOut(condition)) remove(id);
        else set(id, (wasBack ? undefined : known.get(id)?.at) ?? outAt);
      }
    },
    /** Afterwards nothing is on disk, even if a write was running (R28). */
    async removeStored(): Promise<void> {
      follow(undefined);
      await inTurn(() => store.remove(entry));
    },
  };
}
