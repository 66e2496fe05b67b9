/** How a connection wants its units to be read, in its file and for the reader. */
import { type UnitColumn, unitColumns, unitConditions } from '../../contract/names.ts';
import type { Unit } from '../../contract/units.ts';
import { type Check, lengthOf, object, oneOf, optional, type Rule, record, text } from './rules.ts';

/** What MAX Desk cannot know by itself, because the service has names and words of its own. */
export interface UnitReading {
  /**
   * Where a column is: names of properties in any letter case, with dots between. It is looked for there and nowhere
   * else; '' is for a column that the service does not have.
   */
  fields?: Partial<Record<UnitColumn, string>> | undefined;
  /** What a status means, by its whole text in any letter case. */
  statuses?: Record<string, Unit['condition']> | undefined;
}

const mostStatuses = 200;
const unfit = /[\p{Cc}\p{Bidi_C}]/u;
const isFit: Check<string> = [(value) => !unfit.test(value), 'must not have control characters'];
const longestPath = 300;
const names = /^[^.]+(?:\.[^.]+)*$/;
const fieldPath = text([
  ...lengthOf(0, longestPath),
  isFit,
  [(value) => value === '' || names.test(value), 'must be names with dots between'],
]);

/** Whether a connection file can name a field so. */
export function isFieldPath(path: string): boolean {
  return path.length <= longestPath && names.test(path) && !unfit.test(path);
}

/** Whether a connection file can say what this status means. */
export function isStatusName(status: string): boolean {
  return /\S/.test(status) && status.length <= 200 && !unfit.test(status);
}

const columnRules = Object.fromEntries(unitColumns.map((column) => [column, optional(fieldPath)])) as Record<
  UnitColumn,
  Rule<string | undefined>
>;

/** The rules for these keys of a connection file. */
export const readingRules: { [K in keyof Required<UnitReading>]: Rule<UnitReading[K]> } = {
  fields: optional(object<NonNullable<UnitReading['fields']>>(columnRules, { strict: true })),
  statuses: optional(
    record(
      oneOf(...unitConditions),
      [[isStatusName, 'must name statuses of 1 to 200 characters, none of them a control character']],
      [[({ length }) => length <= mostStatuses, `must have at most ${mostStatuses} entries`]],
    ),
  ),
};
