import type { Unit, UnitsView, UnitUpdate } from '../../electron/contract.ts';
import {
  type Arrangement,
  type Density,
  knownColumns,
  nextSort,
  type Sort,
  usualArrangement,
} from './arrangement.ts';
import type { Column } from './columns.ts';
import type { FleetSummary } from './fleet-summary.ts';
import { createListExchange, type ListExchange } from './list-exchange.ts';
import { narrowTo, notNarrowed } from './narrowing.ts';
import { createPace, type Pace } from './pace.ts';
import { larger, type Rows } from './rows.ts';
import { type ShownRows, showRows } from './shown-rows.ts';
import { createSlices, type Slices, type SlicesParts } from './slices.ts';
import { type FilterCounts, filterLists, noCounts, type UnitFilters } from './unit-filters.ts';
import { createUnitRows, type UnitRows } from './unit-rows.ts';
import type { UnitText } from './unit-text.ts';
import { type Found, findRows, moves, sortRows } from './unit-view.ts';

/** How many rows make it worth showing what a search has found before it has seen all rows. */
const screenful = 50;
/** While pages arrive, what draws the table hears of them so often, in ms. */
const arrival = 100;

/**
 * The units of the table: rows come page by page and change in place; what is shown is a list of indexes into them. All
 * that takes long is done in slices, and what was shown stays until the new is there. `version` rises with every change,
 * `layout` only with those that move rows or columns.
 */
export class UnitStore {
  #text: UnitText;
  #rows: UnitRows;
  #shown: ShownRows;
  #view: Rows = new Uint32Array(0);
  #counts: FilterCounts = noCounts();
  /** By row, 1 for each that is shown; null when live updates or new rows have made that out of date. */
  #passes: Uint8Array<ArrayBuffer> | null = new Uint8Array(1024);
  #narrowing = notNarrowed;
  #arrangement = usualArrangement;
  #stale = false;
  #version = 0;
  #layout = 0;
  #finding: Slices;
  #exchange: ListExchange;
  #arrivals: Pace;
  #listeners = new Set<() => void>();

  constructor(text: UnitText, slices: SlicesParts = {}) {
    this.#text = text;
    this.#rows = createUnitRows(text);
    this.#shown = showRows(this.#view, this.#rows);
    this.#finding = createSlices(slices);
    this.#exchange = createListExchange(slices);
    this.#arrivals = createPace(() => this.#notify(), arrival);
  }

  readonly version = (): number => this.#version;
  readonly layout = (): number => this.#layout;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  get text(): UnitText {
    return this.#text;
  }
  /** All units, shown or not. */
  get size(): number {
    return this.#rows.units.length;
  }
  /** The units that match the search and the filters. */
  get shown(): number {
    return this.#shown.count;
  }
  /** A search, a sort or an exchange of the list is under way: what is shown is not the last word. */
  get busy(): boolean {
    return this.#finding.busy || this.#exchange.busy;
  }
  /** Live updates since would put rows into other places, or in or out of the table. `renew` does that. */
  get stale(): boolean {
    return this.#stale;
  }
  get query(): string {
    return this.#narrowing.query;
  }
  get filters(): UnitFilters {
    return this.#narrowing.filters;
  }
  get sort(): Sort | null {
    return this.#arrangement.sort;
  }
  /** The columns shown, in their order. */
  get columns(): readonly Column[] {
    return this.#arrangement.columns;
  }
  get density(): Density {
    return this.#arrangement.density;
  }

  /** The unit at a position of the table. */
  at(position: number): Unit | undefined {
    const row = this.#shown.row(position);
    return row === undefined ? undefined : this.#rows.units[row];
  }

  /** The unit with this ID, shown or not. */
  find(id: string): Unit | undefined {
    const row = this.#rows.indexOf(id);
    return row === undefined ? undefined : this.#rows.units[row];
  }

  /** The position of a unit in the table, -1 when it is not shown. */
  indexOf(id: string): number {
    const row = this.#rows.indexOf(id);
    return row === undefined ? -1 : this.#shown.position(row);
  }

  /** The IDs of the units shown from one position up to, and without, another. */
  shownIds(from: number, to: number): string[] {
    return this.#shown.ids(from, to);
  }

  /** All units in numbers, shown or not. */
  fleet(): FleetSummary {
    return this.#rows.fleet.summary();
  }

  /** How many units each choice of a filter would show. */
  filterCounts(): FilterCounts {
    return this.#counts;
  }

  isWatched(id: string): boolean {
    return this.#narrowing.watched.has(id);
  }

  /** A list begins to be read: live updates from now on win over its rows. */
  begin(): void {
    this.#exchange.begin();
  }

  /** Adds a page at the end, not while a list is exchanged. `end` puts it in order: a page costs what the page holds. */
  append(units: readonly Unit[]): void {
    const before = this.size;
    let repeated = false;
    for (const unit of units) {
      const size = this.size;
      repeated = this.#rows.add(this.#exchange.over(unit)) < size || repeated;
    }
    // A unit that came twice may be counted and shown otherwise now.
    if (this.busy || repeated) this.#find();
    else this.#showMore(before);
  }

  /** Shows those of the rows from an index on that pass. */
  #showMore(from: number): void {
    const { test } = this.#narrowing;
    const found: number[] = [];
    for (let row = from; row < this.size; row += 1) {
      const unit = this.#rows.units[row];
      if (unit && this.#rows.search.matches(row) && test.count(this.#counts, unit, 1)) found.push(row);
    }
    this.#passes &&= withRows(this.#passes, this.size, found);
    const view = new Uint32Array(this.#view.length + found.length);
    view.set(this.#view);
    view.set(found, this.#view.length);
    const first = this.#view.length === 0;
    this.#setView(view);
    if (first) this.#notify();
    else this.#arrivals.changed();
  }

  /** The list has come to its end, complete or not: puts appended rows in order. */
  end(): void {
    this.#exchange.end();
    this.settle();
  }

  /** Puts appended rows in order. */
  settle(): void {
    if (this.#arrangement.sort !== null) this.#find();
    else this.#notify();
  }

  /** Exchanges all units for those of a list that is complete; search, filters and sort stay, and so do the rows until then. */
  replace(units: readonly Unit[]): void {
    this.#exchange.start(units, this.#text, this.#rows, () => {
      this.#exchange.setWords(this.#narrowing.words);
      this.#find();
    });
  }

  /** Forgets all units, and what they were narrowed to. */
  clear(): void {
    this.#exchange.stop();
    this.#finding.stop();
    this.#rows = createUnitRows(this.#text);
    this.#narrow('', notNarrowed.filters);
    this.#find();
  }

  /** Changes the language of what is searched and sorted. */
  setText(text: UnitText): void {
    this.#text = text;
    this.#rows.setText(text);
    this.#exchange.setText(text);
    this.#find();
  }

  /** Takes live updates in, in their order. Rows stay where they are: see `renew`. */
  apply(updates: readonly UnitUpdate[]): void {
    const { test, words, filters } = this.#narrowing;
    let touched = false;
    for (const update of updates) {
      this.#exchange.take(update);
      const change = this.#rows.change(update);
      if (change === undefined) continue;
      touched = true;
      if (change.matched && change.before.condition !== change.after.condition) {
        test.count(this.#counts, change.before, -1);
        test.count(this.#counts, change.after, 1);
      }
      // A search may look at the very texts that have changed; counts of one under way may have missed it.
      this.#stale ||= words.length > 0 || this.busy || moves(change, this.sort, filters);
    }
    if (touched) this.#tell();
  }

  /** Puts the rows where live updates since say they belong. */
  renew(): void {
    if (this.#stale && !this.busy) this.#find();
  }

  /** Shows the units in which every word of the query occurs. */
  setQuery(query: string): void {
    this.#narrow(query, this.filters);
    this.#find('early');
  }

  setFilters(change: Partial<UnitFilters>): void {
    this.#narrow(this.query, { ...this.filters, ...change });
    this.#find('early');
  }

  /** The units that are watched, by ID. */
  setWatched(ids: ReadonlySet<string>): void {
    const { watched } = this.#narrowing;
    if (ids.size === watched.size && [...ids].every((id) => watched.has(id))) return;
    this.#narrow(this.query, this.filters, ids);
    this.#find();
  }

  /** Sorts by a column: ascending, then descending, then in the order of the list again. */
  sortBy(column: Column): void {
    this.#arrangement = { ...this.#arrangement, sort: nextSort(this.sort, column) };
    if (this.#passes === null || this.#stale || this.busy) this.#find();
    else this.#sort(this.#passes);
  }

  /** Chooses the columns to show, in this order. Without any the table stays as it is. */
  setColumns(columns: readonly Column[]): void {
    const known = knownColumns(columns);
    if (known !== null) this.#arrange({ columns: known });
  }

  setDensity(density: Density): void {
    this.#arrange({ density });
  }

  #arrange(change: Partial<Arrangement>): void {
    this.#arrangement = { ...this.#arrangement, ...change };
    this.#layout += 1;
    this.#tell();
  }

  /** How the table is arranged, and what it is narrowed to. */
  view(): UnitsView {
    const { columns, density, sort } = this.#arrangement;
    return { columns: [...columns], density, sort, query: this.query, ...filterLists(this.filters) };
  }

  setView({ columns, density, sort, query, ...filters }: UnitsView): void {
    this.#narrow(query, filters);
    this.#arrange({ columns: knownColumns(columns) ?? this.columns, density, sort });
    this.#find('early');
  }

  /** Reads and ranks everything in small steps, so that later searches and sorts are instant. */
  *prepare(): Generator<undefined, void> {
    const rows = this.#rows;
    for (const _step of rows.prepare()) {
      if (rows !== this.#rows) return;
      yield;
    }
  }

  #narrow(query: string, filters: UnitFilters, watched = this.#narrowing.watched): void {
    this.#narrowing = narrowTo(query, filters, watched);
    this.#passes = null;
    this.#rows.search.setWords(this.#narrowing.words);
    this.#exchange.setWords(this.#narrowing.words);
  }

  /**
   * Finds what to show; `early` shows the first screenful before everything has been looked at. A list that was read
   * again takes its place together with its view.
   */
  #find(early?: 'early'): void {
    const rows = this.#exchange.next ?? this.#rows;
    const { length } = rows.units;
    const found: Found = {
      buffer: new Uint32Array(length),
      count: 0,
      counts: noCounts(),
      passes: new Uint8Array(length),
    };
    this.#stale = false;
    this.#finding.run(findRows(rows, this.sort, this.#narrowing.test, found), {
      paused: () => {
        const first = early !== undefined && rows === this.#rows && found.count >= screenful;
        if (first) this.#show(found.buffer.slice(0, found.count));
        else this.#tell();
      },
      done: () => {
        this.#rows = rows;
        this.#exchange.taken();
        this.#counts = found.counts;
        this.#passes = found.passes;
        this.#show(found.buffer.slice(0, found.count));
      },
    });
  }

  /** Puts the rows that are shown into another order. */
  #sort(passes: Uint8Array): void {
    const found = { buffer: new Uint32Array(this.size), count: 0 };
    this.#finding.run(sortRows(this.#rows, this.sort, passes, found), {
      paused: () => this.#tell(),
      done: () => this.#show(found.buffer.subarray(0, found.count)),
    });
  }

  #setView(view: Rows): void {
    this.#view = view;
    this.#shown = showRows(view, this.#rows);
    this.#layout += 1;
    this.#version += 1;
  }

  #show(view: Rows): void {
    this.#setView(view);
    this.#notify();
  }

  #tell(): void {
    this.#version += 1;
    this.#notify();
  }

  #notify(): void {
    this.#arrivals.stop();
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Says of more rows that they pass. */
function withRows(
  passes: Uint8Array<ArrayBuffer>,
  size: number,
  more: readonly number[],
): Uint8Array<ArrayBuffer> {
  let roomy = passes;
  while (roomy.length < size) roomy = larger(roomy);
  for (const row of more) roomy[row] = 1;
  return roomy;
}
