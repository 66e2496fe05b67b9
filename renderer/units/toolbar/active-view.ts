import type { SavedView, UnitsView } from '../../../electron/contract/views.ts';

/** The saved view that the table shows. */
export interface ActiveView {
  readonly name: string;
  /** The search, a filter or the arrangement differs from what is saved. */
  readonly changed: boolean;
}

/** The saved view that was applied last, or else one that is just like the table; null if there is none. */
export function activeViewOf(
  saved: readonly SavedView[],
  applied: string | null,
  current: UnitsView,
): ActiveView | null {
  const last = saved.find(({ name }) => name === applied);
  if (last !== undefined) return { name: last.name, changed: !isSameView(last.view, current) };
  const alike = saved.find(({ view }) => isSameView(view, current));
  return alike === undefined ? null : { name: alike.name, changed: false };
}

/** Whether both show the same: the order of columns counts, that of filters does not. */
function isSameView(one: UnitsView, other: UnitsView): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof UnitsView>;
  return [...keys].every((key) => textOf(key, one) === textOf(key, other));
}

function textOf(key: keyof UnitsView, view: UnitsView): string {
  const value: unknown = view[key];
  return JSON.stringify(Array.isArray(value) && key !== 'columns' ? value.toSorted() : value);
}
