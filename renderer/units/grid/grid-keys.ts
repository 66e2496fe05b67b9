import { placeForKey } from '../../ui/use-roving.ts';

/** The row a key leads to, or null when the key is not one of the table's. `page` is how many rows fit in sight. */
export function rowForKey(key: string, current: number, count: number, page: number): number | null {
  const target = targets[key]?.(current, count, Math.max(1, page));
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target));
}

const targets: Readonly<Record<string, (current: number, count: number, page: number) => number>> = {
  ArrowDown: (current) => current + 1,
  ArrowUp: (current) => current - 1,
  PageDown: (current, _count, page) => current + page,
  PageUp: (current, _count, page) => current - page,
  Home: () => 0,
  End: (_current, count) => count - 1,
};

/** The header a key leads to, or null. */
export function headerForKey(key: string, current: number, count: number): number | null {
  // Up and down are the rows'.
  return key === 'ArrowUp' || key === 'ArrowDown' ? null : placeForKey(key, current, count);
}
