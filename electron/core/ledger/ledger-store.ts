import type { KeyObject } from 'node:crypto';
import { toAppError } from '../errors.ts';
import type { Clock, Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { Chapter } from './chapter.ts';
import { type FinishedChapter, finishedChapter } from './journal.ts';
import { encodeChapter } from './journal-format.ts';
import { createJournalWriter } from './journal-writer.ts';
import { createLedger } from './ledger.ts';
import { countSetAside, keepBounds } from './ledger-bounds.ts';
import type { LedgerFolder } from './ledger-folder.ts';
import { mostUnsealed, usualLimits, writePause } from './ledger-limits.ts';
import { journalName, segmentName } from './ledger-names.ts';
import { type LoadedLedger, loadLedger, setFileAside } from './load-ledger.ts';
import { newChunkSeal } from './sealed-chunks.ts';
import { type DamagedLedgerFile, openSegment } from './segment.ts';
import { writeSegment } from './segment-format.ts';
import { createBreath } from './tally-units.ts';
import { writeUnitNumbers } from './units-file.ts';

export interface LedgerStoreParts {
  folder: LedgerFolder;
  key: KeyObject;
  clock: Clock;
  log: Log;
  limits?: Partial<typeof usualLimits> | undefined;
  /** Called after a change of `state()`. */
  onChange: () => void;
}

export type LedgerStore = Awaited<ReturnType<typeof openLedgerStore>>;

/**
 * Opens the ledger in a folder, which may be empty. What is taken down is written soon, in sealed chunks at the end of a
 * journal; a long journal becomes a segment. Rejects with `storage`.
 */
export async function openLedgerStore(parts: LedgerStoreParts) {
  const breath = createBreath(parts.clock.steady);
  const loaded = await loadLedger({ ...parts, breath });
  const setAside = await countSetAside(parts.folder);
  return createStore(parts, loaded, setAside, breath);
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share what waits for the disk
function createStore(
  parts: LedgerStoreParts,
  loaded: LoadedLedger,
  setAsideBefore: number,
  breath: () => Promise<void> | undefined,
) {
  const { folder, key, clock, log, onChange } = parts;
  const limits = { ...usualLimits, ...parts.limits };
  const inTurn = createQueue();
  const writer = createJournalWriter(folder, key, loaded, writeSoon);
  const ledger = createLedger(loaded.contents, writer.sink);
  let stopTimer: (() => void) | undefined;
  let setAside = setAsideBefore;
  let hasFailed = false;
  let isClosed = false;
  let mustRewrite = false;
  /** Chapters that are over, but not in segments yet. */
  const unsealed: { number: number; chapter: Chapter; finished: FinishedChapter }[] = loaded.unsealed.map(
    ({ number, chapter, to }) => ({ number, chapter, finished: finishedChapter(chapter, to) }),
  );

  function writeSoon(): void {
    if (!isClosed) stopTimer ??= clock.later(writePause, () => void flush());
  }

  function flush(): Promise<void> {
    stopTimer?.();
    stopTimer = undefined;
    return inTurn(write);
  }

  async function write(): Promise<void> {
    if (isClosed) return;
    try {
      await writeAll();
      if (writer.chunks() >= limits.journalChunks) await rewriteJournal();
      const isLong = writer.size() >= limits.journalBytes;
      if (isLong || ledger.age(clock.now()) >= limits.journalAge) turnPage();
      if (unsealed.length > 0) await sealAll();
      note(false);
    } catch (error) {
      log.warn('the disk refused the ledger', { code: toAppError(error).code });
      limitWaiting();
      note(true);
      writeSoon();
    }
  }

  async function writeAll(): Promise<void> {
    if (mustRewrite) await rewriteJournal();
    await writer.write();
  }

  /** The journal in few chunks. Until that is done what waits is in memory only, in the chapter itself. */
  async function rewriteJournal(): Promise<void> {
    mustRewrite = true;
    const chapter = ledger.currentChapter();
    writer.discard();
    await writeUnitNumbers(folder, key, ledger.units);
    if (chapter) await writer.rewrite(await encodeChapter(chapter, breath));
    mustRewrite = false;
  }

  function note(failed: boolean): void {
    if (failed === hasFailed) return;
    hasFailed = failed;
    onChange();
  }

  /** Where the disk goes on refusing: another journal begins, and the chapter is sealed from memory once there is room. */
  function limitWaiting(): void {
    if (writer.waits() <= limits.waiting) return;
    writer.discard();
    turnPage();
    // Of more than that the time counts as not watched.
    for (const { chapter } of unsealed.splice(0, unsealed.length - mostUnsealed)) ledger.replace(chapter);
  }

  function turnPage(): void {
    mustRewrite = false;
    const number = writer.number();
    const turned = ledger.turnPage(clock.now());
    if (turned) unsealed.push({ number, ...turned });
  }

  async function sealAll(): Promise<void> {
    // Of a chapter that is over, everything has to be there, and the beginning of the next one.
    await writer.write();
    await writeUnitNumbers(folder, key, ledger.units);
    for (let [first] = unsealed; first; [first] = unsealed) {
      await seal(first.number, first.chapter, first.finished);
      unsealed.shift();
    }
    await keepBounds(folder, ledger, limits.bytes, clock.now() - limits.age);
    await countAgain();
  }

  async function seal(number: number, chapter: Chapter, finished: FinishedChapter): Promise<void> {
    const name = segmentName(number);
    const content = await writeSegment(finished, newChunkSeal(key, name), breath);
    await folder.replace(name, content);
    const size = content.reduce((sum, { length }) => sum + length, 0);
    ledger.replace(chapter, await openSegment(folder, key, name, size));
    await folder.remove(journalName(number));
  }

  async function countAgain(): Promise<void> {
    const count = await countSetAside(folder);
    if (count === setAside) return;
    setAside = count;
    onChange();
  }

  // What an earlier run has left to do.
  if (unsealed.length > 0) writeSoon();
  return {
    ledger,
    /** What was taken down before is on the disk when it resolves, unless `state()` says that it failed. */
    flush,
    state: () => ({ failed: hasFailed, setAside }),
    /** Puts a segment aside that cannot be read: its time counts as not watched. */
    putAside: ({ file }: DamagedLedgerFile) =>
      inTurn(async () => {
        const segment = ledger.segments().find((each) => each.file === file);
        if (!segment) return;
        ledger.replace(segment);
        await setFileAside({ folder, log }, file);
        await countAgain();
      }),
    /** Writes what waits, and ends. Rejects with `storage`. */
    async close(): Promise<void> {
      if (isClosed) return;
      isClosed = true;
      stopTimer?.();
      await inTurn(() => writeAll().finally(folder.close));
    },
    /** Ends, and removes everything. Rejects with `storage`. */
    async erase(): Promise<void> {
      isClosed = true;
      stopTimer?.();
      writer.discard();
      await inTurn(folder.removeAll);
    },
  };
}
