import { isRecord } from '../json.ts';

/**
 * What to write instead of `stored`: `next`, but unchanged values stay as stored, and so do parts that only another
 * version of the app knows. Going back to that version loses nothing.
 * @param understood what this version has read from `stored`
 */
export function withUnknownParts<T extends object>(
  stored: unknown,
  understood: Partial<T> | undefined,
  next: T,
): Record<string, unknown> {
  const before = isRecord(stored) ? stored : {};
  const known: Record<string, unknown> = { ...understood };
  const isAsBefore = (key: string, value: unknown) =>
    Object.hasOwn(before, key) && JSON.stringify(known[key]) === JSON.stringify(value);
  const entries = Object.entries(next).map(([key, value]): [string, unknown] => [
    key,
    isAsBefore(key, value) ? before[key] : value,
  ]);
  return { ...before, ...Object.fromEntries(entries) };
}
