/** Placeholders in a path below the API's address, for what is known only when it is asked for. */

/** `unitId` is a unit's id, `userId` that of whoever the access token belongs to. */
export const placeholders = ['unitId', 'userId'] as const;
export type Placeholder = (typeof placeholders)[number];

/** What stands in braces. */
export const braces = /\{([^{}]*)\}/g;

/** What stands in braces in a path, in order. */
export function bracesIn(path: string): string[] {
  return [...path.matchAll(braces)].map(([, name = '']) => name);
}

/** A value as a part of one segment of a path; undefined for `.` and `..`, which would be other segments, and for none. */
export function segmentOf(value: string | undefined): string | undefined {
  return value !== undefined && /^(?!\.{1,2}$)./s.test(value)
    ? encodeURIComponent(value.toWellFormed())
    : undefined;
}
