import type { Unit } from '../../../electron/contract/units.ts';
import { type Column, isLive } from './columns.ts';
import { haystackOf } from './fold.ts';
import { larger } from './rows.ts';
import { createSharedTexts, type SharedColumn, type SharedTexts } from './shared-texts.ts';
import type { UnitText } from './unit-text.ts';

/** Live columns must come first. */
const sharedColumns = [
  'status',
  'floor',
  'direction',
  'lastEvent',
  'site',
  'city',
  'country',
  'type',
  'availability',
] as const satisfies readonly SharedColumn[];
const width = sharedColumns.length;
const liveWidth = sharedColumns.filter(isLive).length;

/** The texts of the rows, for searching and sorting: the numbers of shared texts, and one text of each row's own. */
export interface RowTexts {
  /** The shared texts of each column, in column order. */
  readonly shared: readonly SharedTexts[];
  /** The number of distinct shared texts so far; a search has to check each. */
  readonly count: number;
  /** Adds a row or replaces its unit; `own` is the row's own text, if it is already known. */
  add(index: number, own: string | undefined): void;
  /** A live update has changed the row. */
  touch(index: number): void;
  /** Creates the row's texts if they are missing or outdated. `number` and `own` are valid only after it. */
  make(index: number): void;
  /** The number of the row's text in the shared column at this place. */
  number(index: number, place: number): number;
  /** The name, the ID and the address: few rows share them. */
  own(index: number): string;
  /** The same, if it exists already. */
  madeOwn(index: number): string | undefined;
  setText(text: UnitText): void;
}

const nothing = 0;
const onlyFixed = 1;
const all = 2;

/** Creates texts when they are first needed, or earlier in idle time. */
export function createRowTexts(units: readonly Unit[], initialText: UnitText): RowTexts {
  let shared = sharedColumns.map((column) => createSharedTexts(column, initialText));
  let made = new Uint8Array(256);
  let numbers = new Uint32Array(256 * width);
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
    get shared() {
      return shared;
    },
    get count() {
      return count;
    },
    add(index, text) {
      if (index >= made.length) {
        made = larger(made);
        numbers = larger(numbers);
      }
      made[index] = nothing;
      own[index] = text;
    },
    touch(index) {
      if (made[index] === all) made[index] = onlyFixed;
    },
    make(index) {
      if (made[index] === all) return;
      const unit = units[index];
      if (unit === undefined) return;
      own[index] ??= haystackOf(`${unit.name}\n${unit.id}\n${unit.address}`);
      number(unit, index, made[index] === onlyFixed ? liveWidth : width);
      made[index] = all;
    },
    number: (index, place) => numbers[index * width + place] ?? 0,
    own: (index) => own[index] ?? '',
    madeOwn: (index) => own[index],
    setText(text) {
      shared = sharedColumns.map((column) => createSharedTexts(column, text));
      count = 0;
      made.fill(nothing);
    },
  };
}

/** The place of a column with shared texts; -1 for other columns. */
export function sharedPlace(column: Column): number {
  const columns: readonly Column[] = sharedColumns;
  return columns.indexOf(column);
}
