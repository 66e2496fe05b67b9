import { type FileHandle, open, rename } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import { createQueue, type Queue } from '../queue.ts';
import { csvLine } from './csv.ts';
import { type PartFile, partOf } from './part-file.ts';

/** CSV files that are being written, several at once if need be. Every call throws `storage` naming the file. */
export interface Exports {
  /** Begins a file where `choose` says; null when it says nothing. `cancelled` if all were abandoned meanwhile. */
  start(choose: () => Promise<string | undefined>): Promise<{ export: number; file: string } | null>;
  /** Appends rows in the order of the calls. `cancelled` for one that is over, `bad-request` for one that never was. */
  rows(id: number, rows: readonly (readonly string[])[]): Promise<void>;
  /** Puts the file in its place. `rows` counts all that were given, a header among them. */
  finish(id: number): Promise<{ rows: number; bytes: number }>;
  /** Leaves nothing behind, also of one that is over. */
  cancel(id: number): Promise<void>;
  /** Ends all of them at once: when this returns, nothing of them is on the disk. */
  abandon(): void;
}

interface Export {
  file: string;
  /** Beside the file, so that it only needs another name in the end. */
  part: PartFile;
  handle: FileHandle;
  inTurn: Queue;
  rows: number;
  bytes: number;
  /** Why nothing more is written. */
  over: AppError | undefined;
}

export function createExports(): Exports {
  const exports = new Map<number, Export>();
  let last = 0;
  /** Counts how often all were abandoned: a dialog may be open meanwhile. */
  let abandoned = 0;

  function find(id: number): Export {
    const found = exports.get(id);
    if (found) return found;
    if (id > 0 && id <= last) throw cancelled();
    throw new AppError('bad-request', `There is no export ${id}.`);
  }

  /** Does something with the file after all that was asked before. What goes wrong ends the export. */
  function within<T>(each: Export, task: () => Promise<T>): Promise<T> {
    return each.inTurn(async () => {
      if (each.over) throw each.over;
      try {
        return await task();
      } catch (error) {
        each.over ??= unwritable(each.file, error);
        drop(each);
        throw each.over;
      }
    });
  }

  return {
    async start(choose) {
      const before = abandoned;
      const file = await choose();
      if (file === undefined) return null;
      if (abandoned !== before) throw cancelled();
      const each = await begin(file);
      if (abandoned !== before) {
        drop(each);
        throw cancelled();
      }
      last += 1;
      exports.set(last, each);
      return { export: last, file };
    },
    async rows(id, rows) {
      const each = find(id);
      await within(each, () => append(each, rows));
    },
    async finish(id) {
      const each = find(id);
      const result = await within(each, () => putInPlace(each));
      exports.delete(id);
      return result;
    },
    async cancel(id) {
      const each = exports.get(id);
      if (!each) return;
      exports.delete(id);
      end(each);
    },
    abandon() {
      abandoned += 1;
      for (const each of exports.values()) end(each);
      exports.clear();
    },
  };
}

async function begin(file: string): Promise<Export> {
  const part = partOf(file);
  try {
    const handle = await open(part.path, 'wx');
    // Without this mark spreadsheets take UTF-8 for something older.
    const mark = Buffer.from('\uFEFF');
    const each = { file, part, handle, inTurn: createQueue(), rows: 0, bytes: 0, over: undefined };
    await write(each, mark).catch((error: unknown) => {
      drop(each);
      throw error;
    });
    return each;
  } catch (error) {
    part.drop();
    throw unwritable(file, error);
  }
}

async function append(each: Export, rows: readonly (readonly string[])[]): Promise<void> {
  await write(each, Buffer.from(rows.map(csvLine).join('')));
  each.rows += rows.length;
}

async function write(each: Export, bytes: Buffer): Promise<void> {
  // Unlike `write` it goes on until all is written, from where the file ends.
  await each.handle.writeFile(bytes);
  each.bytes += bytes.length;
}

async function putInPlace(each: Export): Promise<{ rows: number; bytes: number }> {
  // A disk may say only now that it is full.
  await each.handle.sync();
  await each.handle.close();
  if (each.over) throw each.over;
  await rename(each.part.path, each.file);
  each.part.done();
  return { rows: each.rows, bytes: each.bytes };
}

function end(each: Export): void {
  each.over ??= cancelled();
  drop(each);
}

function drop({ part, handle }: Export): void {
  part.drop();
  handle.close().catch(() => undefined);
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The export was cancelled.');
}

function unwritable(file: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const text = (cause as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
  return new AppError('storage', `${file} cannot be written (${text}).`, { cause, details: { file, text } });
}
