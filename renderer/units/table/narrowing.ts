import type { Unit } from '../../../electron/contract/units.ts';
import { wordsOf } from './fold.ts';
import { type FilterTest, filterTest, noFilters, type UnitFilters } from './unit-filters.ts';

/** The search and the filters of the table. */
export interface Narrowing {
  readonly query: string;
  /** The folded words of the query; all of them must occur. */
  readonly words: readonly string[];
  readonly filters: UnitFilters;
  /** The IDs of the watched units. */
  readonly watched: ReadonlySet<Unit['id']>;
  readonly test: FilterTest;
}

/** Selects units that contain every word of the query and pass the filters. */
export function narrowTo(query: string, filters: UnitFilters, watched: ReadonlySet<Unit['id']>): Narrowing {
  return { query, words: wordsOf(query), filters, watched, test: filterTest(filters, watched) };
}

export const notNarrowed = narrowTo('', noFilters, new Set());
