/** What can no longer be read is quarantined before it is removed (R26), and said. */
import type { EntryStore, Log } from '../ports.ts';
import { countersEntry, dataKeyEntry, removalOrder, sealedKey, sealedPrefix } from './entry-keys.ts';

export interface DamageParts {
  /** Called with the names of entries that can no longer be read and were quarantined. */
  onLost?: (names: readonly string[]) => void;
  keyValue: EntryStore;
  log: Log;
}

/** Discards one entry. Does not throw. @param why is logged */
export function discardEntry({ keyValue, log, onLost }: DamageParts, name: string, why: string): void {
  const key = sealedKey(name);
  log.warn('an entry was quarantined', { entry: key, why });
  try {
    keyValue.quarantine([key]);
    keyValue.remove(key);
  } catch (error) {
    log.warn('the disk refused a write', { reason: reasonOf(error) });
  }
  onLost?.([name]);
}

/**
 * Discards every entry, and the data key: no copy of them opens once there is another one. Throws what the disk throws.
 * @param why is logged
 */
export function discardAll({ keyValue, log, onLost }: DamageParts, why: string): void {
  const orphans = removalOrder(keyValue);
  if (orphans.length === 0) return;
  log.warn('everything that was sealed was quarantined', { entries: orphans.length, why });
  keyValue.quarantine(orphans);
  for (const key of orphans) keyValue.remove(key);
  const own = [dataKeyEntry, sealedKey(countersEntry)];
  onLost?.(orphans.filter((key) => !own.includes(key)).map((key) => key.slice(sealedPrefix.length)));
}

/** What may be logged of an error of the disk. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
