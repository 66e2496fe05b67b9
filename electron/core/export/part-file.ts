import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';

/** A new file beside the one whose place it takes once it is complete. */
export interface PartFile {
  readonly path: string;
  /** Removes it, at once: the process may end with this. Also while it is open, which every system allows. */
  drop(): void;
  /** It has its place, or is gone: nothing is left to do when the process ends. */
  done(): void;
}

/** Names the part of `file`. What is unfinished when the process ends in order is removed then (R39). */
export function partOf(file: string): PartFile {
  const path = `${file}.${randomUUID().slice(0, 8)}.part`;
  const remove = () => {
    try {
      rmSync(path, { force: true });
    } catch {
      // The folder is not there any more, a stick that was pulled out for instance: then the part is not, either.
    }
  };
  process.on('exit', remove);
  const done = () => void process.off('exit', remove);
  return {
    path,
    done,
    drop() {
      done();
      remove();
    },
  };
}
