import type { KeyObject } from 'node:crypto';
import type { Log } from '../ports.ts';
import { isQuarantined, quarantined } from '../storage/file-store.ts';
import { createByteReader } from './bytes.ts';
import type { Chapter } from './chapter.ts';
import { createJournal, type LedgerJournal } from './journal.ts';
import type { JournalEnd } from './journal-file.ts';
import { type JournalSink, readJournalChunk } from './journal-format.ts';
import { emptyLedger, type LedgerContents } from './ledger.ts';
import type { LedgerFolder } from './ledger-folder.ts';
import { journalName, numbersOfFiles, segmentName, unitsFile } from './ledger-names.ts';
import { readOpening } from './opening-format.ts';
import { chunkSealOf, headBytes, openChunks } from './sealed-chunks.ts';
import { DamagedLedgerFile, openSegment } from './segment.ts';
import { createUnitStates } from './unit-states.ts';
import { readUnitNumbers } from './units-file.ts';

export interface LoadingParts {
  folder: LedgerFolder;
  key: KeyObject;
  log: Log;
  breath: () => Promise<void> | undefined;
}

/** A chapter that is over, by the number of its file. */
interface Numbered {
  number: number;
  chapter: Chapter;
  to: number;
}

/** A journal that another one has followed, and that is no segment yet. */
export interface UnsealedJournal extends Numbered {
  chapter: LedgerJournal;
  /** It is to be put aside when what stands before the damage has become a segment. */
  isDamaged: boolean;
}

export interface LoadedLedger {
  contents: LedgerContents;
  /** Where the last journal goes on; undefined if there is none that can be gone on with. */
  end: (JournalEnd & { number: number }) | undefined;
  unsealed: UnsealedJournal[];
  /** For the next file: higher than that of every file there has been. */
  nextNumber: number;
}

/** Puts a file aside that cannot be read: it stays, but is in nobody's way. Rejects with `storage`. */
export async function setFileAside({ folder, log }: Pick<LoadingParts, 'folder' | 'log'>, file: string) {
  log.warn('a file of the ledger was put aside', { file });
  await folder.rename(file, quarantined(file));
}

/**
 * Reads what is in the folder: of the segments their heads only. What is damaged is put aside; what a killed process has
 * not written to its end is cut off. Rejects with `storage`.
 */
export async function loadLedger(parts: LoadingParts): Promise<LoadedLedger> {
  const { folder } = parts;
  const contents = emptyLedger();
  const names = new Map([...(await folder.list())].filter(([name]) => !isQuarantined(name)));
  const all = [...numbersOfFiles(names.keys(), 'journal'), ...numbersOfFiles(names.keys(), 'segment')];
  const nextNumber = Math.max(0, ...all) + 1;
  if (!(await loadUnits(parts, names, contents)))
    return { contents: emptyLedger(), end: undefined, unsealed: [], nextNumber };
  const loaded: LoadedLedger = { contents, end: undefined, unsealed: [], nextNumber };
  const segments = await loadSegments(parts, names);
  for (const number of numbersOfFiles(names.keys(), 'journal')) {
    // It is a segment already, but the process was killed before it could remove the journal.
    if (names.has(segmentName(number))) await folder.remove(journalName(number));
    else await loadJournal(parts, number, loaded);
  }
  const over = [...segments, ...loaded.unsealed].sort((a, b) => a.number - b.number);
  cutEach(over, contents.journal?.from);
  contents.chapters = over.map(({ chapter }) => chapter);
  contents.last = Math.max(contents.last, ...over.map(({ to }) => to));
  contents.units.cut(contents.last);
  return loaded;
}

/** A chapter that begins before the end of earlier ones: there a clock that was ahead was set back. */
function cutEach(over: readonly Numbered[], next = Number.POSITIVE_INFINITY): void {
  let end = next;
  for (const each of over.toReversed()) {
    if (each.to > end) {
      each.chapter.cut(end);
      each.to = end;
    }
    end = each.chapter.from;
  }
}

/** False if the ids are lost: then nobody can tell whose the other files are, and all are put aside. */
async function loadUnits(
  parts: LoadingParts,
  names: ReadonlyMap<string, number>,
  { units }: LedgerContents,
): Promise<boolean> {
  try {
    if (names.has(unitsFile)) await readUnitNumbers(parts, units);
    else if (numbersOfFiles(names.keys(), 'segment').length > 0) throw new DamagedLedgerFile(unitsFile);
    return true;
  } catch (error) {
    if (!(error instanceof DamagedLedgerFile)) throw error;
    for (const name of names.keys()) await setFileAside(parts, name);
    return false;
  }
}

async function loadSegments(parts: LoadingParts, names: ReadonlyMap<string, number>): Promise<Numbered[]> {
  const opened = numbersOfFiles(names.keys(), 'segment').map(async (number): Promise<Numbered[]> => {
    const file = segmentName(number);
    try {
      const chapter = await openSegment(parts.folder, parts.key, file, names.get(file) ?? 0);
      return [{ number, chapter, to: chapter.to }];
    } catch (error) {
      if (!(error instanceof DamagedLedgerFile)) throw error;
      await setFileAside(parts, file);
      return [];
    }
  });
  return (await Promise.all(opened)).flat();
}

async function loadJournal(parts: LoadingParts, number: number, loaded: LoadedLedger): Promise<void> {
  const { folder, key, log, breath } = parts;
  const { contents } = loaded;
  const name = journalName(number);
  const file = await folder.read(name);
  const seal = chunkSealOf(key, name, file);
  const found = seal && (await openChunks(seal, file, breath));
  const [opening, ...chunks] = found?.contents ?? [];
  if (opening === undefined || !seal || !found) {
    // Without a whole first chunk nobody was told that there is anything.
    if (file.length <= headBytes || found?.state === 'torn') await folder.remove(name);
    else await setFileAside(parts, name);
    return;
  }
  turnPage(loaded);
  const head = readOpening(createByteReader(opening));
  const journal = createJournal(head.from, head.opening);
  contents.states = createUnitStates(head.opening);
  // Their ids are lost with what was before: no other unit may get their numbers.
  contents.units.keepTo(head.opening.codes.length, head.from);
  contents.journal = journal;
  contents.last = head.from;
  for (const content of chunks) {
    readJournalChunk(content, sinkOf(contents, journal));
    const pause = breath();
    if (pause) await pause;
  }
  loaded.end = { seal, chunks: found.contents.length, size: found.end, number };
  if (found.state === 'torn') {
    log.info('what was not written to its end was cut off', { file: name });
    await folder.cut(name, found.end);
  }
  // What stands before the damage is good.
  if (found.state === 'damaged') turnPage(loaded, true);
}

/** The journal that was read last is over. */
function turnPage(loaded: LoadedLedger, isDamaged = false): void {
  const { contents, end } = loaded;
  const { journal, last } = contents;
  if (!journal || !end) return;
  contents.journal = undefined;
  loaded.end = undefined;
  loaded.unsealed.push({ number: end.number, chapter: journal, to: last, isDamaged });
}

function sinkOf(contents: LedgerContents, journal: LedgerJournal): Omit<JournalSink, 'begin'> {
  const { units, states } = contents;
  return {
    // The file of the ids may have it already.
    sight(unit, id, at) {
      if (unit >= units.count()) units.put(unit, id, at);
    },
    change(unit, at, code) {
      states.set(unit, at, code);
      journal.add(unit, at, code);
      contents.last = Math.max(contents.last, at);
    },
    look(from, to) {
      journal.look(from, to);
      contents.last = Math.max(contents.last, to);
    },
  };
}
