import type { KeyObject } from 'node:crypto';
import type { Clock, Log } from '../ports.ts';
import { finishedChapter } from './journal.ts';
import type { FinishedJournal, Ledger } from './ledger.ts';
import { countSetAside, keepBounds } from './ledger-bounds.ts';
import type { LedgerFolder } from './ledger-folder.ts';
import { mostUnsealed, type usualLimits } from './ledger-limits.ts';
import { journalName, segmentName } from './ledger-names.ts';
import { type LoadedLedger, setFileAside, type UnsealedJournal } from './load-ledger.ts';
import { newChunkSeal } from './sealed-chunks.ts';
import { openSegment } from './segment.ts';
import { writeSegment } from './segment-format.ts';
import { writeUnitNumbers } from './units-file.ts';

export interface SealingParts {
  folder: LedgerFolder;
  key: KeyObject;
  clock: Clock;
  log: Log;
  ledger: Ledger;
  limits: typeof usualLimits;
  breath: () => Promise<void> | undefined;
}

/** A chapter that is over; `isOnDisk`, its journal has everything of it. */
interface Waiting extends UnsealedJournal {
  isOnDisk: boolean;
  /** It is a segment, and only its journal is to go: another segment in its place would not be the one the ledger knows. */
  isSealed: boolean;
}

/** Makes segments of chapters that are over, and keeps the ledger within its bounds. */
export function createSealing(parts: SealingParts, loaded: LoadedLedger, setAsideBefore: number) {
  const { folder, key, clock, log, ledger, limits, breath } = parts;
  let waiting: Waiting[] = loaded.unsealed.map((each) => ({ ...each, isOnDisk: true, isSealed: false }));
  let setAside = setAsideBefore;
  /** Journals that go as soon as the ids of units are on the disk that stand nowhere else. */
  const givenUp: Waiting[] = [];
  /** Whether there are ids that no journal on the disk may have. */
  let owesIds = false;
  /** The beginning of the newest chapter since whose end the bounds have not been kept, ms since 1970. */
  let unboundedSince: number | undefined;

  async function seal({ number, chapter, to }: Waiting): Promise<void> {
    const name = segmentName(number);
    const content = await writeSegment(finishedChapter(chapter, to), newChunkSeal(key, name), breath);
    await folder.replace(name, content);
    const size = content.reduce((sum, { length }) => sum + length, 0);
    ledger.replace(chapter, await openSegment(folder, key, name, size));
  }

  /** The journal is not needed any more; one that is damaged stays, but is in nobody's way. */
  function leave({ number, isDamaged }: Pick<Waiting, 'number' | 'isDamaged'>): Promise<void> {
    return isDamaged ? setFileAside(parts, journalName(number)) : folder.remove(journalName(number));
  }

  async function count(): Promise<void> {
    setAside = await countSetAside(folder);
  }

  return {
    isWaiting: () => waiting.length > 0,
    /** Whether there is something to do. */
    hasToRun: () => waiting.length > 0 || unboundedSince !== undefined,
    /** Whether there is something that only memory has. */
    isInMemory: () => waiting.some(({ isOnDisk, isSealed }) => !isOnDisk && !isSealed),
    /** How many damaged files there are, put aside or to be so. */
    setAside: () => setAside + waiting.filter(({ isDamaged }) => isDamaged).length,
    count,

    /** Adds a chapter that is over. Of more than can wait the oldest goes: its time counts as not watched. */
    add(number: number, over: FinishedJournal, isOnDisk: boolean): void {
      waiting.push({ number, ...over, isOnDisk, isDamaged: false, isSealed: false });
      owesIds ||= !isOnDisk;
      for (const each of waiting.splice(0, waiting.length - mostUnsealed)) {
        // The next start removes its journal.
        if (each.isSealed) continue;
        log.warn('the ledger gave up a chapter that the disk has refused', {
          file: journalName(each.number),
        });
        ledger.replace(each.chapter);
        owesIds = true;
        // What the disk has of one that only memory had whole stays there for the next start.
        if (each.isOnDisk) givenUp.push(each);
      }
    },

    /**
     * Writes the ids of units whose first sight was given up with a chapter, or with what waited. To be called before a
     * journal is written: its changes are by number, and a number without an id would be given to another unit. Rejects
     * with `storage`.
     */
    async keepIds(): Promise<void> {
      if (!owesIds) return;
      await writeUnitNumbers(folder, key, ledger.units);
      owesIds = false;
      for (const each of givenUp.splice(0)) await leave(each).catch(() => undefined);
    },

    /** What was taken down in times that have not come yet counts as at this one, ms since 1970. */
    setBack(to: number): void {
      waiting = waiting.map((each) => ({ ...each, to: Math.min(each.to, to) }));
    },

    /**
     * Makes segments of all, and keeps the bounds. What they follow on has to be on the disk. Rejects with `storage`: the
     * rest waits.
     */
    async run(): Promise<void> {
      if (waiting.length > 0) await writeUnitNumbers(folder, key, ledger.units);
      for (let [first] = waiting; first; [first] = waiting) {
        if (!first.isSealed) await seal(first);
        first.isSealed = true;
        await leave(first);
        unboundedSince = first.chapter.from;
        waiting.shift();
      }
      if (unboundedSince === undefined) return;
      // What is old is told by the last chapter, too: the clock may be years ahead for a moment.
      const now = Math.min(clock.now(), unboundedSince + 2 * limits.journalAge);
      await keepBounds(folder, ledger, limits.bytes, now - limits.age);
      await count();
      unboundedSince = undefined;
    },
  };
}
