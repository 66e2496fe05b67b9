import type { ErrorCode } from '../../../contract/failure.ts';
import type { ApiClient, ApiReply } from '../../api/client.ts';
import { nextLink } from '../../api/list-frame.ts';
import { readList } from '../../api/list-reader.ts';
import { textOf } from '../../api/list-scanner.ts';
import type { Connection } from '../../connection/connection-file.ts';
import { type AppError, toAppError } from '../../errors.ts';
import { jsonIn, withNumbersAsTexts } from '../../json.ts';
import type { OtherWords } from './enum-values.ts';
import type { FieldShape } from './field-report.ts';
import { createFieldShapes } from './field-shapes.ts';
import { headerForms } from './header-forms.ts';
import { type PageDialect, pageDialect } from './list-frames.ts';
import { createReadingShape } from './reading-shape.ts';

/** The list of units, by the shape of its first pages. */
export interface ListShape {
  /** Statuses of the responses. */
  statuses: number[];
  /** Of the first response. */
  headers: Record<string, string>;
  page: PageDialect | null;
  /** Items of each page. */
  pageSizes: number[];
  /** Units in the whole list, if the first page says it. */
  total: number | null;
  /** What is around the list, of all pages. */
  around: FieldShape[];
  /** What is in an item. */
  fields: FieldShape[];
  /** What MAX Desk makes of the items. */
  reading: ReturnType<ReturnType<typeof createReadingShape>['report']>;
  /** The document, where it holds no list. */
  document?: FieldShape[];
  failure: ErrorCode | null;
}

/** From so many items on, no further page is asked for, and none after so many pages. */
const enoughItems = 1_000;
const mostPages = 20;
/** Of a longer page the rest is only counted. */
const mostItems = 10_000;
/** The beginning of a response that is kept, bytes: what holds no list is looked at as a whole. */
const mostKept = 4 * 1024 * 1024;

/**
 * Reads the first pages of the list of units as everybody does, and takes their shape. `ids` are those of its units,
 * and `error` is what ended it. Throws what the client throws for the first page.
 * @param others gets the words of fields that are no enums
 */
export async function recordList(
  api: Pick<ApiClient, 'open'>,
  { unitsPath, ...places }: Pick<Connection['api'], 'unitsPath' | 'fields' | 'statuses'>,
  others: OtherWords,
  signal: AbortSignal,
): Promise<{ list: ListShape; ids: string[]; error: AppError | undefined }> {
  const items = createFieldShapes(others);
  const around = createFieldShapes(others);
  const reading = createReadingShape(places);
  const statuses = new Set<number>();
  const pageSizes: number[] = [];
  const found: Partial<Pick<ListShape, 'headers' | 'page' | 'total' | 'document'>> = {};
  let error: AppError | undefined;

  function take(value: unknown, bytes: Uint8Array): void {
    if (items.size() >= mostItems) return;
    const json = textOf(bytes);
    items.add(value, written(json));
    reading.add(value, json);
  }

  /** Reads a page; returns the address of the next one. */
  async function read(answer: ApiReply): Promise<string | undefined> {
    statuses.add(answer.status);
    found.headers ??= headerForms(answer.headers);
    const kept = keepBeginning(answer.body);
    let size = 0;
    try {
      for await (const batch of readList({ ...answer, body: kept.body }, take, { signal })) {
        size += batch.items.length;
        if (!batch.isLast) continue;
        around.add(batch.beside);
        pageSizes.push(size);
        const link = nextLink(batch.beside, answer.headers);
        if (found.page === undefined) Object.assign(found, pageDialect(batch.beside, link, size));
        return link === undefined ? undefined : (URL.parse(link, answer.url)?.href ?? link);
      }
    } catch (cause) {
      signal.throwIfAborted();
      const document = shapeOf(kept.text());
      if (document) found.document = document;
      throw cause;
    }
    return undefined;
  }

  let next: string | undefined = unitsPath;
  const seen = new Set<string>();
  while (next !== undefined && !seen.has(next) && seen.size < mostPages && items.size() < enoughItems) {
    seen.add(next);
    try {
      next = await read(await api.open(next, signal));
    } catch (cause) {
      signal.throwIfAborted();
      if (found.headers === undefined) throw cause;
      error = toAppError(cause);
      break;
    }
  }
  const list: ListShape = {
    statuses: [...statuses],
    headers: {},
    page: null,
    total: null,
    ...found,
    pageSizes,
    around: around.report(),
    fields: items.report(reading.columnAt, places.fields),
    reading: reading.report(),
    failure: error?.code ?? null,
  };
  return { list, ids: reading.ids, error };
}

/** What a text says, with numbers as they are written; undefined where that cannot be told. */
function written(json: string): unknown {
  try {
    return withNumbersAsTexts(json);
  } catch {
    return undefined;
  }
}

/** The shape of one document; undefined where it is not JSON. */
function shapeOf(json: string): FieldShape[] | undefined {
  const value = jsonIn(json);
  if (value === undefined) return undefined;
  const shapes = createFieldShapes();
  shapes.add(value, written(json));
  return shapes.report();
}

function keepBeginning(body: ApiReply['body']) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  async function* passed(): ApiReply['body'] {
    for await (const chunk of body) {
      if (size < mostKept) chunks.push(chunk);
      size += chunk.byteLength;
      yield chunk;
    }
  }
  return { body: passed(), text: () => Buffer.concat(chunks).toString('utf8') };
}
