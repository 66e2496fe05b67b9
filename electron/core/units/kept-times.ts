import { z } from 'zod';
import type { Clock, Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import { readSealedJson } from '../storage/sealed-json.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/** Changes are collected this long before they are written, ms. */
const writePause = 2_000;

/** Times by unit, ms since 1970. */
type Times = readonly (readonly [id: string, at: number])[];

const Stored = z.object({ owner: z.string(), since: z.array(z.tuple([z.string(), z.number()])) });

export interface KeptTimesParts {
  store: SealedStore;
  /** Name of the store entry. */
  entry: string;
  clock: Clock;
  log: Log;
  /** The account of which something may be stored; undefined for none. */
  accountOnDisk: () => string | undefined;
  /** What is to be kept of this account; undefined if what there is belongs to another one. */
  timesOf: (owner: string) => Times | undefined;
}

/** Times of units in a sealed entry beside the kept list, for one account only. */
export function createKeptTimes({ store, entry, clock, log, accountOnDisk, timesOf }: KeptTimesParts) {
  const inTurn = createQueue();
  let isWaiting = false;

  /** Checked in the queue: after a sign-out nothing must be written. */
  async function write(): Promise<void> {
    const owner = accountOnDisk();
    const since = owner === undefined ? undefined : timesOf(owner);
    if (since !== undefined) await store.write(entry, JSON.stringify({ owner, since }));
  }

  return {
    /** Writes soon. */
    changed(): void {
      if (isWaiting) return;
      isWaiting = true;
      clock.later(writePause, () => {
        isWaiting = false;
        void inTurn(write);
      });
    },
    /** None where nothing was kept for this account, or nobody can read it. */
    async read(owner: string): Promise<Times> {
      const stored = await inTurn(() =>
        readSealedJson({ store, log }, entry, Stored, 'the times of the outages'),
      );
      return stored?.owner === owner ? stored.since : [];
    },
    /** Afterwards nothing is on disk, even if a write was running (R28). */
    remove: () => inTurn(() => store.remove(entry)),
  };
}
