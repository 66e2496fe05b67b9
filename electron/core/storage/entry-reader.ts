import type { createCounters } from './counters.ts';
import { type DamageParts, discardAll, discardEntry, reasonOf } from './damaged-entries.ts';
import type { createDataKey } from './data-key.ts';
import { openWith } from './data-keys.ts';
import { sealedKey } from './entry-keys.ts';
import { isForeign } from './envelope.ts';

/** Longer texts are decrypted at each read: unit lists, which are read once. Characters. */
const longestHeld = 512 * 1024;

interface ReaderParts extends DamageParts {
  dataKey: Pick<ReturnType<typeof createDataKey>, 'keys'>;
  counters: Pick<ReturnType<typeof createCounters>, 'stored' | 'check'>;
  /** Called with the name of an entry that only a newer version can read. */
  tellForeign: (name: string) => void;
}

/** Reads entries from the disk. What is damaged, or an older copy, is quarantined. */
export function createEntryReader(parts: ReaderParts) {
  const { keyValue, dataKey, counters, tellForeign } = parts;
  /** The last text that was read, unless it is long: tokens are read several times per renewal. */
  let opened: { name: string; sealed: string; counted: string | undefined; text: string } | undefined;

  async function read(name: string): Promise<string | undefined> {
    const sealed = keyValue.get(sealedKey(name));
    if (sealed === undefined) return undefined;
    const counted = counters.stored();
    if (opened?.name === name && opened.sealed === sealed && opened.counted === counted) return opened.text;
    if (isForeign(sealed) || isForeign(counted ?? '')) {
      tellForeign(name);
      return undefined;
    }
    const keys = await dataKey.keys('read');
    if (!keys) return undefined;
    const age = counters.check(keys, counted, name, sealed);
    const text = age === 'latest' ? openWith(keys, name, sealed) : undefined;
    if (text !== undefined) {
      if (text.length <= longestHeld) opened = { name, sealed, counted, text };
      return text;
    }
    // It is damaged or older, unless something was written meanwhile, perhaps by another process.
    const isSame = counters.stored() === counted && keyValue.get(sealedKey(name)) === sealed;
    if ((await dataKey.keys('read')) !== keys || !isSame) return read(name);
    if (age === 'lost') discardUncounted(parts);
    else discardEntry(parts, name, age === 'older' ? 'an older copy is in its place' : 'it is damaged');
    return undefined;
  }

  return {
    read,
    /** Empties what is held in memory. */
    clear(): void {
      opened = undefined;
    },
  };
}

/** Of no entry it can be told whether it is the latest copy. Does not throw. */
function discardUncounted(parts: DamageParts): void {
  try {
    discardAll(parts, countersLost);
  } catch (error) {
    parts.log.warn('the disk refused a write', { reason: reasonOf(error) });
  }
}

/** Why all entries are discarded where their counters have gone or do not open. */
export const countersLost = 'their counters have gone or are damaged';
