/** The policy of Linux: a file owned by root. */
import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError, systemCode } from '../errors.ts';
import { objectIn, type PolicySource, unreadable } from './policy-source.ts';

export const policyFile = '/etc/max-desk/policy.json';

export interface FileFacts {
  uid: number;
  mode: number;
}
/** The file-system access that is needed; both methods throw Node's errors. */
export interface PolicyFiles {
  folder(name: string): FileFacts;
  /** The text, with owner and mode of the very file that it was read from. */
  file(name: string): FileFacts & { text: string };
}

/** The real file system. */
export const fileSystem: PolicyFiles = {
  folder: (name) => statSync(name),
  file(name) {
    const descriptor = openSync(name, 'r');
    try {
      const { uid, mode } = fstatSync(descriptor);
      return { uid, mode, text: readFileSync(descriptor, 'utf8') };
    } finally {
      closeSync(descriptor);
    }
  },
};

/** Reads the file, which counts only if nobody but root could have written or placed it. Throws `policy`. */
export function readPolicyFile(file: string, files: PolicyFiles): PolicySource[] {
  try {
    const folder = path.posix.dirname(file);
    assertOnlyRoot(folder, files.folder(folder));
    const { text, ...facts } = files.file(file);
    assertOnlyRoot(file, facts);
    return [{ values: objectIn(text, file), origin: file }];
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = systemCode(error);
    if (reason === 'ENOENT') return [];
    throw unreadable(file, `cannot be read (${reason})`, error);
  }
}

function assertOnlyRoot(name: string, { uid, mode }: FileFacts): void {
  if (uid === 0 && (mode & 0o022) === 0) return;
  throw unreadable(name, 'must belong to root and be writable by nobody else');
}
