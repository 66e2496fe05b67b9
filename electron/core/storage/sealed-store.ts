import type { Persistence } from '../../contract/desk.ts';
import { unitsPrefix } from '../connection/stored-entries.ts';
import {
  createDataKey,
  type DataKeyParts,
  type MemoryReason,
  memoryReason,
  sealedPrefix,
} from './data-key.ts';
import { type DataKeys, openWith, sealWith } from './data-keys.ts';
import { isForeign } from './envelope.ts';

/** Longer texts are decrypted at each read: unit lists, which are read once. Characters. */
const longestHeld = 512 * 1024;

/** The key under which an entry of this name is stored. */
export const sealedKey = (name: string): string => sealedPrefix + name;

/**
 * Secrets at rest, encrypted with a data key that the operating system wraps (R23–R26). If that is impossible, they
 * stay in memory and `persistence()` says why; they are never written in plain text. No method throws.
 */
export interface SealedStore {
  /**
   * The text, or undefined if there is none, it is locked, it was damaged (and is quarantined now), or a newer version
   * sealed it. In that last case it stays unchanged, and new values stay in memory.
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
}

export type SealedStoreEvents = Pick<SealedStoreParts, 'onChange' | 'onLost' | 'onForeign'>;

/** An in-memory store: for simulated connections and if nothing may be stored. */
export function createMemoryStore(reason: 'simulated' | 'no-keyring'): SealedStore {
  const entries = new Map<string, string>();
  return {
    read: async (name) => entries.get(name),
    write: async (name, text) => void entries.set(name, text),
    remove: async (name) => void entries.delete(name),
    async removeAll(prefix) {
      for (const name of [...entries.keys()]) if (name.startsWith(prefix)) entries.delete(name);
    },
    notUnderstood: () => undefined,
    discard: async (name) => void entries.delete(name),
    removeDiscarded: async () => undefined,
    renewKey: async () => undefined,
    persistence: () => ({ kind: 'memory', reason }),
  };
}

/** The store on disk. The vault is asked only when there is something to read or write (R24: no early prompt). */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share what waits in memory for the disk
export function createSealedStore(parts: SealedStoreParts): SealedStore {
  const { keyValue, log } = parts;
  /** What the disk did not take; it overrides the disk. null stands for a removal that the disk refused. */
  const memory = new Map<string, string | null>();
  /** On disk, to be quarantined before they are overwritten. */
  const foreign = new Set<string>();
  /** The last text that was read, unless it is long: tokens are read several times per renewal. */
  let opened: { name: string; sealed: string; text: string } | undefined;
  let persistence: Persistence = { kind: 'encrypted' };

  function memoryOnly(reason: MemoryReason): void {
    if (persistence.kind === 'memory' && persistence.reason === reason) return;
    persistence = { kind: 'memory', reason };
    log.warn('secrets stay in memory', { reason });
    parts.onChange();
  }
  function onDisk(): void {
    if (persistence.kind === 'encrypted') return;
    persistence = { kind: 'encrypted' };
    parts.onChange();
  }
  const dataKey = createDataKey(parts, memoryOnly);

  return {
    persistence: () => persistence,

    async read(name) {
      const inMemory = memory.get(name);
      if (inMemory !== undefined) return inMemory ?? undefined;
      for (;;) {
        const sealed = keyValue.get(sealedKey(name));
        if (sealed === undefined) return undefined;
        if (opened?.name === name && opened.sealed === sealed) return opened.text;
        if (isForeign(sealed)) {
          tellForeign(name);
          return undefined;
        }
        const keys = await dataKey.keys('read');
        if (!keys) return undefined;
        const text = openWith(keys, name, sealed);
        if (text !== undefined) {
          if (text.length <= longestHeld) opened = { name, sealed, text };
          return text;
        }
        // It is damaged, unless the key was renewed meanwhile, perhaps by another process.
        if ((await dataKey.keys('read')) !== keys || keyValue.get(sealedKey(name)) !== sealed) continue;
        discard(parts, name);
        return undefined;
      }
    },

    notUnderstood(name) {
      foreign.add(name);
      tellForeign(name);
    },

    async discard(name) {
      memory.delete(name);
      opened = undefined;
      discard(parts, name);
    },

    async removeDiscarded() {
      try {
        keyValue.removeQuarantined();
      } catch (error) {
        failed(error);
      }
    },

    async write(name, text) {
      opened = undefined;
      // Before waiting for the vault: what is removed meanwhile must not come back.
      memory.set(name, text);
      const keys = await dataKey.keys('write');
      // They may have been renewed since.
      if (keys) flush(dataKey.held() ?? keys);
    },

    async renewKey() {
      await dataKey.renew();
      opened = undefined;
    },

    remove: async (name) => remove(name),

    async removeAll(prefix) {
      const stored = keyValue
        .keys()
        .flatMap((key) => (key.startsWith(sealedPrefix) ? [key.slice(sealedPrefix.length)] : []));
      const names = new Set([...stored, ...memory.keys()]);
      for (const name of names) if (name.startsWith(prefix)) remove(name);
    },
  };

  function remove(name: string): void {
    opened = undefined;
    try {
      keyValue.remove(sealedKey(name));
      memory.delete(name);
    } catch (error) {
      memory.set(name, null);
      failed(error);
    }
  }

  /** Writes everything that waited for the vault or the disk: what is reported as `encrypted` must be on disk. */
  function flush(keys: DataKeys): void {
    let refusal: unknown;
    let isLeft = false;
    for (const [name, text] of memory) {
      try {
        if (text === null) keyValue.remove(sealedKey(name));
        else if (!isForeign(keyValue.get(sealedKey(name)) ?? '')) write(keys, name, text);
        else if (!name.startsWith(unitsPrefix)) {
          isLeft = true;
          continue;
        }
        memory.delete(name);
      } catch (error) {
        // Losing a list signs nobody out: it is fetched again. A small entry may fit where a list does not.
        if (text === null || !name.startsWith(unitsPrefix)) refusal ??= error;
        else log.warn('the disk refused a list', { reason: reasonOf(error) });
      }
    }
    if (refusal !== undefined) failed(refusal);
    else if (isLeft) memoryOnly('newer');
    else onDisk();
  }

  function write(keys: DataKeys, name: string, text: string): void {
    if (foreign.has(name)) keyValue.quarantine([sealedKey(name)]);
    keyValue.set(sealedKey(name), sealWith(keys, name, text));
    foreign.delete(name);
  }

  function tellForeign(name: string): void {
    log.warn('an entry of another version is left as it is', { entry: sealedKey(name) });
    parts.onForeign?.();
  }

  function failed(error: unknown): void {
    log.warn('the disk refused a write', { reason: reasonOf(error) });
    memoryOnly(memoryReason(error));
  }
}

function discard({ keyValue, log, onLost }: SealedStoreParts, name: string): void {
  const key = sealedKey(name);
  log.warn('a damaged entry was quarantined', { entry: key });
  try {
    keyValue.quarantine([key]);
    keyValue.remove(key);
  } catch (error) {
    log.warn('the disk refused a write', { reason: reasonOf(error) });
  }
  onLost?.([name]);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
