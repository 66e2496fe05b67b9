import path from 'node:path';
import type { Clock } from '../ports.ts';
import type { Disk, OpenFile } from './disk.ts';
import type { Leftovers } from './leftovers.ts';
import { partOf } from './part-file.ts';
import type { Patience } from './patience.ts';
import { placeOf, putInPlace } from './place.ts';

/** Most bytes written in one step, so that a slow disk does not look like one that hangs. */
const longestStep = 1024 * 1024;
/** Timeout for flushing what the system has buffered for a network drive, ms. */
const flushLimit = 120_000;
/** A step that takes longer might hang, ms: the process does not wait for it when it exits. */
const hangsAfter = 3_000;

/** A temporary file next to its destination. Its methods reject with the system's error code. */
export interface Draft {
  /** The path that the user chose. */
  readonly file: string;
  append(bytes: Uint8Array): Promise<void>;
  /** Moves the complete file to its destination. */
  finish(): Promise<void>;
  /** Discards what was written once the current disk operation ends; does nothing after `finish`. */
  discard(): Promise<void>;
}

export interface DraftParts {
  disk: Disk;
  clock: Clock;
  inTime: Patience;
  leftovers?: Leftovers | undefined;
}

/** Starts writing `file`. A new file is private to its owner if `isPrivate`; an existing one keeps its mode. */
export async function beginDraft(file: string, isPrivate: boolean, parts: DraftParts): Promise<Draft> {
  const { disk, clock, inTime, leftovers } = parts;
  const folder = path.dirname(file);
  const place = await inTime(folder, () => placeOf(disk, file));

  let began: number | undefined;
  let last: Promise<void> = Promise.resolve();
  let handle: OpenFile | undefined;
  let discarded: Promise<void> | undefined;
  const part = partOf(place.target, () => began !== undefined && clock.steady() - began > hangsAfter);

  /** Even a step that timed out ends some day; what it has done is undone then. */
  function step(task: () => Promise<void>, limit?: number): Promise<void> {
    if (discarded) return Promise.reject(new Error('The file is not written any more.'));
    return inTime(
      folder,
      () => {
        began = clock.steady();
        const running = task();
        last = running
          .catch(() => undefined)
          .then(() => {
            began = undefined;
          });
        return running;
      },
      limit,
    );
  }

  function done(): void {
    part.done();
    leftovers?.ended(part.path);
  }

  async function open(): Promise<void> {
    leftovers?.begun(part.path);
    const { mode } = place;
    handle = await disk.open(part.path, 'wx', isPrivate || mode !== undefined ? 0o600 : 0o666);
    // A disk without file modes, for instance a USB stick, may refuse.
    if (mode !== undefined) await handle.chmod(mode).catch(() => undefined);
  }

  function discard(): Promise<void> {
    discarded ??= last.then(async () => {
      await handle?.close().catch(() => undefined);
      await disk.rm(part.path, { force: true }).catch(() => undefined);
      done();
    });
    return discarded;
  }

  const draft: Draft = {
    file,
    async append(bytes) {
      for (let at = 0; at < bytes.length; at += longestStep) {
        // Unlike `write`, it continues until everything is written, from the end of the file.
        await step(async () => handle?.writeFile(bytes.subarray(at, at + longestStep)));
      }
    },
    async finish() {
      // A disk may report only now that it is full.
      await step(async () => handle?.sync(), flushLimit);
      await step(async () => {
        await handle?.close();
        await putInPlace(disk, part.path, place.target);
      });
      done();
    },
    discard,
  };
  try {
    await step(open);
    return draft;
  } catch (error) {
    void discard();
    throw error;
  }
}
