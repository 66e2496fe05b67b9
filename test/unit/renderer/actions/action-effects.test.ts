import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import type { Action, Here } from '../../../../renderer/actions/action.ts';
import { isCovered, perform } from '../../../../renderer/actions/perform.ts';
import { actionOf, allActions } from '../../../../renderer/actions/registry.ts';
import { tableKeys } from '../../../../renderer/actions/table-keys.ts';
import { signedIn } from '../desk-state.ts';
import { hereWith } from './here.ts';

afterEach(() => vi.unstubAllGlobals());

const signedOut = { session: { ...signedIn('ann'), phase: 'signed-out', account: null } } as const;
const offersProfile = { session: { ...signedIn('ann'), profileEdit: 'offered' } } as const;
const live = { live: { phase: 'live', since: 0, problem: null, cover: null } } as const;
const canUpdate = { updates: { phase: 'idle' } } as unknown as Partial<DeskState>;

type Calls = readonly (readonly [name: string, input?: unknown])[];
/** Every action that asks main for something, the state that it needs, and what it asks for. */
const calls: readonly (readonly [id: string, state: Partial<DeskState>, asked: Calls])[] = [
  ['open-connection', {}, [['openConnectionFile']]],
  ['sign-in', signedOut, [['signIn']]],
  ['copy-token', {}, [['copyToken', { as: 'token' }]]],
  ['add-account', {}, [['addAccount']]],
  ['edit-profile', offersProfile, [['editProfile']]],
  ['sign-out', {}, [['signOut']]],
  ['pause-live', live, [['pauseLive', { paused: true }]]],
  ['pause-live', { live: { ...live.live, phase: 'paused' } }, [['pauseLive', { paused: false }]]],
  ['theme-system', {}, [['changeSettings', { theme: 'system' }]]],
  ['theme-light', {}, [['changeSettings', { theme: 'light' }]]],
  ['theme-dark', {}, [['changeSettings', { theme: 'dark' }]]],
  ['language-system', {}, [['changeSettings', { language: 'system' }]]],
  ['language-en', {}, [['changeSettings', { language: 'en' }]]],
  ['language-de', {}, [['changeSettings', { language: 'de' }]]],
  ['check-updates', canUpdate, [['checkForUpdates']]],
];

/** Every action that changes something in the window: what that is before, and what after. */
const changes: readonly (readonly [
  id: string,
  look: (here: Here) => unknown,
  before: unknown,
  after: unknown,
])[] = [
  ['show-units', ({ place }) => place.get(), 'units', 'units'],
  ['show-identity', ({ place }) => place.get(), 'units', 'identity'],
  ['show-console', ({ place }) => place.get(), 'units', 'console'],
  ['show-doctor', ({ place }) => place.get(), 'units', 'doctor'],
  ['palette', ({ lookup }) => lookup.get(), null, 'palette'],
  ['keys', ({ lookup }) => lookup.get(), null, 'keys'],
  ['settings', ({ settingsOpen }) => settingsOpen.get(), false, true],
  ['details', ({ panes }) => panes.details.get(), false, true],
  // A window of 760 px has no room for it by itself.
  ['overview', ({ panes }) => panes.overview.get(), null, true],
  ['watched-only', ({ units }) => units.filters.watchedOnly, false, true],
  ['density-compact', ({ units }) => units.density, 'comfortable', 'compact'],
  ['paste-token', ({ pasting }) => pasting.get(), null, ''],
];

describe('an action', () => {
  test.each(calls)('%s, with %o, asks main for %o', async (id, state, asked) => {
    const { here, call } = hereWith(state);
    expect(perform(actionOf(id), here)).toBe(true);
    await vi.waitFor(() => expect(call.mock.calls).toEqual(asked));
  });

  test.each(changes)('%s changes the window', (id, look, before, after) => {
    const { here } = hereWith();
    expect(look(here)).toEqual(before);
    expect(perform(actionOf(id), here)).toBe(true);
    expect(look(here)).toEqual(after);
  });

  test.each(['show-units', 'show-console'])('%s leaves the settings', (id) => {
    const { here } = hereWith();
    here.settingsOpen.set(true);
    perform(actionOf(id), here);
    expect(here.settingsOpen.get()).toBe(false);
  });

  test('that leads to the programs opens the settings, and goes to their part once it is there', () => {
    const { here } = hereWith();
    const heading = { focus: vi.fn() };
    vi.stubGlobal('document', { getElementById: () => (here.settingsOpen.get() ? heading : null) });
    vi.stubGlobal('requestAnimationFrame', (then: () => void) => then());
    expect(perform(actionOf('programs'), here)).toBe(true);
    expect(here.settingsOpen.get()).toBe(true);
    expect(heading.focus).toHaveBeenCalledOnce();
  });

  test('that looks for updates leads to where the answer is told', () => {
    const { here } = hereWith(canUpdate);
    perform(actionOf('check-updates'), here);
    expect(here.settingsOpen.get()).toBe(true);
  });

  test.each([
    ['details', ({ panes }: Here) => panes.details.set(true)],
    ['watched-only', ({ units }: Here) => units.setFilters({ watchedOnly: true })],
    ['density-compact', ({ units }: Here) => units.setDensity('compact')],
    ['settings', undefined],
    ['show-console', ({ place }: Here) => place.set('console')],
  ])('%s is marked while it is on', (id, turnOn) => {
    const { here } = hereWith();
    expect(actionOf(id).checked?.(here)).toBe(turnOn === undefined ? undefined : false);
    turnOn?.(here);
    expect(actionOf(id).checked?.(here)).toBe(turnOn === undefined ? undefined : true);
  });

  test('of a screen is not marked while the settings lie over it', () => {
    const { here } = hereWith();
    here.settingsOpen.set(true);
    expect(actionOf('show-units').checked?.(here)).toBe(false);
  });

  test('reads the list again only where the list is, and not while it is read', () => {
    const { here } = hereWith();
    expect(perform(actionOf('refresh'), here)).toBe(true);
    expect(here.list.refresh).toHaveBeenCalledOnce();
    here.settingsOpen.set(true);
    expect(actionOf('refresh').possible(here)).toBe(false);
    here.settingsOpen.set(false);
    here.list.state.set({ ...here.list.state.get(), phase: 'loading' });
    expect(actionOf('refresh').possible(here)).toBe(false);
  });

  test.each(['off', 'not-available'] as const)('pauses no live updates that are "%s"', (phase) => {
    const { here } = hereWith({ live: { ...live.live, phase } });
    expect(actionOf('pause-live').possible(here)).toBe(false);
  });

  test('watches what is selected, and stops once all of it is watched', async () => {
    const { here, call, desk } = hereWith();
    expect(actionOf('watch-selected').possible(here)).toBe(false);
    here.selection.choose(1);
    const ids = here.selection.units().shown;
    expect(ids).toHaveLength(1);
    expect(perform(actionOf('watch-selected'), here)).toBe(true);
    await vi.waitFor(() => expect(call).toHaveBeenLastCalledWith('watchUnits', { ids, watched: true }));
    const state = desk.state.get();
    if (state) desk.state.set({ ...state, watched: [...ids] });
    expect(actionOf('watch-selected').checked?.(here)).toBe(true);
    perform(actionOf('watch-selected'), here);
    await vi.waitFor(() => expect(call).toHaveBeenLastCalledWith('watchUnits', { ids, watched: false }));
  });

  test('shows all units only where some are hidden, and takes search and filters away together', () => {
    const { here } = hereWith();
    expect(actionOf('show-all').possible(here)).toBe(false);
    here.units.setFilters({ watchedOnly: true }, 'arcade');
    expect(actionOf('show-all').possible(here)).toBe(true);
    perform(actionOf('show-all'), here);
    expect([here.units.query, here.units.filters.watchedOnly]).toEqual(['', false]);
  });

  test.each([
    ['sign-in', {}],
    ['sign-in', { ...signedOut, connection: null }],
    ['edit-profile', {}],
    ['paste-token', { ...signedOut, connection: null }],
    ['check-updates', { updates: { phase: 'checking' } } as unknown as Partial<DeskState>],
    ['language-de', { managed: [{ key: 'language' as never, value: 'en', origin: 'policy.json' }] }],
  ] satisfies [string, Partial<DeskState>][])('%s is impossible with %o', (id, state) => {
    expect(actionOf(id).possible(hereWith(state).here)).toBe(false);
  });
});

describe('a modal dialog', () => {
  const dialog = (isOpen: boolean) =>
    vi.stubGlobal('document', {
      querySelector: (what: string) => (isOpen && what === 'dialog:modal' ? {} : null),
    });
  const covered = (): string[] =>
    allActions.filter((action: Action) => isCovered(action)).map(({ id }) => id);

  test('keeps away every action but those of the size of the page', () => {
    dialog(true);
    expect(allActions.map(({ id }) => id).filter((id) => !covered().includes(id))).toEqual([
      'zoom-in',
      'zoom-out',
      'zoom-reset',
    ]);
  });

  test('keeps nothing away once it is closed', () => {
    dialog(false);
    expect(covered()).toEqual([]);
  });
});

describe('the keys that a person has learnt', () => {
  let keys: Record<string, readonly string[]>;
  beforeEach(() => {
    keys = Object.fromEntries(allActions.flatMap(({ id, keys: own }) => (own ? [[id, own]] : [])));
  });

  test('stay those of the actions', () => {
    expect(keys).toMatchObject({
      'show-units': ['Mod+1'],
      'show-identity': ['Mod+2'],
      'show-console': ['Mod+3'],
      'show-doctor': ['Mod+4'],
      palette: ['Mod+K'],
      search: ['Mod+F'],
      'next-pane': ['F6'],
      'previous-pane': ['Shift+F6'],
      'zoom-in': ['Mod+Plus'],
      'zoom-out': ['Mod+Minus'],
      'zoom-reset': ['Mod+0'],
      refresh: ['F5', 'Mod+R'],
      'watch-selected': ['Mod+D'],
      'export-excel': ['Mod+S'],
      settings: ['Mod+,'],
      keys: ['?'],
    });
  });

  test('stay those of the table', () => {
    expect(Object.fromEntries(tableKeys.map(({ name, keys: own }) => [name, own]))).toEqual({
      move: ['Up', 'Down'],
      extend: ['Shift+Up', 'Shift+Down'],
      all: ['Mod+A'],
      menu: ['Shift+F10', 'ContextMenu'],
    });
  });
});
