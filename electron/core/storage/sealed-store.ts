import type { KeyObject } from 'node:crypto';
import type { Persistence } from '../../contract/desk.ts';
import { unitsPrefix } from '../connection/stored-entries.ts';
import type { KeyValue, Log, Vault } from '../ports.ts';
import { createDataKey, type MemoryReason, memoryReason, sealedPrefix } from './data-key.ts';
import { isForeign, open, seal } from './envelope.ts';

/** What is longer is decrypted anew at each read: lists of units, which are read once. Characters */
const longestHeld = 512 * 1024;

/** Under which key an entry of this name is kept. */
export const sealedKey = (name: string): string => sealedPrefix + name;

/**
 * Secrets at rest: encrypted with a data key that the operating system wraps (R23–R26). Where that is impossible they
 * stay in memory and `persistence()` says why; they are never written in plain text. No method throws.
 */
export interface SealedStore {
  /**
   * The text, or undefined when there is none, it is locked, it was damaged (and is quarantined now), or a newer version has
   * sealed it: that is left as it is, and what is written meanwhile stays in memory.
   */
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Removes every entry whose name begins so. */
  removeAll(prefix: string): Promise<void>;
  /** What was read says nothing to this version: it stays until something else is written, and then a copy is put aside (R26). */
  notUnderstood(name: string): void;
  /** Removes what turned out to be of no use, after a copy of it was put aside (R26). */
  discard(name: string): Promise<void>;
  /** Deletes the copies that were put aside: whoever signs out must not be found in them (R28). */
  forgetDiscarded(): Promise<void>;
  persistence(): Persistence;
}

export interface SealedStoreEvents {
  /** Called when `persistence()` has changed. */
  onChange: () => void;
  /** Told what cannot be read any more, by name: it is put aside. */
  onLost?: (names: readonly string[]) => void;
  /** Told of what only another version can read, and is left to that one. */
  onForeign?: () => void;
}

export interface SealedStoreParts extends SealedStoreEvents {
  keyValue: KeyValue;
  vault: Vault;
  log: Log;
}

/** A store that forgets everything at the end: for simulated connections and where nothing may be kept. */
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
    forgetDiscarded: async () => undefined,
    persistence: () => ({ kind: 'memory', reason }),
  };
}

/** The store on disk. The vault is asked only when there is something to read or write (R24: no early prompt). */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share what waits in memory for the disk
export function createSealedStore(parts: SealedStoreParts): SealedStore {
  const { keyValue, log } = parts;
  /** What the disk did not take; it wins over the disk. null stands for a removal that the disk refused. */
  const memory = new Map<string, string | null>();
  /** On disk, to be put aside before they are written over. */
  const foreign = new Set<string>();
  /** What was read last, unless it is long: tokens are read several times for one renewal. */
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
      const sealed = keyValue.get(sealedKey(name));
      if (sealed === undefined) return undefined;
      if (opened?.name === name && opened.sealed === sealed) return opened.text;
      if (isForeign(sealed)) {
        tellForeign(name);
        return undefined;
      }
      const key = await dataKey('read');
      if (!key) return undefined;
      const text = open(key, name, sealed);
      if (text === undefined) discard(parts, name);
      else if (text.length <= longestHeld) opened = { name, sealed, text };
      return text;
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

    async forgetDiscarded() {
      try {
        keyValue.forgetQuarantined();
      } catch (error) {
        failed(error);
      }
    },

    async write(name, text) {
      opened = undefined;
      // Before the vault is waited for: what is removed meanwhile must not come back.
      memory.set(name, text);
      const key = await dataKey('write');
      if (key) flush(key);
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
      keyValue.delete(sealedKey(name));
      memory.delete(name);
    } catch (error) {
      memory.set(name, null);
      failed(error);
    }
  }

  /** Everything that waited for the vault or the disk goes with it: what is said to be encrypted on disk is there. */
  function flush(key: KeyObject): void {
    let refusal: unknown;
    let isLeft = false;
    for (const [name, text] of memory) {
      try {
        if (text === null) keyValue.delete(sealedKey(name));
        else if (!isForeign(keyValue.get(sealedKey(name)) ?? '')) write(key, name, text);
        else if (!name.startsWith(unitsPrefix)) {
          isLeft = true;
          continue;
        }
        memory.delete(name);
      } catch (error) {
        // A list is asked for again at the next start: without it nobody is signed out. A small entry may fit where it does not.
        if (text === null || !name.startsWith(unitsPrefix)) refusal ??= error;
        else log.warn('the disk refused a list', { reason: reasonOf(error) });
      }
    }
    if (refusal !== undefined) failed(refusal);
    else if (isLeft) memoryOnly('newer');
    else onDisk();
  }

  function write(key: KeyObject, name: string, text: string): void {
    if (foreign.has(name)) keyValue.quarantine([sealedKey(name)]);
    keyValue.set(sealedKey(name), seal(key, name, text));
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
    keyValue.delete(key);
  } catch (error) {
    log.warn('the disk refused a write', { reason: reasonOf(error) });
  }
  onLost?.([name]);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
