import type { Unit } from '../../contract/units.ts';
import type { ApiClient } from '../api/client.ts';
import { readList } from '../api/list-reader.ts';
import { AppError } from '../errors.ts';
import { toUnit } from './unit-mapping.ts';

/** More pages mean that the server's links never end. */
const mostPages = 100_000;

export interface UnitsPage {
  units: Unit[];
  /** The JSON text of each unit, as bytes. */
  sources: Uint8Array[];
  /** Items without an id: they are reported, not dropped silently. */
  withoutId: number;
  /** The size of the whole list, if the API reports it. */
  total: number | null;
  /** What ends with this page: a response that links to a next one, or the whole list. */
  ends: 'answer' | 'list' | null;
}

/**
 * Streams the list of units, in pages of about a thousand and the first one sooner; at least one for each response.
 * Throws what the client and `readList` throw, and `api-bad-answer` for a list that never ends.
 */
export async function* readUnits(
  api: ApiClient,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<UnitsPage> {
  const seen = new Set<string>();
  let next: string | undefined = path;
  let total: number | null = null;
  while (next !== undefined) {
    if (seen.has(next) || seen.size >= mostPages) {
      throw new AppError('api-bad-answer', 'The list of units points back to a page that was read already.');
    }
    const answer = await api.open(next, signal);
    const eager = seen.size === 0;
    seen.add(answer.url);
    next = undefined;
    for await (const { items, beside, isLast } of readList(answer, itemOf, { signal, eager })) {
      const fields = Object(beside) as Record<string, unknown>;
      total = totalOf(fields) ?? total;
      const link = isLast ? nextOf(fields, answer.headers.get('link')) : undefined;
      // A link may be relative to its page. An invalid URL is left for the client to refuse.
      if (link !== undefined) next = URL.parse(link, answer.url)?.href ?? link;
      const end = next === undefined ? 'list' : 'answer';
      yield { ...pageOf(items), total, ends: isLast ? end : null };
    }
  }
}

const itemOf = (value: unknown, source: Uint8Array) => ({ unit: toUnit(value), source });

function pageOf(items: readonly ReturnType<typeof itemOf>[]): Omit<UnitsPage, 'total' | 'ends'> {
  const units: Unit[] = [];
  const sources: Uint8Array[] = [];
  for (const { unit, source } of items) {
    if (!unit) continue;
    units.push(unit);
    sources.push(source);
  }
  return { units, sources, withoutId: items.length - units.length };
}

function totalOf(fields: Record<string, unknown>): number | null {
  const total = fields['count'] ?? fields['@odata.count'] ?? fields['total'] ?? fields['totalCount'];
  return typeof total === 'number' && Number.isInteger(total) && total >= 0 ? total : null;
}

function nextOf(fields: Record<string, unknown>, link: string | null): string | undefined {
  const next = fields['nextLink'] ?? fields['@odata.nextLink'] ?? fields['NextLink'];
  if (typeof next === 'string' && next !== '') return next;
  // RFC 8288; only the relation type `next` is needed.
  return /<([^>]+)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '')?.[1];
}
