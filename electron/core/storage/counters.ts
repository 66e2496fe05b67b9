import { unitsPrefix } from '../connection/stored-entries.ts';
import { jsonIn } from '../json.ts';
import type { KeyValue, Log } from '../ports.ts';
import { reasonOf } from './damaged-entries.ts';
import { type DataKeys, openWith, sealWith } from './data-keys.ts';
import { countersEntry, sealedKey, sealedNames } from './entry-keys.ts';
import { counterOf } from './envelope.ts';

/** By the entry's name. One that was removed keeps its counter until there is a new key, so that no copy of it comes back. */
type LatestCounters = ReadonlyMap<string, number>;

interface CounterParts {
  keyValue: KeyValue;
  log: Log;
  /** The keys of this very moment. */
  keys: () => DataKeys | undefined;
  /** Puts the writing of the counters off, in a process that is the only one to write; default: at once. */
  later?: ((run: () => void) => void) | undefined;
}

const key = sealedKey(countersEntry);

/**
 * The latest counter of each entry, in a sealed entry of their own: an older copy of an entry, put back, has a lower one.
 * They are written after the entry, so that of a process that is killed in between the entry is newer, never older, and
 * counts. Methods throw what the disk throws.
 */
export function createCounters({ keyValue, log, keys, later }: CounterParts) {
  let held: { sealed: string; latest: Map<string, number> } | undefined;
  let isWaiting = false;

  /** Undefined for what is not the counters, sealed with these keys. */
  function latestIn(by: DataKeys, sealed: string): LatestCounters | undefined {
    if (held && (isWaiting || held.sealed === sealed)) return held.latest;
    const latest = countersIn(openWith(by, countersEntry, sealed));
    held = latest && { sealed, latest };
    return latest;
  }

  function keep(by: DataKeys, latest: Map<string, number>): LatestCounters {
    isWaiting = false;
    // If the disk refuses, what is on it counts.
    held = undefined;
    const sealed = sealCounters(by, latest);
    keyValue.set(key, sealed);
    held = { sealed, latest };
    return latest;
  }

  function settle(): void {
    if (!isWaiting || !held) return;
    isWaiting = false;
    const by = keys();
    try {
      if (by) keep(by, held.latest);
    } catch (error) {
      log.warn('the disk refused the counters', { reason: reasonOf(error) });
    }
  }

  return {
    /** Their sealed text, as it is on the disk. */
    stored: () => keyValue.get(key),

    /** Whether this is the latest copy of an entry; `lost` if that cannot be told, because the counters have gone. */
    check(by: DataKeys, stored: string | undefined, name: string, sealed: string): CopyAge {
      // A former version has written neither.
      if (stored === undefined) return counterOf(sealed) === 0 ? 'latest' : 'lost';
      const latest = latestIn(by, stored);
      if (!latest) return 'lost';
      return counterOf(sealed) < (latest.get(name) ?? 0) ? 'older' : 'latest';
    },

    /** For a change, begun if there is nothing to count yet; undefined if they were lost. */
    load(by: DataKeys): LatestCounters | undefined {
      const stored = keyValue.get(key);
      if (stored !== undefined) return latestIn(by, stored);
      const isCounted = (name: string) => counterOf(keyValue.get(sealedKey(name)) ?? '') > 0;
      return sealedNames(keyValue).some(isCounted) ? undefined : keep(by, new Map());
    },

    /** Writes now what was put off. Does not throw. */
    settle,

    /** Makes this the latest counter of an entry that is on the disk, or has gone from it. After `load`. */
    raise(by: DataKeys, name: string, counter: number): void {
      if (!held) return;
      held.latest.set(name, counter);
      if (!later) keep(by, held.latest);
      else if (!isWaiting) {
        isWaiting = true;
        later(settle);
      }
    },
  };
}

type CopyAge = 'latest' | 'older' | 'lost';

/**
 * The counter for the next copy of an entry.
 * @param there the copy on the disk; it is ahead of the counters where a process was killed, which only counts if it opens
 */
export function nextCounter(keys: DataKeys, latest: LatestCounters, name: string, there: string): number {
  const known = latest.get(name) ?? 0;
  const isAhead = counterOf(there) > known && openWith(keys, name, there) !== undefined;
  return (isAhead ? counterOf(there) : known) + 1;
}

/**
 * Takes out what was removed, but lists: after a new key no copy of it opens, and nothing of an account that has signed out
 * is left (R28). Throws what the disk throws.
 */
export function pruneCounters(keyValue: KeyValue, keys: DataKeys): void {
  const latest = countersIn(openWith(keys, countersEntry, keyValue.get(key) ?? ''));
  if (!latest) return;
  const there = new Set(sealedNames(keyValue));
  const left = [...latest].filter(([name]) => there.has(name) || name.startsWith(unitsPrefix));
  if (left.length < latest.size) keyValue.set(key, sealCounters(keys, left));
}

function sealCounters(keys: DataKeys, latest: Iterable<[string, number]>): string {
  return sealWith(keys, countersEntry, JSON.stringify([...latest]));
}

function countersIn(text: string | undefined): Map<string, number> | undefined {
  // Sealed with our own key, so nobody else can have written it.
  return text === undefined ? undefined : new Map(jsonIn(text) as [string, number][]);
}
