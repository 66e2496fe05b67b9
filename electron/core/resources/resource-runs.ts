import type { HandlersOf } from '../../contract/calls.ts';
import type { ApiClient } from '../api/client.ts';
import type { Connection } from '../connection/connection-file.ts';
import { AppError } from '../errors.ts';
import type { Saving } from '../export/saving.ts';
import { type DocumentLink, readDocument } from './documents.ts';
import { askedFor, type Resource, type RowsPage, readRows, resourcePath, resourcesOf } from './resources.ts';

interface ResourceRunsParts {
  api: Pick<ApiClient, 'open'>;
  connection: Connection;
  saving: Pick<Saving, 'save'>;
  /** The id of the user that the access token names. */
  userId: () => Promise<string | null>;
}

interface List {
  run: number;
  resource: Resource;
  abort: AbortController;
  pages: AsyncGenerator<RowsPage>;
  /** Of each row that the window has. */
  documents: (DocumentLink | null)[];
}

export type ResourceRuns = ReturnType<typeof createResourceRuns>;

/**
 * The window's further lists, one at a time. The next page is read when the window asks for it, so one that nobody
 * looks at any more rests, until another run or `clear` cancels it.
 */
export function createResourceRuns({ api, connection, saving, userId }: ResourceRunsParts) {
  const resources = resourcesOf(connection);
  let current: List | undefined;
  let followed: string | undefined;

  function clear(): void {
    current?.abort.abort(new AppError('cancelled', 'The list was cancelled.'));
    // A body that rests is not heard of otherwise.
    void current?.pages.return(undefined).catch(() => undefined);
    current = undefined;
  }

  function find(run: number): List {
    if (current?.run === run) return current;
    throw new AppError('cancelled', 'Another list has been read since.');
  }

  /** Starts a list; it asks for nothing yet. */
  function begin(run: number, name: string, unitId: string): List {
    clear();
    const resource = resources.find((each) => each.name === name);
    if (!resource) throw new AppError('bad-request', `There is no resource "${name}".`);
    const abort = new AbortController();
    const pages = async function* () {
      const path = await resourcePath(resource, unitId, userId);
      yield* readRows(api, resource, path, abort.signal);
    };
    current = { run, resource, abort, pages: pages(), documents: [] };
    return current;
  }

  const calls: HandlersOf<'rows'> = {
    async listRows({ run, resource, unitId, from }) {
      const list = from === 0 ? begin(run, resource, unitId) : find(run);
      if (list.documents.length !== from)
        throw new AppError('bad-request', `No page of "${resource}" begins at ${from}.`);
      const { columns, rows, total, ends, shortfall } = await nextPage(list);
      for (const { document } of rows) list.documents.push(document);
      return {
        columns: [...columns],
        rows: rows.map(({ cells, document }) => ({ cells, hasDocument: document !== null })),
        total,
        last: ends === 'list',
        shortfall,
      };
    },
    async saveDocument({ run, row }) {
      const { resource, documents, abort } = find(run);
      const link = documents[row];
      if (!link) throw new AppError('bad-request', `Row ${row} has no document.`);
      const { name, body } = await readDocument(
        askedFor(api, resource, `document "${link.name}"`),
        link,
        abort.signal,
      );
      abort.signal.throwIfAborted();
      return saving.save(name, 'document', () => body);
    },
  };
  return {
    calls,
    /** For the window's tabs. */
    summaries: resources.map(({ name, title, ofUnit }) => ({ name, title, ofUnit })),
    clear,
    /** Another account must not see the rows of the one before, or save its documents. */
    follow(account: string | undefined): void {
      if (account === followed) return;
      followed = account;
      clear();
    },
  };
}

/** The next page that has rows, or the last one. */
async function nextPage({ pages, abort }: List): Promise<RowsPage> {
  for (;;) {
    const { value } = await pages.next().catch((error: unknown) => {
      abort.signal.throwIfAborted();
      throw error;
    });
    abort.signal.throwIfAborted();
    if (!value) throw new AppError('bad-request', 'The list has come to its end.');
    if (value.rows.length > 0 || value.ends === 'list') return value;
  }
}
