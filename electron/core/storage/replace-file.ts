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
import { systemCode } from '../errors.ts';

/** Suffix of a new file that has not replaced the old one yet. */
export const unfinished = '.unfinished';
const posix = process.platform !== 'win32';

/** Opens a file for reading. */
type OpenToRead = (file: string) => number;

/**
 * Undefined if there is none. A pipe with that name is refused: opening or reading it would block. Throws what `open`
 * throws, and the system's errors.
 */
export function readIfThere(file: string, open: OpenToRead = openAnybodys): Buffer | undefined {
  const descriptor = openIfThere(file, open);
  if (descriptor === undefined) return undefined;
  try {
    if (!fstatSync(descriptor).isFile()) throw notAFile(file);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const openAnybodys: OpenToRead = (file) =>
  openSync(file, constants.O_RDONLY | (posix ? constants.O_NONBLOCK : 0));

function openIfThere(file: string, open: OpenToRead): number | undefined {
  try {
    return open(file);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function notAFile(file: string): Error {
  return Object.assign(new Error(`${file} is not a file.`), { code: 'EISDIR' });
}

/** Replaces the old file by a new one that is readable by its owner only. */
export function replaceFile(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}${unfinished}`;
  try {
    writeNew(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    // Otherwise it would take up space on a full disk until the next write.
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

/** Makes new names in a folder survive a power loss (R20). Windows has no such call. Throws the system's error. */
export function syncFolder(folder: string): void {
  if (!posix) return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
