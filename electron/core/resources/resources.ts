/** The further lists that a connection declares: where they are, and their rows page by page. */
import { bracesIn, type Placeholder } from '../../contract/placeholders.ts';
import type { Shortfall } from '../../contract/units.ts';
import type { ApiClient } from '../api/client.ts';
import { type ListPage, readPages } from '../api/list-pages.ts';
import { textOf } from '../api/list-scanner.ts';
import { filledPath } from '../api/placeholders.ts';
import type { Connection } from '../connection/connection-file.ts';
import type { ResourceDeclaration } from '../connection/resource-rules.ts';
import { AppError } from '../errors.ts';
import { type DocumentLink, documentIn } from './documents.ts';
import { cellIn, columnsOf, type ItemValues, itemValues } from './item-values.ts';

export interface Resource extends ResourceDeclaration {
  name: string;
  title: string;
  /** It is a list of one unit. */
  ofUnit: boolean;
}

/** Items whose columns are looked for, if the first page has more. */
const enough = 1_000;

/** The resources of a connection in the order of its file. */
export function resourcesOf({ api }: Connection): Resource[] {
  return Object.entries(api.resources ?? {}).map(([name, declared]) => ({
    ...declared,
    name,
    title: declared.title ?? name,
    ofUnit: bracesIn(declared.path).includes('unitId'),
  }));
}

/**
 * The path of a resource with its placeholders filled.
 * @param userId asked only where the path needs it; null if the access token names nobody
 * @throws AppError `bad-request` for a unit that fits no path, `configuration` if the user is needed and unknown
 */
export async function resourcePath(
  { name, path }: Resource,
  unitId: string | undefined,
  userId: () => Promise<string | null>,
): Promise<string> {
  const user = bracesIn(path).includes('userId') ? await userId() : undefined;
  if (user === null) {
    const text = 'needs the id of the user, and the access token names none';
    const key = `api.resources.${name}.path`;
    throw new AppError('configuration', `"${key}" ${text}.`, {
      hint: 'Sign in as another account, or declare a path without {userId}.',
      details: { key, text },
    });
  }
  const values: Partial<Record<Placeholder, string | undefined>> = { unitId, userId: user };
  return filledPath(path, (known) => values[known as Placeholder]);
}

export interface ResourceRow {
  /** As the service wrote them, one for each column. */
  cells: (string | number | null)[];
  document: DocumentLink | null;
}

export interface RowsPage {
  /** The same for all pages. */
  columns: readonly string[];
  rows: ResourceRow[];
  total: number | null;
  /** `list` for the last page. */
  ends: ListPage<unknown>['ends'];
  shortfall: Shortfall | null;
}

/**
 * Streams a resource by the reader of the list of units. Columns that are not declared are those of the first page.
 * Throws what `readPages` throws; a 403 or 404 says which resource is meant.
 * @param path of `resourcePath`
 */
export async function* readRows(
  api: Pick<ApiClient, 'open'>,
  resource: Resource,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<RowsPage> {
  let { columns } = resource;
  let total: number | null = null;
  let held: Items[] = [];
  const valuesIn = (item: unknown, bytes: Uint8Array) => itemValues(item, textOf(bytes));
  const count = () => held.reduce((sum, { items }) => sum + items.length, 0);
  function taken({ ends, shortfall }: Pick<RowsPage, 'ends' | 'shortfall'>): RowsPage {
    columns ??= columnsOf(held.flatMap(({ items }) => items));
    const rows = rowsOf(held, columns, resource);
    held = [];
    return { columns, rows, total, ends, shortfall };
  }
  try {
    for await (const page of readPages(askedFor(api, resource), path, valuesIn, signal)) {
      ({ total } = page);
      held.push(page);
      const isFull = columns !== undefined || count() >= enough || (page.ends === 'answer' && count() > 0);
      if (isFull || page.ends === 'list') yield taken(page);
    }
  } catch (error) {
    // What came before it broke off.
    if (count() > 0) yield taken({ ends: null, shortfall: null });
    throw error;
  }
}

type Items = Pick<ListPage<ItemValues>, 'items' | 'url'>;

function rowsOf(pages: readonly Items[], columns: readonly string[], { document }: Resource): ResourceRow[] {
  return pages.flatMap(({ items, url }) =>
    items.map((values) => ({
      cells: columns.map((column) => cellIn(values, column)),
      document: document === undefined ? null : documentIn(values, document, url),
    })),
  );
}

/**
 * The client, with failures that say what was asked for: the address of the API may be right all the same.
 * @param what as a sentence names it
 */
export function askedFor(
  { open }: Pick<ApiClient, 'open'>,
  { name }: Resource,
  what = `"${name}"`,
): Pick<ApiClient, 'open'> {
  return {
    open: (...asked) =>
      open(...asked).catch((error: unknown) => {
        throw error instanceof AppError ? refusal(error, name, what) : error;
      }),
  };
}

function refusal(failure: AppError, name: string, what: string): AppError {
  const { host = '', status } = failure.details;
  const details = { ...failure.details, resource: name };
  if (status === '404')
    return new AppError('api-bad-answer', `${host} has no ${what} here (404).`, {
      cause: failure,
      details,
      hint: `There may be none for this unit; if there should be, check "api.resources.${name}" in the connection.`,
    });
  if (status === '403')
    return new AppError('api-refused', `${host} does not show ${what} to this account (403).`, {
      cause: failure,
      details,
      hint: `Ask TK Elevator whether this account may see "${name}".`,
    });
  // An address that the client does not ask.
  if (status === '')
    return new AppError(failure.code, failure.message, {
      cause: failure,
      details,
      hint: 'Token and key go to the API alone. Ask TK Elevator for an address there.',
    });
  return failure;
}
