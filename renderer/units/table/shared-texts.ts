import type { Unit } from '../../../electron/contract/units.ts';
import type { Column } from './columns.ts';
import { haystackOf } from './fold.ts';
import type { SortValue } from './ranks.ts';
import type { UnitText } from './unit-text.ts';

/** Columns in which many units read the same. */
export type SharedColumn = Exclude<Column, 'name' | 'id' | 'address'>;

/** The different texts of such a column by number: each is folded, searched and ranked once for all units that have it. */
export interface SharedTexts {
  /** The number of a unit's text. */
  numberOf(unit: Unit): number;
  /** Folded, as a search looks through them; by number. */
  readonly haystacks: readonly string[];
  /** By number. */
  readonly sortValues: readonly SortValue[];
}

type Key = string | number | null;

/** Begins without any. */
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

/** What decides how a unit reads in a column. */
const keys: Readonly<Record<SharedColumn, (unit: Unit) => Key>> = {
  status: ({ status, condition }) => `${condition} ${status}`,
  floor: ({ floor }) => floor,
  direction: ({ direction }) => direction,
  // A date is shown to the minute, and most events fall into few of them.
  lastEvent: ({ lastEventAt }) => lastEventAt && Math.floor(lastEventAt / 60_000),
  site: ({ site }) => site,
  city: ({ city }) => city,
  country: ({ country }) => country,
  type: ({ type }) => type,
  availability: ({ availability }) => availability,
};
