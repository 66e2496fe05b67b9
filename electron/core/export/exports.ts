import type { HandlersOf } from '../../contract/calls.ts';
import { AppError } from '../errors.ts';
import { createQueue, type Queue } from '../queue.ts';
import type { Regional } from './csv.ts';
import type { Draft } from './draft.ts';
import { fileName } from './file-name.ts';
import { type Saving, unwritable } from './saving.ts';
import { openSheet, type Sheet } from './sheet.ts';

export type Exports = ReturnType<typeof createExports>;

interface Export {
  draft: Draft;
  sheet: Sheet;
  inTurn: Queue;
  rows: number;
  bytes: number;
  /** Why nothing more is written. */
  over: AppError | undefined;
}

/**
 * Tables that are being written to files, possibly several at once. Every call throws `storage` naming the file, `cancelled`
 * for an export that is over, `bad-request` for an unknown one. Rows are written in call order; the result's `rows`
 * counts all of them, including a header.
 * @param regional what the spreadsheet of this computer expects; asked for each file for Excel
 */
export function createExports(saving: Pick<Saving, 'begin'>, regional: () => Promise<Regional>) {
  const exports = new Map<number, Export>();
  let last = 0;
  /** Counts the calls of `cancelAll`: a dialog may be open meanwhile. */
  let cancels = 0;

  function find(id: number): Export {
    const found = exports.get(id);
    if (found) return found;
    if (id > 0 && id <= last) throw cancelled();
    throw new AppError('bad-request', `There is no export ${id}.`);
  }

  const calls: HandlersOf<'exports'> = {
    async startExport({ suggestedName, format }) {
      const before = cancels;
      const kind = format === 'json' ? 'json' : 'csv';
      const sheet = await openSheet(format, regional);
      const draft = await saving.begin(fileName(suggestedName, kind), kind);
      if (!draft) return null;
      const each: Export = { draft, sheet, inTurn: createQueue(), rows: 0, bytes: 0, over: undefined };
      await within(each, () => write(each, sheet.head));
      if (cancels !== before) {
        await draft.discard();
        throw cancelled();
      }
      last += 1;
      exports.set(last, each);
      return { export: last, file: draft.file };
    },
    async exportRows({ export: id, rows }) {
      const each = find(id);
      await within(each, async () => {
        await write(each, rows.map(each.sheet.row).join(''));
        each.rows += rows.length;
      });
    },
    async finishExport({ export: id }) {
      const each = find(id);
      await within(each, async () => {
        await write(each, each.sheet.tail);
        await each.draft.finish();
      });
      exports.delete(id);
      return { rows: each.rows, bytes: each.bytes };
    },
    async cancelExport({ export: id }) {
      const each = exports.get(id);
      exports.delete(id);
      if (each) cancelOne(each);
    },
  };
  /** Cancels all exports at once and removes what they have written. */
  function cancelAll(): void {
    cancels += 1;
    for (const each of exports.values()) cancelOne(each);
    exports.clear();
  }
  return { calls, cancelAll, close: cancelAll };
}

/** Runs a task after all earlier ones of this export. An error ends the export. */
function within<T>(each: Export, task: () => Promise<T>): Promise<T> {
  return each.inTurn(async () => {
    if (each.over) throw each.over;
    try {
      return await task();
    } catch (error) {
      each.over ??= unwritable(each.draft.file, error);
      void each.draft.discard();
      throw each.over;
    }
  });
}

async function write(each: Export, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  await each.draft.append(bytes);
  each.bytes += bytes.length;
}

function cancelOne(each: Export): void {
  each.over ??= cancelled();
  void each.draft.discard();
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The export was cancelled.');
}
