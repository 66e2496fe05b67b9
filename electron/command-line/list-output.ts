import type { Shortfall } from '../contract/units.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { incompleteList } from '../core/units/units.ts';
import { exitStatus } from './exit-status.ts';
import type { ListFormatter } from './list-formats.ts';
import type { Output } from './output.ts';

/** Failures on the way to the API, and of the API itself. */
const breaksOff: readonly number[] = [exitStatus.offline, exitStatus['api-unavailable']];

interface Printing<P, T> {
  /** What the messages call it, for instance "list of units". */
  name: string;
  pages: AsyncIterable<P>;
  itemsOf: (page: P) => readonly T[];
  isWanted: (item: T) => boolean;
  /** Asked with the first page. */
  formatter: (page: P) => ListFormatter<T>;
  /** With an order nothing is written before the list has come to its end. */
  order?: ((a: T, b: T) => number) | undefined;
}

/**
 * Writes the filtered list page by page, and returns how many items there were and whether it is whole. Throws what the
 * pages throw, and `incompleteList` when the list breaks off after its beginning.
 */
export async function printPages<
  P extends { total: number | null; shortfall: Shortfall | null; withoutId?: number; sameId?: number },
  T,
>({ name, pages, itemsOf, isWanted, formatter, order }: Printing<P, T>, output: Output) {
  const result = { received: 0, shown: 0, withoutId: 0, sameId: 0 };
  let shortfall: Shortfall | null = null;
  let total: number | null = null;
  let format: ListFormatter<T> | undefined;
  const waiting: T[] = [];
  try {
    for await (const page of pages) {
      const items = itemsOf(page);
      const wanted = items.filter(isWanted);
      result.received += items.length;
      result.shown += wanted.length;
      result.withoutId += page.withoutId ?? 0;
      result.sameId += page.sameId ?? 0;
      ({ shortfall, total } = page);
      // If the first page fails, not even the head is printed.
      const isFirst = format === undefined;
      format ??= formatter(page);
      if (isFirst) await output.write(format.head());
      if (order) for (const item of wanted) waiting.push(item);
      else await output.write(format.page(wanted));
    }
  } catch (error) {
    const end = toAppError(error);
    const received = result.received + result.withoutId;
    if (received === 0 || !breaksOff.includes(exitStatus[end.code])) throw error;
    throw incompleteList({ received, total }, end, name);
  }
  if (order && format) for (const page of pagesOf(waiting.sort(order))) await output.write(format.page(page));
  await output.write(format?.tail() ?? '');
  return { ...result, shortfall };
}

/** The error of a list that shows nothing, for scripts that ask for one: `nothing-found`. */
export function nothingFound(name: string): AppError {
  return new AppError('nothing-found', `Nothing in the ${name} matches.`);
}

const pageLength = 1_000;

/** Not in one text: it might be longer than a text can be. */
function* pagesOf<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += pageLength) yield items.slice(from, from + pageLength);
}
