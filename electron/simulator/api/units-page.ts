import type { Dialect } from '../dialect/dialects.ts';
import { listForm } from '../dialect/list-form.ts';
import { inTransport } from '../dialect/transport.ts';
import { unitForm } from '../dialect/unit-form.ts';
import type { FaultBoard } from '../faults.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Traffic } from '../fleet/traffic.ts';
import { type Answer, JSON_HEADERS, json } from '../http.ts';

export interface UnitsPageSettings {
  readonly url: string;
  readonly fleet: Pick<Fleet, 'size' | 'page'>;
  readonly traffic: Pick<Traffic, 'asItIs'>;
  readonly dialect: Dialect;
  readonly faults: Pick<FaultBoard, 'current'>;
  /** Units per page if the request has no `$top`. */
  readonly pageSize: number;
}

interface Page {
  readonly skip: number;
  readonly size: number;
}

/** The most units that $top can request in one page. */
const LARGEST_PAGE = 1_000_000;
/** A larger page is sent in pieces of this many units. */
const PIECE = 250;

/** One page of the list of units: how it is asked for, what it looks like, and how it leads to the next one. */
export function unitsPage(settings: UnitsPageSettings, query: URLSearchParams): Answer {
  const skip = count(query.get('$skip') ?? '0');
  const top = count(query.get('$top') ?? String(settings.pageSize));
  if (skip === undefined || top === undefined || top < 1) {
    return json(400, { statusCode: 400, message: '$skip and $top are whole numbers; $top is at least 1.' });
  }
  const { fleet, dialect } = settings;
  if (fleet.size === 0 && dialect.empty === '204') return { status: 204 };
  const page = { skip, size: Math.min(top, Math.max(settings.pageSize, LARGEST_PAGE)) };
  const { status, headers, body } = answerOf(settings, page);
  const isWhole = page.size <= PIECE && settings.faults.current().list !== 'breaks-off';
  return inTransport(dialect, { status, headers, body: isWhole ? [...body].join('') : body });
}

function answerOf(settings: UnitsPageSettings, page: Page) {
  const { fleet, dialect, faults } = settings;
  const { skip, size } = page;
  const fault = faults.current().list;
  const next = skip + size;
  const end = Math.max(skip, Math.min(next, fleet.size));
  const isLast = next >= fleet.size;
  const { head, tail, headers } = listForm(dialect, {
    total: fault === 'miscounts' ? fleet.size + 1 : fleet.size,
    items: fault === 'miscounts' && isLast ? end - skip + 1 : end - skip,
    first: linkTo(settings, { skip: 0, size }),
    next: isLast && fault !== 'loops' ? undefined : linkTo(settings, { skip: isLast ? 0 : next, size }),
  });
  const isPart = fault === 'partial';
  const range = isPart ? { 'content-range': `units ${skip}-${end - 1}/${fleet.size}` } : {};
  return {
    status: isPart ? 206 : 200,
    headers: { ...JSON_HEADERS, ...headers, ...range },
    body: bodyOf(settings, head, page, fault === 'breaks-off' && isLast ? undefined : tail),
  };
}

/** @param tail left out, the body breaks off before it */
function* bodyOf(
  { fleet, traffic, dialect }: UnitsPageSettings,
  head: string,
  { skip, size }: Page,
  tail: string | undefined,
): Generator<string> {
  const inForm = unitForm(dialect);
  const end = Math.min(skip + size, fleet.size);
  yield head;
  for (let from = skip; from < end; from += PIECE) {
    const units = fleet.page(from, Math.min(PIECE, end - from)).map((unit) => inForm(traffic.asItIs(unit)));
    yield `${from === skip ? '' : ','}${JSON.stringify(units).slice(1, -1)}`;
  }
  if (tail === undefined) throw new Error('The list breaks off.');
  yield tail;
}

function linkTo({ url, dialect }: UnitsPageSettings, { skip, size }: Page): string {
  const path = `units?$skip=${skip}&$top=${size}`;
  return { absolute: `${url}/api/${path}`, rooted: `/api/${path}`, relative: path }[dialect.link];
}

function count(value: string): number | undefined {
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
