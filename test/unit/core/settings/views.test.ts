import { describe, expect, it } from 'vitest';
import { unitColumns } from '../../../../electron/contract/names.ts';
import type { UnitsView } from '../../../../electron/contract/views.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { createViews } from '../../../../electron/core/settings/views.ts';
import { fakeKeyValue } from '../../../fakes/ports.ts';

const view: UnitsView = {
  columns: ['status', 'name'],
  density: 'compact',
  sort: { column: 'city', descending: true },
  group: 'site',
  query: 'berlin',
  conditions: ['limited'],
  types: ['escalator'],
  sites: ['Harbour Tower'],
  cities: ['Berlin'],
  availability: [95],
  watchedOnly: true,
};

/** The views of a start that finds these values on the disk. */
function viewsOf(entries: Record<string, unknown>) {
  const store = fakeKeyValue();
  for (const [key, value] of Object.entries(entries)) {
    store.entries.set(key, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return createViews(store, () => undefined);
}

describe('the kept view of the table', () => {
  it('is null before the table was ever changed', () => {
    expect(createViews(fakeKeyValue(), () => undefined).state().view).toBeNull();
  });

  it('comes back in the next run, and so do the saved ones', () => {
    const store = fakeKeyValue();
    const views = createViews(store, () => undefined);
    views.calls.keepView(view);
    views.calls.saveViews({ views: [{ name: 'Escalators', view }] });
    const next = createViews(store, () => undefined);
    expect(next.state().view).toEqual(view);
    expect(next.state().savedViews).toEqual([{ name: 'Escalators', view }]);
  });

  it('of another version loses only what is not understood', () => {
    const kept = { ...view, columns: ['name', 'weather', 'name', 'city'], density: 'tiny', conditions: [7] };
    expect(viewsOf({ 'units-view': kept }).state().view).toEqual({
      ...view,
      columns: ['name', 'city'],
      density: 'comfortable',
      conditions: [],
    });
  });

  it('of a version that had no filter by availability or by city is not filtered by it', () => {
    const { availability: _, cities: __, ...older } = view;
    expect(viewsOf({ 'units-view': older }).state().view).toEqual({ ...view, availability: [], cities: [] });
    expect(viewsOf({ 'units-view': { ...view, availability: [7] } }).state().view?.availability).toEqual([]);
  });

  it('has all columns when none of the kept ones is known, and no sort by one that is not', () => {
    const kept = { ...view, columns: ['weather'], sort: { column: 'weather', descending: false } };
    expect(viewsOf({ 'units-view': kept }).state().view).toMatchObject({
      columns: [...unitColumns],
      sort: null,
    });
  });

  it.each([['{'], ['[]'], ['7'], ['"x"'], ['null']])('is null where the disk holds %s', (text) => {
    expect(viewsOf({ 'units-view': text, 'units-views': text }).state().view).toBeNull();
    expect(viewsOf({ 'units-view': text, 'units-views': text }).state().savedViews).toEqual([]);
  });

  it('leaves out a saved view without a name', () => {
    const saved = [{ name: ' ', view }, { view }, 7, { name: 'Mine', view }];
    expect(viewsOf({ 'units-views': saved }).state().savedViews).toEqual([{ name: 'Mine', view }]);
  });

  it('holds for this run when the disk refuses, which is said', () => {
    const store = fakeKeyValue();
    store.refuse = new AppError('storage', 'settings.json cannot be written (ENOSPC).');
    const views = createViews(store, () => undefined);
    expect(() => views.calls.keepView(view)).toThrow(store.refuse);
    expect(views.state().view).toEqual(view);
  });
});
