import type { Unit } from '../../../electron/contract/units.ts';
import { wordsOf } from './fold.ts';
import { type FilterTest, filterTest, noFilters, type UnitFilters } from './unit-filters.ts';

/** What the table is narrowed to. */
export interface Narrowing {
  readonly query: string;
  /** Of the query, folded: all of them have to occur. */
  readonly words: readonly string[];
  readonly filters: UnitFilters;
  /** The units that are watched, by ID. */
  readonly watched: ReadonlySet<Unit['id']>;
  readonly test: FilterTest;
}

/** To units in which every word of the query occurs, and which pass the filters. */
export function narrowTo(query: string, filters: UnitFilters, watched: ReadonlySet<Unit['id']>): Narrowing {
  return { query, words: wordsOf(query), filters, watched, test: filterTest(filters, watched) };
}

export const notNarrowed = narrowTo('', noFilters, new Set());
