import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Store from 'electron-store';
import { AppError } from '../core/errors.ts';
import type { KeyValue, Log } from '../core/ports.ts';

/**
 * A JSON file in the user-data folder, readable by its owner only, written atomically. It holds settings or ciphertext;
 * electron-store's own `encryptionKey` is not used, because it protects nothing (R25).
 */
export function createKeyValue(folder: string, name: string, log: Log): KeyValue {
  const file = path.join(folder, `${name}.json`);
  const aside = () =>
    path.join(folder, `${name}.damaged-${new Date().toISOString().replaceAll(':', '-')}.json`);
  const create = () =>
    new Store<Record<string, string>>({
      name,
      cwd: folder,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      serialize: (value) => JSON.stringify(value),
    });

  removeLeftovers(folder, `${name}.json`);
  let store: Store<Record<string, string>>;
  try {
    store = create();
  } catch (error) {
    // Broken JSON throws at every access: put it aside, begin anew, lose nothing (R26).
    if (!(error instanceof SyntaxError)) throw error;
    log.warn('a damaged file was put aside', { name });
    renameSync(file, aside());
    store = create();
  }
  return {
    get(key) {
      const value: unknown = store.get(key);
      return typeof value === 'string' ? value : undefined;
    },
    keys: () => Object.keys(store.store),
    set: (key, value) => orStorageFault(file, () => store.set(key, value)),
    delete: (key) => orStorageFault(file, () => store.delete(key)),
    quarantine(keys) {
      const entries = keys.map((key): [string, unknown] => [key, store.get(key)]);
      const found = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
      if (Object.keys(found).length > 0) writeFileSync(aside(), JSON.stringify(found), { mode: 0o600 });
    },
  };
}

/** What a process that was killed in the middle of a write had begun: it may hold what has been signed out since (R28). */
function removeLeftovers(folder: string, name: string): void {
  try {
    const leftovers = readdirSync(folder).filter((each) => each.startsWith(`${name}.tmp-`));
    for (const each of leftovers) rmSync(path.join(folder, each), { force: true });
  } catch {
    // No folder yet, or one that may not be written: then nothing was begun either.
  }
}

function orStorageFault(file: string, write: () => void): void {
  try {
    write();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('storage', `${file} cannot be written (${reason}).`, {
      cause,
      details: { file, text: reason },
    });
  }
}
