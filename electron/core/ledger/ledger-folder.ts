import { type FileHandle, mkdir, open, readdir, rename, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { unfinished } from '../storage/replace-file.ts';
import { storageFault } from '../storage/storage-fault.ts';

/**
 * The files of one ledger. Nothing synchronous: a disk that does not answer must not block main. Writers take turns; reads
 * need not wait. Methods reject with `storage`.
 */
export interface LedgerFolder {
  /** Names and sizes in bytes. What a killed process has left unfinished is removed before. */
  list(): Promise<Map<string, number>>;
  read(name: string): Promise<Buffer>;
  readPart(name: string, at: number, length: number): Promise<Buffer>;
  /** Makes the file if there is none. What was appended survives a power loss once this resolves. */
  append(name: string, bytes: Uint8Array): Promise<void>;
  /** Writes a whole file, which has the old content or the new one if the process is killed. */
  replace(name: string, parts: readonly Uint8Array[]): Promise<void>;
  /** Cuts off what comes behind this length. */
  cut(name: string, length: number): Promise<void>;
  rename(name: string, next: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Removes the folder with all that is in it. */
  removeAll(): Promise<void>;
  close(): Promise<void>;
}

/** A folder on the disk, readable by its owner only. It is made when the first file is written. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the open files
export function createDiskFolder(folder: string): LedgerFolder {
  const readers = new Map<string, Promise<FileHandle>>();
  let appended: { name: string; file: FileHandle } | undefined;
  const fileOf = (name: string) => path.join(folder, name);

  async function orFault<T>(name: string, access: () => Promise<T>): Promise<T> {
    try {
      return await access();
    } catch (error) {
      throw storageFault(fileOf(name), error);
    }
  }

  /** Makes new names survive a power loss. Windows has no such call. */
  async function syncNames(): Promise<void> {
    if (process.platform === 'win32') return;
    const file = await open(folder, 'r');
    await file.sync().finally(() => file.close());
  }

  async function appender(name: string): Promise<FileHandle> {
    if (appended?.name === name) return appended.file;
    await appended?.file.close();
    appended = undefined;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(fileOf(name), 'a', 0o600);
    appended = { name, file };
    await syncNames();
    return file;
  }

  function reader(name: string): Promise<FileHandle> {
    const known = readers.get(name);
    if (known) return known;
    const opening = open(fileOf(name), 'r');
    readers.set(name, opening);
    opening.catch(() => readers.delete(name));
    return opening;
  }

  /** Closes what is open of this file, which Windows would not let go else. */
  async function release(name: string): Promise<void> {
    const file = readers.get(name);
    readers.delete(name);
    if (appended?.name === name) {
      const { file: last } = appended;
      appended = undefined;
      await last.close();
    }
    await file?.then((each) => each.close()).catch(() => undefined);
  }

  /** A file that has failed is opened anew the next time: one of a network disk that was away stays unusable. */
  async function orReleased<T>(name: string, access: () => Promise<T>): Promise<T> {
    try {
      return await access();
    } catch (error) {
      await release(name).catch(() => undefined);
      throw error;
    }
  }

  async function close(): Promise<void> {
    for (const name of [...readers.keys(), ...(appended ? [appended.name] : [])]) await release(name);
  }

  return {
    list: () =>
      orFault('', async () => {
        const sizes = new Map<string, number>();
        for (const name of await readdir(folder).catch(noneThere)) {
          if (name.endsWith(unfinished)) await rm(fileOf(name), { force: true });
          else sizes.set(name, (await stat(fileOf(name))).size);
        }
        return sizes;
      }),
    read: (name) =>
      orFault(name, async () => {
        const file = await open(fileOf(name), 'r');
        return file.readFile().finally(() => file.close());
      }),
    readPart: (name, at, length) =>
      orFault(name, async () => {
        const file = await reader(name);
        const { buffer, bytesRead } = await orReleased(name, () =>
          file.read(Buffer.allocUnsafe(length), 0, length, at),
        );
        return buffer.subarray(0, bytesRead);
      }),
    append: (name, bytes) =>
      orFault(name, async () => {
        const file = await appender(name);
        await orReleased(name, async () => {
          await file.appendFile(bytes);
          await file.datasync();
        });
      }),
    replace: (name, parts) =>
      orFault(name, async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const temporary = fileOf(name + unfinished);
        try {
          await writeNew(temporary, parts);
          await release(name);
          await rename(temporary, fileOf(name));
        } catch (error) {
          // Otherwise it would take up space on a full disk until the next write.
          await rm(temporary, { force: true }).catch(() => undefined);
          throw error;
        }
        await syncNames();
      }),
    cut: (name, length) => orFault(name, () => truncate(fileOf(name), length)),
    rename: (name, next) =>
      orFault(name, async () => {
        await release(name);
        await rename(fileOf(name), fileOf(next));
      }),
    remove: (name) =>
      orFault(name, async () => {
        await release(name);
        await rm(fileOf(name), { force: true });
      }),
    removeAll: () =>
      orFault('', async () => {
        await close();
        await rm(folder, { recursive: true, force: true });
      }),
    close: () => orFault('', close),
  };
}

async function writeNew(place: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = await open(place, 'w', 0o600);
  try {
    for (const part of parts) await file.appendFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** No names where there is no folder; throws anything else. */
export function noneThere(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
