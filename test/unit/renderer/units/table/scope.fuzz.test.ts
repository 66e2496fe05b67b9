import fc from 'fast-check';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { isLookedFor, unitConditions, unitTypes } from '../../../../../electron/contract/names.ts';
import type { Unit } from '../../../../../electron/contract/units.ts';
import { en } from '../../../../../renderer/ui/strings/en.ts';
import { FleetCharts } from '../../../../../renderer/units/overview/fleet-overview.tsx';
import { type Choice, filtersWith, suggestSteps } from '../../../../../renderer/units/table/suggestions.ts';
import type { UnitFilters } from '../../../../../renderer/units/table/unit-filters.ts';
import type { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';
import { FilterBar } from '../../../../../renderer/units/toolbar/filter-bar.tsx';
import { markupOf } from '../../markup.ts';
import { finish, storeOf, unit } from '../sample.ts';

const condition = fc.constantFrom(...unitConditions);
const type = fc.constantFrom(...unitTypes);
const site = fc.constantFrom('North, East Tower', 'Paris Mall', 'Mole “Süd”');
const city = fc.constantFrom('Paris', 'Berlin', 'Saint-Denis, Paris', '');
const part = fc.record({ condition, type, site, city, availability: fc.option(fc.nat(100)) });
const fleet = fc
  .array(part, { minLength: 5, maxLength: 30 })
  .map((parts) => parts.map((each, index) => unit(String(index), each)));
/** Mostly nothing: with filters of every kind hardly any unit is left. */
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<T[]>([]) },
    fc.uniqueArray(value, { minLength: 1, maxLength: 2 }),
  );
const filters: fc.Arbitrary<UnitFilters> = fc.record({
  conditions: some(condition),
  types: some(type),
  sites: some(site),
  cities: some(city),
  availability: some(fc.constantFrom(0, 50, 95)),
  watchedOnly: fc.integer({ min: 0, max: 5 }).map((value) => value === 0),
  tags: some(fc.constantFrom('Night', 'VIP')),
});
const query = fc.constantFrom(
  '',
  'paris',
  'berlin out of',
  'paris, elevators',
  'entrapment',
  '"north, e',
  'north, ea',
  'lim',
  'saint-denis, par',
  'nothing is called this',
);
const watched = fc.uniqueArray(fc.nat(30).map(String), { maxLength: 8 });

function narrowed([units, on, text, ids]: [Unit[], UnitFilters, string, string[]]): UnitStore {
  const store = storeOf(...units);
  store.setNotes([
    ...units
      .slice(0, 9)
      .map(({ id }, index) => ({ id, tags: index % 2 ? ['VIP'] : ['VIP', 'Night'], note: '' })),
    { id: 'gone from the list', tags: ['VIP'], note: '' },
  ]);
  store.setWatched(new Set(ids));
  store.setFilters(on, text);
  return store;
}

/** How many rows the table has after these filters were chosen besides the others, and the search. */
function shownWith(store: UnitStore, change: Partial<UnitFilters>, text = store.query): number {
  const { filters: before, query: textBefore } = store;
  store.setFilters(change, text);
  const { shown } = store;
  store.setFilters(before, textBefore);
  return shown;
}

/** A number that stands on screen, and what a press shows if nothing else of its kind is on. */
type Offer = readonly [label: string, count: number, choice: Partial<UnitFilters>];

const labels = en.units.labels;
/** The filter that a label stands for. */
const choices = new Map<string, Partial<UnitFilters>>([[en.units.filters.watched, { watchedOnly: true }]]);
for (const each of unitConditions) choices.set(labels.condition[each], { conditions: [each] });
for (const each of unitTypes) choices.set(labels.type[each], { types: [each] });

function offersOnScreen(store: UnitStore): Offer[] {
  const services = { units: store };
  const bar = markupOf(createElement(FilterBar), 'en', services);
  const charts = markupOf(
    createElement(FleetCharts, { scope: store.scope(), filters: store.filters }),
    'en',
    services,
  );
  const chips = [...bar.matchAll(/aria-pressed="false"[^>]*>([^<]*) <strong>([\d,]+)</gu)].map(
    ([, label = '', count]): Offer => [label, Number(count), choices.get(label) ?? {}],
  );
  const bars = [
    ...charts.matchAll(/aria-pressed="false"[^>]*>(?:<span class="visually-hidden">)?([^<]+)</gu),
  ].map(([, text = '']): Offer => {
    const range = /^(\d+)% to \d+%: (\d+) units?$/u.exec(text);
    if (range) return [text, Number(range[2]), { availability: [Number(range[1])] }];
    const place = /^(.*): \d+ of (\d+) out of service$/u.exec(text);
    if (place) return [text, Number(place[2]), { sites: [place[1] ?? ''] }];
    const [, label = '', count] = /^(.*?)(?:, entrapments included)?: (\d+) of \d+$/u.exec(text) ?? [];
    return [text, Number(count), choices.get(label) ?? {}];
  });
  return [...chips, ...bars];
}

/** Whether a unit is one that a choice of this kind counts. */
const isOf = ({ kind, value }: Choice, each: Unit): boolean =>
  kind === 'conditions'
    ? isLookedFor([value], each.condition)
    : { types: each.type, sites: each.site, cities: each.city }[kind] === value;

function rowsOf(store: UnitStore, choice: Choice): number {
  const ids = store.shownIds(0, store.shown);
  return ids.filter((id) => isOf(choice, store.find(id) ?? unit(id))).length;
}

describe('a number on screen', () => {
  it('is that of the rows one gets by choosing it, and never 0', () => {
    let offered = 0;
    fc.assert(
      fc.property(fc.tuple(fleet, filters, query, watched), (input) => {
        const store = narrowed(input);
        for (const [label, count, choice] of offersOnScreen(store)) {
          expect([label, Object.keys(choice).length]).toEqual([label, 1]);
          expect([label, count]).toEqual([label, shownWith(store, choice)]);
          expect(count).toBeGreaterThan(0);
          offered += 1;
        }
      }),
      { numRuns: 200 },
    );
    expect(offered).toBeGreaterThan(200);
  });

  it('beside a tag is that of the rows which the filter by it shows', () => {
    fc.assert(
      fc.property(fc.tuple(fleet, filters, query, watched), (input) => {
        const store = narrowed(input);
        for (const [tag, count] of store.notes.tags((id) => store.couldShow(id, 'tags')))
          expect([tag, count]).toEqual([tag, shownWith(store, { tags: [tag] })]);
      }),
      { numRuns: 100 },
    );
  });

  it('beside a suggested filter is that of the rows of its kind, once it is chosen', () => {
    let suggested = 0;
    const asked = { condition: (each: Unit['condition']) => labels.condition[each], type: () => '' };
    fc.assert(
      fc.property(fc.tuple(fleet, filters, query, watched), (input) => {
        const store = narrowed(input);
        const found = finish(suggestSteps(store, asked));
        for (const { choice, count, rest } of found) {
          const alone = filtersWith({ ...store.filters, [choice.kind]: [] }, choice);
          expect([choice, count]).toEqual([choice, shownWith(store, alone, rest)]);
          expect(count).toBeGreaterThan(0);
        }
        const [first] = found;
        if (first === undefined) return;
        suggested += 1;
        store.setFilters(filtersWith(store.filters, first.choice), first.rest);
        expect(rowsOf(store, first.choice)).toBe(first.count);
      }),
      { numRuns: 300 },
    );
    expect(suggested).toBeGreaterThan(30);
  });
});
