import type { UnitUpdate } from '../../../../../electron/contract/live.ts';
import { isOut, unitColumns } from '../../../../../electron/contract/names.ts';
import type { Unit } from '../../../../../electron/contract/units.ts';
import type { Column } from '../../../../../renderer/units/table/columns.ts';
import { noFilters, type UnitFilters } from '../../../../../renderer/units/table/unit-filters.ts';
import { englishText } from '../sample.ts';

/** The same as the store, done in the plainest way: everything is computed from all units whenever it is asked for. */
export interface StoreModel {
  units: Unit[];
  watched: Set<string>;
  query: string;
  filters: UnitFilters;
  sort: { column: Column; descending: boolean } | null;
}

export const emptyModel = (): StoreModel => ({
  units: [],
  watched: new Set(),
  query: '',
  filters: noFilters,
  sort: null,
});

/** Puts units where those of the same ID are, or at the end. */
export function put(model: StoreModel, units: readonly Unit[]): void {
  for (const unit of units) {
    const place = model.units.findIndex(({ id }) => id === unit.id);
    if (place < 0) model.units.push(unit);
    else model.units[place] = unit;
  }
}

/** Changes the unit as an update says. */
export function update(model: StoreModel, { id, at, ...change }: UnitUpdate): void {
  for (const [place, unit] of model.units.entries()) {
    if (unit.id !== id) continue;
    const next: Unit = {
      ...unit,
      ...definedOnly(change),
      lastEventAt: Math.max(unit.lastEventAt ?? at, at),
    };
    // An outage begins with the event that tells it, and ends with the one that tells that.
    if (isOut(next.condition) !== isOut(unit.condition))
      next.outSince = isOut(next.condition) ? at : undefined;
    model.units[place] = next;
  }
}

/** An optional key of an update may also be there and undefined, by its type. */
function definedOnly<T extends object>(change: T) {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** Within the five percent that begin there; 100 belongs to the last. */
function isWithin({ availability }: Unit, from: number): boolean {
  return availability !== null && availability >= from && (availability < from + 5 || from === 95);
}

/** By one word, or by the beginning of "out of service", which finds the condition and nothing else. */
function isFound(unit: Unit, query: string): boolean {
  if (query === 'out of') return unit.condition === 'out-of-service';
  const atWord = new RegExp(`(^|[^a-z])${query}`, 'iu');
  return unitColumns.some((column) => atWord.test(englishText.searched(unit, column)));
}

/** The IDs that are shown, in order. */
export function expectedIds({ units, watched, query, filters, sort }: StoreModel): string[] {
  const shown = units.filter(
    (unit) =>
      isFound(unit, query) &&
      (filters.conditions.length === 0 || filters.conditions.includes(unit.condition)) &&
      (filters.types.length === 0 || filters.types.includes(unit.type)) &&
      (filters.sites.length === 0 || filters.sites.includes(unit.site)) &&
      (filters.cities.length === 0 || filters.cities.includes(unit.city)) &&
      (filters.availability.length === 0 || filters.availability.some((from) => isWithin(unit, from))) &&
      (!filters.watchedOnly || watched.has(unit.id)),
  );
  const severities = ['entrapment', 'out-of-service', 'limited', 'unknown', 'in-service'];
  if (sort === null) {
    shown.sort((a, b) => severities.indexOf(a.condition) - severities.indexOf(b.condition));
  } else {
    const compare = new Intl.Collator('en', { numeric: true }).compare;
    const key = (unit: Unit) => englishText.sortValue(unit, sort.column);
    shown.sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === null || y === null) return Number(x === null) - Number(y === null);
      const kinds = Number(typeof x === 'string') - Number(typeof y === 'string');
      const order = kinds || (typeof x === 'string' ? compare(x, String(y)) : x - Number(y));
      return sort.descending ? -order : order;
    });
  }
  return shown.map(({ id }) => id);
}

/** The availability of those units that a choice of it would show. */
export function expectedAvailability(model: StoreModel): number[] {
  const ids = expectedIds({ ...model, filters: { ...model.filters, availability: [] } });
  return model.units.filter(({ id }) => ids.includes(id)).flatMap(({ availability }) => availability ?? []);
}
