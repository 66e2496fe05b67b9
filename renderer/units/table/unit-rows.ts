import type { UnitUpdate } from '../../../electron/contract/live.ts';
import { isOut, unitColumns } from '../../../electron/contract/names.ts';
import { overlaid } from '../../../electron/contract/overlay.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { remembered } from '../../ui/remembered.ts';
import { type Column, isLive, isNoted } from './columns.ts';
import { createScopeCounter, type PlaceNumbers } from './fleet-summary.ts';
import { type Ranks, rankSteps, type SortValue } from './ranks.ts';
import { createRowTexts, type RowTexts, sharedPlace } from './row-texts.ts';
import { inSteps } from './rows.ts';
import { createSearchIndex, createWordsTest } from './search-index.ts';
import type { UnitText } from './unit-text.ts';
import { createValueNumbers } from './value-numbers.ts';

/** What a live update did to a row. */
export interface RowChange {
  readonly row: number;
  readonly before: Unit;
  readonly after: Unit;
  /** The row matched the search before the update. */
  readonly matched: boolean;
}

/** What a reloaded list takes over from the rows that it replaces. */
interface Previous {
  readonly units: readonly Unit[];
  readonly ranks: ReadonlyMap<Column, Ranks>;
  readonly indexOf: (id: string) => number | undefined;
  readonly madeText: (index: number) => string | undefined;
}

/** The units of one list, by index, with the data for searching and sorting. */
export type UnitRows = ReturnType<typeof createUnitRows>;

const slice = 256;

const collatorOf = remembered((locale: string) => new Intl.Collator(locale, { numeric: true }));

/**
 * Creates the rows of a list. Unchanged texts and ranks of `previousRows` are reused: most of a reloaded list is the same.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the arrays that make searching and sorting quick
export function createUnitRows(initialText: UnitText, previousRows?: Previous) {
  let text = initialText;
  let previous = previousRows;
  const units: Unit[] = [];
  const rowsById = new Map<string, number>();
  const ranks = new Map<Column, Ranks>();
  const texts = createRowTexts(units, text);
  const search = createSearchIndex(texts);
  const places: PlaceNumbers = { sites: createValueNumbers(), cities: createValueNumbers() };
  const fleet = createScopeCounter(places);
  /** The rows of units that are out of service. */
  const out = new Set<number>();
  /** Every row so far has the same place and the same fixed texts as before. */
  let repeated = previousRows !== undefined;
  /** Increases whenever ranks become invalid. */
  let edition = 0;

  function* rank(column: Column): Generator<undefined, Ranks> {
    const begun = edition;
    const place = sharedPlace(column);
    const { compare } = collatorOf(text.locale);
    const result = yield* place >= 0
      ? rankShared(units, texts, place, compare)
      : rankSteps(yield* sortValues(units, column, text), compare);
    if (begun === edition && !isLive(column) && !isNoted(column)) ranks.set(column, result);
    return result;
  }

  const noteOut = (index: number, before: Unit | undefined, after: Unit) => {
    if (isOut(after.condition)) out.add(index);
    else if (before !== undefined && isOut(before.condition)) out.delete(index);
  };
  const clearRanks = () => {
    edition += 1;
    ranks.clear();
  };
  const set = (index: number, unit: Unit) => {
    noteOut(index, units[index], unit);
    units[index] = unit;
    places.sites.set(index, unit.site);
    places.cities.set(index, unit.city);
    fleet.count(unit, index, 1, false);
    clearRanks();
    const place = previous?.indexOf(unit.id);
    const same = place !== undefined && sameTexts(previous?.units[place], unit);
    repeated = repeated && same && place === index;
    texts.add(index, same ? previous?.madeText(place) : undefined);
    search.reopen(index);
  };

  return {
    units,
    out: out as ReadonlySet<number>,
    texts,
    search,
    /** The test whether a row has these folded words, besides the search of the table. */
    hasWords: (words: readonly string[]) => createWordsTest(words, texts),
    /** All units, counted. */
    fleet,
    /** The sites and cities by number. */
    places,
    /** The ranks of the columns that neither a live update nor the operator changes, as far as they have been computed. */
    ranks,
    /** Ranks a column in small steps. */
    rank,
    indexOf: (id: string): number | undefined => rowsById.get(id),
    /** The row's own text for a search, if it was made already. */
    madeText: texts.own,
    /** Adds a unit and returns its index; a unit with a known ID replaces the earlier one. */
    add(unit: Unit): number {
      const index = rowsById.get(unit.id) ?? units.length;
      const earlier = units[index];
      if (earlier === undefined) rowsById.set(unit.id, index);
      else {
        repeated = false;
        fleet.count(earlier, index, -1, false);
      }
      set(index, unit);
      return index;
    },
    /** Applies a live update; undefined if there is no such unit. */
    change(update: UnitUpdate): RowChange | undefined {
      const index = rowsById.get(update.id);
      const before = index === undefined ? undefined : units[index];
      if (index === undefined || before === undefined) return undefined;
      const after = overlaid(before, update, Date.now());
      const matched = search.known(index);
      units[index] = after;
      noteOut(index, before, after);
      if (before.condition !== after.condition) {
        fleet.count(before, index, -1, false);
        fleet.count(after, index, 1, false);
      }
      texts.touch(index);
      search.reopen(index);
      return { row: index, before, after, matched };
    },
    /** The tags or the note of a unit have changed: its texts are made anew, and its cells are written again. */
    renote(id: string): void {
      const index = rowsById.get(id);
      const unit = index === undefined ? undefined : units[index];
      if (index === undefined || unit === undefined) return;
      units[index] = { ...unit };
      texts.add(index, undefined);
      search.reopen(index);
    },
    setText(next: UnitText): void {
      text = next;
      clearRanks();
      repeated = false;
      texts.setText(text);
      search.reopenAll();
    },
    /** All rows are there: takes over the ranks that are still valid, and releases the previous rows. */
    complete(): void {
      if (repeated && previous?.units.length === units.length) {
        for (const [column, known] of previous.ranks) ranks.set(column, known);
      }
      previous = undefined;
    },
    /** Makes all texts and ranks all columns in small steps, so that later sorts and searches are instant. */
    *prepare(): Generator<undefined, void> {
      yield* makeTexts(units, texts);
      const begun = edition;
      for (const column of unitColumns) {
        if (isLive(column) || ranks.has(column)) continue;
        for (const _step of rank(column)) {
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

function* sortValues(
  units: readonly Unit[],
  column: Column,
  text: UnitText,
): Generator<undefined, SortValue[]> {
  const values: SortValue[] = [];
  for (const unit of units) {
    values.push(text.sortValue(unit, column));
    if (values.length % slice === 0) yield;
  }
  return values;
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
  yield* inSteps(of.length, (from, to) => {
    for (let index = from; index < to; index += 1) of[index] = ranks[texts.number(index, place)] ?? distinct;
  });
  return { of, distinct };
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
