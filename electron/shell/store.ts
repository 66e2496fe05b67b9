import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import Store from 'electron-store';
import type { KeyValue, Log } from '../core/ports.ts';
import { orStorageFault } from '../core/storage/storage-fault.ts';

const name = 'settings';

/**
 * The settings, connections and views: a JSON file in the user-data folder, readable by its owner only, written
 * atomically. It holds no secrets; electron-store's own `encryptionKey` is not used, because it protects nothing (R25).
 * Throws `storage`.
 */
export function createSettingsFile(folder: string, log: Log): KeyValue {
  const file = path.join(folder, `${name}.json`);
  const create = () =>
    new Store<Record<string, string>>({
      name,
      cwd: folder,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      serialize: (value) => JSON.stringify(value),
    });

  function putAside(problem: string): void {
    log.warn(problem, { name });
    renameSync(
      file,
      freeName(path.join(folder, `${name}.damaged-${new Date().toISOString().replaceAll(':', '-')}`)),
    );
  }
  /** Reading a pipe would block the start before there is a window. */
  function withoutPipe(): void {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found || found.isFile() || found.isDirectory()) return;
    putAside('what is not a file was put aside');
  }

  discardLeftovers(folder);
  let store = orStorageFault(file, () => mended(create, create));

  /** Broken JSON throws at every access, at the start or later: put the file aside, start anew, lose nothing (R26). */
  function mended<T>(attempt: () => T, again: () => T): T {
    try {
      withoutPipe();
      return attempt();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      putAside('a damaged file was put aside');
      return again();
    }
  }
  function access<T>(look: () => T): T {
    const anew = () => {
      store = create();
      return look();
    };
    return orStorageFault(file, () => mended(look, anew));
  }

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
    remove: (key) => access(() => store.delete(key)),
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

/** What a killed process had begun to write. */
function discardLeftovers(folder: string): void {
  try {
    const found = readdirSync(folder).filter((each) => each.startsWith(`${name}.json.tmp-`));
    for (const each of found) rmSync(path.join(folder, each), { force: true });
  } catch {
    // The folder is missing or not writable: then nothing was begun either.
  }
}
