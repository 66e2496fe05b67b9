/** A list over all its pages, whatever its items are, and whether it is whole (R41). */
import type { Shortfall } from '../../contract/units.ts';
import { AppError } from '../errors.ts';
import type { ApiClient } from './client.ts';
import { createTally, nextLink, saysMore } from './list-frame.ts';
import { readList } from './list-reader.ts';

/** More pages mean that the server's links never end. */
const mostPages = 100_000;

export interface ListPage<T> {
  items: T[];
  /** The address of the response that they came in. */
  url: string;
  /** The size of the whole list, if the API reports it. */
  total: number | null;
  /** What ends with this page: a response that links to a next one, or the whole list. */
  ends: 'answer' | 'list' | null;
  /** At the end of a list that is not whole by what the API says; otherwise null. */
  shortfall: Shortfall | null;
}

/**
 * Streams a list, in pages of about a thousand items and the first one sooner; at least one for each response. Throws
 * what the client and `readList` throw, and `api-bad-answer` for a list that never ends.
 * @param read converts an item, as for `readList`
 * @param isRepeated whether an item was in the list already: it is not one more
 */
export async function* readPages<T>(
  api: Pick<ApiClient, 'open'>,
  path: string,
  read: (value: unknown, bytes: Uint8Array) => T,
  signal?: AbortSignal,
  isRepeated: (item: T) => boolean = () => false,
): AsyncGenerator<ListPage<T>> {
  const seen = new Set<string>();
  const tally = createTally();
  let next: string | undefined = path;
  while (next !== undefined) {
    if (seen.has(next) || seen.size >= mostPages) {
      throw new AppError('api-bad-answer', 'The list points back to a page that was read already.');
    }
    const answer = await api.open(next, signal);
    const { url } = answer;
    const eager = seen.size === 0;
    seen.add(url);
    tally.begin(answer);
    next = undefined;
    for await (const { items, beside, isLast } of readList(answer, read, { signal, eager })) {
      tally.add(items.length, beside, items.filter(isRepeated).length);
      const link = isLast ? nextLink(beside, answer.headers) : undefined;
      // A link may be relative to its page. An invalid URL is left for the client to refuse.
      if (link !== undefined) next = URL.parse(link, url)?.href ?? link;
      const ends = isLast ? (next === undefined ? 'list' : 'answer') : null;
      // More that cannot be followed is missing.
      const shortfall = ends === 'list' ? tally.shortfall(saysMore(beside)) : null;
      yield { items, url, total: tally.total(ends === 'list'), ends, shortfall };
    }
  }
}
