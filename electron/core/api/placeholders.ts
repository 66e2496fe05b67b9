/** Placeholders in a path below the API's address, for what is known only when it is asked for. */
import { AppError } from '../errors.ts';

/** `unitId` is a unit's id, `userId` that of whoever the access token belongs to. */
export const placeholders = ['unitId', 'userId'] as const;
export type Placeholder = (typeof placeholders)[number];

const braces = /\{([^{}]*)\}/g;

/** What stands in braces in a path, in order. */
export function bracesIn(path: string): string[] {
  return [...path.matchAll(braces)].map(([, name = '']) => name);
}

/**
 * The path with what stands in braces replaced by its value, percent-encoded, so that a value is never more than a part
 * of one segment. Throws `bad-request` for one without a value, and for `.` and `..`, which would be other segments.
 */
export function filledPath(path: string, lookUp: (name: string) => string | undefined): string {
  return path.replace(braces, (_all, name: string) => {
    const value = lookUp(name);
    if (value !== undefined && /^(?!\.{1,2}$)./s.test(value)) return encodeURIComponent(value.toWellFormed());
    throw new AppError('bad-request', `There is no value for {${name}} in ${path}.`, {
      hint: 'Name a unit by its id as the list has it.',
    });
  });
}
