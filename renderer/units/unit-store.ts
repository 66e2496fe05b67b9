import type { Unit, UnitsView, UnitUpdate } from '../../electron/contract.ts';
import { type Column, columns as usualColumns } from './columns.ts';
import type { FleetSummary } from './fleet-summary.ts';
import { wordsOf } from './fold.ts';
import { createLiveOverlay, type LiveOverlay } from './live-overlay.ts';
import type { Rows } from './ranks.ts';
import { createSlices, type Slices, type SlicesParts } from './slices.ts';
import {
  type FilterCounts,
  type FilterTest,
  filterLists,
  filterTest,
  noCounts,
  noFilters,
  type UnitFilters,
} from './unit-filters.ts';
import { createUnitRows, type UnitRows } from './unit-rows.ts';
import type { UnitText } from './unit-text.ts';
import { type Found, findRows, moves } from './unit-view.ts';

/** The column the table is sorted by. */
export interface Sort {
  readonly column: Column;
  readonly descending: boolean;
}

export type Density = UnitsView['density'];

/** How many rows make it worth showing what a search has found before it has seen all rows. */
const screenful = 50;

/**
 * The units of the table: rows come page by page and change in place; what is shown is a list of indexes into them. All
 * that takes long is done in slices, and what was shown stays until the new is there. `version` rises with every change,
 * `layout` only with those that move rows or columns.
 */
export class UnitStore {
  #text: UnitText;
  #rows: UnitRows;
  /** The rows of a list that was read again while they are made. */
  #fresh: { readonly rows: UnitRows; readonly overlay: LiveOverlay } | null = null;
  /** The same rows, made, until they take the place of the others together with what is shown of them. */
  #next: UnitRows | null = null;
  #overlay: LiveOverlay | null = null;
  #view: Rows = new Uint32Array(0);
  #positions: Rows | null = null;
  #counts: FilterCounts = noCounts();
  #test: FilterTest = filterTest(noFilters, new Set());
  #query = '';
  #words: string[] = [];
  #filters: UnitFilters = noFilters;
  #watched: ReadonlySet<string> = new Set();
  #sort: Sort | null = null;
  #columns: readonly Column[] = usualColumns;
  #density: Density = 'comfortable';
  #stale = false;
  #version = 0;
  #layout = 0;
  #finding: Slices;
  #building: Slices;
  #listeners = new Set<() => void>();

  constructor(text: UnitText, slices: SlicesParts = {}) {
    this.#text = text;
    this.#rows = createUnitRows(text);
    this.#finding = createSlices(slices);
    this.#building = createSlices(slices);
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
    return this.#view.length;
  }
  /** A search, a sort or an exchange of the list is under way: what is shown is not the last word. */
  get busy(): boolean {
    return this.#finding.busy || this.#building.busy;
  }
  /** Live updates since would put rows into other places, or in or out of the table. `renew` does that. */
  get stale(): boolean {
    return this.#stale;
  }
  get query(): string {
    return this.#query;
  }
  get filters(): UnitFilters {
    return this.#filters;
  }
  get sort(): Sort | null {
    return this.#sort;
  }
  /** The columns shown, in their order. */
  get columns(): readonly Column[] {
    return this.#columns;
  }
  get density(): Density {
    return this.#density;
  }

  /** The unit at a position of the table. */
  at(position: number): Unit | undefined {
    const index = this.#view[position];
    return index === undefined ? undefined : this.#rows.units[index];
  }

  /** The unit with this ID, shown or not. */
  find(id: string): Unit | undefined {
    const index = this.#rows.indexOf(id);
    return index === undefined ? undefined : this.#rows.units[index];
  }

  /** The position of a unit in the table, -1 when it is not shown. */
  indexOf(id: string): number {
    const index = this.#rows.indexOf(id);
    if (index === undefined) return -1;
    if (this.#positions === null) {
      this.#positions = new Uint32Array(this.size);
      for (const [position, row] of this.#view.entries()) this.#positions[row] = position + 1;
    }
    return (this.#positions[index] ?? 0) - 1;
  }

  /** The IDs of the units shown from one position up to, and without, another. */
  shownIds(from: number, to: number): string[] {
    const ids: string[] = [];
    for (const index of this.#view.subarray(Math.max(0, from), Math.max(0, to))) {
      const unit = this.#rows.units[index];
      if (unit !== undefined) ids.push(unit.id);
    }
    return ids;
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
    return this.#watched.has(id);
  }

  /** A list begins to be read: live updates from now on win over its rows. */
  begin(): void {
    this.#overlay = createLiveOverlay();
  }

  /** Adds a page at the end, not while a list is exchanged. `end` puts it in order: a page costs what the page holds. */
  append(units: readonly Unit[]): void {
    const added: number[] = [];
    for (const unit of units) {
      const size = this.size;
      const index = this.#rows.add(this.#overlay?.over(unit) ?? unit);
      if (index === size) added.push(index);
    }
    // A unit that came twice may be counted and shown otherwise now.
    if (this.busy || added.length < units.length) this.#find();
    else this.#showMore(added);
  }

  #showMore(added: readonly number[]): void {
    const found = added.filter((index) => {
      const unit = this.#rows.units[index];
      return (
        unit !== undefined && this.#rows.search.matches(index) && this.#test.count(this.#counts, unit, 1)
      );
    });
    const view = new Uint32Array(this.#view.length + found.length);
    view.set(this.#view);
    view.set(found, this.#view.length);
    this.#show(view);
  }

  /** The list has come to its end, complete or not: puts appended rows in order. */
  end(): void {
    this.#overlay = null;
    if (this.#sort !== null) this.#find();
  }

  /** Exchanges all units for those of a list that is complete; search, filters and sort stay, and so do the rows until then. */
  replace(units: readonly Unit[]): void {
    const rows = createUnitRows(this.#text, this.#rows);
    const overlay = this.#overlay ?? createLiveOverlay();
    this.#fresh = { rows, overlay };
    this.#building.run(buildSteps(rows, overlay, units), {
      done: () => {
        rows.complete();
        rows.search.setWords(this.#words);
        this.#fresh = null;
        this.#next = rows;
        this.#find();
      },
    });
  }

  /** Forgets all units, and what they were narrowed to. */
  clear(): void {
    this.#building.stop();
    this.#finding.stop();
    this.#fresh = null;
    this.#next = null;
    this.#overlay = null;
    this.#rows = createUnitRows(this.#text);
    this.#narrow('', noFilters);
    this.#find();
  }

  /** Changes the language of what is searched and sorted. */
  setText(text: UnitText): void {
    this.#text = text;
    this.#rows.setText(text);
    this.#fresh?.rows.setText(text);
    this.#next?.setText(text);
    this.#find();
  }

  /** Takes live updates in, in their order. Rows stay where they are: see `renew`. */
  apply(updates: readonly UnitUpdate[]): void {
    let touched = false;
    for (const update of updates) {
      this.#overlay?.take(update);
      this.#fresh?.overlay.take(update);
      this.#fresh?.rows.change(update);
      this.#next?.change(update);
      const change = this.#rows.change(update);
      if (change === undefined) continue;
      touched = true;
      if (change.matched && change.before.condition !== change.after.condition) {
        this.#test.count(this.#counts, change.before, -1);
        this.#test.count(this.#counts, change.after, 1);
      }
      // A search may look at the very texts that have changed; counts of one under way may have missed it.
      this.#stale ||= this.#words.length > 0 || this.busy || moves(change, this.#sort, this.#filters);
    }
    if (touched) this.#tell();
  }

  /** Puts the rows where live updates since say they belong. */
  renew(): void {
    if (this.#stale && !this.busy) this.#find();
  }

  /** Shows the units in which every word of the query occurs. */
  setQuery(query: string): void {
    this.#narrow(query, this.#filters);
    this.#find('early');
  }

  setFilters(change: Partial<UnitFilters>): void {
    this.#narrow(this.#query, { ...this.#filters, ...change });
    this.#find('early');
  }

  /** The units that are watched, by ID. */
  setWatched(ids: ReadonlySet<string>): void {
    if (ids.size === this.#watched.size && [...ids].every((id) => this.#watched.has(id))) return;
    this.#watched = ids;
    this.#narrow(this.#query, this.#filters);
    this.#find();
  }

  /** Sorts by a column: ascending, then descending, then in the order of the list again. */
  sortBy(column: Column): void {
    const turned = this.#sort?.column === column;
    if (turned && this.#sort?.descending === true) this.#sort = null;
    else this.#sort = { column, descending: turned };
    this.#find();
  }

  /** Chooses the columns to show, in this order. Without any the table stays as it is. */
  setColumns(columns: readonly Column[]): void {
    const known = [...new Set(columns)].filter((column) => usualColumns.includes(column));
    if (known.length === 0) return;
    this.#columns = known;
    this.#moved();
  }

  setDensity(density: Density): void {
    this.#density = density;
    this.#moved();
  }

  /** How the table is arranged, and what it is narrowed to. */
  view(): UnitsView {
    return {
      columns: [...this.#columns],
      density: this.#density,
      sort: this.#sort,
      query: this.#query,
      ...filterLists(this.#filters),
    };
  }

  setView({ columns, density, sort, query, ...filters }: UnitsView): void {
    this.#sort = sort;
    this.#density = density;
    this.#narrow(query, filters);
    this.setColumns(columns);
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

  #narrow(query: string, filters: UnitFilters): void {
    this.#query = query;
    this.#filters = filters;
    this.#test = filterTest(filters, this.#watched);
    this.#words = wordsOf(query);
    this.#rows.search.setWords(this.#words);
    this.#next?.search.setWords(this.#words);
  }

  /**
   * Finds what to show; `early` shows the first screenful before everything has been looked at. A list that was read
   * again takes its place together with its view.
   */
  #find(early?: 'early'): void {
    const rows = this.#next ?? this.#rows;
    const found: Found = { buffer: new Uint32Array(rows.units.length), count: 0, counts: noCounts() };
    this.#stale = false;
    this.#finding.run(findRows(rows, this.#sort, this.#test, found), {
      paused: () => {
        const first = early !== undefined && rows === this.#rows && found.count >= screenful;
        if (first) this.#show(found.buffer.slice(0, found.count));
        else this.#tell();
      },
      done: () => {
        this.#rows = rows;
        this.#next = null;
        this.#counts = found.counts;
        this.#show(found.buffer.slice(0, found.count));
      },
    });
  }

  #show(view: Rows): void {
    this.#view = view;
    this.#positions = null;
    this.#moved();
  }

  #moved(): void {
    this.#layout += 1;
    this.#tell();
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}

function* buildSteps(
  rows: UnitRows,
  overlay: LiveOverlay,
  units: readonly Unit[],
): Generator<undefined, void> {
  for (const [index, unit] of units.entries()) {
    rows.add(overlay.over(unit));
    if (index % 256 === 0) yield;
  }
}
