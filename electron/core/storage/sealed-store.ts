import type { Persistence } from '../../contract/desk.ts';
import { unitsPrefix } from '../connection/stored-entries.ts';
import { createCounters, nextCounter } from './counters.ts';
import { discardAll, discardEntry, reasonOf } from './damaged-entries.ts';
import { createDataKey, type DataKeyParts } from './data-key.ts';
import { type DataKeys, sealWith } from './data-keys.ts';
import { sealedKey, sealedNames } from './entry-keys.ts';
import { countersLost, createEntryReader } from './entry-reader.ts';
import { isForeign } from './envelope.ts';
import { createPersistence, memoryReason } from './persistence.ts';

/**
 * Secrets at rest, encrypted with a data key that the operating system wraps (R23–R26), each with its name and a counter,
 * so that an older copy is noticed. If that is impossible, they stay in memory and `persistence()` says why; they are never
 * written in plain text. No method throws.
 */
export interface SealedStore {
  /** Whether there is an entry with one of these names, which may be unreadable. Does not ask the keyring. */
  has(...names: readonly string[]): boolean;
  /**
   * The text, or undefined if there is none, it is locked, it was damaged or an older copy (and is quarantined now), or a
   * newer version sealed it. In that last case it stays unchanged, and new values stay in memory.
   */
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Removes every entry whose name starts with `prefix`. */
  removeAll(prefix: string): Promise<void>;
  /** Marks an entry as not understood: it stays until it is overwritten, and a copy is quarantined then (R26). */
  notUnderstood(name: string): void;
  /** Quarantines a copy of a useless entry, then removes it (R26). */
  discard(name: string): Promise<void>;
  /** Removes the quarantined copies: they must not hold data of an account that has signed out (R28). */
  removeDiscarded(): Promise<void>;
  /**
   * Seals what is there with a new key, but lists: copies from before open no more, so that whoever has signed out does
   * not come back with one (R28). Does nothing where the vault or the disk refuses, or a newer version has written.
   */
  renewKey(): Promise<void>;
  persistence(): Persistence;
}

export interface SealedStoreParts extends DataKeyParts {
  /** Called after `persistence()` has changed. */
  onChange: () => void;
  /** Where this process is the only one to write: what runs after an entry was written, and need not be waited for. */
  later?: (run: () => void) => void;
}

export type SealedStoreEvents = Pick<SealedStoreParts, 'onChange' | 'onLost' | 'onForeign'>;

/** The store on disk. The vault is asked only when there is something to read or write (R24: no early prompt). */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share what waits in memory for the disk
export function createSealedStore(parts: SealedStoreParts): SealedStore {
  const { keyValue, log } = parts;
  /** What the disk did not take; it overrides the disk. null stands for a removal that the disk refused. */
  const memory = new Map<string, string | null>();
  /** On disk, to be quarantined before they are overwritten. */
  const foreign = new Set<string>();
  const persistence = createPersistence(log, parts.onChange);
  const dataKey = createDataKey(parts, persistence.memoryOnly);
  const counters = createCounters({ ...parts, keys: dataKey.held });
  const reader = createEntryReader({ ...parts, dataKey, counters, tellForeign });

  return {
    persistence: persistence.state,

    has: (...names) =>
      names.some((name) =>
        memory.has(name) ? memory.get(name) !== null : keyValue.get(sealedKey(name)) !== undefined,
      ),

    read: async (name) => (memory.has(name) ? (memory.get(name) ?? undefined) : reader.read(name)),

    notUnderstood(name) {
      foreign.add(name);
      tellForeign(name);
    },

    async discard(name) {
      memory.delete(name);
      reader.clear();
      discardEntry(parts, name, 'it is not understood');
    },

    async removeDiscarded() {
      try {
        keyValue.removeQuarantined();
      } catch (error) {
        failed(error);
      }
    },

    async write(name, text) {
      reader.clear();
      // Before waiting for the vault: what is removed meanwhile must not come back.
      memory.set(name, text);
      const keys = await dataKey.keys('write');
      const counted = keys && discardUncounted(keys) ? await dataKey.keys('write') : keys;
      // They may have been renewed since.
      if (counted) flush(dataKey.held() ?? counted);
    },

    async renewKey() {
      counters.settle();
      await dataKey.renew();
      reader.clear();
    },

    remove: async (name) => remove(name),

    async removeAll(prefix) {
      const names = new Set([...sealedNames(keyValue), ...memory.keys()]);
      for (const name of names) if (name.startsWith(prefix)) remove(name);
    },
  };

  function remove(name: string): void {
    reader.clear();
    try {
      const keys = sealedNames(keyValue).includes(name) ? dataKey.held() : undefined;
      // Whoever signs out need not wait for the keyring: then the new key is what shuts out a copy.
      const latest = keys && counters.load(keys);
      const counter = latest && nextCounter(keys, latest, name, storedText(name));
      keyValue.remove(sealedKey(name));
      if (counter) counters.raise(keys, name, counter);
      memory.delete(name);
    } catch (error) {
      memory.set(name, null);
      failed(error);
    }
  }

  function storedText(name: string): string {
    return keyValue.get(sealedKey(name)) ?? '';
  }

  /** Writes everything that waited for the vault or the disk: what is reported as `encrypted` must be on disk. */
  function flush(keys: DataKeys): void {
    let refusal: unknown;
    let isLeft = false;
    for (const [name, text] of memory) {
      try {
        if (writeOrRemove(keys, name, text)) memory.delete(name);
        else isLeft = true;
      } catch (error) {
        // Losing a list signs nobody out: it is fetched again. A small entry may fit where a list does not.
        if (text === null || !name.startsWith(unitsPrefix)) refusal ??= error;
        else log.warn('the disk refused a list', { reason: reasonOf(error) });
      }
    }
    if (refusal !== undefined) failed(refusal);
    else if (isLeft) persistence.memoryOnly('newer');
    else persistence.onDisk();
  }

  /** False for what stays in memory, because a newer version has sealed what is there. */
  function writeOrRemove(keys: DataKeys, name: string, text: string | null): boolean {
    if (isForeign(counters.stored() ?? '')) return false;
    const there = storedText(name);
    if (text !== null && isForeign(there)) return name.startsWith(unitsPrefix);
    const latest = counters.load(keys);
    if (!latest) throw new Error(countersLost);
    const counter = nextCounter(keys, latest, name, there);
    if (text === null) keyValue.remove(sealedKey(name));
    else {
      if (foreign.has(name)) keyValue.quarantine([sealedKey(name)]);
      keyValue.set(sealedKey(name), sealWith(keys, name, text, counter));
      foreign.delete(name);
    }
    counters.raise(keys, name, counter);
    return true;
  }

  /** True if everything was discarded: of no entry it could be told whether it is the latest copy. */
  function discardUncounted(keys: DataKeys): boolean {
    try {
      if (isForeign(counters.stored() ?? '') || counters.load(keys)) return false;
      discardAll(parts, countersLost);
      return true;
    } catch (error) {
      failed(error);
      return false;
    }
  }

  function tellForeign(name: string): void {
    log.warn('an entry of another version is left as it is', { entry: sealedKey(name) });
    parts.onForeign?.();
  }

  function failed(error: unknown): void {
    log.warn('the disk refused a write', { reason: reasonOf(error) });
    persistence.memoryOnly(memoryReason(error));
  }
}
