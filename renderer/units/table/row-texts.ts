import { haystackOf } from '../../../electron/contract/fold.ts';
import { type TimeColumn, timeAt } from '../../../electron/contract/unit-times.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { type Column, isLive } from './columns.ts';
import type { SortValue } from './ranks.ts';
import { larger } from './rows.ts';
import type { UnitText } from './unit-text.ts';

/** Columns in which many units have the same text. */
type SharedColumn = Exclude<Column, 'name' | 'id' | 'address' | 'tags' | 'note' | 'history'>;

/** Dates are searched to the minute, so most events share a few texts. */
function minuteOf(unit: Unit, column: TimeColumn): number | null {
  const at = timeAt(unit, column);
  return at === null ? null : Math.floor(at / 60_000);
}

/** The value that determines a unit's text in such a column. Live columns must come first. */
const keys: Readonly<Record<SharedColumn, (unit: Unit) => string | number | null>> = {
  status: ({ status, condition }) => `${condition} ${status}`,
  floor: ({ floor }) => floor,
  direction: ({ direction }) => direction,
  outSince: (unit) => minuteOf(unit, 'outSince'),
  lastEvent: (unit) => minuteOf(unit, 'lastEvent'),
  lastSeen: (unit) => minuteOf(unit, 'lastSeen'),
  site: ({ site }) => site,
  city: ({ city }) => city,
  country: ({ country }) => country,
  type: ({ type }) => type,
  availability: ({ availability }) => availability,
};
const sharedColumns = Object.keys(keys) as SharedColumn[];
const width = sharedColumns.length;
const liveWidth = sharedColumns.filter(isLive).length;

/** The distinct texts of a column by number: each is folded, searched and ranked once for all its units. */
function createSharedTexts(column: SharedColumn, text: UnitText) {
  const numbers = new Map<string | number | null, number>();
  /** The folded texts for a search. */
  const haystacks: string[] = [];
  const sortValues: SortValue[] = [];
  const keyOf = keys[column];
  return {
    haystacks,
    sortValues,
    /** The number of a unit's text. */
    numberOf(unit: Unit): number {
      const key = keyOf(unit);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, haystacks.length);
      sortValues.push(text.sortValue(unit, column));
      return haystacks.push(haystackOf(text.searched(unit, column))) - 1;
    },
  };
}

/** The texts of the rows, for searching and sorting: the numbers of shared texts, and one text of each row's own. */
export type RowTexts = ReturnType<typeof createRowTexts>;

const nothing = 0;
const onlyFixed = 1;
const all = 2;

/** Creates texts when they are first needed, or earlier in idle time. */
export function createRowTexts(units: readonly Unit[], initialText: UnitText) {
  const sharedIn = (text: UnitText) => sharedColumns.map((column) => createSharedTexts(column, text));
  let text = initialText;
  let shared = sharedIn(text);
  let made = new Uint8Array(256);
  let numbers = new Uint32Array(256 * width);
  /** The name, the ID, the address, and what the operator says of the unit: few rows share them. */
  const own: (string | undefined)[] = [];
  let count = 0;

  const number = (unit: Unit, index: number, places: number) => {
    for (let place = 0; place < places; place += 1) {
      const texts = shared[place];
      if (texts === undefined) return;
      const before = texts.haystacks.length;
      numbers[index * width + place] = texts.numberOf(unit);
      count += texts.haystacks.length - before;
    }
  };

  return {
    /** The shared texts of each column, in column order. */
    get shared() {
      return shared;
    },
    /** The number of distinct shared texts so far; a search has to check each. */
    get count() {
      return count;
    },
    /** Adds a row or replaces its unit; `known` is the row's own text, if it is already known. */
    add(index: number, known: string | undefined): void {
      if (index >= made.length) {
        made = larger(made);
        numbers = larger(numbers);
      }
      made[index] = nothing;
      own[index] = known;
    },
    /** A live update has changed the row. */
    touch(index: number): void {
      if (made[index] === all) made[index] = onlyFixed;
    },
    /** Creates the row's texts if they are missing or outdated. `number` and `own` are valid only after it. */
    make(index: number): void {
      if (made[index] === all) return;
      const unit = units[index];
      if (unit === undefined) return;
      own[index] ??= haystackOf(`${unit.name}\n${unit.id}\n${unit.address}${text.noted(unit)}`);
      number(unit, index, made[index] === onlyFixed ? liveWidth : width);
      made[index] = all;
    },
    /** The number of the row's text in the shared column at this place. */
    number: (index: number, place: number): number => numbers[index * width + place] ?? 0,
    /** The row's own text, if it was made already. */
    own: (index: number): string | undefined => own[index],
    setText(next: UnitText): void {
      text = next;
      shared = sharedIn(text);
      count = 0;
      made.fill(nothing);
    },
  };
}

/** The place of a column with shared texts; -1 for other columns. */
export function sharedPlace(column: Column): number {
  return (sharedColumns as readonly Column[]).indexOf(column);
}
