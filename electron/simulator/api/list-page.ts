import type { Dialect } from '../dialect/dialects.ts';
import { listForm } from '../dialect/list-form.ts';
import { inTransport } from '../dialect/transport.ts';
import type { FaultBoard } from '../faults.ts';
import { type Answer, JSON_HEADERS, json } from '../http.ts';

export interface ListPageSettings {
  readonly url: string;
  readonly dialect: Dialect;
  readonly faults: Pick<FaultBoard, 'current'>;
  /** Items per page if the request has no `$top`. */
  readonly pageSize: number;
}

/** A list whose items are made when they are asked for, in the form of the dialect. */
export interface ListSource {
  /** Below the API's address, percent-encoded. */
  readonly path: string;
  readonly size: number;
  items(skip: number, top: number): readonly unknown[];
}

interface Page {
  readonly skip: number;
  readonly size: number;
}

/** The most items that $top can request in one page. */
const LARGEST_PAGE = 1_000_000;
/** A larger page is sent in pieces of this many items. */
const PIECE = 250;

/** One page of a list: how it is asked for, what it looks like, and how it leads to the next one. */
export function listPage(settings: ListPageSettings, list: ListSource, query: URLSearchParams): Answer {
  const skip = count(query.get('$skip') ?? '0');
  const top = count(query.get('$top') ?? String(settings.pageSize));
  if (skip === undefined || top === undefined || top < 1) {
    return json(400, { statusCode: 400, message: '$skip and $top are whole numbers; $top is at least 1.' });
  }
  const { dialect } = settings;
  if (list.size === 0 && dialect.empty === '204') return { status: 204 };
  const page = { skip, size: Math.min(top, Math.max(settings.pageSize, LARGEST_PAGE)) };
  const { status, headers, body } = answerOf(settings, list, page);
  const isWhole = page.size <= PIECE && settings.faults.current().list !== 'breaks-off';
  return inTransport(dialect, { status, headers, body: isWhole ? [...body].join('') : body });
}

function answerOf(settings: ListPageSettings, list: ListSource, page: Page) {
  const { dialect, faults } = settings;
  const { skip, size } = page;
  const fault = faults.current().list;
  const next = skip + size;
  const end = Math.max(skip, Math.min(next, list.size));
  const isLast = next >= list.size;
  const link = (to: Page) => linkTo(settings, list, to);
  const { head, tail, headers } = listForm(dialect, {
    total: fault === 'miscounts' ? list.size + 1 : list.size,
    items: fault === 'miscounts' && isLast ? end - skip + 1 : end - skip,
    first: link({ skip: 0, size }),
    next: isLast && fault !== 'loops' ? undefined : link({ skip: isLast ? 0 : next, size }),
  });
  const isPart = fault === 'partial';
  const range = isPart ? { 'content-range': `items ${skip}-${end - 1}/${list.size}` } : {};
  return {
    status: isPart ? 206 : 200,
    headers: { ...JSON_HEADERS, ...headers, ...range },
    body: bodyOf(list, head, page, fault === 'breaks-off' && isLast ? undefined : tail),
  };
}

/** @param tail left out, the body breaks off before it */
function* bodyOf(
  list: ListSource,
  head: string,
  { skip, size }: Page,
  tail: string | undefined,
): Generator<string> {
  const end = Math.min(skip + size, list.size);
  yield head;
  for (let from = skip; from < end; from += PIECE) {
    const items = list.items(from, Math.min(PIECE, end - from));
    yield `${from === skip ? '' : ','}${JSON.stringify(items).slice(1, -1)}`;
  }
  if (tail === undefined) throw new Error('The list breaks off.');
  yield tail;
}

function linkTo({ url, dialect }: ListPageSettings, { path }: ListSource, { skip, size }: Page): string {
  const query = `?$skip=${skip}&$top=${size}`;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return {
    absolute: `${url}/api/${path}${query}`,
    rooted: `/api/${path}${query}`,
    relative: `${last}${query}`,
  }[dialect.link];
}

function count(value: string): number | undefined {
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
