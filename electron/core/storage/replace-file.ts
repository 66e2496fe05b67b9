import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Ends the name of a new file that has not taken the old one's place yet. */
export const unfinished = '.unfinished';
const posix = process.platform !== 'win32';

/** Undefined when there is none. A pipe that has the name is refused: to open or read it would wait for its writer. */
export function readIfThere(file: string): Buffer | undefined {
  const descriptor = openIfThere(file);
  if (descriptor === undefined) return undefined;
  try {
    if (!fstatSync(descriptor).isFile()) throw notAFile(file);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, constants.O_RDONLY | (posix ? constants.O_NONBLOCK : 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function notAFile(file: string): Error {
  return Object.assign(new Error(`${file} is not a file.`), { code: 'EISDIR' });
}

/** A new file takes the old one's place; it is readable by its owner only. */
export function replaceFile(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}${unfinished}`;
  try {
    writeNew(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    // It would hold space that a full disk has not, for as long as nothing is written.
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(path.dirname(file));
}

function writeNew(file: string, content: string | Uint8Array): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** So that the new name outlives a loss of power too (R20). Windows has no such thing. */
function syncFolder(folder: string): void {
  if (!posix) return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
