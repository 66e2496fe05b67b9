import type { UnitUpdate } from '../../../electron/contract/live.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { UnitsView } from '../../../electron/contract/views.ts';
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
import type { SlicesParts } from './slices.ts';
import { type FilterCounts, filterLists, type UnitFilters } from './unit-filters.ts';
import { createUnitRows, type UnitRows } from './unit-rows.ts';
import type { UnitText } from './unit-text.ts';
import { createViewFinder, type ViewFinder } from './view-finder.ts';

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
  #narrowing = notNarrowed;
  #arrangement = usualArrangement;
  #version = 0;
  #layout = 0;
  #finder: ViewFinder;
  #exchange: ListExchange;
  #arrivals: Pace;
  #listeners = new Set<() => void>();

  constructor(text: UnitText, slices: SlicesParts = {}) {
    this.#text = text;
    this.#rows = createUnitRows(text);
    this.#exchange = createListExchange(slices);
    this.#finder = createViewFinder({
      slices,
      rows: () => this.#rows,
      next: () => this.#exchange.next,
      narrowing: () => this.#narrowing,
      order: () => this.sort,
      onFound: (rows) => {
        if (rows === this.#exchange.next) this.#exchange.taken();
        this.#rows = rows;
        this.#moved();
      },
      onPause: (moved) => (moved ? this.#moved() : this.#tell()),
    });
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
    return this.#finder.shown.count;
  }
  /** A search, a sort or an exchange of the list is under way: what is shown is not the last word. */
  get busy(): boolean {
    return this.#finder.busy || this.#exchange.busy;
  }
  /** Live updates since would put rows into other places, or in or out of the table. `renew` does that. */
  get stale(): boolean {
    return this.#finder.stale;
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
    const row = this.#finder.shown.row(position);
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
    return row === undefined ? -1 : this.#finder.shown.position(row);
  }

  /** The IDs of the units shown from one position up to, and without, another. */
  shownIds(from: number, to: number): string[] {
    return this.#finder.shown.ids(from, to);
  }

  /** All units in numbers, shown or not. */
  fleet(): FleetSummary {
    return this.#rows.fleet.summary();
  }

  /** How many units each choice of a filter would show. */
  filterCounts(): FilterCounts {
    return this.#finder.counts;
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
    if (this.busy || repeated) this.#finder.find();
    else this.#showMore(before);
  }

  #showMore(from: number): void {
    const first = this.#finder.add(from);
    this.#count();
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
    if (this.#arrangement.sort !== null) this.#finder.find();
    else this.#notify();
  }

  /** Exchanges all units for those of a list that is complete; search, filters and sort stay, and so do the rows until then. */
  replace(units: readonly Unit[]): void {
    this.#exchange.start(units, this.#text, this.#rows, () => {
      this.#exchange.setWords(this.#narrowing.words);
      this.#finder.find();
    });
  }

  /** Forgets all units, and what they were narrowed to. */
  clear(): void {
    this.#exchange.stop();
    this.#finder.stop();
    this.#rows = createUnitRows(this.#text);
    this.#narrow('', notNarrowed.filters);
    this.#finder.find();
  }

  /** Changes the language of what is searched and sorted. */
  setText(text: UnitText): void {
    this.#text = text;
    this.#rows.setText(text);
    this.#exchange.setText(text);
    this.#finder.find();
  }

  /** Takes live updates in, in their order. Rows stay where they are: see `renew`. */
  apply(updates: readonly UnitUpdate[]): void {
    let touched = false;
    for (const update of updates) {
      const isAwaited = this.#exchange.take(update);
      const change = this.#rows.change(update);
      if (change !== undefined) this.#finder.change(change);
      else if (isAwaited) this.#finder.changeNext();
      touched ||= change !== undefined;
    }
    if (touched) this.#tell();
  }

  /** Puts the rows where live updates since say they belong. */
  renew(): void {
    if (this.stale && !this.busy) this.#finder.find();
  }

  /** Shows the units in which every word of the query occurs. */
  setQuery(query: string): void {
    this.#narrow(query, this.filters);
    this.#finder.find('early');
  }

  setFilters(change: Partial<UnitFilters>): void {
    this.#narrow(this.query, { ...this.filters, ...change });
    this.#finder.find('early');
  }

  /** The units that are watched, by ID. */
  setWatched(ids: ReadonlySet<string>): void {
    const { watched } = this.#narrowing;
    if (ids.size === watched.size && [...ids].every((id) => watched.has(id))) return;
    this.#narrow(this.query, this.filters, ids);
    this.#finder.find();
  }

  /** Sorts by a column: ascending, then descending, then in the order of the list again. */
  sortBy(column: Column): void {
    this.#arrangement = { ...this.#arrangement, sort: nextSort(this.sort, column) };
    this.#finder.sort();
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
    this.#moved();
  }

  /** How the table is arranged, and what it is narrowed to. */
  view(): UnitsView {
    const { columns, density, sort } = this.#arrangement;
    return { columns: [...columns], density, sort, query: this.query, ...filterLists(this.filters) };
  }

  setView({ columns, density, sort, query, ...filters }: UnitsView): void {
    this.#narrow(query, filters);
    this.#arrange({ columns: knownColumns(columns) ?? this.columns, density, sort });
    this.#finder.find('early');
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
    this.#finder.narrowed();
    this.#rows.search.setWords(this.#narrowing.words);
    this.#exchange.setWords(this.#narrowing.words);
  }

  /** Rows or columns are in other places now. */
  #moved(): void {
    this.#count();
    this.#notify();
  }

  #tell(): void {
    this.#version += 1;
    this.#notify();
  }

  #count(): void {
    this.#layout += 1;
    this.#version += 1;
  }

  #notify(): void {
    this.#arrivals.stop();
    for (const listener of [...this.#listeners]) listener();
  }
}
