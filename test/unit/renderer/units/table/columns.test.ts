import { describe, expect, it } from 'vitest';
import { unitColumns } from '../../../../../electron/contract/names.ts';
import { isLive, moveBy, moveTo, toggle } from '../../../../../renderer/units/table/columns.ts';
import { shownIds, storeOf, unit } from '../sample.ts';

describe('the columns', () => {
  it('move to the place of another', () => {
    expect(moveTo(['name', 'status', 'site', 'city'], 'city', 'status')).toEqual([
      'name',
      'city',
      'status',
      'site',
    ]);
    expect(moveTo(['name', 'status', 'site'], 'name', 'site')).toEqual(['status', 'site', 'name']);
  });

  it('move by one place, and stay at the ends', () => {
    expect(moveBy(['name', 'status'], 'status', -1)).toEqual(['status', 'name']);
    expect(moveBy(['name', 'status'], 'status', 1)).toEqual(['name', 'status']);
    expect(moveBy(['name', 'status'], 'name', -1)).toEqual(['name', 'status']);
  });

  it('come back behind the one they usually follow', () => {
    expect(toggle(['city', 'name', 'type'], 'status')).toEqual(['city', 'name', 'status', 'type']);
    expect(toggle(['city'], 'name')).toEqual(['name', 'city']);
  });

  it('go, but for the last', () => {
    expect(toggle(['name', 'city'], 'name')).toEqual(['city']);
    expect(toggle(['city'], 'city')).toEqual(['city']);
  });

  it('are each shown once, and never none', () => {
    const store = storeOf();
    store.setColumns(['city', 'name', 'city']);
    expect(store.columns).toEqual(['city', 'name']);
    store.setColumns([]);
    expect(store.columns).toEqual(['city', 'name']);
  });
});

describe('the view', () => {
  it('says how the table is arranged and narrowed, and brings it back', () => {
    const store = storeOf(unit('1', { city: 'Wien' }), unit('2', { city: 'Bern', type: 'escalator' }));
    store.setColumns(['city', 'name']);
    store.setDensity('compact');
    store.sortBy('city');
    store.setQuery('unit');
    store.setFilters({ types: ['elevator'] });
    store.groups.set('city');
    const view = store.view();
    expect(view).toEqual({
      columns: ['city', 'name'],
      density: 'compact',
      sort: { column: 'city', descending: false },
      group: 'city',
      query: 'unit',
      conditions: [],
      types: ['elevator'],
      sites: [],
      cities: [],
      availability: [],
      watchedOnly: false,
    });
    const other = storeOf(unit('1', { city: 'Wien' }), unit('2', { city: 'Bern', type: 'escalator' }));
    expect(other.view()).toMatchObject({ columns: [...unitColumns], density: 'comfortable', sort: null });
    other.setView(view);
    expect(other.view()).toEqual(view);
    // The row of the group comes before the unit.
    expect(shownIds(other)).toEqual(['', '1']);
  });
});

describe('the order', () => {
  it('is that of the list again when a column is chosen a third time', () => {
    const store = storeOf(unit('1', { city: 'Bern' }), unit('2', { city: 'Aachen' }));
    store.sortBy('city');
    store.sortBy('city');
    store.sortBy('city');
    expect(store.sort).toBeNull();
    expect(shownIds(store)).toEqual(['1', '2']);
  });
});

it('the columns that live updates change are known', () => {
  expect(unitColumns.filter(isLive)).toEqual([
    'status',
    'outSince',
    'floor',
    'direction',
    'lastEvent',
    'lastSeen',
  ]);
});
