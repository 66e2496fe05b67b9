import type { Shortfall } from '../../../electron/contract/units.ts';
import type { ListState } from './units-list.ts';

/** What keeps the rows from being the whole list (R41), and that of now. */
export interface ListGap {
  /** How many units are there, and of how many if that is known; null if the list is whole. */
  readonly part: Shortfall | null;
  /** When an old list was read, ms since 1970; null for a current one. */
  readonly asOf: number | null;
}

/** That of a list that is whole and current. */
export const noGap: ListGap = { part: null, asOf: null };

/** What the rows are not, as `list` tells of them; `size` is their number. */
export function gapOf(list: ListState, size: number, isLive: boolean, now: number): ListGap {
  const { fetchedAt } = list;
  const asOf = fetchedAt !== null && !isLive && isOld(now - fetchedAt) ? fetchedAt : null;
  return { part: shortfallOf(list, size), asOf };
}

/** Whether a list of this age, in ms, is an old one. Below zero a clock is wrong, and nobody knows. */
export function isOld(age: number): boolean {
  return Math.abs(age) >= 60_000;
}

/** The part of the list that `size` rows are; null for a whole list. */
export function shortfallOf(list: ListState, size: number): Shortfall | null {
  const of = (all: number | null) => ({ received: size, total: all !== null && all > size ? all : null });
  if (list.incomplete) return of(list.total);
  if (list.shortfall !== null) return list.shortfall;
  if (list.awaited !== null) return of(list.awaited);
  // The first list is still coming.
  if (list.fetchedAt === null) return of(list.total);
  const leftOut = list.withoutId + list.sameId;
  return leftOut > 0 ? of(size + leftOut) : null;
}
