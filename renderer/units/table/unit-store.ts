import type { UnitUpdate } from '../../../electron/contract/live.ts';
import { unitColumns } from '../../../electron/contract/names.ts';
import type { UnitNote } from '../../../electron/contract/notes.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { UnitsView } from '../../../electron/contract/views.ts';
import { createUnitGroups, type UnitGroups } from '../groups/unit-groups.ts';
import { createUnitNotes, type UnitNotes } from '../notes/unit-notes.ts';
import { createTurns, turnsBetween } from '../outages/turns.ts';
import { type Column, type ColumnWidths, isNoted, knownColumns, possibleWidth } from './columns.ts';
import type { FilterKind, PlaceNumbers, ScopeSummary } from './fleet-summary.ts';
import { createListExchange, type ListExchange } from './list-exchange.ts';
import { createPace, type Pace } from './pace.ts';
import type { SlicesParts } from './slices.ts';
import { narrowTo, notNarrowed, type UnitFilters } from './unit-filters.ts';
import { lookUp } from './unit-lookup.ts';
import { createUnitRows, type UnitRows } from './unit-rows.ts';
import type { UnitText } from './unit-text.ts';
import { countScope, isSorted, type Sort } from './unit-view.ts';
import { createViewFinder, type ViewFinder } from './view-finder.ts';
import { sightSteps, type ViewSight } from './view-sight.ts';

/** Minimum time between two notifications while pages arrive, in ms. */
const arrival = 100;

/**
 * The units of the table: rows arrive page by page and change in place; the view is a list of indexes into them. Long
 * work runs in slices, and the old view stays until the new one is ready. `version` increases with every change,
 * `layout` only when rows or columns move.
 */
export class UnitStore {
  #text: UnitText;
  #rows: UnitRows;
  #narrowing = notNarrowed;
  #columns: readonly Column[] = unitColumns;
  #widths: ColumnWidths = {};
  #density: UnitsView['density'] = 'comfortable';
  #sort: Sort | null = null;
  #version = 0;
  #layout = 0;
  #finder: ViewFinder;
  #exchange: ListExchange;
  #arrivals: Pace;
  #listeners = new Set<() => void>();
  #notes: UnitNotes;
  /** The groups of the rows, and which are folded. */
  readonly groups: UnitGroups;

  /** @param notes those that the texts tell of */
  constructor(text: UnitText, slices: SlicesParts = {}, notes = createUnitNotes()) {
    this.#text = text;
    this.#notes = notes;
    this.#rows = createUnitRows(text);
    this.#exchange = createListExchange(slices);
    this.#finder = createViewFinder({
      slices,
      rows: () => this.#rows,
      next: () => this.#exchange.next,
      narrowing: () => this.#narrowing,
      order: () => this.#sort,
      groupBy: () => this.groups.criterion(),
      onFound: (rows) => {
        if (rows === this.#exchange.next) {
          for (const change of turnsBetween(this.#rows, rows)) this.turns.note(change);
          this.#exchange.taken();
        }
        this.#rows = rows;
        this.#moved();
      },
      onPause: (moved) => (moved ? this.#moved() : this.#tell()),
    });
    this.groups = createUnitGroups({
      finder: () => this.#finder,
      unitAt: (position) => this.at(position),
      indexOf: (id) => this.#rows.indexOf(id),
      locale: () => this.#text.locale,
      notes,
      onFold: () => this.#moved(),
      onGroup: () => {
        this.#moved();
        this.#finder.sort();
      },
    });
    this.#arrivals = createPace(() => this.#notify(), arrival);
  }

  /** Changes of condition, for as long as they are marked. */
  readonly turns = createTurns();
  readonly version = (): number => this.#version;
  readonly layout = (): number => this.#layout;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  get text(): UnitText {
    return this.#text;
  }
  /** The number of all units, shown or not. */
  get size(): number {
    return this.#rows.units.length;
  }
  /** The number of rows of the table: units, and the rows of groups. `matching` counts units. */
  get shown(): number {
    return this.#finder.view.length;
  }
  /** The number of units that match the search and the filters, in folded groups too. */
  get matching(): number {
    return this.#finder.matching;
  }
  /** A search, a sort or a list exchange is running, so the view is not final. */
  get busy(): boolean {
    return this.#finder.busy || this.#exchange.busy;
  }
  /** Live updates have changed where rows belong, or which are shown. `renew` applies that. */
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
    return this.#sort;
  }
  /** The columns shown, in their order. */
  get columns(): readonly Column[] {
    return this.#columns;
  }
  /** The widths that the user has set, in px. */
  get widths(): ColumnWidths {
    return this.#widths;
  }
  get density(): UnitsView['density'] {
    return this.#density;
  }

  /** The unit at a position of the table; undefined for the row of a group. */
  at(position: number): Unit | undefined {
    const row = this.#finder.view[position];
    return row === undefined ? undefined : this.#rows.units[row];
  }

  /** The units that match in the order of the table: each once, in folded groups too. */
  matches(): Unit[] {
    return Array.from(this.#finder.rows(), (row) => this.#rows.units[row]).filter(
      (unit) => unit !== undefined,
    );
  }

  /** The unit with this ID, shown or not. */
  find(id: string): Unit | undefined {
    const row = this.#rows.indexOf(id);
    return row === undefined ? undefined : this.#rows.units[row];
  }

  /** Finds up to `most` units by what is typed, shown or not, in small steps: see `lookUp`. */
  lookUp(query: string, most: number, found: Unit[]): Generator<undefined, void> {
    return lookUp(this.#rows, query, most, found);
  }

  /** The first position of a unit in the table; -1 if it is not shown. */
  indexOf(id: string): number {
    const row = this.#rows.indexOf(id);
    return row === undefined ? -1 : this.#finder.position(row);
  }

  /** The IDs of the units shown from one position (inclusive) to another (exclusive), each once. */
  shownIds(from: number, to: number): string[] {
    const rows = this.#finder.view.subarray(Math.max(0, from), Math.max(0, to));
    const ids = Array.from(rows, (row) => this.#rows.units[row]?.id).filter((id) => id !== undefined);
    // A unit with several tags stands in several groups.
    return this.groups.by === 'tag' ? [...new Set(ids)] : ids;
  }

  /** The units that are out of service, shown or not, in no order. */
  outages(): Unit[] {
    const { units, out } = this.#rows;
    return Array.from(out, (row) => units[row]).filter((unit) => unit !== undefined);
  }

  /** How many units each choice of a filter would show without a search and other filters. */
  fleet(): ScopeSummary {
    return this.#rows.fleet.summary();
  }

  /** How many units each choice of a filter would show. */
  scope(): ScopeSummary {
    return this.#finder.counter.summary();
  }

  /** The sites and cities of all units, by the numbers that `scope` counts them under. */
  get places(): PlaceNumbers {
    return this.#rows.places;
  }

  /** Counts, in small steps, how many units each choice of a filter would show if another text were searched for. */
  *scopeSteps(query: string): Generator<undefined, ScopeSummary> {
    const { filters, watched, tagged } = this.#narrowing;
    return (yield* countScope(this.#rows, narrowTo(query, filters, watched, tagged))).summary();
  }

  /** What a search and filters would show, counted in small steps, while the table stays as it is. */
  sightSteps(
    query: string,
    filters: UnitFilters,
    openOf: (id: string) => Unit | undefined,
  ): Generator<undefined, ViewSight> {
    return sightSteps(this.#rows, narrowTo(query, filters, this.#narrowing.watched), openOf);
  }

  /** Whether a choice of this kind of filter could show the unit: the search and the other filters leave it. */
  couldShow(id: string, kind: FilterKind): boolean {
    const row = this.#rows.indexOf(id);
    const unit = row === undefined ? undefined : this.#rows.units[row];
    if (row === undefined || unit === undefined) return false;
    return this.#rows.search.matches(row) && this.#narrowing.test.leaves(unit, kind);
  }

  isWatched(id: string): boolean {
    return this.#narrowing.watched.has(id);
  }

  /** A list starts loading: live updates from now on override its rows. */
  begin(): void {
    this.#exchange.begin();
  }

  /** Appends a page, not while a list is exchanged. Only `end` sorts, so that a page costs no more than its size. */
  append(units: readonly Unit[]): void {
    const before = this.size;
    let repeated = false;
    for (const unit of units) {
      const size = this.size;
      repeated = this.#rows.add(this.#exchange.over(unit)) < size || repeated;
    }
    // A repeated unit may now be counted and shown differently.
    if (this.busy || repeated || this.groups.by !== null) {
      this.#finder.find();
      return;
    }
    const first = this.#finder.add(before);
    this.#count();
    if (first) this.#notify();
    else this.#arrivals.changed();
  }

  /** The list has finished loading, complete or not: sorts appended rows. */
  end(): void {
    this.#exchange.end();
    this.settle();
  }

  /** Sorts appended rows. */
  settle(): void {
    if (this.groups.by !== null || isSorted(this.#rows, this.#sort)) this.#finder.find();
    else this.#notify();
  }

  /** Replaces all units with those of a complete list; search, filters and sort stay, the old rows until then. */
  replace(units: readonly Unit[]): void {
    this.#exchange.start(units, this.#text, this.#rows, () => {
      this.#exchange.setWords(this.#narrowing.words);
      this.#finder.find();
    });
  }

  /** Clears all units, the search and the filters. */
  clear(): void {
    this.#exchange.clear();
    this.#finder.cancel();
    this.#rows = createUnitRows(this.#text);
    this.#narrow('', notNarrowed.filters);
    this.#finder.find();
  }

  /** Changes the language for searching and sorting. */
  setText(text: UnitText): void {
    this.#text = text;
    this.#rows.setText(text);
    this.#exchange.setText(text);
    this.#finder.find();
  }

  /** Applies live updates in their order. Rows keep their places: see `renew`. */
  apply(updates: readonly UnitUpdate[]): void {
    let touched = false;
    for (const update of updates) {
      const isAwaited = this.#exchange.take(update);
      const change = this.#rows.change(update);
      if (change !== undefined) {
        this.turns.note(change);
        this.#finder.change(change);
      } else if (isAwaited) this.#finder.changeNext();
      this.#finder.recount(update.id);
      touched ||= change !== undefined;
    }
    if (touched) this.#tell();
  }

  /** Moves the rows to where they belong after live updates. */
  renew(): void {
    if (this.stale && !this.busy) this.#finder.find();
  }

  /** Shows the units in which every word of the query occurs. */
  setQuery(query: string): void {
    this.#narrow(query, this.filters);
    this.#finder.find('early');
  }

  /** Changes filters, and the search in the same moment. */
  setFilters(change: Partial<UnitFilters>, query = this.query): void {
    this.#narrow(query, { ...this.filters, ...change });
    this.#finder.find('early');
  }

  /** Sets the IDs of the watched units. */
  setWatched(ids: ReadonlySet<string>): void {
    const { watched } = this.#narrowing;
    if (ids.size === watched.size && [...ids].every((id) => watched.has(id))) return;
    this.#narrow(this.query, this.filters, ids);
    this.#finder.find();
  }

  /** What the operator says of units. */
  get notes(): Omit<UnitNotes, 'set'> {
    return this.#notes;
  }

  /** Takes in what the operator says of these units. */
  setNotes(notes: readonly UnitNote[]): void {
    this.#notes.set(notes);
    for (const { id } of notes) {
      this.#rows.renote(id);
      this.#exchange.renote(id);
    }
    const { words, filters } = this.#narrowing;
    const isSortedByThem = this.#sort !== null && isNoted(this.#sort.column);
    if (words.length + filters.tags.length > 0 || isSortedByThem || this.groups.by === 'tag') {
      this.#narrow(this.query, filters);
      this.#finder.find();
    }
    this.#tell();
  }

  /** The texts tell something else of units that have not changed themselves. */
  retell(): void {
    this.#tell();
  }

  /** Clears all notes: they belong to somebody else. */
  clearNotes(): void {
    this.setNotes(this.#notes.ids().map((id) => ({ id, tags: [], note: '' })));
  }

  /** Sorts by a column: ascending, then descending, then in the order of the list. */
  sortBy(column: Column): void {
    const again = this.#sort?.column === column;
    this.setSort(again && this.#sort?.descending ? null : { column, descending: again });
  }

  /** Sorts by a column, or in the order of the list. */
  setSort(sort: Sort | null): void {
    this.#sort = sort;
    this.#finder.sort();
  }

  /** Sets the columns to show, in this order. Without any known column, nothing changes. */
  setColumns(columns: readonly Column[]): void {
    const known = knownColumns(columns);
    if (known === null) return;
    this.#columns = known;
    this.#moved();
  }

  /** Sets the widths of these columns, in px; the others keep theirs. */
  setWidths(widths: ColumnWidths): void {
    const possible = Object.entries(widths).map(([column, width]) => [column, possibleWidth(width)] as const);
    this.#widths = { ...this.#widths, ...Object.fromEntries(possible) };
    this.#moved();
  }

  /** All columns in their default order and width. */
  resetColumns(): void {
    this.#columns = unitColumns;
    this.#widths = {};
    this.#moved();
  }

  setDensity(density: UnitsView['density']): void {
    this.#density = density;
    this.#moved();
  }

  /** The arrangement, the search and the filters of the table. */
  view(): UnitsView {
    const { columns, widths, density, sort, query } = this;
    const { tags: _sealed, ...filters } = this.filters;
    return { columns: [...columns], widths, density, sort, group: this.groups.by, query, ...filters };
  }

  setView({ columns, widths, density, sort, group, query, ...filters }: UnitsView): void {
    this.#narrow(query, { ...filters, tags: [] });
    this.groups.set(group);
    this.#widths = widths;
    this.#columns = knownColumns(columns) ?? this.#columns;
    this.#density = density;
    this.#sort = sort;
    this.#moved();
    this.#finder.find('early');
  }

  /** Creates texts and ranks in small steps, so that later searches and sorts are instant. */
  *prepare(): Generator<undefined, void> {
    const rows = this.#rows;
    for (const _step of rows.prepare()) {
      if (rows !== this.#rows) return;
      yield;
    }
  }

  #narrow(query: string, filters: UnitFilters, watched = this.#narrowing.watched): void {
    const tagged = filters.tags.length === 0 ? null : this.#notes.tagged(filters.tags);
    this.#narrowing = narrowTo(query, filters, watched, tagged);
    this.#finder.narrowed();
    this.#rows.search.setWords(this.#narrowing.words);
    this.#exchange.setWords(this.#narrowing.words);
  }

  /** Rows or columns have moved. */
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
