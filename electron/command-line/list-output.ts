import type { Shortfall } from '../contract/units.ts';
import { toAppError } from '../core/errors.ts';
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
}

/**
 * Writes the filtered list page by page, and returns how many items there were and whether it is whole. Throws what the
 * pages throw, and `incompleteList` when the list breaks off after its beginning.
 */
export async function printPages<
  P extends { total: number | null; shortfall: Shortfall | null; withoutId?: number; sameId?: number },
  T,
>({ name, pages, itemsOf, isWanted, formatter }: Printing<P, T>, output: Output) {
  const result = { received: 0, shown: 0, withoutId: 0, sameId: 0 };
  let shortfall: Shortfall | null = null;
  let total: number | null = null;
  let format: ListFormatter<T> | undefined;
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
      await output.write((isFirst ? format.head() : '') + format.page(wanted));
    }
  } catch (error) {
    const end = toAppError(error);
    const received = result.received + result.withoutId;
    if (received === 0 || !breaksOff.includes(exitStatus[end.code])) throw error;
    throw incompleteList({ received, total }, end, name);
  }
  await output.write(format?.tail() ?? '');
  return { ...result, shortfall };
}
