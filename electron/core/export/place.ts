import { constants } from 'node:fs';
import path from 'node:path';
import { codeOf, type Disk } from './disk.ts';

/** Where a file really goes. */
export interface FilePlace {
  target: string;
  /** The rights of the file that is there, to be kept; undefined where there is none. */
  mode: number | undefined;
}

/**
 * The place that `file` means: a symbolic link stays, and what it points to is written, be it there or not. Rejects with the
 * system's code, `EISDIR` where something else than a file has the name: a pipe or a device must not be replaced by a file.
 */
export async function placeOf(disk: Disk, file: string): Promise<FilePlace> {
  const target = await targetOf(disk, file);
  const found = await disk.stat(target).catch(ifThere);
  if (!found) return { target, mode: undefined };
  if (!found.isFile()) throw Object.assign(new Error(`${target} is not a file.`), { code: 'EISDIR' });
  // Another file could take its place where the folder allows it, but nobody expects that of one that is read-only.
  await disk.access(target, constants.W_OK);
  return { target, mode: found.mode & 0o777 };
}

/** The part gets the file's place, in one step where that is possible. */
export async function putInPlace(disk: Disk, part: string, target: string): Promise<void> {
  try {
    await disk.rename(part, target);
  } catch (error) {
    // A file that is itself a mount point, as in a container, keeps its place and takes only other content.
    if (!['EXDEV', 'EBUSY'].includes(codeOf(error))) throw error;
    await disk.copyFile(part, target);
    await disk.rm(part, { force: true });
  }
}

/** The system ends a circle of links with ELOOP. */
async function targetOf(disk: Disk, file: string): Promise<string> {
  const real = await disk.realpath(file).catch(ifThere);
  if (real !== undefined) return real;
  const link = await disk.readlink(file).catch(() => undefined);
  return link === undefined ? file : targetOf(disk, path.resolve(path.dirname(file), link));
}

function ifThere(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}
