import { createElement } from 'react';
import { expect, test } from 'vitest';
import { NoMatch } from '../../../../../renderer/units/grid/unit-placeholders.tsx';
import type { UnitFilters } from '../../../../../renderer/units/table/unit-filters.ts';
import { FilterBar } from '../../../../../renderer/units/toolbar/filter-bar.tsx';
import { markupOf, wordsIn } from '../../markup.ts';
import { storeOf, unit } from '../sample.ts';

const sites = ['North, East', 'Mole', 'Harbour Tower', 'Pier 9'];

function narrowed(filters: Partial<UnitFilters>, query = '') {
  const units = storeOf(
    ...sites.map((site, index) =>
      unit(site, { site, availability: 97, city: index === 0 ? 'Paris' : 'Berlin' }),
    ),
    unit('out', { condition: 'out-of-service' }),
    unit('trapped', { condition: 'entrapment' }),
  );
  units.setFilters(filters, query);
  return units;
}

const bar = (filters: Partial<UnitFilters>, language: 'en' | 'de' = 'en') =>
  markupOf(createElement(FilterBar), language, { units: narrowed(filters) });
const removable = (html: string) =>
  [...html.matchAll(/aria-label="(.*?)\. Remove this filter"/gu)].map(([, text]) => text);

test('each city and site is a chip of its own that takes it away, and many are one', () => {
  const filters = { cities: ['Berlin', 'Paris'], sites: sites.slice(0, 3), availability: [95] };
  expect(removable(bar(filters))).toEqual([
    'Site: North, East',
    'Site: Mole',
    'Site: Harbour Tower',
    'City: Berlin',
    'City: Paris',
    'Availability: 95% to 100%',
  ]);
  expect(removable(bar({ sites }))).toEqual(['4 sites']);
  expect(wordsIn(bar(filters, 'de'))).toContain('Ort: Berlin');
});

test('a chip counts what it shows: out of service is also where somebody is trapped', () => {
  const html = bar({});
  expect(html).toContain('title="Out of service, entrapments included"');
  expect(wordsIn(html)).toContain('Entrapment 1 Out of service 2 In service 4');
});

test('without a match, the search and every kind of filter is named, with a way to clear each', () => {
  const units = narrowed(
    { conditions: ['limited'], types: ['escalator'], cities: ['Rome'], watchedOnly: true },
    'x',
  );
  const html = markupOf(createElement(NoMatch, { onClear: () => undefined }), 'en', { units });
  const text = wordsIn(html);
  expect(text).toContain('Nothing matches “x” and these filters');
  expect(text).toContain('Clear search');
  expect(text).toContain('Clear filters');
  expect(removable(html)).toEqual(['Status: Limited', 'Type: Escalator', 'City: Rome', 'Watched only']);
});

test('without a match of the search alone, no filter is named', () => {
  const units = narrowed({}, 'x');
  const html = markupOf(createElement(NoMatch, { onClear: () => undefined }), 'en', { units });
  expect(wordsIn(html)).toContain('No unit matches “x”');
  expect(wordsIn(html)).not.toContain('Clear filters');
  expect(removable(html)).toEqual([]);
});
