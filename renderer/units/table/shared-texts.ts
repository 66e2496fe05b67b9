import type { Unit } from '../../../electron/contract/units.ts';
import type { Column } from './columns.ts';
import { haystackOf } from './fold.ts';
import type { SortValue } from './ranks.ts';
import type { UnitText } from './unit-text.ts';

/** Columns in which many units have the same text. */
export type SharedColumn = Exclude<Column, 'name' | 'id' | 'address'>;

/** The distinct texts of such a column by number: each is folded, searched and ranked once for all its units. */
export interface SharedTexts {
  /** The number of a unit's text. */
  numberOf(unit: Unit): number;
  /** The folded texts for a search, by number. */
  readonly haystacks: readonly string[];
  /** Sort values, by number. */
  readonly sortValues: readonly SortValue[];
}

type Key = string | number | null;

/** Creates an empty set of texts. */
export function createSharedTexts(column: SharedColumn, text: UnitText): SharedTexts {
  const numbers = new Map<Key, number>();
  const haystacks: string[] = [];
  const sortValues: SortValue[] = [];
  const keyOf = keys[column];
  return {
    haystacks,
    sortValues,
    numberOf(unit) {
      const key = keyOf(unit);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, haystacks.length);
      sortValues.push(text.sortValue(unit, column));
      return haystacks.push(haystackOf(text.searched(unit, column))) - 1;
    },
  };
}

/** The value that determines a unit's text in a column. */
const keys: Readonly<Record<SharedColumn, (unit: Unit) => Key>> = {
  status: ({ status, condition }) => `${condition} ${status}`,
  floor: ({ floor }) => floor,
  direction: ({ direction }) => direction,
  // Dates are shown to the minute, so most events share a few texts.
  lastEvent: ({ lastEventAt }) => lastEventAt && Math.floor(lastEventAt / 60_000),
  site: ({ site }) => site,
  city: ({ city }) => city,
  country: ({ country }) => country,
  type: ({ type }) => type,
  availability: ({ availability }) => availability,
};
