import { z } from 'zod';
import type { CallInput, HandlersOf } from '../../contract/calls.ts';
import { FoldedGroups, type NotesPage, UnitNote } from '../../contract/notes.ts';
import { groupings } from '../../contract/table.ts';
import { shortDigest } from '../digest.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import { settled } from '../settled.ts';
import { readSealedJson } from '../storage/sealed-json.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createNotesTable } from './notes-table.ts';

/** Notes per page. */
const pageSize = 2_000;

const Stored = z.object({
  notes: z.array(UnitNote),
  folds: z.partialRecord(z.enum(groupings), FoldedGroups),
});

export interface UnitNotesParts {
  store: SealedStore;
  /** Prefix of the store entries, one for each account. */
  entry: string;
  connectionId: string;
  log: Log;
}

/**
 * What the operator says of units, and which groups of the table are folded. It belongs to the account, is kept sealed
 * whether or not the units are in the list, and is sent nowhere.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share whose notes these are
export function createNotes({ store, entry, connectionId, log }: UnitNotesParts) {
  const inTurn = createQueue();
  const table = createNotesTable();
  let folds: NotesPage['folds'] = {};
  let account: string | undefined;
  let isKept = false;
  /** There is a change that has not been written. */
  let unwritten = false;
  let loaded: Promise<void> = Promise.resolve();
  /** What is read page by page, as it was when that began. */
  let listed: readonly UnitNote[] = [];
  const entryOf = (whose: string) => `${entry}.${shortDigest(whose)}`;

  function switchTo(next: string | undefined): void {
    account = next;
    unwritten = false;
    table.clear();
    folds = {};
    listed = [];
  }

  async function load(whose: string): Promise<void> {
    const stored = await inTurn(() =>
      readSealedJson({ store, log }, entryOf(whose), Stored, 'the notes on units'),
    );
    if (stored === undefined || account !== whose) return;
    table.set(stored.notes);
    folds = stored.folds;
  }

  /** Waits until the notes of the current account have been read. Throws `sign-in-needed`. */
  async function owner(): Promise<string> {
    // The account may change meanwhile.
    await settled(() => loaded);
    if (account === undefined) throw new AppError('sign-in-needed', 'Nobody is signed in.');
    return account;
  }

  /** Null where there is nothing to keep. */
  function storedText(): string | null {
    const notes = table.list();
    if (notes.length === 0 && Object.keys(folds).length === 0) return null;
    return JSON.stringify({ notes, folds } satisfies z.input<typeof Stored>);
  }

  const write = (whose: string, text: string | null) =>
    text === null ? store.remove(entryOf(whose)) : store.write(entryOf(whose), text);

  /** Several changes in a row are written as one. Nothing is written of an account that has left. */
  async function save(whose: string): Promise<void> {
    if (!isKept) return;
    unwritten = true;
    await inTurn(async () => {
      if (account !== whose || !unwritten) return;
      unwritten = false;
      await write(whose, storedText());
    });
  }

  const calls: HandlersOf<'notes'> = {
    async unitNotes({ from }) {
      if (account === undefined) return null;
      const whose = await owner();
      if (from === 0) listed = table.list();
      const notes = listed.slice(from, from + pageSize);
      const last = from + pageSize >= listed.length;
      return { owner: { connection: connectionId, account: whose }, notes, last, folds };
    },
    async changeNotes(change: CallInput<'changeNotes'>) {
      const whose = await owner();
      const changed = table.change(change);
      await save(whose);
      return changed;
    },
    async keepFolds({ grouping, folds: next }) {
      const whose = await owner();
      folds = { ...folds, [grouping]: next };
      await save(whose);
    },
  };
  return {
    calls,
    /**
     * Switches to this account's notes.
     * @param kept whether they are stored; those of a pasted token stay in memory
     */
    follow(next: string | undefined, kept: boolean): Promise<void> {
      if (next === account) return loaded;
      // It is not lost to a quick change of the account, and a removal comes after it (R28).
      if (account !== undefined && unwritten) {
        const [left, text] = [account, storedText()];
        void inTurn(() => write(left, text));
      }
      isKept = kept;
      switchTo(next);
      loaded = next === undefined || !kept ? Promise.resolve() : load(next);
      return loaded;
    },
    /** Removes what is stored of this account's notes too (R28). */
    async forget(whose: string): Promise<void> {
      if (account === whose) switchTo(undefined);
      await inTurn(() => store.remove(entryOf(whose)));
    },
  };
}
