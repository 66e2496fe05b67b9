import type { KeyObject } from 'node:crypto';
import { createJournalFile, type JournalFile } from './journal-file.ts';
import { chunkBytes, createJournalEncoder, type JournalSink } from './journal-format.ts';
import type { LedgerFolder } from './ledger-folder.ts';
import { journalName } from './ledger-names.ts';
import type { LoadedLedger } from './load-ledger.ts';
import { writeOpening } from './opening-format.ts';
import { newChunkSeal } from './sealed-chunks.ts';

/**
 * Collects what is taken down, and writes it in its order, each chapter into a journal of its own.
 * @param onRecord called when there is something to write
 */
export function createJournalWriter(
  folder: LedgerFolder,
  key: KeyObject,
  { end, nextNumber }: Pick<LoadedLedger, 'end' | 'nextNumber'>,
  onRecord: () => void,
) {
  const encoder = createJournalEncoder();
  let next = nextNumber;
  let number = end?.number ?? 0;
  let file = end && createJournalFile(folder, key, journalName(number), end);
  let waiting: { file: JournalFile; content: Buffer }[] = [];

  function pushRecords(): void {
    if (file && encoder.length() > 0) waiting.push({ file, content: encoder.take() });
  }

  /** However much comes at once, no chunk becomes long: it is sealed in one step, and a tear is at most one of them. */
  function recorded(): void {
    if (encoder.length() >= chunkBytes) pushRecords();
    onRecord();
  }

  const sink: JournalSink = {
    begin(from, opening) {
      pushRecords();
      number = next;
      next += 1;
      file = createJournalFile(folder, key, journalName(number));
      waiting.push({ file, content: writeOpening(from, opening) });
      onRecord();
    },
    sight(unit, id, at) {
      encoder.sight(unit, id, at);
      recorded();
    },
    change(unit, at, code) {
      encoder.change(unit, at, code);
      recorded();
    },
    look(from, to) {
      encoder.look(from, to);
      recorded();
    },
  };

  return {
    sink,
    /** The number of the journal that is being written; 0 before the first. */
    number: () => number,
    /** Its bytes on the disk. */
    size: () => file?.size() ?? 0,
    /** How many chunks it has. */
    chunks: () => file?.chunks() ?? 0,
    /** Writes everything so far. Rejects with `storage`: then what is left waits for the next time. */
    async write(): Promise<void> {
      pushRecords();
      for (let [first] = waiting; first; [first] = waiting) {
        await first.file.append(first.content);
        waiting.shift();
      }
    },
    /**
     * Writes the journal anew. Rejects with `storage`: then it has not changed, and what waits is written into it as ever.
     * @param contentsOf makes its chunks, of everything that was taken down when it is called
     */
    async rewrite(contentsOf: () => Promise<Buffer[]>): Promise<void> {
      const old = file;
      if (!old) return;
      pushRecords();
      const covered = new Set(waiting);
      const contents = await contentsOf();
      const seal = newChunkSeal(key, old.name);
      const parts = [seal.head, ...contents.map((content, index) => seal.seal(index, content))];
      await folder.replace(old.name, parts);
      const size = parts.reduce((sum, { length }) => sum + length, 0);
      const renewed = createJournalFile(folder, key, old.name, { seal, chunks: contents.length, size });
      file = renewed;
      waiting = waiting
        .filter((each) => !covered.has(each))
        .map(({ content }) => ({ file: renewed, content }));
    },
    /** How many bytes wait. */
    waits: () => waiting.reduce((sum, { content }) => sum + content.length, encoder.length()),
    /** Gives up what waits. */
    discard(): void {
      waiting = [];
      encoder.take();
    },
  };
}
