import { constants, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { systemCode } from '../errors.ts';
import type { EntryStore } from '../ports.ts';
import { readIfThere, replaceFile, unfinished } from './replace-file.ts';
import { orStorageFault } from './storage-fault.ts';
import { assertTrustedFolder, openTrusted } from './trusted-path.ts';

/** The end of an entry's file name. */
export const entryEnding = '.entry';
/** Is in the name of every quarantined file. */
const damaged = '.damaged-';

/**
 * Small values in plain Node, one file each, so that processes that write different entries do not overwrite each
 * other's. Readable by the owner only; a reader sees the old value or the new one (R26). Writers must hold a lock that
 * excludes other writers: unfinished files are then left by a killed process, and are discarded by the first write and
 * by each removal. Throws `storage`, with `onlyTrusted` also for a folder or an entry that another user of the computer
 * may have written.
 */
export function createFileStore(folder: string, { onlyTrusted = false } = {}): EntryStore {
  const fileOf = (key: string) => path.join(folder, entryFile(key));
  const assertTrusted = () => {
    if (onlyTrusted) assertTrustedFolder(folder);
  };
  const read = (file: string) =>
    onlyTrusted ? readIfThere(file, (each) => openTrusted(each, constants.O_RDONLY)) : readIfThere(file);

  /** No unfinished file is left by a killed process or a full disk. */
  let clean = false;

  function write(file: string, value: string): void {
    assertTrusted();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Somebody may have been faster to make it.
    assertTrusted();
    if (!clean) discardUnfinished(folder);
    clean = false;
    replaceFile(file, value);
    clean = true;
  }

  return {
    get: (key) =>
      orStorageFault(fileOf(key), () => {
        assertTrusted();
        return read(fileOf(key))?.toString('utf8');
      }),
    keys: () =>
      orStorageFault(folder, () => {
        assertTrusted();
        return namesIn(folder)
          .filter((name) => name.endsWith(entryEnding))
          .map((name) => decodeURIComponent(name.slice(0, -entryEnding.length)));
      }),
    set: (key, value) => orStorageFault(fileOf(key), () => write(fileOf(key), value)),
    remove: (key) =>
      orStorageFault(fileOf(key), () => {
        assertTrusted();
        discardUnfinished(folder);
        rmSync(fileOf(key), { force: true });
      }),
    quarantine(keys) {
      for (const key of keys) {
        const value = read(fileOf(key));
        // A new file: a link that somebody has put in its place is replaced, not followed.
        if (value !== undefined) replaceFile(quarantined(fileOf(key)), value);
      }
    },
    removeQuarantined: () => orStorageFault(folder, () => removeAll(folder, isQuarantined)),
  };
}

/** The name of the file of an entry. */
export function entryFile(key: string): string {
  return encodeURIComponent(key) + entryEnding;
}

/** Where a quarantined copy of this file goes. */
export function quarantined(file: string): string {
  return `${file}${damaged}${new Date().toISOString().replaceAll(':', '-')}`;
}

/** Whether a file of this name is a quarantined one. */
export function isQuarantined(name: string): boolean {
  return name.includes(damaged);
}

/** The names in a folder, none if it does not exist. Throws the system's error. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Discards what a killed process had begun to write: it may hold data of an account that has signed out since (R28).
 * Throws the system's error.
 */
export function discardUnfinished(folder: string): void {
  removeAll(folder, (name) => name.endsWith(unfinished));
}

function removeAll(folder: string, isMeant: (name: string) => boolean): void {
  for (const name of namesIn(folder).filter(isMeant))
    rmSync(path.join(folder, name), { recursive: true, force: true });
}
