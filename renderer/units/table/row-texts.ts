import type { Unit } from '../../../electron/contract/units.ts';
import { type Column, isLive } from './columns.ts';
import { haystackOf } from './fold.ts';
import { larger } from './rows.ts';
import { createSharedTexts, type SharedColumn, type SharedTexts } from './shared-texts.ts';
import type { UnitText } from './unit-text.ts';

/** The live ones come first. */
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

/** The texts of the rows, for searching and sorting: the numbers of those that are shared, and one of the row's own. */
export interface RowTexts {
  /** The shared texts, each column at its place. */
  readonly shared: readonly SharedTexts[];
  /** How many different texts there are so far; a search has to look at each. */
  readonly count: number;
  /** Takes a row in, or another unit in its place; `own` is the row's own text, if it is known already. */
  add(index: number, own: string | undefined): void;
  /** A live update has changed the row. */
  touch(index: number): void;
  /** Makes the row's texts if they are not there, or not up to date. The two below are right only after it. */
  make(index: number): void;
  /** The number of the row's text in the column at this place. */
  number(index: number, place: number): number;
  /** The name, the ID and the address: hardly two rows share them. */
  own(index: number): string;
  /** The same, if it was made already. */
  madeOwn(index: number): string | undefined;
  setText(text: UnitText): void;
}

const nothing = 0;
const onlyFixed = 1;
const all = 2;

/** Texts are made when they are first needed, or in idle moments before that. */
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

/** The place of a column whose texts are shared, -1 for the others. */
export function sharedPlace(column: Column): number {
  const columns: readonly Column[] = sharedColumns;
  return columns.indexOf(column);
}
