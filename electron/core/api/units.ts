import type { Unit } from '../../contract.ts';
import { AppError } from '../errors.ts';
import type { ApiAnswer, ApiClient } from './client.ts';
import { toUnit } from './unit-mapping.ts';

/** More pages than this are a server that sends us in circles. */
const mostPages = 100_000;
const listNames = ['value', 'items', 'data', 'units', 'results'];

export interface UnitsPage {
  units: Unit[];
  /** Items without an id: they are reported, not dropped in silence. */
  withoutId: number;
  /** What the API says of the whole list, if it says so. */
  total: number | null;
}

/**
 * The list of units, page by page as the API sends it. Throws what the client throws, and `api-bad-answer` for a list
 * that is none or that never ends.
 */
export async function* readUnits(
  api: ApiClient,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<UnitsPage> {
  const seen = new Set<string>();
  let next: string | undefined = path;
  while (next !== undefined) {
    if (seen.has(next) || seen.size >= mostPages) {
      throw new AppError('api-bad-answer', 'The list of units points back to a page that was read already.');
    }
    const { url, json, link }: ApiAnswer = await api.getJson(next, signal);
    seen.add(url);
    const items = itemsOf(json);
    const units = items.map(toUnit).filter((unit) => unit !== undefined);
    yield { units, withoutId: items.length - units.length, total: totalOf(json) };
    next = resolved(nextOf(json, link), url);
  }
}

/** An array, or an object with one array in it: `value`, `items` … or whatever it is called. */
function itemsOf(json: unknown): unknown[] {
  if (Array.isArray(json)) return json;
  if (typeof json === 'object' && json !== null) {
    const entries = Object.entries(json);
    const named = listNames.map((name) => entries.find(([key]) => key.toLowerCase() === name)?.[1]);
    const arrays = entries.map(([, value]) => value).filter(Array.isArray);
    const list = named.find(Array.isArray) ?? (arrays.length === 1 ? arrays[0] : undefined);
    if (list) return list;
  }
  throw new AppError('api-bad-answer', 'The answer holds no list of units.');
}

function totalOf(json: unknown): number | null {
  if (typeof json !== 'object' || json === null) return null;
  const fields = json as Record<string, unknown>;
  const total = fields['count'] ?? fields['@odata.count'] ?? fields['total'] ?? fields['totalCount'];
  return typeof total === 'number' && Number.isInteger(total) && total >= 0 ? total : null;
}

function nextOf(json: unknown, link: string | null): string | undefined {
  if (typeof json === 'object' && json !== null) {
    const fields = json as Record<string, unknown>;
    const next = fields['nextLink'] ?? fields['@odata.nextLink'] ?? fields['NextLink'];
    if (typeof next === 'string' && next !== '') return next;
  }
  // RFC 8288; one relation type is all that a list needs.
  return /<([^>]+)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '')?.[1];
}

/** A link may be relative to its page. What is no address at all is left for the client to refuse. */
function resolved(link: string | undefined, page: string): string | undefined {
  return link === undefined ? undefined : (URL.parse(link, page)?.href ?? link);
}
