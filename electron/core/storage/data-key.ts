import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Persistence } from '../../contract/desk.ts';
import { AppError } from '../errors.ts';
import { type EntryStore, type Log, type Vault, VaultError } from '../ports.ts';
import { createQueue } from '../queue.ts';
import { newDataKey } from './envelope.ts';

/** The key under which the wrapped data key is stored. */
export const dataKeyEntry = 'key';
/** Prefix of the keys of everything that is encrypted with the data key. */
export const sealedPrefix = 'sealed.';

export interface DataKeyParts {
  /** Called with the names of entries that can no longer be read and were quarantined. */
  onLost?: (names: readonly string[]) => void;
  /** Called if only another version can unwrap the key, which is left unchanged. */
  onForeign?: () => void;
  keyValue: EntryStore;
  vault: Vault;
  log: Log;
}

/** The key, or undefined if it is not available. Does not reject. */
type DataKey = (purpose: 'read' | 'write') => Promise<KeyObject | undefined>;
/** Why secrets stay in memory. */
export type MemoryReason = Exclude<Extract<Persistence, { kind: 'memory' }>['reason'], 'simulated'>;

/** Whether the vault or the disk failed, so that the user looks in the right place. */
export function memoryReason(error: unknown): MemoryReason {
  if (error instanceof VaultError) return error.fault === 'damaged' ? 'failed' : error.fault;
  const code = error instanceof AppError && error.code === 'storage' ? error.details['text'] : undefined;
  if (code === undefined) return 'failed';
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'disk';
}

/**
 * Unwraps the data key once; creates it at the first write. A locked vault is not damage: nothing is overwritten. If
 * the vault can no longer unwrap the key, what it encrypted is quarantined and a new key is created.
 */
export function createDataKey(parts: DataKeyParts, memoryOnly: (reason: MemoryReason) => void): DataKey {
  const { keyValue, vault, log } = parts;
  const inTurn = createQueue();
  /** Created once: otherwise Node prepares the key for each entry, which takes longer than decrypting a short one. */
  let held: KeyObject | undefined;
  let refused = false;

  async function unwrap(wrapped: string): Promise<Uint8Array> {
    const { secret, stale } = await vault.unwrap(wrapped);
    if (secret.length !== 32) throw new VaultError('damaged');
    if (stale) await wrapAgain(secret);
    return secret;
  }
  /** The old wrapping still works, so a failure can wait for the next start. */
  async function wrapAgain(secret: Uint8Array): Promise<void> {
    try {
      keyValue.set(dataKeyEntry, await vault.wrap(secret));
    } catch (error) {
      log.warn('the data key was not wrapped again', {
        reason: error instanceof Error ? error.message : 'unknown',
      });
    }
  }
  async function create(): Promise<Uint8Array> {
    const secret = newDataKey();
    keyValue.set(dataKeyEntry, await vault.wrap(secret));
    return secret;
  }
  async function obtain(purpose: 'read' | 'write'): Promise<Uint8Array | undefined> {
    const wrapped = keyValue.get(dataKeyEntry);
    try {
      if (wrapped !== undefined) return await unwrap(wrapped);
    } catch (error) {
      if (!(error instanceof VaultError && error.fault === 'damaged')) throw error;
    }
    discardAll(parts);
    return purpose === 'write' ? create() : undefined;
  }

  return (purpose) =>
    inTurn(async () => {
      // Only a write retries a vault that has refused: otherwise every read would wait for its prompt.
      if (held || (refused && purpose === 'read')) return held;
      try {
        const secret = await obtain(purpose);
        held = secret && createSecretKey(secret);
        refused = false;
      } catch (error) {
        refused = true;
        if (error instanceof VaultError && error.fault === 'newer') parts.onForeign?.();
        memoryOnly(memoryReason(error));
      }
      return held;
    });
}

function discardAll({ keyValue, log, onLost }: DataKeyParts): void {
  const orphans = keyValue.keys().filter((key) => key === dataKeyEntry || key.startsWith(sealedPrefix));
  if (orphans.length === 0) return;
  log.warn('the data key cannot be read; what it protected was quarantined', { entries: orphans.length });
  keyValue.quarantine(orphans);
  for (const key of orphans) keyValue.remove(key);
  onLost?.(orphans.filter((key) => key !== dataKeyEntry).map((key) => key.slice(sealedPrefix.length)));
}
