import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Store from 'electron-store';
import { tokensPrefix, unitsPrefix } from '../core/connection/stored-entries.ts';
import { AppError } from '../core/errors.ts';
import type { KeyValue, Log } from '../core/ports.ts';
import { createFileStore, type FileFormat } from '../core/storage/file-store.ts';
import { unfinished } from '../core/storage/replace-file.ts';
import { sealedKey } from '../core/storage/sealed-store.ts';
import { splitKeyValue } from '../core/storage/split-key-value.ts';
import { twoSlots } from '../core/storage/two-slots.ts';

/**
 * The encrypted data in the user-data folder. Each unit list, which may have megabytes, has its own file: a single file
 * would be read and written completely at each token renewal. The tokens of each sign-in have their own file too,
 * because every write of them is awaited.
 */
export function createSecrets(folder: string, log: Log): KeyValue {
  const beginsWith = (prefix: string) => (key: string) => key.startsWith(sealedKey(prefix));
  // This process is the desktop's only writer.
  const filesIn = (name: string, format?: FileFormat) => {
    removeLeftovers(path.join(folder, name), (each) => each.endsWith(unfinished));
    return createFileStore(path.join(folder, name), format);
  };
  const tokens = filesIn('tokens', twoSlots);
  const lists = filesIn('units');
  const small = splitKeyValue(createKeyValue(folder, 'secrets', log), tokens, beginsWith(tokensPrefix));
  return splitKeyValue(small, lists, beginsWith(unitsPrefix));
}

/**
 * A JSON file in the user-data folder, readable by its owner only, written atomically. It holds settings or ciphertext;
 * electron-store's own `encryptionKey` is not used, because it protects nothing (R25).
 */
export function createKeyValue(folder: string, name: string, log: Log): KeyValue {
  const file = path.join(folder, `${name}.json`);
  const asidePrefix = `${name}.damaged-`;
  const aside = () =>
    freeName(path.join(folder, asidePrefix + new Date().toISOString().replaceAll(':', '-')));
  const create = () =>
    new Store<Record<string, string>>({
      name,
      cwd: folder,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      serialize: (value) => JSON.stringify(value),
    });

  /** Reading a pipe would block the start before there is a window. */
  function withoutPipe(): void {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found || found.isFile() || found.isDirectory()) return;
    log.warn('what is not a file was put aside', { name });
    renameSync(file, aside());
  }

  removeLeftovers(folder, (each) => each.startsWith(`${name}.json.tmp-`));
  let store = orStorageFault(file, () => mended(create, create));

  /** Broken JSON throws at every access, at the start or later: put the file aside, start anew, lose nothing (R26). */
  function mended<T>(attempt: () => T, again: () => T): T {
    try {
      withoutPipe();
      return attempt();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      log.warn('a damaged file was put aside', { name });
      renameSync(file, aside());
      return again();
    }
  }
  function use<T>(look: () => T): T {
    return mended(look, () => {
      store = create();
      return look();
    });
  }
  const access = <T>(look: () => T) => orStorageFault(file, () => use(look));

  /** electron-store reads and parses the whole file at each access; that is needed only if the file has changed. */
  let last: { version: string; entries: Record<string, unknown> } | undefined;
  function entries(): Record<string, unknown> {
    const version = versionOf(file);
    if (last === undefined || last.version !== version) last = { version, entries: store.store };
    return last.entries;
  }
  const entryOf = (key: string): unknown => {
    const all = entries();
    return Object.hasOwn(all, key) ? all[key] : undefined;
  };

  return {
    get(key) {
      const value = access(() => entryOf(key));
      return typeof value === 'string' ? value : undefined;
    },
    keys: () => access(() => Object.keys(entries())),
    set: (key, value) => access(() => store.set(key, value)),
    delete: (key) => access(() => store.delete(key)),
    quarantine(keys) {
      const values = keys.map((key): [string, unknown] => [key, use(() => entryOf(key))]);
      const found = Object.fromEntries(values.filter(([, value]) => value !== undefined));
      if (Object.keys(found).length > 0) writeFileSync(aside(), JSON.stringify(found), { mode: 0o600 });
    },
    forgetQuarantined: () =>
      orStorageFault(file, () => removeAll(folder, (each) => each.startsWith(asidePrefix))),
  };
}

/** Changes with every write, because it creates a new file. */
function versionOf(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found ? [found.ino, found.size, found.mtimeNs, found.ctimeNs].join() : 'none';
}

/** Two files put aside within the same millisecond must not overwrite each other (R26). */
function freeName(start: string, count = 1): string {
  const file = count === 1 ? `${start}.json` : `${start}-${count}.json`;
  return existsSync(file) ? freeName(start, count + 1) : file;
}

/** What a killed process had begun to write: it may hold data of an account that has signed out since (R28). */
function removeLeftovers(folder: string, isMeant: (name: string) => boolean): void {
  try {
    removeAll(folder, isMeant);
  } catch {
    // The folder is missing or not writable: then nothing was begun either.
  }
}

function removeAll(folder: string, isMeant: (name: string) => boolean): void {
  const found = readdirSync(folder).filter(isMeant);
  for (const each of found) rmSync(path.join(folder, each), { force: true });
}

function orStorageFault<T>(file: string, access: () => T): T {
  try {
    return access();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('storage', `${file} cannot be used (${reason}).`, {
      cause,
      details: { file, text: reason },
    });
  }
}
