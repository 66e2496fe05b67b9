import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { AppError } from '../errors.ts';
import type { KeyValue } from '../ports.ts';

const ending = '.entry';
const unfinished = '.unfinished';
const damaged = '.damaged-';
const posix = process.platform !== 'win32';

/**
 * Small values in plain Node, one file each, so that processes which write different entries do not overwrite each
 * other's. Readable by the owner only; a write is a new file that takes the old one's place, so that a reader sees the
 * old value or the new one (R26). Whoever writes must hold a lock that keeps other writers out: what is unfinished then
 * was left by a process that was killed, and is removed. Throws `storage`.
 */
export function createFileStore(folder: string): KeyValue {
  const fileOf = (key: string) => path.join(folder, encodeURIComponent(key) + ending);

  function write(file: string, value: string): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    sweep(folder);
    const temporary = `${file}.${randomBytes(6).toString('hex')}${unfinished}`;
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(descriptor, value);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
    syncFolder(folder);
  }

  return {
    get: (key) => orFault(fileOf(key), () => readIfThere(fileOf(key))),
    keys: () =>
      orFault(folder, () =>
        namesIn(folder)
          .filter((name) => name.endsWith(ending))
          .map((name) => decodeURIComponent(name.slice(0, -ending.length))),
      ),
    set: (key, value) => orFault(fileOf(key), () => write(fileOf(key), value)),
    delete: (key) =>
      orFault(fileOf(key), () => {
        sweep(folder);
        rmSync(fileOf(key), { force: true });
      }),
    quarantine(keys) {
      const time = new Date().toISOString().replaceAll(':', '-');
      for (const key of keys) {
        const value = readIfThere(fileOf(key));
        if (value !== undefined) writeFileSync(`${fileOf(key)}${damaged}${time}`, value, { mode: 0o600 });
      }
    },
    forgetQuarantined: () => orFault(folder, () => removeAll(folder, (name) => name.includes(damaged))),
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** It may hold what has been signed out since (R28). */
function sweep(folder: string): void {
  removeAll(folder, (name) => name.endsWith(unfinished));
}

function removeAll(folder: string, isMeant: (name: string) => boolean): void {
  for (const name of namesIn(folder).filter(isMeant)) rmSync(path.join(folder, name), { force: true });
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

function orFault<T>(file: string, access: () => T): T {
  try {
    return access();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('storage', `${file} cannot be used (${reason}).`, {
      cause,
      details: { file, text: reason },
    });
  }
}
