/** The keys that protect the sealed entries, and which of them is for which entry. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { unitsPrefix } from '../connection/stored-entries.ts';
import { newDataKey, open, seal } from './envelope.ts';

const keyBytes = 32;

/** Created once: otherwise Node prepares a key for each entry, which takes longer than decrypting a short one. */
export interface DataKeys {
  /** For everything but lists. */
  current: KeyObject;
  /** For lists of units: they are large, and nobody signs in with them, so they are not sealed anew. */
  lists: KeyObject;
  /** What `current` was before, while entries are sealed anew. */
  former?: KeyObject;
}

/** The keys of a new store: one for all. */
export function newDataKeys(): DataKeys {
  const key = createSecretKey(newDataKey());
  return { current: key, lists: key };
}

/** The same with a new key, while entries of the current one are still there. */
export function withNewKey({ current, lists }: DataKeys): Required<DataKeys> {
  return { current: createSecretKey(newDataKey()), lists, former: current };
}

/** What the vault wraps: the current key; once it has been renewed, that of lists too; meanwhile also the former one. */
export function secretOf({ current, lists, former }: DataKeys): Uint8Array {
  const more = current === lists ? [] : [lists];
  return Buffer.concat([current, ...more, ...(former ? [former] : [])].map((key) => key.export()));
}

/** The reverse of `secretOf`; undefined for anything else. */
export function keysIn(secret: Uint8Array): DataKeys | undefined {
  const count = secret.length / keyBytes;
  if (!Number.isInteger(count)) return undefined;
  const [current, lists = current, former, ...more] = Array.from({ length: count }, (_, i) =>
    createSecretKey(secret.subarray(i * keyBytes, (i + 1) * keyBytes)),
  );
  if (!current || !lists || more.length > 0) return undefined;
  return former ? { current, lists, former } : { current, lists };
}

/** The text of an entry with this name, sealed; a counter as for `seal`. */
export function sealWith(keys: DataKeys, name: string, plain: string, counter?: number): string {
  return seal(isList(name) ? keys.lists : keys.current, name, plain, counter);
}

/** The reverse of `sealWith`; undefined as `open`. */
export function openWith(keys: DataKeys, name: string, sealed: string): string | undefined {
  if (isList(name)) return open(keys.lists, name, sealed);
  return open(keys.current, name, sealed) ?? (keys.former && open(keys.former, name, sealed));
}

const isList = (name: string) => name.startsWith(unitsPrefix);
