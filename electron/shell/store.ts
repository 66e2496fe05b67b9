import { copyFileSync, existsSync, renameSync } from 'node:fs';
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
    quarantine() {
      if (existsSync(file)) copyFileSync(file, aside());
    },
  };
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
