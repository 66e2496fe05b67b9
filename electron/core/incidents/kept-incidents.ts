import { z } from 'zod';
import { EndedIncident, Incident } from '../../contract/incidents.ts';
import { shortDigest } from '../digest.ts';
import type { Clock, Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import { readSealedJson } from '../storage/sealed-json.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/** What nobody waits for is collected this long before it is written, ms. */
const writePause = 2_000;

const Stored = z.object({
  incidents: z.array(Incident),
  ended: z.array(EndedIncident),
  /** The units of `incidents` in which somebody was trapped during the outage. */
  trapped: z.array(z.string()).optional(),
});
/** What is kept of one account, with what only an outage that is open still needs. */
type Stored = z.output<typeof Stored>;

export interface KeptIncidentsParts {
  store: SealedStore;
  /** Prefix of the store entries, one for each account. */
  entry: string;
  clock: Clock;
  log: Log;
  /** The account of which something may be stored, and what; undefined for none. Null where there is nothing to keep. */
  current: () => { account: string; kept: Stored | null } | undefined;
}

/** The incidents of accounts in the sealed store, one account at a time. */
export function createKeptIncidents({ store, entry, clock, log, current }: KeptIncidentsParts) {
  const inTurn = createQueue();
  /** There is a change that has not been written. */
  let unwritten = false;
  let stopTimer: (() => void) | undefined;
  const entryOf = (whose: string) => `${entry}.${shortDigest(whose)}`;

  function write(account: string, kept: Stored | null): Promise<void> {
    if (kept === null) return store.remove(entryOf(account));
    return store.write(entryOf(account), JSON.stringify(kept satisfies z.input<typeof Stored>));
  }

  /** Nothing is written of an account that has left: that is checked in the queue. */
  const save = () =>
    inTurn(async () => {
      const now = current();
      if (now === undefined || !unwritten) return;
      unwritten = false;
      await write(now.account, now.kept);
    });

  function stop(): void {
    stopTimer?.();
    stopTimer = undefined;
  }

  return {
    read: (account: string): Promise<Stored | undefined> =>
      inTurn(() => readSealedJson({ store, log }, entryOf(account), Stored, 'the incidents')),
    /** Writes at once. Several changes in a row are written as one. */
    async changed(): Promise<void> {
      stop();
      unwritten = true;
      await save();
    },
    /** Writes soon; a failure is the store's to tell. */
    changedByItself(): void {
      unwritten = true;
      stopTimer ??= clock.later(writePause, () => {
        stopTimer = undefined;
        save().catch(() => undefined);
      });
    },
    /**
     * Another account follows, or none: writes what was not written yet. Not in the queue, so that whatever removes it
     * later comes later (R28).
     */
    leave(): void {
      stop();
      const now = unwritten ? current() : undefined;
      unwritten = false;
      if (now !== undefined) write(now.account, now.kept).catch(() => undefined);
    },
    /** Afterwards nothing is on disk, even if a write was running (R28). */
    async remove(account: string): Promise<void> {
      await inTurn(() => store.remove(entryOf(account)));
    },
  };
}
