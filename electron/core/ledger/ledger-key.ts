import { createSecretKey, type KeyObject } from 'node:crypto';
import { newDataKey } from '../storage/envelope.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/**
 * The key of a ledger, which is a sealed entry of its own: without that entry nobody reads the files (R28). Undefined where
 * it cannot be kept, or not be read at the moment: then nothing is written to the disk (R23).
 */
export async function ledgerKey(
  store: SealedStore,
  entry: string,
): Promise<{ key: KeyObject; isNew: boolean } | undefined> {
  const text = await store.read(entry);
  if (text !== undefined) {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length === 32) return { key: createSecretKey(bytes), isNew: false };
    store.notUnderstood(entry);
    return undefined;
  }
  // One that is locked, or of a newer version, is not replaced.
  if (store.has(entry)) return undefined;
  const bytes = newDataKey();
  await store.write(entry, Buffer.from(bytes).toString('base64'));
  if (store.persistence().kind !== 'encrypted') return undefined;
  return { key: createSecretKey(bytes), isNew: true };
}
