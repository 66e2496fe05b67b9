import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../../electron/core/export/csv.ts';
import { en } from '../../../../../renderer/ui/strings/en.ts';
import { exportRow, tableOf } from '../../../../../renderer/units/export/export-table.ts';
import { createUnitNotes } from '../../../../../renderer/units/notes/unit-notes.ts';
import { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';
import { createUnitText } from '../../../../../renderer/units/table/unit-text.ts';
import { shownIds, unit } from '../sample.ts';

/** A table of three units, the first two of which are tagged. */
function noted() {
  const notes = createUnitNotes();
  const text = createUnitText('en', en.units.labels, notes);
  const store = new UnitStore(text, { budget: Number.POSITIVE_INFINITY }, notes);
  store.append([unit('1'), unit('2'), unit('3')]);
  store.setNotes([
    { id: '1', tags: ['VIP'], note: '' },
    { id: '2', tags: ['Nacht', 'VIP'], note: 'Schlüssel beim Pförtner' },
    { id: 'gone', tags: ['Nacht'], note: '' },
  ]);
  return { store, notes };
}

describe('what the operator says of units', () => {
  it('is found by a search, at once after it was said', () => {
    const { store } = noted();
    store.setQuery('nacht');
    expect(shownIds(store)).toEqual(['2']);
    store.setQuery('pfoertner');
    expect(shownIds(store)).toEqual(['2']);
    store.setNotes([
      { id: '2', tags: [], note: '' },
      { id: '3', tags: [], note: 'auch beim Pförtner' },
    ]);
    expect(shownIds(store)).toEqual(['3']);
  });

  it('is found in a list that was read again meanwhile', () => {
    const { store } = noted();
    store.replace([unit('2'), unit('1')]);
    store.setQuery('vip');
    expect(shownIds(store)).toEqual(['2', '1']);
  });

  it('is a filter by tag: units with any of the tags', () => {
    const { store } = noted();
    store.setFilters({ tags: ['Nacht'] });
    expect(shownIds(store)).toEqual(['2']);
    expect(store.scope().types.elevator).toBe(1);
    store.setFilters({ tags: ['Nacht', 'VIP'] });
    expect(shownIds(store)).toEqual(['1', '2']);
    store.setNotes([{ id: '3', tags: ['VIP'], note: '' }]);
    expect(shownIds(store)).toEqual(['1', '2', '3']);
  });

  it('is in no view, which is not sealed', () => {
    const { store } = noted();
    store.setFilters({ tags: ['Nacht'] });
    expect(JSON.stringify(store.view())).not.toContain('Nacht');
    store.setView(store.view());
    expect(store.filters.tags).toEqual([]);
  });

  it('is sorted by, empty cells last, and again after it has changed', () => {
    const { store } = noted();
    store.sortBy('tags');
    expect(shownIds(store)).toEqual(['2', '1', '3']);
    store.setNotes([{ id: '3', tags: ['A'], note: '' }]);
    expect(shownIds(store)).toEqual(['3', '2', '1']);
  });

  it('is in the export where its columns are shown', () => {
    const { store } = noted();
    store.setColumns(['id', 'tags', 'note']);
    const csv = tableOf(store, ['ID', 'Tags', 'Note'], 'csv');
    expect(csv.units.map((each) => exportRow(csv, each))[1]).toEqual([
      '2',
      'Nacht, VIP',
      'Schlüssel beim Pförtner',
    ]);
    const json = tableOf(store, [], 'json');
    expect(json.header).toEqual(['id', 'tags', 'note']);
    expect(exportRow(json, unit('3'))).toEqual(['3', '', '']);
  });

  it('is harmless in a spreadsheet, whatever somebody wrote (R44)', () => {
    const { store } = noted();
    store.setColumns(['id', 'tags', 'note']);
    store.setNotes([{ id: '3', tags: ['=1+1', '@x'], note: 'first line\n=cmd()' }]);
    const table = tableOf(store, [], 'csv');
    const line = csvLine(exportRow(table, unit('3')));
    expect(line).toBe(`3,"'=1+1,' @x","first line\n'=cmd()"\r\n`);
  });

  it('counts a tag for the units in the list, and knows it for those that have gone', () => {
    const { store } = noted();
    const isListed = (id: string) => store.find(id) !== undefined;
    expect([...store.notes.tags(isListed)]).toEqual([
      ['VIP', 2],
      ['Nacht', 1],
    ]);
    expect(store.notes.hasTags).toBe(true);
    store.clearNotes();
    expect([store.notes.hasTags, store.notes.ids()]).toEqual([false, []]);
  });

  it('is no reason to move rows that nothing about it puts elsewhere', () => {
    const { store } = noted();
    store.sortBy('floor');
    store.apply([{ id: '3', at: 1, floor: '-1' }]);
    expect(store.stale).toBe(true);
    store.setNotes([{ id: '1', tags: [], note: 'x' }]);
    expect([store.stale, shownIds(store)]).toEqual([true, ['1', '2', '3']]);
  });
});
