import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { isRecord } from '../json.ts';
import type { KeyValue } from '../ports.ts';
import { orStorageFault } from '../storage/storage-fault.ts';

/**
 * What the window needs of the settings before electron-store is loaded, which takes longer than creating the window.
 * Nothing is known if the file is damaged; the store puts it aside. `get` throws `storage` if it cannot be read.
 */
export function earlySettings(folder: string): Pick<KeyValue, 'get'> {
  const file = path.join(folder, 'settings.json');
  return {
    get(key) {
      const entries = orStorageFault(file, () => entriesIn(file));
      const value = isRecord(entries) && Object.hasOwn(entries, key) ? entries[key] : undefined;
      return typeof value === 'string' ? value : undefined;
    },
  };
}

function entriesIn(file: string): unknown {
  const found = statSync(file, { throwIfNoEntry: false });
  // Reading a pipe would block.
  if (!found || !(found.isFile() || found.isDirectory())) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
