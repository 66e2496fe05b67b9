import { constants } from 'node:fs';
import path from 'node:path';
import { systemCode } from '../errors.ts';
import type { Disk } from './disk.ts';

/**
 * Where a file really goes: a symbolic link stays, and its target is written, whether it exists or not. `mode` is that
 * of the existing file, to be kept; undefined if there is none. Rejects with the system's code, with `EISDIR` if it is
 * not a regular file: a file must not replace a pipe or a device.
 */
export async function placeOf(disk: Disk, file: string) {
  const target = await targetOf(disk, file);
  const found = await disk.stat(target).catch(ifThere);
  if (!found) return { target, mode: undefined };
  if (!found.isFile()) throw Object.assign(new Error(`${target} is not a file.`), { code: 'EISDIR' });
  // If the folder is writable, a read-only file could be replaced, but nobody expects that.
  await disk.access(target, constants.W_OK);
  return { target, mode: found.mode & 0o777 };
}

/** Moves the part to its destination, in one step if possible. */
export async function putInPlace(disk: Disk, part: string, target: string): Promise<void> {
  try {
    await disk.rename(part, target);
  } catch (error) {
    // A file that is itself a mount point, as in a container, cannot be replaced, so its content is overwritten.
    if (!['EXDEV', 'EBUSY'].includes(systemCode(error))) throw error;
    await disk.copyFile(part, target);
    await disk.rm(part, { force: true });
  }
}

/** The system reports a loop of links with ELOOP. */
async function targetOf(disk: Disk, file: string): Promise<string> {
  const real = await disk.realpath(file).catch(ifThere);
  if (real !== undefined) return real;
  const link = await disk.readlink(file).catch(() => undefined);
  return link === undefined ? file : targetOf(disk, path.resolve(path.dirname(file), link));
}

function ifThere(error: unknown): undefined {
  if (systemCode(error) !== 'ENOENT') throw error;
}
