import { ledgerPrefix } from '../core/connection/stored-entries.ts';
import { shortDigest } from '../core/digest.ts';
import { sealedKey } from '../core/storage/entry-keys.ts';
import type { Home } from './home.ts';

/**
 * How the entries begin that have the keys of the ledgers of a connection, or of one account on it: each folder has one of
 * its own.
 */
export function ledgerEntries(connectionId: string, accountId?: string): string {
  const whose = accountId === undefined ? '' : `${shortDigest(accountId.toLowerCase())}.`;
  return `${ledgerPrefix}${connectionId}.${whose}`;
}

/**
 * Forgets the keys of ledgers: what was taken down stays where it is, and nobody reads it any more (R28). Throws `storage`.
 * @param prefix of `ledgerEntries`
 */
export async function forgetLedgers({ files, store }: Home, prefix: string): Promise<void> {
  const start = sealedKey(prefix);
  const found = files.keys().filter((key) => key.startsWith(start));
  for (const key of found) await store.remove(prefix + key.slice(start.length));
}
