import path from 'node:path';
import { z } from 'zod';
import { traceOf } from '../diagnostics/trace.ts';
import { jsonIn } from '../json.ts';
import { type KeyValue, type Log, systemClock } from '../ports.ts';
import type { Disk } from './disk.ts';
import { createPatience } from './patience.ts';

const entry = 'unfinished-files';
/** Matches the names of part files: nothing else is discarded, whatever the settings say. */
const Kept = z.array(z.string().regex(/\.[\da-f]{8}\.part$/)).max(100);

/** Remembers half-written files, so that the next start discards what a power loss has left. Never throws. */
export interface Leftovers {
  begun(part: string): void;
  /** It was moved to its destination or discarded. */
  ended(part: string): void;
}

/** Discards what an earlier run has left, without waiting: it may be on a network drive. */
export function createLeftovers(settings: KeyValue, disk: Pick<Disk, 'rm'>, log: Log): Leftovers {
  const parts = new Set<string>();

  function orLog(access: () => void): void {
    try {
      access();
    } catch (error) {
      log.warn('half-written files are not kept in mind', traceOf(error));
    }
  }
  function keep(): void {
    orLog(() => (parts.size > 0 ? settings.set(entry, JSON.stringify([...parts])) : settings.remove(entry)));
  }

  /** One after the other: a drive that hangs must not block all of Node's file threads or delay the exit. */
  async function discardAll(lefts: readonly string[]): Promise<void> {
    const inTime = createPatience(systemClock);
    for (const left of lefts) {
      await inTime(path.dirname(left), () => disk.rm(left, { force: true })).catch((error: unknown) =>
        log.warn('a half-written file stays', traceOf(error)),
      );
    }
  }

  orLog(() => {
    void discardAll(Kept.safeParse(jsonIn(settings.get(entry))).data ?? []);
    if (settings.get(entry) !== undefined) settings.remove(entry);
  });
  return {
    begun(part) {
      parts.add(part);
      keep();
    },
    ended(part) {
      if (parts.delete(part)) keep();
    },
  };
}
