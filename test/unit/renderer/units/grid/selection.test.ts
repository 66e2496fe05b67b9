import { describe, expect, it } from 'vitest';
import { createSelection } from '../../../../../renderer/units/grid/selection.ts';
import { storeOf, unit } from '../sample.ts';

/** A table of six units in two cities, and its selection. */
function table() {
  const store = storeOf(
    ...['1', '2', '3', '4', '5', '6'].map((id) => unit(id, { city: Number(id) > 4 ? 'Wien' : 'Bern' })),
  );
  const selection = createSelection(store);
  return { store, selection, selected: () => [...selection.get().selected].sort() };
}

describe('the selection', () => {
  it('is one unit by a click, and more with Ctrl, which also takes one away', () => {
    const { selection, selected } = table();
    selection.choose(1);
    expect(selected()).toEqual(['2']);
    selection.toggle(3);
    selection.toggle(4);
    selection.toggle(1);
    expect(selected()).toEqual(['4', '5']);
    selection.choose(0);
    expect(selected()).toEqual(['1']);
    selection.chooseNone();
    expect(selected()).toEqual([]);
  });

  it('is a range with Shift, from where it began, in both directions; with Ctrl beside what there was', () => {
    const { selection, selected } = table();
    selection.choose(2);
    selection.extend(4);
    expect(selected()).toEqual(['3', '4', '5']);
    selection.extend(1);
    expect(selected()).toEqual(['2', '3']);
    selection.toggle(5);
    selection.extend(4, true);
    expect(selected()).toEqual(['2', '3', '5', '6']);
  });

  it('begins a range where the keys have led to, unless Ctrl was held', () => {
    const { selection, selected } = table();
    selection.choose(0);
    selection.move(3);
    selection.extend(4);
    expect(selected()).toEqual(['4', '5']);
    selection.choose(0);
    selection.move(3, true);
    selection.extend(3);
    expect(selected()).toEqual(['1', '2', '3', '4']);
  });

  it('survives a sort, a search and a list that is read again, by the IDs of its units', () => {
    const { store, selection, selected } = table();
    selection.choose(1);
    selection.toggle(4);
    store.sortBy('id');
    store.sortBy('id');
    store.setQuery('wien');
    store.begin();
    store.replace([unit('9'), unit('5', { city: 'Wien' }), unit('2')]);
    store.end();
    expect(selected()).toEqual(['2', '5']);
    expect(selection.units()).toEqual({ shown: ['5'], hidden: 1 });
  });

  it('is gone with the account, and so is the place in the table', () => {
    const { selection, selected } = table();
    selection.choose(3);
    selection.setCell('city');
    selection.scroll.top = 400;
    selection.clear();
    expect(selected()).toEqual([]);
    expect(selection.get()).toMatchObject({ active: null, anchor: null, cell: null });
    expect([selection.cursor(), selection.scroll.top]).toEqual([0, 0]);
  });
});

describe('what commands may act on', () => {
  it('is selected and in sight; the others are counted', () => {
    const { store, selection } = table();
    selection.chooseAll();
    expect(selection.units()).toEqual({ shown: ['1', '2', '3', '4', '5', '6'], hidden: 0 });
    store.setQuery('wien');
    expect(selection.units()).toEqual({ shown: ['5', '6'], hidden: 4 });
    store.setFilters({ types: ['escalator'] });
    expect(selection.units()).toEqual({ shown: [], hidden: 6 });
  });

  it('is nothing of a unit that has left the list', () => {
    const { store, selection } = table();
    selection.chooseAll();
    store.begin();
    store.replace([unit('1')]);
    store.end();
    expect(selection.units()).toEqual({ shown: ['1'], hidden: 0 });
  });

  it('can be all that is left: the hidden ones are dropped', () => {
    const { store, selection } = table();
    selection.chooseAll();
    store.setQuery('wien');
    selection.chooseShownOnly();
    store.setQuery('');
    expect(selection.units()).toEqual({ shown: ['5', '6'], hidden: 0 });
  });

  it('is the same object until it changes, so that nothing is rendered for an update', () => {
    const { store, selection } = table();
    selection.choose(1);
    const units = selection.units();
    store.apply([{ id: '1', at: 1, floor: '4' }]);
    expect(selection.units()).toBe(units);
  });
});

describe('the place in the table', () => {
  it('follows its unit, and stays where it was when that is gone', () => {
    const { store, selection } = table();
    selection.choose(4);
    store.sortBy('id');
    store.sortBy('id');
    store.sortBy('id');
    selection.move(4);
    store.begin();
    store.replace(['5', '4', '3'].map((id) => unit(id)));
    store.end();
    expect(selection.cursor()).toBe(0);
    store.begin();
    store.replace(['1', '2', '3'].map((id) => unit(id)));
    store.end();
    expect(selection.cursor()).toBe(2);
  });

  it('is the top in another list, by row', () => {
    const { store, selection } = table();
    selection.choose(3);
    selection.setCell('city');
    selection.scroll.top = 64;
    store.setQuery('bern');
    expect(selection.get()).toMatchObject({ active: null, cell: null });
    expect([selection.cursor(), selection.scroll.top]).toEqual([0, 0]);
  });

  it('stays where it is when a column is moved or made wider', () => {
    const { store, selection } = table();
    selection.move(3);
    selection.setCell('city');
    store.setWidths({ city: 200 });
    store.setColumns(['city', 'name']);
    expect(selection.get()).toMatchObject({ active: '4', cell: 'city' });
  });
});
