import path from 'node:path';
import type { EntryStore, Log } from '../ports.ts';
import { createFileStore, discardUnfinished } from './file-store.ts';
import { convertFormerFormat } from './former-format.ts';

/**
 * The window's encrypted entries and their wrapped key, in a folder of the user-data folder. This process is their only
 * writer. Throws `storage` if entries of the former format cannot be converted.
 */
export function createSecrets(userData: string, log: Log): EntryStore {
  const folder = path.join(userData, 'sealed');
  convertFormerFormat(userData, folder, log);
  try {
    discardUnfinished(folder);
  } catch {
    // Not writable. It may be readable, and the first write will say so.
  }
  return createFileStore(folder);
}
