import type { Shortfall, Unit } from '../../contract/units.ts';
import type { ApiClient } from '../api/client.ts';
import { createTally, nextLink, saysMore } from '../api/list-frame.ts';
import { readList } from '../api/list-reader.ts';
import { AppError } from '../errors.ts';
import { type ToUnit, unitMapping } from './unit-mapping.ts';

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
  /** At the end of a list that is not whole by what the API says (R41); otherwise null. */
  shortfall: Shortfall | null;
}

/**
 * Streams the list of units, in pages of about a thousand and the first one sooner; at least one for each response.
 * Throws what the client and `readList` throw, and `api-bad-answer` for a list that never ends.
 * @param toUnit reads an item; as usual unless given
 */
export async function* readUnits(
  api: Pick<ApiClient, 'open'>,
  path: string,
  signal?: AbortSignal,
  toUnit: ToUnit = unitMapping(),
): AsyncGenerator<UnitsPage> {
  const itemOf = (item: unknown, json: string, source: Uint8Array) => ({ unit: toUnit(item, json), source });
  const seen = new Set<string>();
  const tally = createTally();
  let next: string | undefined = path;
  while (next !== undefined) {
    if (seen.has(next) || seen.size >= mostPages) {
      throw new AppError('api-bad-answer', 'The list of units points back to a page that was read already.');
    }
    const answer = await api.open(next, signal);
    const eager = seen.size === 0;
    seen.add(answer.url);
    tally.begin(answer);
    next = undefined;
    for await (const { items, beside, isLast } of readList(answer, itemOf, { signal, eager })) {
      tally.add(items.length, beside);
      const link = isLast ? nextLink(beside, answer.headers) : undefined;
      // A link may be relative to its page. An invalid URL is left for the client to refuse.
      if (link !== undefined) next = URL.parse(link, answer.url)?.href ?? link;
      const ends = isLast ? (next === undefined ? 'list' : 'answer') : null;
      // More that cannot be followed is missing.
      const shortfall = ends === 'list' ? tally.shortfall(saysMore(beside)) : null;
      yield { ...pageOf(items), total: tally.total(ends === 'list'), ends, shortfall };
    }
  }
}

/**
 * The error for a list that is not whole (R41): it says how many came, and of how many.
 * @param end why it broke off; without, it came to its end
 */
export function incompleteList({ received, total }: Shortfall, end?: AppError): AppError {
  const part = end ? 'then it broke off' : 'the API sent only a part';
  const count = total === null ? part : `the API counts ${total}`;
  const message = `The list of units is incomplete: ${received} came, and ${count}.`;
  return new AppError('api-bad-answer', end ? `${message} ${end.message}` : message, {
    cause: end,
    details: { received: String(received) },
    hint: end?.hint ?? 'Load the list again. If it stays incomplete, ask TK Elevator.',
  });
}

function pageOf(
  items: readonly { unit: Unit | undefined; source: Uint8Array }[],
): Pick<UnitsPage, 'units' | 'sources' | 'withoutId'> {
  const units: Unit[] = [];
  const sources: Uint8Array[] = [];
  for (const { unit, source } of items) {
    if (!unit) continue;
    units.push(unit);
    sources.push(source);
  }
  return { units, sources, withoutId: items.length - units.length };
}
