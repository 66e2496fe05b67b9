import path from 'node:path';
import type { Clock } from '../ports.ts';
import type { Disk, OpenFile } from './disk.ts';
import type { Leftovers } from './leftovers.ts';
import { partOf } from './part-file.ts';
import type { Patience } from './patience.ts';
import { placeOf, putInPlace } from './place.ts';

/** One step writes so many bytes at most, so that a slow disk shows that it goes on. */
const longestStep = 1024 * 1024;
/** Until a network drive has all that the system held back for it, ms. */
const flushLimit = 120_000;
/** A step that takes longer might hang, ms: the end of the process does not wait for it. */
const hangsAfter = 3_000;

/** A file that is being written beside its place. What its methods reject with has the system's code. */
export interface Draft {
  /** As it was chosen. */
  readonly file: string;
  append(bytes: Uint8Array): Promise<void>;
  /** Puts it in its place, whole. */
  finish(): Promise<void>;
  /** Removes what was written, as soon as the disk is done with what it is doing; of one that has its place, nothing. */
  drop(): Promise<void>;
}

export interface DraftParts {
  disk: Disk;
  clock: Clock;
  inTime: Patience;
  leftovers?: Leftovers | undefined;
}

/** Begins to write `file`: a new one for its owner only where `isPrivate`; one that is there keeps its rights. */
export async function beginDraft(file: string, isPrivate: boolean, parts: DraftParts): Promise<Draft> {
  const { disk, clock, inTime, leftovers } = parts;
  const folder = path.dirname(file);
  const place = await inTime(folder, () => placeOf(disk, file));

  let began: number | undefined;
  let last: Promise<void> = Promise.resolve();
  let handle: OpenFile | undefined;
  let dropped: Promise<void> | undefined;
  const part = partOf(place.target, () => began !== undefined && clock.steady() - began > hangsAfter);

  /** Also one that is given up ends some day, and what it has done is undone then. */
  function step(task: () => Promise<void>, limit?: number): Promise<void> {
    if (dropped) return Promise.reject(new Error('The file is not written any more.'));
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
    // A disk without rights of its own, a stick for instance, may refuse.
    if (mode !== undefined) await handle.chmod(mode).catch(() => undefined);
  }

  function drop(): Promise<void> {
    dropped ??= last.then(async () => {
      await handle?.close().catch(() => undefined);
      await disk.rm(part.path, { force: true }).catch(() => undefined);
      done();
    });
    return dropped;
  }

  const draft: Draft = {
    file,
    async append(bytes) {
      for (let at = 0; at < bytes.length; at += longestStep) {
        // Unlike `write` it goes on until all is written, from where the file ends.
        await step(async () => handle?.writeFile(bytes.subarray(at, at + longestStep)));
      }
    },
    async finish() {
      // A disk may say only now that it is full.
      await step(async () => handle?.sync(), flushLimit);
      await step(async () => {
        await handle?.close();
        await putInPlace(disk, part.path, place.target);
      });
      done();
    },
    drop,
  };
  try {
    await step(open);
    return draft;
  } catch (error) {
    void drop();
    throw error;
  }
}
