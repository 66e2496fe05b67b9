import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Here } from '../../../../renderer/actions/action.ts';
import {
  type PaletteEntry,
  quickEntries,
  recentEntries,
  slowEntries,
} from '../../../../renderer/actions/palette-entries.ts';
import { noFilters } from '../../../../renderer/units/table/unit-filters.ts';
import { deskState, signedIn } from '../desk-state.ts';
import { finish, storeOf, unit } from '../units/sample.ts';
import { hereWith } from './here.ts';

afterEach(() => vi.unstubAllGlobals());

const store = () =>
  storeOf(
    unit('u-10', { name: 'North 10', site: 'Arcade' }),
    unit('u-1', {
      name: 'North 1',
      site: 'Harbour Tower',
      condition: 'out-of-service',
      status: 'Out of order',
    }),
    unit('u-2', { name: 'Süd', site: 'Harbour Tower' }),
  );
const view = {
  ...noFilters,
  columns: ['name'],
  density: 'compact',
  sort: null,
  group: null,
  query: 'north',
} as never;
const texts = (entries: readonly PaletteEntry[]) => entries.map(({ text }) => text);
function slow(here: Here, query: string): PaletteEntry[] {
  const found: PaletteEntry[] = [];
  finish(slowEntries(here, query, found));
  return found;
}

describe('the palette', () => {
  test('offers nothing that cannot be done, and nothing that makes no sense in it', () => {
    const { here } = hereWith({}, store());
    const keys = quickEntries(here, '').map(({ key }) => key);
    expect(keys).toContain('action:refresh');
    for (const key of ['action:sign-in', 'action:palette', 'action:next-pane'])
      expect(keys).not.toContain(key);
    for (const entry of quickEntries(here, '')) expect(entry.possible(here)).toBe(true);
  });

  test('finds actions by the beginnings of their words, in the person’s language', () => {
    expect(texts(quickEntries(hereWith().here, 'dark th'))).toEqual(['Theme: Dark']);
    expect(texts(quickEntries(hereWith({}, undefined, 'de').here, 'verkl'))).toEqual(['Verkleinern']);
  });

  test('finds settings by their names, in the person’s language', () => {
    expect(texts(quickEntries(hereWith().here, 'start with'))).toEqual(['Settings: Start with the system']);
    expect(texts(quickEntries(hereWith({}, undefined, 'de').here, 'einstellungen nacht'))).toEqual([
      'Einstellungen: Abdunkeln in der Nacht',
    ]);
    expect(texts(quickEntries(hereWith().here, 'wall'))).toEqual([
      'Wall display',
      'Settings: Start in the wall display',
    ]);
  });

  test('applies a saved view, also from another screen', () => {
    const { here } = hereWith({ savedViews: [{ name: 'My north', view }] }, store());
    here.place.set('console');
    const [entry] = quickEntries(here, 'my north');
    expect(entry?.group).toBe('views');
    void entry?.run(here);
    expect([here.place.get(), here.units.query, here.units.density]).toEqual(['units', 'north', 'compact']);
  });

  test('finds sites and units as the table does, and leaves the table as it is', () => {
    const { here } = hereWith({}, store());
    here.units.setQuery('süd');
    const found = slow(here, 'harb');
    expect(found.map(({ group, text }) => [group, text])).toEqual([
      ['sites', 'Harbour Tower'],
      ['units', 'North 1'],
      ['units', 'Süd'],
    ]);
    expect(found[0]?.detail).toBe('2 units');
    expect(found[1]).toMatchObject({
      condition: 'out-of-service',
      detail: 'u-1 · Harbour Tower · Out of order',
    });
    expect([here.units.query, here.units.shown]).toEqual(['süd', 1]);
    expect(texts(slow(here, 'out of service'))).toEqual(['North 1']);
  });

  test('puts the unit first whose ID was typed', () => {
    expect(texts(slow(hereWith({}, store()).here, 'u-1'))).toEqual(['North 1', 'North 10']);
  });

  test('looks for no unit without a word, and for none of nobody', () => {
    expect(slow(hereWith({}, store()).here, '  ')).toEqual([]);
    const nobody = hereWith({ session: { ...signedIn('ann'), phase: 'signed-out', account: null } }, store());
    expect(slow(nobody.here, 'north')).toEqual([]);
    expect(quickEntries(nobody.here, '').map(({ group }) => group)).not.toContain('views');
  });

  test('shows one site alone, whatever was looked for before', () => {
    const { here } = hereWith({}, store());
    here.units.setQuery('süd');
    here.units.setFilters({ watchedOnly: true });
    void slow(here, 'arcade')[0]?.run(here);
    expect([here.units.query, here.units.filters]).toEqual(['', { ...noFilters, sites: ['Arcade'] }]);
  });

  test('offers only some of very many, and stops looking for more', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => unit(`n-${index}`, { site: `Site ${index}` }));
    const { here } = hereWith({}, storeOf(...many));
    const found: PaletteEntry[] = [];
    const steps = [...slowEntries(here, 'site', found)];
    expect(Map.groupBy(found, ({ group }) => group).get('sites')).toHaveLength(5);
    expect(Map.groupBy(found, ({ group }) => group).get('units')).toHaveLength(12);
    expect(steps.length).toBeLessThan(5);
  });

  test('looks at a fleet in small steps', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => unit(`n-${index}`));
    const steps = [...slowEntries(hereWith({}, storeOf(...many)).here, 'nowhere', [])];
    expect(steps.length).toBeGreaterThan(15);
  });
});

describe('what was chosen last', () => {
  test('comes first, newest before, as far as it can still be done', () => {
    const { here } = hereWith({}, store());
    for (const key of [
      'action:refresh',
      'unit:u-2',
      'site:Arcade',
      'unit:gone',
      'site:gone',
      'action:sign-in',
    ])
      here.recent.note(key);
    expect(recentEntries(here).map(({ group, text }) => [group, text])).toEqual([
      ['recent', 'Arcade'],
      ['recent', 'Süd'],
      ['recent', 'Refresh'],
    ]);
    here.recent.note('action:refresh');
    expect(texts(recentEntries(here))).toEqual(['Refresh', 'Arcade', 'Süd']);
  });

  test('is only of the account that is signed in (R28)', () => {
    const { here, desk } = hereWith({}, store());
    here.recent.note('unit:u-2');
    desk.state.set(deskState({ session: signedIn('bob') }));
    expect(recentEntries(here)).toEqual([]);
    here.recent.note('action:refresh');
    expect(here.recent.keys()).toEqual(['action:refresh']);
  });
});
