import type { Unit } from '../../../electron/contract/units.ts';
import type { RowTexts } from './row-texts.ts';
import { createWordFinder } from './search-index.ts';
import { narrowTo, noFilters } from './unit-filters.ts';

/** How many rows are looked at in one step. */
const slice = 256;

/**
 * Finds units by what somebody types, as the table's own search does, but beside it: search, filters and order of the table stay.
 * In small steps, in the order of the list, and no further than to the last that is wanted.
 * @param found gets the units, at most `most`; one whose ID is just what was typed comes first
 */
export function* lookUp(
  { units, texts, indexOf }: LookedUp,
  query: string,
  most: number,
  found: Unit[],
): Generator<undefined, void> {
  const { words, test } = narrowTo(query, noFilters, new Set());
  const finders = words.map((word) => createWordFinder(word, texts));
  const exact = indexOf(query.trim());
  const first = exact === undefined ? undefined : units[exact];
  if (first !== undefined) found.push(first);
  for (let index = 0; index < units.length && found.length < most; index += 1) {
    if (index % slice === 0) yield;
    const unit = units[index];
    if (unit === undefined || unit === first) continue;
    texts.make(index);
    if (finders.every((finds) => finds(index)) && test.passes(unit)) found.push(unit);
  }
}

interface LookedUp {
  readonly units: readonly Unit[];
  readonly texts: RowTexts;
  readonly indexOf: (id: string) => number | undefined;
}
