import { afterEach, describe, expect, test, vi } from 'vitest';
import { showMenu } from '../../../../electron/contract/menu.ts';
import { createAgentNotices } from '../../../../electron/core/agent/agent-notices.ts';
import { applicationMenu } from '../../../../renderer/actions/application-menu.ts';
import { perform } from '../../../../renderer/actions/perform.ts';
import { actionOf, allActions, findAction, rowActions } from '../../../../renderer/actions/registry.ts';
import { tableKeys } from '../../../../renderer/actions/table-keys.ts';
import { DesktopError } from '../../../../renderer/desktop.ts';
import { en } from '../../../../renderer/ui/strings/en.ts';
import { agentRequest, agentState } from '../agent/sample.ts';
import { signedIn } from '../desk-state.ts';
import { storeOf } from '../units/sample.ts';
import { hereWith } from './here.ts';

afterEach(() => vi.unstubAllGlobals());

const rows = rowActions.flat();

describe('keys', () => {
  /** What text fields do on any of the three systems, and what belongs to windows and desktops. */
  const taken = [
    ...['A', 'C', 'V', 'X', 'Z', 'Y', 'Shift+Z', 'Shift+V', 'Insert', 'Home', 'End', 'Backspace', 'Delete'],
    ...['ArrowLeft', 'ArrowRight', 'W', 'Q', 'M', 'H', 'N', 'Tab', 'Space', 'Enter'],
  ].map((key) => `Mod+${key}`);
  const ofDesktop = ['F1', 'F2', 'F10', 'F11', 'F12', 'Shift+F10', 'Tab', 'Shift+Tab', 'Space', 'Escape'];

  test('are never those of two actions', () => {
    const all = [...allActions.flatMap(({ keys = [] }) => keys), ...tableKeys.flatMap(({ keys }) => keys)];
    expect(all.filter((each, index) => all.indexOf(each) !== index)).toEqual([]);
    const inRows = rows.flatMap(({ keys = [] }) => keys);
    expect(inRows.filter((each) => all.includes(each))).toEqual([]);
  });

  test('are never those of a text field, of the table, or of the desktop', () => {
    const ours = allActions.flatMap(({ keys = [] }) => keys);
    expect(ours.filter((each) => taken.includes(each) || ofDesktop.includes(each))).toEqual([]);
    expect(ours.length).toBeGreaterThan(10);
  });

  test('type nothing: each has Ctrl or Cmd, or is an F key, but the question mark, which is not taken from a field', () => {
    const ours = allActions.flatMap(({ keys = [] }) => keys);
    expect(ours.filter((each) => !/^Mod\+|^(?:Shift\+)?F\d+$/.test(each))).toEqual(['?']);
  });
});

describe('every action', () => {
  test('has an id of its own, which the contract takes', () => {
    const ids = [...allActions, ...rows].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(?:-[a-z\d]+)*$/);
    expect(findAction('show-units')).toBe(actionOf('show-units'));
    expect(findAction('toString')).toBeUndefined();
    expect(() => actionOf('nonsense')).toThrow('nonsense');
  });

  test.each(['en', 'de'] as const)('has words in "%s", which no other has', (language) => {
    const { here } = hereWith({}, undefined, language);
    const titles = allActions.map(({ title }) => title(here));
    expect(titles.filter((title) => title.trim() === '' || /actions\.|\{\{|undefined/.test(title))).toEqual(
      [],
    );
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  test('is impossible, and does no harm to ask about, before main has said anything', () => {
    const { here, desk } = hereWith();
    desk.state.set(null);
    const possible = allActions.filter((action) => action.possible(here)).map(({ id }) => id);
    expect(possible).toEqual(['zoom-in', 'zoom-out']);
  });

  test('of who is signed in is impossible while nobody is', () => {
    const { here } = hereWith({ session: { ...signedIn('ann'), phase: 'signed-out', account: null } });
    for (const id of [
      'refresh',
      'details',
      'sign-out',
      'copy-token',
      'show-console',
      'show-identity',
      'search',
    ])
      expect([id, actionOf(id).possible(here)]).toEqual([id, false]);
    for (const id of ['sign-in', 'show-doctor', 'settings', 'keys', 'palette'])
      expect([id, actionOf(id).possible(here)]).toEqual([id, true]);
  });

  test('that answers a program is possible while one asks, and opens the question', () => {
    const { here } = hereWith();
    expect(actionOf('answer-program').possible(here)).toBe(false);
    const asked = hereWith({ agent: agentState({ request: agentRequest() }) }).here;
    expect(perform(actionOf('answer-program'), asked)).toBe(true);
    expect(asked.programRequests.open).toHaveBeenCalledOnce();
  });

  test('that a notification leads to is one of the page', () => {
    const notify = vi.fn();
    createAgentNotices({ notify, isInFront: () => false }, () => 'en')();
    expect(findAction(notify.mock.calls[0]?.[0].action)).toBe(actionOf('answer-program'));
  });

  test('about the table is impossible without units, and on another screen', () => {
    const { here } = hereWith({}, storeOf());
    expect(['details', 'overview', 'export-csv'].filter((id) => actionOf(id).possible(here))).toEqual([]);
    const other = hereWith().here;
    other.place.set('console');
    expect(['details', 'overview', 'refresh'].filter((id) => actionOf(id).possible(other))).toEqual([]);
  });

  test('that the organisation has decided about is impossible', () => {
    const managed = [{ key: 'theme' as never, value: 'dark', origin: 'policy.json' }];
    expect(actionOf('theme-light').possible(hereWith({ managed }).here)).toBe(false);
    expect(actionOf('theme-light').possible(hereWith().here)).toBe(true);
  });
});

describe('zoom', () => {
  const at = (zoom: number) => {
    const { here, call, say } = hereWith();
    const state = here.desk.state.get();
    if (state) here.desk.state.set({ ...state, settings: { ...state.settings, zoom } });
    return { here, call, say };
  };

  test.each([
    [100, 'zoom-in', 110],
    [100, 'zoom-out', 90],
    [120, 'zoom-in', 125],
    [120, 'zoom-out', 110],
    [250, 'zoom-in', 300],
    [67, 'zoom-out', 50],
    [150, 'zoom-reset', 100],
  ])('%i %%, %s: %i %%, which is kept and said', async (from, id, to) => {
    const { here, call, say } = at(from);
    expect(perform(actionOf(id), here)).toBe(true);
    expect(call).toHaveBeenCalledExactlyOnceWith('changeSettings', { zoom: to });
    await vi.waitFor(() => expect(say).toHaveBeenCalledWith(`Size: ${to} %`));
  });

  test.each([
    [300, 'zoom-in'],
    [50, 'zoom-out'],
    [100, 'zoom-reset'],
  ])('%i %%, %s: there is nothing more', (from, id) => {
    const { here, call } = at(from);
    expect(perform(actionOf(id), here)).toBe(false);
    expect(call).not.toHaveBeenCalled();
  });
});

describe('an action that fails', () => {
  const failing = (code: 'storage' | 'cancelled') =>
    perform(
      {
        possible: () => true,
        run: async () => {
          throw new DesktopError({ code, message: 'x', hint: '', details: {} });
        },
      },
      failed.here,
    );
  let failed = hereWith();

  test('says why, and what to do next', async () => {
    failed = hereWith();
    failing('storage');
    await vi.waitFor(() => expect(failed.say).toHaveBeenCalledOnce());
    expect(failed.say.mock.calls[0]?.[0]).toContain(en.errors.storage.title);
  });

  test('says nothing when the person has cancelled it', async () => {
    failed = hereWith();
    failing('cancelled');
    await new Promise((resolve) => setImmediate(resolve));
    expect(failed.say).not.toHaveBeenCalled();
  });
});

describe('the application menu', () => {
  const itemsIn = (menus: ReturnType<typeof applicationMenu>) => menus.flatMap(({ items }) => items);
  const labels = (menus: ReturnType<typeof applicationMenu>) => menus.map(({ label }) => label);

  test.each([
    ['en', false],
    ['de', false],
    ['en', true],
    ['de', true],
  ] as const)('fits the contract, in "%s", on a Mac: %s', (language, isMac) => {
    const menus = applicationMenu(hereWith({}, undefined, language).here, isMac);
    expect(showMenu.input.parse({ menus })).toEqual({ menus });
  });

  test('has File, Edit, View, Window and Help in the person’s language; a Mac has the one of the app before', () => {
    expect(labels(applicationMenu(hereWith().here, false))).toEqual([
      'File',
      'Edit',
      'View',
      'Window',
      'Help',
    ]);
    expect(labels(applicationMenu(hereWith({}, undefined, 'de').here, true))).toEqual([
      'MAX Desk',
      'Datei',
      'Bearbeiten',
      'Ansicht',
      'Fenster',
      'Hilfe',
    ]);
  });

  test('has nothing of a developer: no reload, no tools, whoever asks', () => {
    const roles = itemsIn(applicationMenu(hereWith().here, false)).flatMap((item) =>
      item.kind === 'role' ? [item.role] : [],
    );
    expect(roles).toContain('togglefullscreen');
    const bad = { role: null, label: 'x', items: [{ kind: 'role', role: 'toggleDevTools', label: 'x' }] };
    expect(showMenu.input.safeParse({ menus: [bad] }).success).toBe(false);
  });

  test('follows what is possible, and what is on', () => {
    const { here } = hereWith();
    const find = (id: string) =>
      itemsIn(applicationMenu(here, false)).find((item) => item.kind === 'action' && item.id === id);
    expect(find('show-units')).toMatchObject({ enabled: true, checked: true, keys: 'CommandOrControl+1' });
    expect(find('show-console')).toMatchObject({ enabled: true, checked: false });
    expect(find('sign-in')).toMatchObject({ enabled: false, checked: null });
    here.place.set('console');
    expect(find('show-units')).toMatchObject({ checked: false });
    expect(find('details')).toMatchObject({ enabled: false });
  });
});
