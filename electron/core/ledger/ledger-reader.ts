import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../ports.ts';
import { isQuarantined } from '../storage/file-store.ts';
import { unfinished } from '../storage/replace-file.ts';
import { storageFault } from '../storage/storage-fault.ts';
import { createLedger, type LedgerContents } from './ledger.ts';
import type { AskedLedger } from './ledger-answers.ts';
import { createDiskFolder, type LedgerFolder, noneThere } from './ledger-folder.ts';
import { unitsFile } from './ledger-names.ts';
import { type LoadingParts, loadLedger } from './load-ledger.ts';

/** Between the names and the files of a folder another process may have taken a step: one that is busy takes some a second. */
const attempts = 50;

/** A ledger that was read, with the files of it that are damaged, or were put aside as such. */
export interface ReadLedger extends AskedLedger {
  damaged: readonly string[];
  close(): Promise<void>;
}

/** Nothing is put aside or cut off here. */
const silent: Log = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

/**
 * Reads a ledger that another process may be writing, and changes nothing: what that has not written to its end is left out,
 * and so is what is damaged. Rejects with `storage`.
 */
export async function readLedger(
  place: string,
  parts: Pick<LoadingParts, 'key' | 'breath'>,
): Promise<ReadLedger> {
  /** The files that did not fit the others in the attempt before this one. */
  let before: ReadonlySet<string> = new Set();
  for (let left = attempts - 1; ; left -= 1) {
    const damaged = new Set<string>();
    const folder = unchangedFolder(place, (name) => damaged.add(name));
    try {
      const { contents } = await loadLedger({ ...parts, log: silent, folder });
      // A file that came between the names may have been missed: then others look as if they were damaged, but not the same ones twice.
      const odd = new Set([...damaged, ...(isComplete(contents) ? [] : [unitsFile])]);
      if (odd.size === 0 || isSame(odd, before) || left === 0) {
        for (const name of (await folder.list()).keys()) if (isQuarantined(name)) damaged.add(name);
        return openedLedger(folder, contents, damaged);
      }
      before = odd;
    } catch (error) {
      if (left === 0) throw error;
      before = new Set();
    }
    await folder.close();
  }
}

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size === b.size && [...a].every((each) => b.has(each));

/** Once the ids were read, the journal may have been written anew, and have units that came since. */
function isComplete({ units, states }: LedgerContents): boolean {
  for (let unit = 0; unit < states.count(); unit += 1) if (units.idOf(unit) === '') return false;
  return true;
}

function openedLedger(folder: LedgerFolder, contents: LedgerContents, damaged: Set<string>): ReadLedger {
  const nothing = () => undefined;
  const ledger = createLedger(contents, { begin: nothing, sight: nothing, change: nothing, look: nothing });
  return {
    ledger,
    async putAside({ file }) {
      damaged.add(file);
      const segment = ledger.segments().find((each) => each.file === file);
      if (segment) ledger.replace(segment);
    },
    get damaged() {
      return [...damaged];
    },
    close: folder.close,
  };
}

/** A folder of a ledger in which nothing is changed: what would do so does nothing. @param onDamage told of a file that is damaged */
function unchangedFolder(place: string, onDamage: (name: string) => void): LedgerFolder {
  const nothing = async () => undefined;
  return {
    ...createDiskFolder(place),
    list: () =>
      sizesIn(place).catch((error: unknown) => {
        throw storageFault(place, error);
      }),
    rename: async (name) => onDamage(name),
    append: nothing,
    replace: nothing,
    cut: nothing,
    remove: nothing,
    removeAll: nothing,
  };
}

/** Names and sizes; what is just being written is not among them. Rejects with `storage`, also for a file that has just gone. */
async function sizesIn(place: string): Promise<Map<string, number>> {
  const names = (await readdir(place).catch(noneThere)).filter((name) => !name.endsWith(unfinished));
  const sizes = names.map(async (name) => [name, (await stat(path.join(place, name))).size] as const);
  return new Map(await Promise.all(sizes));
}
