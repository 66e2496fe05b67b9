/** The keys under which the store keeps what is sealed. */
import type { KeyValue } from '../ports.ts';

/** The key of the wrapped data key. */
export const dataKeyEntry = 'key';
/** Prefix of the keys of everything that is encrypted with the data key. */
export const sealedPrefix = 'sealed.';
/** The name of the sealed entry that has the latest counter of each other one. */
export const countersEntry = 'counters';

/** The key under which an entry of this name is stored. */
export const sealedKey = (name: string): string => sealedPrefix + name;

/** The names of the sealed entries that are there, that of the counters among them. */
export function sealedNames(keyValue: KeyValue): string[] {
  return keyValue
    .keys()
    .flatMap((key) => (key.startsWith(sealedPrefix) ? [key.slice(sealedPrefix.length)] : []));
}

/**
 * The keys of all that is sealed, with the data key, in the order in which to remove it: whoever reads meanwhile finds no
 * entry without its counter or its key, which would be damage.
 */
export function removalOrder(keyValue: KeyValue): string[] {
  const rank = (key: string) => [sealedKey(countersEntry), dataKeyEntry].indexOf(key);
  return keyValue
    .keys()
    .filter((key) => key === dataKeyEntry || key.startsWith(sealedPrefix))
    .sort((a, b) => rank(a) - rank(b));
}
