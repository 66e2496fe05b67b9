import type { Unit } from '../../electron/contract.ts';
import { type Column, columns } from './columns.ts';
import { haystackOf, wordsOf } from './fold.ts';
import { finish, orderOf, type Ranks, type Rows, rankSteps } from './ranks.ts';
import type { UnitText } from './unit-text.ts';

/** The column the table is sorted by. */
export interface Sort {
  readonly column: Column;
  readonly descending: boolean;
}

/** A unit with the text a search looks through. */
export interface UnitRow {
  readonly unit: Unit;
  readonly haystack: string;
}

/** Units per condition. */
export type ConditionCounts = Record<Unit['condition'], number>;

/**
 * The units of the table: rows are appended page by page and changed in place; what is shown is a list of indexes into
 * them, found by search and put in order by rank keys. One version number tells the table that something moved.
 */
export class UnitStore {
  #text: UnitText;
  #collator: Intl.Collator;
  #rows: UnitRow[] = [];
  #view: Rows = new Uint32Array(0);
  #ranks = new Map<Column, Ranks>();
  #query = '';
  #words: string[] = [];
  #sort: Sort | null = null;
  #counts: ConditionCounts | null = null;
  #version = 0;
  #listeners = new Set<() => void>();

  constructor(text: UnitText) {
    this.#text = text;
    this.#collator = new Intl.Collator(text.locale, { numeric: true });
  }

  /** Rises with every change. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  get text(): UnitText {
    return this.#text;
  }
  /** All units, shown or not. */
  get size(): number {
    return this.#rows.length;
  }
  /** The units that match the search. */
  get shown(): number {
    return this.#view.length;
  }
  get query(): string {
    return this.#query;
  }
  get sort(): Sort | null {
    return this.#sort;
  }

  /** The unit at a position of the table. */
  at(position: number): Unit | undefined {
    const index = this.#view[position];
    return index === undefined ? undefined : this.#rows[index]?.unit;
  }

  /** Makes rows of units: the costly part, done page by page. */
  prepare(units: readonly Unit[]): UnitRow[] {
    return units.map((unit) => ({ unit, haystack: haystackOf(this.#text.search(unit)) }));
  }

  /** Adds rows at the end. They are put in order by `settle`, so that a page costs what the page holds. */
  append(rows: readonly UnitRow[]): void {
    const start = this.#rows.length;
    for (const row of rows) this.#rows.push(row);
    this.#ranks.clear();
    this.#counts = null;
    const matching = rows.flatMap((row, index) => (this.#matches(row) ? [start + index] : []));
    const view = new Uint32Array(this.#view.length + matching.length);
    view.set(this.#view);
    view.set(matching, this.#view.length);
    this.#view = view;
    this.#changed();
  }

  /** Puts appended rows in order. */
  settle(): void {
    if (this.#sort !== null) this.#rebuild();
  }

  /** Exchanges all rows at once; search and sort stay. */
  replace(rows: readonly UnitRow[]): void {
    this.#rows = [...rows];
    this.#ranks.clear();
    this.#counts = null;
    this.#rebuild();
  }

  /** Forgets all units, and the search with them. */
  clear(): void {
    this.#query = '';
    this.#words = [];
    this.replace([]);
  }

  /** Changes the language of what is searched and sorted. */
  setText(text: UnitText): void {
    this.#text = text;
    this.#collator = new Intl.Collator(text.locale, { numeric: true });
    this.replace(this.prepare(this.#rows.map((row) => row.unit)));
  }

  /** Shows the units in which every word of the query occurs. */
  setQuery(query: string): void {
    // Every word went on being typed, or a word was added: only what is shown can still match.
    const narrower = query.startsWith(this.#query);
    this.#query = query;
    this.#words = wordsOf(query);
    this.#counts = null;
    if (narrower) this.#show(this.#view);
    else this.#rebuild();
  }

  /** Sorts by a column; the column it is sorted by already turns round. */
  sortBy(column: Column): void {
    this.#sort = { column, descending: this.#sort?.column === column && !this.#sort.descending };
    this.#rebuild();
  }

  /** Units shown, per condition; counted once for each search, because a sort changes none of it. */
  conditions(): ConditionCounts {
    this.#counts ??= this.#countConditions();
    return this.#counts;
  }

  /** Ranks every column in small steps, so that a later sort is instant; ends early when the rows change. */
  *prepareSorting(): Generator<undefined, void> {
    const rows = this.#rows;
    const size = rows.length;
    for (const column of columns) {
      if (this.#ranks.has(column)) continue;
      const steps = this.#rankSteps(column);
      for (let step = steps.next(); ; step = steps.next()) {
        if (this.#rows !== rows || rows.length !== size) return;
        if (step.done === true) {
          this.#ranks.set(column, step.value);
          break;
        }
        yield;
      }
    }
  }

  #rankSteps(column: Column): Generator<undefined, Ranks> {
    const values = this.#rows.map((row) => this.#text.sortValue(row.unit, column));
    return rankSteps(values, this.#collator.compare);
  }

  #ranksOf(column: Column): Ranks {
    const known = this.#ranks.get(column);
    if (known !== undefined) return known;
    const ranks = finish(this.#rankSteps(column));
    this.#ranks.set(column, ranks);
    return ranks;
  }

  #countConditions(): ConditionCounts {
    const counts = { 'in-service': 0, limited: 0, 'out-of-service': 0, unknown: 0 };
    for (const index of this.#view) {
      const row = this.#rows[index];
      if (row !== undefined) counts[row.unit.condition] += 1;
    }
    return counts;
  }

  #rebuild(): void {
    const sort = this.#sort;
    if (sort === null) this.#show(Uint32Array.from(this.#rows.keys()));
    else this.#show(orderOf(this.#ranksOf(sort.column), sort.descending));
  }

  /** Shows those of the rows that match. */
  #show(order: Rows): void {
    this.#view = this.#words.length === 0 ? order : order.filter((index) => this.#matchesAt(index));
    this.#changed();
  }

  #matchesAt(index: number): boolean {
    const row = this.#rows[index];
    return row !== undefined && this.#matches(row);
  }

  #matches(row: UnitRow): boolean {
    for (const word of this.#words) if (!row.haystack.includes(word)) return false;
    return true;
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}
