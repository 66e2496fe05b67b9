import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../errors.ts';
import type { KeyValue } from '../ports.ts';
import { readIfThere, replaceFile, unfinished } from './replace-file.ts';

const ending = '.entry';
const damaged = '.damaged-';

/** How a value is stored in a file. */
export interface FileFormat {
  /** The content of a new file. */
  content(value: string): string | Uint8Array;
  /** The value of a file; a text that was never written if the file is damaged. */
  value(content: Buffer): string;
  /** Updates the existing file in place (R20, R26); false if a new file is needed. */
  update?(file: string, value: string): boolean;
}

const plain: FileFormat = { content: (value) => value, value: (content) => content.toString('utf8') };

/**
 * Small values in plain Node, one file each, so that processes that write different entries do not overwrite each
 * other's. Readable by the owner only; a reader sees the old value or the new one (R26). Writers must hold a lock that
 * excludes other writers: unfinished files are then left by a killed process, and are removed. Throws `storage`.
 */
export function createFileStore(folder: string, format: FileFormat = plain): KeyValue {
  const fileOf = (key: string) => path.join(folder, encodeURIComponent(key) + ending);

  /** No unfinished file is left by a killed process or a full disk. */
  let clean = false;

  function read(file: string): string | undefined {
    const content = readIfThere(file);
    return content && format.value(content);
  }
  function write(file: string, value: string): void {
    if (clean && format.update?.(file, value)) return;
    clean = false;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    sweep(folder);
    replaceFile(file, format.content(value));
    clean = true;
  }

  return {
    get: (key) => orFault(fileOf(key), () => read(fileOf(key))),
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

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** An unfinished file may hold data of an account that has signed out since (R28). */
function sweep(folder: string): void {
  removeAll(folder, (name) => name.endsWith(unfinished));
}

function removeAll(folder: string, isMeant: (name: string) => boolean): void {
  for (const name of namesIn(folder).filter(isMeant)) rmSync(path.join(folder, name), { force: true });
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
