import { unitsPrefix } from '../connection/stored-entries.ts';
import { type EntryStore, type Vault, VaultError } from '../ports.ts';
import { createQueue } from '../queue.ts';
import { pruneCounters } from './counters.ts';
import { type DamageParts, discardAll } from './damaged-entries.ts';
import { type DataKeys, keysIn, newDataKeys, openWith, sealWith, secretOf, withNewKey } from './data-keys.ts';
import { dataKeyEntry, sealedKey, sealedNames } from './entry-keys.ts';
import { counterOf, isForeign } from './envelope.ts';
import { type MemoryReason, memoryReason } from './persistence.ts';

export interface DataKeyParts extends DamageParts {
  /** Called if only another version can unwrap the key or read an entry, which is left unchanged. */
  onForeign?: () => void;
  vault: Vault;
}

/**
 * Unwraps the data keys once; creates them at the first write. A locked vault is not damage: nothing is overwritten. If
 * the vault can no longer unwrap the keys, what they encrypted is quarantined and new ones are created.
 */
export function createDataKey(parts: DataKeyParts, memoryOnly: (reason: MemoryReason) => void) {
  const { keyValue, vault, log } = parts;
  const inTurn = createQueue();
  let held: { wrapped: string; keys: DataKeys } | undefined;
  let refused = false;

  async function unwrap(wrapped: string): Promise<DataKeys> {
    const { secret, stale } = await vault.unwrap(wrapped);
    const keys = keysIn(secret);
    if (!keys) throw new VaultError('damaged');
    held = { wrapped, keys };
    // The old wrapping still works, so a failure can wait for the next start.
    if (stale) await keep(keys).catch(failed('the data key was not wrapped again'));
    return keys;
  }
  const failed = (what: string) => (error: unknown) =>
    log.warn(what, { reason: error instanceof Error ? error.message : 'unknown' });

  /** Wraps and stores the keys; what wrapped those before them is of no use any more. */
  async function keep(keys: DataKeys): Promise<DataKeys> {
    const wrapped = await vault.wrap(secretOf(keys));
    const before = keyValue.get(dataKeyEntry);
    keyValue.set(dataKeyEntry, wrapped);
    held = { wrapped, keys };
    if (before !== undefined) await vault.retire?.(before);
    return keys;
  }

  function isUnchanged({ wrapped }: { wrapped: string }): boolean {
    try {
      return keyValue.get(dataKeyEntry) === wrapped;
    } catch {
      return true;
    }
  }
  async function obtain(purpose: 'read' | 'write'): Promise<DataKeys | undefined> {
    held = undefined;
    const wrapped = keyValue.get(dataKeyEntry);
    try {
      if (wrapped !== undefined) return await unwrap(wrapped);
    } catch (error) {
      // Another process has renewed it meanwhile, and the former one is of no use.
      if (keyValue.get(dataKeyEntry) !== wrapped) return obtain(purpose);
      if (!(error instanceof VaultError && error.fault === 'damaged')) throw error;
    }
    discardAll(parts, 'their key cannot be read');
    return purpose === 'write' ? keep(newDataKeys()) : undefined;
  }

  async function get(purpose: 'read' | 'write'): Promise<DataKeys | undefined> {
    if (held && isUnchanged(held)) return held.keys;
    // Only a write retries a vault that has refused: otherwise every read would wait for its prompt.
    if (refused && purpose === 'read') return undefined;
    try {
      const keys = await obtain(purpose);
      refused = false;
      return keys;
    } catch (error) {
      refused = true;
      if (error instanceof VaultError && error.fault === 'newer') parts.onForeign?.();
      memoryOnly(memoryReason(error));
      return undefined;
    }
  }

  return {
    /** The keys, or undefined if they are not available. Does not reject. */
    keys: (purpose: 'read' | 'write') => inTurn(() => get(purpose)),
    /** Those to seal with at this very moment: they may have been renewed since `keys` was awaited. */
    held: () => held?.keys,
    /**
     * Makes a new key and seals with it what is there, but lists: what was copied before opens no more (R28). Killed at
     * any step, everything that is there can still be opened. Does not reject: if it fails, the key stays.
     */
    renew: () =>
      inTurn(async () => {
        try {
          const before = keyValue.get(dataKeyEntry) === undefined ? undefined : await get('read');
          if (before) await renewKeys(keyValue, before, keep);
        } catch (error) {
          failed('the data key was not renewed')(error);
        }
      }),
  };
}

/** @param keep wraps and stores the keys */
async function renewKeys(
  keyValue: EntryStore,
  before: DataKeys,
  keep: (keys: DataKeys) => Promise<DataKeys>,
): Promise<void> {
  // A newer version could not open its own entries any more.
  if (sealedNames(keyValue).some((name) => isForeign(keyValue.get(sealedKey(name)) ?? ''))) return;
  // What a killed process has left to do.
  if (before.former) sealAnew(keyValue, before);
  const both = withNewKey(before);
  await keep(both);
  sealAnew(keyValue, both);
  pruneCounters(keyValue, await keep({ current: both.current, lists: both.lists }));
}

/** Seals with the current key what the former one has sealed; at once, so that nothing is written meanwhile. */
function sealAnew(keyValue: EntryStore, keys: DataKeys): void {
  for (const name of sealedNames(keyValue)) {
    if (name.startsWith(unitsPrefix)) continue;
    const sealed = keyValue.get(sealedKey(name)) ?? '';
    const text = openWith(keys, name, sealed);
    // An older copy stays one: the counter is not raised.
    if (text !== undefined) keyValue.set(sealedKey(name), sealWith(keys, name, text, counterOf(sealed)));
  }
}
