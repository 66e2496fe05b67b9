import { rmSync } from 'node:fs';
import path from 'node:path';
import { namesIn } from '../core/storage/file-store.ts';
import { orStorageFault } from '../core/storage/storage-fault.ts';

const prefix = 'webhooks-';
const ending = '.journal';

/** Where the webhooks of a connection keep what waits. */
export function webhookJournal(folder: string, connectionId: string): string {
  return path.join(folder, `${prefix}${connectionId}${ending}`);
}

/**
 * Forgets what waits to be told of the units of a connection, else of all connections: whoever signs out must not be found
 * in it, nor be spoken for (R28). Throws `storage`.
 */
export function forgetWebhooks(folder: string, connectionId?: string): void {
  const all = orStorageFault(folder, () => namesIn(folder));
  const isMeant = (name: string) =>
    connectionId === undefined
      ? name.startsWith(prefix) && name.endsWith(ending)
      : path.join(folder, name) === webhookJournal(folder, connectionId);
  for (const name of all.filter(isMeant))
    orStorageFault(name, () => rmSync(path.join(folder, name), { force: true }));
}
