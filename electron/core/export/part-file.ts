import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';

/** How much of the file's name the part's name contains, characters: recognisable, but not too long for the disk. */
const longestName = 24;

/**
 * A temporary file next to `file`, which it replaces once it is complete. An unfinished part is discarded when the
 * process exits in order (R39), unless its disk hangs: the process would hang too. `done`: it was moved or discarded.
 */
export function partOf(file: string, hangs: () => boolean) {
  const name = [...path.basename(file)].slice(0, longestName).join('');
  const part = path.join(path.dirname(file), `${name}.${randomUUID().slice(0, 8)}.part`);
  const discard = () => {
    if (hangs()) return;
    try {
      rmSync(part, { force: true });
    } catch {
      // The folder is gone, for instance with a USB stick that was unplugged, and the part with it.
    }
  };
  // Before listeners that kill a process which cannot exit by itself.
  process.prependListener('exit', discard);
  return { path: part, done: () => void process.off('exit', discard) };
}
