import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rowActions } from '../../../../renderer/actions/registry.ts';
import { storeOf, unit } from '../units/sample.ts';
import { hereWith } from './here.ts';

const copied = vi.hoisted(() => ({ texts: [] as string[], works: true }));
vi.mock('../../../../renderer/ui/copy-text.ts', () => ({
  copyText(text: string) {
    copied.texts.push(text);
    return copied.works;
  },
}));

beforeEach(() => {
  copied.texts = [];
  copied.works = true;
});
afterEach(() => vi.unstubAllGlobals());

const store = () =>
  storeOf(
    unit('u-1', { name: 'One', address: 'Quay 1' }),
    unit('Ä/2?', { name: '', address: '' }),
    unit('u-3', { name: 'Three', address: 'Quay 3' }),
  );
const action = (id: string) => {
  const found = rowActions.flat().find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const idsPossible = (ids: string[], watched: string[] = []) => {
  const { here } = hereWith({ watched }, store());
  return rowActions
    .flat()
    .filter(({ possible }) => possible(here, ids))
    .map(({ id }) => id);
};

test('of one unit all that it has can be copied, of one without a name no name', () => {
  const copies = ['copy-id', 'copy-name', 'copy-address', 'copy-link'];
  expect(idsPossible(['u-1'])).toEqual(['unit-details', 'unit-console', ...copies, 'watch']);
  expect(idsPossible(['Ä/2?'])).toEqual(['unit-details', 'unit-console', 'copy-id', 'copy-link', 'watch']);
});

test('of several units there are no details, and what is watched by all can only be unwatched', () => {
  expect(idsPossible(['u-1', 'u-3'], ['u-1'])).not.toContain('unit-details');
  expect(idsPossible(['u-1', 'u-3'], ['u-1'])).toContain('watch');
  expect(idsPossible(['u-1', 'u-3'], ['u-1', 'u-3'])).not.toContain('watch');
  expect(idsPossible(['u-1', 'u-3'], ['u-1', 'u-3'])).toContain('stop-watching');
});

test('a unit that has gone from the list leaves nothing to copy', () => {
  expect(idsPossible(['gone']).filter((id) => id.startsWith('copy'))).toEqual([]);
});

test.each([
  ['copy-id', 'u-1\nÄ/2?\nu-3'],
  ['copy-name', 'One\nThree'],
  ['copy-address', 'Quay 1\nQuay 3'],
  ['copy-link', 'maxdesk://unit/u-1\nmaxdesk://unit/%C3%84%2F2%3F\nmaxdesk://unit/u-3'],
])('%s copies one line for each unit that has it', (id, text) => {
  const { here, say } = hereWith({}, store());
  void action(id).run(here, ['u-1', 'Ä/2?', 'u-3']);
  expect(copied.texts).toEqual([text]);
  expect(say).toHaveBeenCalledWith(`${text.split('\n').length} lines copied`);
});

test('it is said when the engine has refused to copy', () => {
  copied.works = false;
  const { here, say } = hereWith({}, store());
  void action('copy-id').run(here, ['u-1']);
  expect(say).toHaveBeenCalledWith('Nothing was copied. Please try again.');
});

test('a unit is put into the console, in a path with its place, and a path that has one already is kept', () => {
  const { here, edit } = hereWith({}, store());
  void action('unit-console').run(here, ['u-1']);
  expect(edit).toHaveBeenLastCalledWith({ method: 'GET', path: '/units/{unitId}', unitId: 'u-1' });
  expect(here.place.get()).toBe('console');
  const { state } = here.consoleStore;
  state.set({ ...state.get(), draft: { method: 'PUT', path: '/units/{unitId}/x', headers: [], body: '' } });
  void action('unit-console').run(here, ['u-3']);
  expect(edit).toHaveBeenLastCalledWith({ unitId: 'u-3' });
});

test('details are shown in the table, where nothing hides the unit any more', () => {
  const { here } = hereWith({}, store());
  here.units.setQuery('three');
  here.units.setFilters({ conditions: ['limited'] });
  void action('unit-details').run(here, ['u-1']);
  expect([here.units.query, here.units.filters.conditions]).toEqual(['', []]);
  const note = 'Search and filters were cleared to show this unit.';
  expect([here.wanted.get(), here.panes.details.get()]).toEqual([{ id: 'u-1', note }, true]);
  expect(here.toast.get()).toEqual({ text: note });
  here.units.setQuery('three');
  void action('unit-details').run(here, ['u-3']);
  expect(here.units.query).toBe('three');
  expect(here.wanted.get()).toEqual({ id: 'u-3', note: null });
});

test('units are watched, and not any more', async () => {
  const { here, call } = hereWith({}, store());
  await action('watch').run(here, ['u-1', 'u-3']);
  expect(call).toHaveBeenLastCalledWith('watchUnits', { ids: ['u-1', 'u-3'], watched: true });
  await action('stop-watching').run(here, ['u-1']);
  expect(call).toHaveBeenLastCalledWith('watchUnits', { ids: ['u-1'], watched: false });
});
