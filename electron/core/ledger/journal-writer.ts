import type { KeyObject } from 'node:crypto';
import { createJournalFile, type JournalFile } from './journal-file.ts';
import { createJournalEncoder, type JournalSink } from './journal-format.ts';
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
      onRecord();
    },
    change(unit, at, code) {
      encoder.change(unit, at, code);
      onRecord();
    },
    look(from, to) {
      encoder.look(from, to);
      onRecord();
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
    /** Writes the journal anew, with these chunks. What waits is not written before. Rejects with `storage`. */
    async rewrite(contents: readonly Buffer[]): Promise<void> {
      if (!file) return;
      const { name } = file;
      const seal = newChunkSeal(key, name);
      const parts = [seal.head, ...contents.map((content, index) => seal.seal(index, content))];
      await folder.replace(name, parts);
      const size = parts.reduce((sum, { length }) => sum + length, 0);
      file = createJournalFile(folder, key, name, { seal, chunks: contents.length, size });
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
