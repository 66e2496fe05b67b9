import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';

/** So much of the file's name is in the part's, characters: it tells whose part it is, and fits where the whole does. */
const longestName = 24;

/** A new file beside the one whose place it takes once it is complete. */
export interface PartFile {
  readonly path: string;
  /** It has its place, or is gone: nothing is left to do when the process ends. */
  done(): void;
}

/**
 * Names the part of `file`. What is unfinished when the process ends in order is removed then (R39), unless its disk hangs:
 * the process would hang with it.
 */
export function partOf(file: string, hangs: () => boolean): PartFile {
  const name = [...path.basename(file)].slice(0, longestName).join('');
  const part = path.join(path.dirname(file), `${name}.${randomUUID().slice(0, 8)}.part`);
  const remove = () => {
    if (hangs()) return;
    try {
      rmSync(part, { force: true });
    } catch {
      // The folder is not there any more, a stick that was pulled out for instance: then the part is not, either.
    }
  };
  // Before whatever ends a process that cannot end by itself.
  process.prependListener('exit', remove);
  return { path: part, done: () => void process.off('exit', remove) };
}
