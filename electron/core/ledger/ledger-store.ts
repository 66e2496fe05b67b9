import type { KeyObject } from 'node:crypto';
import type { Clock, Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import { createClockWatch } from './clock-watch.ts';
import { createDiskRetry } from './disk-retry.ts';
import { encodeChapter } from './journal-format.ts';
import { createJournalWriter } from './journal-writer.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { countSetAside } from './ledger-bounds.ts';
import type { LedgerFolder } from './ledger-folder.ts';
import { retryPause, usualLimits, writePause } from './ledger-limits.ts';
import { type LoadedLedger, loadLedger, setFileAside } from './load-ledger.ts';
import { createSealing } from './sealing.ts';
import type { DamagedLedgerFile } from './segment.ts';
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
  const sealing = createSealing({ ...parts, ledger, limits, breath }, loaded, setAsideBefore);
  const clockWatch = createClockWatch(clock, ledger);
  const [writing, tidying] = [createDiskRetry(clock, log), createDiskRetry(clock, log)];
  let stopTimer: (() => void) | undefined;
  let stopRetry: (() => void) | undefined;
  let told = state();
  let isClosed = false;
  let isDone = false;

  function writeSoon(): void {
    if (!isClosed) stopTimer ??= clock.later(writePause, () => void writeInTurn(false));
  }

  function retryLater(): void {
    if (!isClosed) stopRetry ??= clock.later(retryPause, () => void writeInTurn(true));
  }

  function writeInTurn(isForced: boolean): Promise<void> {
    stopTimer?.();
    stopTimer = undefined;
    return inTurn(() => write(isForced));
  }

  function stopTimers(): void {
    stopTimer?.();
    stopTimer = undefined;
    stopRetry?.();
    stopRetry = undefined;
  }

  /** @param isForced whether a disk that has just refused is asked again */
  async function write(isForced: boolean): Promise<void> {
    if (isClosed) return;
    if (isForced) stopTimers();
    followSetBack();
    await writing.run(writeWaiting, isForced);
    if (writing.hasFailed()) limitWaiting();
    else {
      turnLongPage();
      if (hasToTidy()) await tidying.run(tidy, isForced);
    }
    if (writing.hasFailed() || tidying.hasFailed()) retryLater();
    tell();
  }

  async function writeWaiting(): Promise<void> {
    await sealing.keepIds();
    await writer.write();
  }

  /** Nothing is taken down in a time that is known already. */
  function checkClock() {
    const time = clockWatch.check();
    if (time.is === 'behind') log.info('the clock is behind what the ledger has');
    if (time.is !== 'even') ledger.holdTime();
    return time;
  }

  /** A clock that was ahead has told times that have not come yet. */
  function followSetBack(): void {
    const { is, now } = checkClock();
    if (is !== 'ahead') return;
    log.info('the clock was ahead, as the ledger has it');
    const number = writer.number();
    const over = ledger.setBack(now);
    sealing.setBack(now);
    if (over) sealing.add(number, over, false);
  }

  /** Where the disk goes on refusing: another journal begins, and the chapter is sealed from memory once there is room. */
  function limitWaiting(): void {
    if (writer.waits() <= limits.waiting) return;
    writer.discard();
    turnPage(false);
  }

  /** For its age alone none is added to those that wait already. */
  function turnLongPage(): void {
    const isOld = !sealing.isWaiting() && ledger.age(clock.now()) >= limits.journalAge;
    if (isOld || writer.size() >= limits.journalBytes) turnPage(true);
  }

  function turnPage(isOnDisk: boolean): void {
    const number = writer.number();
    const over = ledger.turnPage(clock.now());
    if (over) sealing.add(number, over, isOnDisk);
  }

  const hasToTidy = () => sealing.hasToRun() || writer.chunks() >= limits.journalChunks;

  async function tidy(): Promise<void> {
    if (writer.chunks() >= limits.journalChunks) await writer.rewrite(wholeChapter);
    if (!sealing.hasToRun()) return;
    // Of a chapter that is over, everything has to be there, and the beginning of the next one.
    await writeWaiting();
    await sealing.run();
  }

  async function wholeChapter(): Promise<Buffer[]> {
    const chapter = ledger.currentChapter();
    await writeUnitNumbers(folder, key, ledger.units);
    return chapter ? encodeChapter(chapter, breath) : [];
  }

  function state() {
    return { failed: writing.hasFailed() || tidying.hasFailed(), setAside: sealing.setAside() };
  }

  function tell(): void {
    const { failed, setAside } = state();
    if (failed === told.failed && setAside === told.setAside) return;
    told = { failed, setAside };
    onChange();
  }

  checkClock();
  // What an earlier run has left to do. Where its last journal was damaged, what the units are is in memory only.
  if (sealing.isWaiting()) ledger.carryOn();
  writeSoon();
  return {
    /** To be asked; what is new goes through `takeDown`. */
    ledger,
    /** Has the ledger take something down, by a clock that was looked at before. */
    takeDown(act: (ledger: Ledger) => void): void {
      checkClock();
      act(ledger);
    },
    /** What was taken down before is on the disk when it resolves, unless `state()` says that it failed. */
    flush: () => writeInTurn(true),
    state,
    /** Puts a segment aside that cannot be read: its time counts as not watched. */
    putAside: ({ file }: DamagedLedgerFile) =>
      inTurn(async () => {
        const segment = ledger.segments().find((each) => each.file === file);
        if (!segment) return;
        ledger.replace(segment);
        await setFileAside({ folder, log }, file);
        await sealing.count();
        tell();
      }),
    /** Writes what waits, and ends. Rejects with `storage`; what still waits then is written if it is called again. */
    async close(): Promise<void> {
      isClosed = true;
      stopTimers();
      await inTurn(async () => {
        if (isDone) return;
        try {
          followSetBack();
          await writeWaiting();
          if (sealing.isInMemory()) await sealing.run();
          isDone = true;
        } finally {
          await folder.close();
        }
      });
    },
    /** Ends, and removes everything. Rejects with `storage`. */
    async erase(): Promise<void> {
      isClosed = true;
      isDone = true;
      stopTimers();
      writer.discard();
      await inTurn(folder.removeAll);
    },
  };
}
