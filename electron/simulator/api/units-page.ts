import type { Fleet } from '../fleet/fleet.ts';
import type { Traffic } from '../fleet/traffic.ts';
import { type Answer, JSON_HEADERS, json } from '../http.ts';

export interface UnitsPageSettings {
  readonly url: string;
  readonly fleet: Fleet;
  readonly traffic: Traffic;
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
  const page = { skip, size: Math.min(top, Math.max(settings.pageSize, LARGEST_PAGE)) };
  const body = bodyOf(settings, page);
  return { status: 200, headers: JSON_HEADERS, body: page.size <= PIECE ? [...body].join('') : body };
}

function* bodyOf({ url, fleet, traffic }: UnitsPageSettings, { skip, size }: Page): Generator<string> {
  const next = skip + size;
  const end = Math.min(next, fleet.size);
  const nextLink = next < fleet.size ? `${url}/api/units?$skip=${next}&$top=${size}` : undefined;
  yield '{"value":[';
  for (let from = skip; from < end; from += PIECE) {
    const units = fleet.page(from, Math.min(PIECE, end - from)).map(traffic.asItIs);
    yield `${from === skip ? '' : ','}${JSON.stringify(units).slice(1, -1)}`;
  }
  yield `],${JSON.stringify({ count: fleet.size, nextLink }).slice(1)}`;
}

function count(value: string): number | undefined {
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
