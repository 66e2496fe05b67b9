import { braces, segmentOf } from '../../contract/placeholders.ts';
import { AppError } from '../errors.ts';

/**
 * The path with what stands in braces replaced by its value, percent-encoded, so that a value is never more than a part
 * of one segment. Throws `bad-request` for one without a value, and for `.` and `..`, which would be other segments.
 */
export function filledPath(path: string, lookUp: (name: string) => string | undefined): string {
  return path.replace(braces, (_all, name: string) => {
    const value = segmentOf(lookUp(name));
    if (value !== undefined) return value;
    throw new AppError('bad-request', `There is no value for {${name}} in ${path}.`, {
      hint: 'Name a unit by its id as the list has it.',
    });
  });
}
