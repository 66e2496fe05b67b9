import { AppError } from '../errors.ts';
import { createQueue, type Queue } from '../queue.ts';
import { csvLine } from './csv.ts';
import type { Draft } from './draft.ts';
import { type Saving, unwritable } from './saving.ts';

/** CSV files that are being written, possibly several at once. Every call throws `storage` naming the file. */
export interface Exports {
  /** Starts a file where the user chooses; null when they cancel. Throws `cancelled` after an `abandon` meanwhile. */
  start(suggestedName: string): Promise<{ export: number; file: string } | null>;
  /** Appends rows in call order. Throws `cancelled` for an export that is over, `bad-request` for an unknown one. */
  rows(id: number, rows: readonly (readonly string[])[]): Promise<void>;
  /** Moves the file to its destination. `rows` counts all rows, including a header. */
  finish(id: number): Promise<{ rows: number; bytes: number }>;
  /** Cancels the export, if it is not over yet, and removes what was written. */
  cancel(id: number): Promise<void>;
  /** Cancels all exports at once and removes what they have written. */
  abandon(): void;
}

interface Export {
  draft: Draft;
  inTurn: Queue;
  rows: number;
  bytes: number;
  /** Why nothing more is written. */
  over: AppError | undefined;
}

export function createExports(saving: Pick<Saving, 'begin'>): Exports {
  const exports = new Map<number, Export>();
  let last = 0;
  /** Counts the calls of `abandon`: a dialog may be open meanwhile. */
  let abandoned = 0;

  function find(id: number): Export {
    const found = exports.get(id);
    if (found) return found;
    if (id > 0 && id <= last) throw cancelled();
    throw new AppError('bad-request', `There is no export ${id}.`);
  }

  /** Runs a task after all earlier ones of this export. An error ends the export. */
  function within<T>(each: Export, task: () => Promise<T>): Promise<T> {
    return each.inTurn(async () => {
      if (each.over) throw each.over;
      try {
        return await task();
      } catch (error) {
        each.over ??= unwritable(each.draft.file, error);
        void each.draft.drop();
        throw each.over;
      }
    });
  }

  return {
    async start(suggestedName) {
      const before = abandoned;
      const draft = await saving.begin(suggestedName, 'csv');
      if (!draft) return null;
      const each: Export = { draft, inTurn: createQueue(), rows: 0, bytes: 0, over: undefined };
      // Without a byte order mark, spreadsheets do not recognise UTF-8.
      await within(each, () => write(each, Buffer.from('\uFEFF')));
      if (abandoned !== before) {
        await draft.drop();
        throw cancelled();
      }
      last += 1;
      exports.set(last, each);
      return { export: last, file: draft.file };
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

async function append(each: Export, rows: readonly (readonly string[])[]): Promise<void> {
  await write(each, Buffer.from(rows.map(csvLine).join('')));
  each.rows += rows.length;
}

async function write(each: Export, bytes: Buffer): Promise<void> {
  await each.draft.append(bytes);
  each.bytes += bytes.length;
}

async function putInPlace(each: Export): Promise<{ rows: number; bytes: number }> {
  await each.draft.finish();
  return { rows: each.rows, bytes: each.bytes };
}

function end(each: Export): void {
  each.over ??= cancelled();
  void each.draft.drop();
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The export was cancelled.');
}
