import type { UnitUpdate } from '../../../electron/contract/live.ts';
import { unitColumns } from '../../../electron/contract/names.ts';
import { overlaid } from '../../../electron/contract/overlay.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { madeOnce } from '../../ui/made-once.ts';
import { type Column, isLive } from './columns.ts';
import { createFleetCounter, type FleetCounter } from './fleet-summary.ts';
import { type Ranks, rankSteps } from './ranks.ts';
import { createRowTexts, type RowTexts, sharedPlace } from './row-texts.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';
import type { UnitText } from './unit-text.ts';

/** Columns of numbers, which are sorted as numbers unless ranks exist. */
export type NumberColumn = 'availability' | 'lastEvent';

/** What a live update did to a row. */
export interface RowChange {
  readonly index: number;
  readonly before: Unit;
  readonly after: Unit;
  /** The row matched the search before the update. */
  readonly matched: boolean;
}

/** The units of one list, by index, with the data for searching and sorting. */
export interface UnitRows {
  readonly units: readonly Unit[];
  readonly search: SearchIndex;
  readonly fleet: FleetCounter;
  indexOf(id: string): number | undefined;
  /** Adds a unit and returns its index; a unit with a known ID replaces the earlier one. */
  add(unit: Unit): number;
  /** Applies a live update; undefined if there is no such unit. */
  change(update: UnitUpdate): RowChange | undefined;
  setText(text: UnitText): void;
  /** All rows are there: takes over the ranks that are still valid, and releases the previous rows. */
  complete(): void;
  /** The row's own text for a search, if it was made already. */
  madeText(index: number): string | undefined;
  /** The numbers of a column; NaN stands for an empty cell. */
  numbers(column: NumberColumn): Float64Array;
  /** The ranks of a column that no live update changes, if they have been computed. */
  ranks(column: Column): Ranks | undefined;
  /** Ranks a column in small steps. */
  rank(column: Column): Generator<undefined, Ranks>;
  /** Makes all texts and ranks all columns in small steps, so that later sorts and searches are instant. */
  prepare(): Generator<undefined, void>;
}

const slice = 256;

/**
 * Creates the rows of a list. Unchanged texts and ranks of `before` are reused: most of a reloaded list is the same.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the arrays that make searching and sorting quick
export function createUnitRows(initialText: UnitText, before?: UnitRows): UnitRows {
  let text = initialText;
  let previous = before;
  const collatorOf = (locale: string) => madeOnce(() => new Intl.Collator(locale, { numeric: true }));
  let collator = collatorOf(text.locale);
  const units: Unit[] = [];
  const places = new Map<string, number>();
  const ranks = new Map<Column, Ranks>();
  const texts = createRowTexts(units, text);
  const search = createSearchIndex(texts);
  const fleet = createFleetCounter();
  /** Every row so far has the same place and the same fixed texts as before. */
  let repeated = before !== undefined;
  /** Increases whenever ranks become invalid. */
  let edition = 0;

  function* rank(column: Column): Generator<undefined, Ranks> {
    const begun = edition;
    const place = sharedPlace(column);
    const result =
      place >= 0
        ? yield* rankShared(units, texts, place, collator().compare)
        : yield* rankSteps(
            units.map((unit) => text.sortValue(unit, column)),
            collator().compare,
          );
    if (begun === edition && !isLive(column)) ranks.set(column, result);
    return result;
  }

  const forgetRanks = () => {
    edition += 1;
    ranks.clear();
  };
  const set = (index: number, unit: Unit) => {
    units[index] = unit;
    forgetRanks();
    const place = previous?.indexOf(unit.id);
    const same = place !== undefined && sameTexts(previous?.units[place], unit);
    repeated = repeated && same && place === index;
    texts.add(index, same ? previous?.madeText(place) : undefined);
    search.reopen(index);
  };

  return {
    units,
    search,
    fleet,
    indexOf: (id) => places.get(id),
    add(unit) {
      const known = places.get(unit.id);
      const earlier = known === undefined ? undefined : units[known];
      if (known !== undefined && earlier !== undefined) {
        repeated = false;
        fleet.change(earlier, unit);
        set(known, unit);
        return known;
      }
      const index = units.length;
      places.set(unit.id, index);
      fleet.add(unit);
      set(index, unit);
      return index;
    },
    change(update) {
      const index = places.get(update.id);
      const unit = index === undefined ? undefined : units[index];
      if (index === undefined || unit === undefined) return undefined;
      const after = overlaid(unit, update, Date.now());
      const matched = search.known(index);
      units[index] = after;
      fleet.change(unit, after);
      texts.touch(index);
      search.reopen(index);
      return { index, before: unit, after, matched };
    },
    setText(next) {
      text = next;
      collator = collatorOf(text.locale);
      forgetRanks();
      repeated = false;
      texts.setText(text);
      search.reopenAll();
    },
    complete() {
      if (repeated && previous?.units.length === units.length) {
        for (const column of unitColumns) {
          const known = previous.ranks(column);
          if (known !== undefined) ranks.set(column, known);
        }
      }
      previous = undefined;
    },
    madeText: (index) => texts.madeOwn(index),
    numbers(column) {
      const numbers = new Float64Array(units.length);
      for (let index = 0; index < numbers.length; index += 1) {
        const unit = units[index];
        numbers[index] = (column === 'lastEvent' ? unit?.lastEventAt : unit?.availability) ?? Number.NaN;
      }
      return numbers;
    },
    ranks: (column) => ranks.get(column),
    rank,
    *prepare() {
      yield* makeTexts(units, texts);
      const begun = edition;
      for (const column of unitColumns) {
        if (isLive(column) || ranks.has(column)) continue;
        const steps = rank(column);
        while (steps.next().done !== true) {
          if (begun !== edition) return;
          yield;
        }
      }
    },
  };
}

function* makeTexts(units: readonly Unit[], texts: RowTexts): Generator<undefined, void> {
  for (let index = 0; index < units.length; index += 1) {
    texts.make(index);
    if (index % slice === 0) yield;
  }
}

/** Ranks the few distinct texts; each row gets the rank of its text. */
function* rankShared(
  units: readonly Unit[],
  texts: RowTexts,
  place: number,
  compare: (a: string, b: string) => number,
): Generator<undefined, Ranks> {
  yield* makeTexts(units, texts);
  const { of: ranks, distinct } = yield* rankSteps(texts.shared[place]?.sortValues ?? [], compare);
  const of = new Uint32Array(units.length);
  // A live update may have added a text since; it comes last until the order is renewed.
  for (let index = 0; index < of.length; index += 1)
    of[index] = ranks[texts.number(index, place)] ?? distinct;
  return { of, distinct };
}

/** True for a column that is sorted as numbers. */
export function isNumber(column: Column): column is NumberColumn {
  return column === 'availability' || column === 'lastEvent';
}

function sameTexts(a: Unit | undefined, b: Unit): boolean {
  return (
    a !== undefined &&
    a.id === b.id &&
    a.name === b.name &&
    a.site === b.site &&
    a.address === b.address &&
    a.city === b.city &&
    a.country === b.country &&
    a.type === b.type &&
    a.availability === b.availability
  );
}
