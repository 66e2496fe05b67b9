import type { Shortfall, Unit } from '../../contract/units.ts';
import type { ApiClient } from '../api/client.ts';
import { type ListPage, readPages } from '../api/list-pages.ts';
import { textOf } from '../api/list-scanner.ts';
import { AppError } from '../errors.ts';
import { createUnitIds, type UnitIds } from './unit-ids.ts';
import { type ToUnit, unitMapping } from './unit-mapping.ts';

export interface UnitsPage extends Omit<ListPage<Unit>, 'items' | 'url'> {
  units: Unit[];
  /** The JSON text of each unit, as bytes. */
  sources: Uint8Array[];
  /** Items without an id: they are reported, not dropped silently. */
  withoutId: number;
  /** Items with the id of one before them, which are left out too. */
  sameId: number;
}

/**
 * Streams the list of units, as `readPages` does, and throws what it throws.
 * @param toUnit reads an item; as usual unless given
 * @param ids takes the ids of the units in their order; a unit whose id it has already is left out
 */
export async function* readUnits(
  api: Pick<ApiClient, 'open'>,
  path: string,
  signal?: AbortSignal,
  toUnit: ToUnit = unitMapping(),
  ids: UnitIds = createUnitIds(),
): AsyncGenerator<UnitsPage> {
  const itemOf = (item: unknown, source: Uint8Array): Item => {
    const unit = toUnit(item, () => textOf(source));
    return { unit, source, isRepeated: unit !== undefined && !ids.add(unit.id) };
  };
  const isRepeated = (item: Item) => item.isRepeated;
  for await (const { items, total, ends, shortfall } of readPages(api, path, itemOf, signal, isRepeated))
    yield { ...pageOf(items), total, ends, shortfall };
}

/**
 * The error for a list that is not whole (R41): it says how many came, and of how many.
 * @param end why it broke off; without, it came to its end
 * @param list what the message calls it
 */
export function incompleteList(
  { received, total }: Shortfall,
  end?: AppError,
  list = 'list of units',
): AppError {
  const part = end ? 'then it broke off' : 'the API sent only a part';
  const count = total === null ? part : `the API counts ${total}`;
  const message = `The ${list} is incomplete: ${received} came, and ${count}.`;
  return new AppError('api-bad-answer', end ? `${message} ${end.message}` : message, {
    cause: end,
    details: { received: String(received) },
    hint: end?.hint ?? 'Load the list again. If it stays incomplete, ask TK Elevator.',
  });
}

interface Item {
  unit: Unit | undefined;
  source: Uint8Array;
  isRepeated: boolean;
}

function pageOf(items: readonly Item[]): Pick<UnitsPage, 'units' | 'sources' | 'withoutId' | 'sameId'> {
  const units: Unit[] = [];
  const sources: Uint8Array[] = [];
  let sameId = 0;
  for (const { unit, source, isRepeated } of items) {
    if (isRepeated) sameId += 1;
    if (!unit || isRepeated) continue;
    units.push(unit);
    sources.push(source);
  }
  return { units, sources, withoutId: items.length - units.length - sameId, sameId };
}
