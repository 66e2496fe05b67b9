import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventName, EventValue } from '../../electron/contract/calls.ts';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { Unit } from '../../electron/contract/units.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { createKnownConnections } from '../../electron/core/connections/known-connections.ts';
import { nobody } from '../../electron/core/desk/workplaces.ts';
import { createDesk, type Desk } from '../../electron/core/desk.ts';
import { AppError } from '../../electron/core/errors.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import type { ConnectionChoice } from '../../electron/core/workplace.ts';
import { noteForCanary } from '../fakes/canary.ts';
import { fileWith } from '../fakes/connection.ts';
import { type DeskFakes, deskPorts } from '../fakes/desk.ts';
import { foreignReading } from '../fakes/foreign.ts';
import {
  type FakeClipboard,
  fakeClipboard,
  fakeClock,
  fakeKeyValue,
  fakeLog,
  fakeVault,
} from '../fakes/ports.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { type SystemBrowser, systemBrowser } from '../fakes/system-browser.ts';

let simulator: Simulator;
let browser: SystemBrowser;
let settings: ReturnType<typeof fakeKeyValue>;
let secrets: ReturnType<typeof fakeKeyValue>;
let vault: ReturnType<typeof fakeVault>;
let log: ReturnType<typeof fakeLog>;
let sent: { event: EventName; value: unknown }[];
let clipboard: FakeClipboard;
const desks: Desk[] = [];

beforeEach(async () => {
  simulator = await start({ units: 10, pageSize: 4 });
  browser = systemBrowser({ press: 'Continue as Sam Sample' });
  settings = fakeKeyValue();
  secrets = fakeKeyValue();
  vault = fakeVault();
  log = fakeLog();
  sent = [];
  clipboard = fakeClipboard();
});
afterEach(async () => {
  for (const desk of desks.splice(0)) desk.close();
  await simulator.close();
});

/** What a desk needs, without a simulated service. */
const partsOf = (): Pick<DeskFakes, 'browser'> & Partial<DeskFakes> => ({
  settings,
  secrets: (events) => createSealedStore({ ...events, keyValue: secrets, vault, log }),
  browser: (url) => browser.open(url),
  clipboard,
  log,
  send: <E extends EventName>(event: E, value: EventValue<E>) => void sent.push({ event, value }),
});

/** A desk as a new start of the window would make it: nothing shared but the disk. */
function newDesk(parts: Partial<DeskFakes> = {}): Desk {
  const desk = createDesk(
    deskPorts({ ...partsOf(), startSimulator: async () => choiceOf(simulator), ...parts }),
  );
  desks.push(desk);
  return desk;
}

const choiceOf = ({ connection, subscriptionKey }: Simulator): ConnectionChoice => ({
  connection: parseConnection(JSON.stringify(connection), 'the simulator'),
  origin: null,
  simulated: true,
  subscriptionKey,
});
const fileOf = (of: Simulator, origin = '/files/max.json') => ({
  text: JSON.stringify(of.connection),
  origin,
});
const stateOf = (desk: Desk) => desk.handlers.getState(undefined) as DeskState;
const once = { remember: false };
/** The file that the next start opens. */
function remembered() {
  const last = createKnownConnections(settings, log).last();
  return last && { text: last.text, origin: last.origin };
}
const pages = () =>
  sent.filter(({ event }) => event === 'unitsPage').map(({ value }) => value as { run: number });
/** The paths that wait for their answer. */
const hanging = () => simulator.requests.filter(({ status }) => status === 0).map(({ path: each }) => each);
async function signedIn(parts: Partial<DeskFakes> = {}): Promise<Desk> {
  const desk = newDesk(parts);
  await desk.open(fileOf(simulator), { ...once, subscriptionKey: simulator.subscriptionKey });
  await desk.handlers.signIn(undefined);
  return desk;
}
const keyEntries = () => [...secrets.entries.keys()].filter((name) => name.includes('subscription-key'));

const defaults = {
  language: 'system',
  theme: 'system',
  overview: 'auto',
  closeToTray: true,
  startWithSystem: false,
  clipboardSeconds: 60,
  copyShortcut: '',
  zoom: 100,
  quietHours: null,
  agent: false,
};

describe('a desk without a connection', () => {
  test('shows that there is none', () => {
    expect(stateOf(newDesk())).toEqual({
      version: '1.2.3',
      locale: 'en',
      settings: defaults,
      connection: null,
      connectionProblem: null,
      subscriptionKey: 'missing',
      session: nobody,
      persistence: { kind: 'encrypted' },
      connections: [],
      live: { phase: 'off', since: 0, problem: null, cover: null },
      ledger: { phase: 'off', since: null, setAside: 0 },
      view: null,
      savedViews: [],
      watched: [],
      resources: [],
      clipboard: null,
      desktop: {
        tray: false,
        bus: true,
        display: 'system',
        notifications: 'there',
        loginItem: false,
        shortcut: 'off',
        shortcutUncertain: false,
      },
      proxy: null,
      proposal: null,
      trouble: null,
      managed: [],
      managedConnections: [],
      simulator: true,
      updates: { phase: 'off', version: null, progress: null, checkedAt: null, problem: null },
      wall: {
        isOn: false,
        startsIn: false,
        viewSeconds: 20,
        night: { isOn: false, from: '22:00', to: '06:00' },
      },
      askedUnit: null,
      agent: { phase: 'off', socket: null, problem: null, request: null, quietUntil: null, programs: [] },
    });
  });

  test('can be the wall display, which fills the screen again after sleep', async () => {
    const fillScreen = vi.fn();
    const desk = newDesk({ fillScreen });
    await desk.handlers.changeWall({ isOn: true });
    expect(desk.state().wall.isOn).toBe(true);
    expect(sent.at(-1)).toMatchObject({ event: 'stateChanged', value: { wall: { isOn: true } } });
    desk.wake();
    expect(fillScreen.mock.calls).toEqual([[true], [true]]);
  });

  test('asks the page for a unit whose notification was clicked', () => {
    const desk = newDesk();
    desk.showUnit('lift-7');
    expect(sent.at(-1)).toMatchObject({ event: 'stateChanged', value: { askedUnit: 'lift-7' } });
    // Asked for again by a page that was not there before.
    expect(desk.state().askedUnit).toBe('lift-7');
    desk.showUnit('lift-8');
    void desk.handlers.unitShown({ id: 'lift-7' });
    expect(desk.state().askedUnit, 'that of another link is not taken away').toBe('lift-8');
    void desk.handlers.unitShown({ id: 'lift-8' });
    expect(desk.state().askedUnit).toBeNull();
  });

  test.each([
    'signIn',
    'addAccount',
    'editProfile',
    'getToken',
    'signOut',
    'signOutEverywhere',
    'cancelSignIn',
    'copySignInLink',
  ] as const)('answers %s with what is missing', async (call) => {
    const desk = newDesk();
    await expect((async () => desk.handlers[call](undefined))()).rejects.toMatchObject({
      code: 'configuration',
    });
  });
});

describe('a start whose window is not painted yet', () => {
  const pathsSince = (before: number) =>
    simulator.requests
      .slice(before)
      .map(({ path: each }) => each)
      .filter((each) => each !== '/meanwhile');
  /** Whatever has been asked for comes before the end of this. */
  async function meanwhile(): Promise<void> {
    for (let time = 0; time < 3; time++) await fetch(new URL('/meanwhile', simulator.url));
  }

  test('asks the provider for nothing until it is, when nobody is signed in', async () => {
    const firstPaint = Promise.withResolvers<void>();
    const desk = newDesk({ firstPaint });
    await desk.open(fileOf(simulator), once);
    await meanwhile();
    expect(pathsSince(0)).toEqual([]);
    desk.handlers.painted(undefined);
    await vi.waitFor(() => expect(pathsSince(0).join()).toContain('openid-configuration'));
  });

  test('shows who is signed in and what was kept, and asks the service for nothing until it is', async () => {
    const first = await signedIn();
    await first.handlers.listUnits({ run: 1 });
    const isKept = () => [...secrets.entries.keys()].some((name) => name.includes('units'));
    await vi.waitFor(() => expect(isKept()).toBe(true));
    first.close();
    const before = simulator.requests.length;
    const asked = () => pathsSince(before);
    const firstPaint = Promise.withResolvers<void>();
    const desk = newDesk({ firstPaint });
    await desk.open(fileOf(simulator), { ...once, subscriptionKey: simulator.subscriptionKey });
    const listed = desk.handlers.listUnits({ run: 1 });
    expect(stateOf(desk).session.phase).toBe('signed-in');
    expect(await desk.handlers.cachedUnits({ from: 0 })).toMatchObject({ count: 10 });
    await meanwhile();
    expect(asked()).toEqual([]);
    desk.handlers.painted(undefined);
    await expect(listed).resolves.toMatchObject({ received: 10 });
    await vi.waitFor(() => expect(asked().some((each) => each.includes('negotiate'))).toBe(true));
  });
});

describe('opening a connection file', () => {
  test('makes it the connection, and says where it came from', async () => {
    const desk = newDesk();
    await desk.open(fileOf(simulator), once);
    const { host } = new URL(simulator.url);
    expect(stateOf(desk)).toMatchObject({
      connection: {
        name: 'Simulated data',
        simulated: false,
        identityHost: host,
        apiHost: host,
        origin: '/files/max.json',
      },
      connectionProblem: null,
      session: { phase: 'signed-out' },
    });
  });

  test('that is broken names the key, and changes nothing else', async () => {
    const desk = newDesk();
    await desk.open(fileOf(simulator), once);
    const before = stateOf(desk);
    await desk.open({ text: fileWith({ 'identity.scope': 'x' }), origin: 'broken.json' }, { remember: true });
    const after = stateOf(desk);
    expect(after.connectionProblem).toMatchObject({
      code: 'configuration',
      details: { file: 'broken.json', key: 'identity.scope' },
    });
    expect({ ...after, connectionProblem: null }).toEqual(before);
    expect(remembered()).toBeUndefined();
  });

  test('the right way makes the problem go', async () => {
    const desk = newDesk();
    await desk.open({ text: '{', origin: 'broken.json' }, once);
    expect(stateOf(desk).connectionProblem).not.toBeNull();
    await desk.open(fileOf(simulator), once);
    expect(stateOf(desk).connectionProblem).toBeNull();
  });

  test('is remembered for the next start when asked to, as it was', async () => {
    const file = fileOf(simulator);
    await newDesk().open(file, { remember: true });
    expect(remembered()).toEqual(file);
  });

  test('is remembered before the window can show it, so that closing at once loses nothing', async () => {
    const file = fileOf(simulator);
    const rememberedWhenShown: boolean[] = [];
    const send: DeskFakes['send'] = (event, value) => {
      if (event !== 'stateChanged' || (value as DeskState).session.phase === 'restoring') return;
      rememberedWhenShown.push(remembered() !== undefined);
    };
    await newDesk({ send }).open(file, { remember: true });
    expect(rememberedWhenShown[0]).toBe(true);
  });

  test('through the window uses the chosen file, remembers it, and may be called off', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'max-desk-'));
    const file = fileOf(simulator, path.join(folder, 'max.json'));
    await writeFile(file.origin, file.text);
    const calledOff = newDesk();
    await calledOff.handlers.openConnectionFile(undefined);
    expect(stateOf(calledOff).connection).toBeNull();
    const desk = newDesk({ chooseConnectionFile: async () => file });
    await desk.handlers.openConnectionFile(undefined);
    expect(stateOf(desk).connection?.origin).toBe(file.origin);
    expect(remembered()?.origin).toBe(file.origin);
    await rm(folder, { recursive: true });
  });

  test('that the disk does not remember says so', async () => {
    settings.refuse = new AppError('storage', 'settings.json cannot be written (ENOSPC).');
    const desk = newDesk();
    await desk.open(fileOf(simulator), { remember: true });
    expect(stateOf(desk).connectionProblem).toMatchObject({ code: 'storage' });
  });
});

test('a disk that cannot be read is said, and the window waits for nothing', async () => {
  secrets.get = () => {
    throw new AppError('storage', 'key.entry cannot be used (EACCES).');
  };
  const desk = newDesk();
  await desk.open(fileOf(simulator), once);
  expect(stateOf(desk)).toMatchObject({
    connection: { name: simulator.connection.name },
    connectionProblem: { code: 'storage' },
    session: { phase: 'signed-out', problem: { code: 'storage' } },
  });
});

describe('settings', () => {
  test('persist', async () => {
    const applied = vi.fn();
    const desk = newDesk({ applySettings: applied });
    await desk.handlers.changeSettings({ theme: 'dark' });
    await desk.handlers.changeSettings({ language: 'de', theme: undefined });
    expect(stateOf(newDesk()).settings).toEqual({ ...defaults, language: 'de', theme: 'dark' });
    expect(applied.mock.calls).toEqual([
      [defaults],
      [{ ...defaults, theme: 'dark' }],
      [{ ...defaults, language: 'de', theme: 'dark' }],
    ]);
    expect(sent.at(-1)?.event).toBe('stateChanged');
  });

  test.each([
    ['{', {}],
    ['null', {}],
    ['[]', {}],
    ['{"language":"fr","theme":"dark"}', { theme: 'dark' }],
    ['{"language":"de","theme":7,"other":1}', { language: 'de' }],
    ['{"closeToTray":"no","startWithSystem":true}', { startWithSystem: true }],
    ['{"closeToTray":false,"clipboardSeconds":1}', { closeToTray: false }],
    ['{"clipboardSeconds":30}', { clipboardSeconds: 30 }],
    ['{"overview":"half"}', {}],
    ['{"overview":"folded"}', { overview: 'folded' }],
  ])('that are not understood fall back: %s', (text, expected) => {
    settings.entries.set('settings', text);
    expect(stateOf(newDesk()).settings).toEqual({ ...defaults, ...expected });
  });

  test('that the disk refuses still count for this run', () => {
    const desk = newDesk();
    settings.refuse = new AppError('storage', 'settings.json cannot be written (ENOSPC).');
    expect(() => desk.handlers.changeSettings({ theme: 'dark' })).toThrow(
      expect.objectContaining({ code: 'storage' }),
    );
    expect(stateOf(desk).settings.theme).toBe('dark');
  });

  test.each([
    ['system', ['de-AT', 'en'], 'de'],
    ['system', ['fr-FR', 'de', 'en'], 'de'],
    ['system', ['fr', 'es'], 'en'],
    ['system', [], 'en'],
    ['system', ['DE'], 'de'],
    ['en', ['de'], 'en'],
    ['de', ['en'], 'de'],
  ] as const)('of %s on a system of %j speak %s', (language, systemLanguages, locale) => {
    settings.entries.set('settings', JSON.stringify({ language }));
    expect(stateOf(newDesk({ systemLanguages })).locale).toBe(locale);
  });
});

describe('the simulated service', () => {
  test('keeps everything in memory, and its key works at once', async () => {
    const desk = newDesk();
    await desk.handlers.exploreSimulator(undefined);
    await desk.handlers.signIn(undefined);
    expect(stateOf(desk)).toMatchObject({
      connection: { simulated: true, origin: null },
      subscriptionKey: 'set',
      session: { phase: 'signed-in' },
      persistence: { kind: 'memory', reason: 'simulated' },
    });
    expect(await desk.handlers.listUnits({ run: 1 })).toMatchObject({ received: 10 });
    expect(secrets.entries.size).toBe(0);
    expect(settings.entries.size).toBe(0);
    expect(vault.asked).toBe(0);
  });

  test('that is not in this installation is said to be missing', async () => {
    const desk = createDesk(deskPorts(partsOf()));
    await expect(desk.handlers.exploreSimulator(undefined)).rejects.toMatchObject({ code: 'configuration' });
  });
});

describe('switching connections', () => {
  test('silences the old one: no page, no state, no request of it', async () => {
    const clock = fakeClock();
    const asked: string[] = [];
    const desk = await signedIn({
      clock,
      http: (url, init) => {
        asked.push(new URL(url).host);
        return fetch(url, init);
      },
    });
    const second = await start({ units: 3 });
    simulator.setFaults({ hang: 'api' });
    const list = desk.handlers.listUnits({ run: 1 }) as Promise<unknown>;
    list.catch(() => undefined);
    await vi.waitFor(() => expect(hanging()).toContain('/api/units'));
    await desk.open(fileOf(second, 'second.json'), { ...once, subscriptionKey: second.subscriptionKey });
    await expect(list).rejects.toMatchObject({ code: 'cancelled' });
    asked.length = 0;
    sent.length = 0;
    // When the old token would have been renewed.
    clock.move(2 * 3_600_000);
    await desk.handlers.signIn(undefined);
    expect(await desk.handlers.listUnits({ run: 2 })).toMatchObject({ received: 3 });
    expect(asked).not.toContain(new URL(simulator.url).host);
    expect(pages().map(({ run }) => run)).toEqual([2]);
    const shown = sent.filter(({ event }) => event === 'stateChanged').map(({ value }) => value as DeskState);
    expect(new Set(shown.map((state) => state.connection?.origin))).toEqual(new Set(['second.json']));
    await second.close();
  });

  test('while the list waits for its token, cancels it all the same', async () => {
    const desk = await signedIn();
    const second = await start({ units: 3 });
    const list = desk.handlers.listUnits({ run: 1 }) as Promise<unknown>;
    list.catch(() => undefined);
    await desk.open(fileOf(second), once);
    await expect(list).rejects.toMatchObject({ code: 'cancelled' });
    await second.close();
  });

  test('ends a sign-in that waits for the browser', async () => {
    browser = systemBrowser();
    const desk = newDesk();
    await desk.open(fileOf(simulator), once);
    const signIn = desk.handlers.signIn(undefined) as Promise<void>;
    signIn.catch(() => undefined);
    await vi.waitFor(() => expect(browser.opened).toHaveLength(1));
    const second = await start({ units: 3 });
    await desk.open(fileOf(second, 'second.json'), once);
    await expect(signIn).rejects.toMatchObject({ code: 'cancelled' });
    expect(stateOf(desk).session).toEqual(nobody);
    await second.close();
  });

  test('and back finds the sign-in again', async () => {
    const desk = await signedIn();
    const second = await start({ units: 3 });
    await desk.open(fileOf(second, 'second.json'), once);
    await desk.open(fileOf(simulator), once);
    expect(stateOf(desk).session).toMatchObject({ phase: 'signed-in', account: { name: 'Sam Sample' } });
    await second.close();
  });
});

describe('the sign-in’s link', () => {
  beforeEach(() => {
    browser = systemBrowser();
  });
  async function waiting(): Promise<{ desk: Desk; done: Promise<void> }> {
    const desk = newDesk();
    await desk.open(fileOf(simulator), once);
    const done = desk.handlers.signIn(undefined) as Promise<void>;
    done.catch(() => undefined);
    await vi.waitFor(() => expect(browser.opened).toHaveLength(1));
    return { desk, done };
  }

  test('can be copied and opened again while the browser has the word', async () => {
    const { desk, done } = await waiting();
    await desk.handlers.copySignInLink(undefined);
    await desk.handlers.openSignInAgain(undefined);
    expect(clipboard.text).toBe(browser.opened[0]);
    expect(browser.opened).toEqual([clipboard.text, clipboard.text]);
    desk.handlers.cancelSignIn(undefined);
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('is none before and after', async () => {
    const { desk, done } = await waiting();
    desk.handlers.cancelSignIn(undefined);
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    expect(() => desk.handlers.copySignInLink(undefined)).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    );
    expect(() => desk.handlers.openSignInAgain(undefined)).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    );
    expect(clipboard.text).toBe('');
  });
});

test('a sign-in whose time is over when the computer wakes up has ended (R17)', async () => {
  const clock = fakeClock();
  const desk = newDesk({ clock, browser: async () => undefined });
  await desk.open(fileOf(simulator), once);
  const done = expect(desk.handlers.signIn(undefined)).rejects.toMatchObject({ code: 'sign-in-timed-out' });
  await vi.waitFor(() => expect(stateOf(desk).session.phase).toBe('waiting'));
  clock.sleep(300_000);
  desk.wake();
  await done;
});

describe('the units', () => {
  test('come page by page, with the total', async () => {
    const desk = await signedIn();
    const summary = await desk.handlers.listUnits({ run: 5 });
    expect(summary).toMatchObject({ received: 10, withoutId: 0 });
    expect(pages()).toMatchObject([
      { run: 5, received: 4, total: 10 },
      { run: 5, received: 8, total: 10 },
      { run: 5, received: 10, total: 10 },
    ]);
  });

  test('are cancelled by their run, and by no other', async () => {
    const desk = await signedIn();
    simulator.setFaults({ hang: 'api' });
    const list = desk.handlers.listUnits({ run: 1 }) as Promise<unknown>;
    const ended = vi.fn();
    list.catch(ended);
    await vi.waitFor(() => expect(hanging()).toContain('/api/units'));
    await desk.handlers.cancelUnits({ run: 2 });
    expect(ended).not.toHaveBeenCalled();
    await desk.handlers.cancelUnits({ run: 1 });
    await expect(list).rejects.toMatchObject({ code: 'cancelled' });
    expect(pages()).toEqual([]);
  });

  test('are cancelled by signing out', async () => {
    const desk = await signedIn();
    simulator.setFaults({ hang: 'api' });
    const list = desk.handlers.listUnits({ run: 1 }) as Promise<unknown>;
    list.catch(() => undefined);
    await vi.waitFor(() => expect(hanging()).toContain('/api/units'));
    await desk.handlers.signOut(undefined);
    await expect(list).rejects.toMatchObject({ code: 'cancelled' });
    expect(stateOf(desk).session.phase).toBe('signed-out');
    expect(pages()).toEqual([]);
  });

  test('cannot be listed without the key, and can once it is entered', async () => {
    const desk = newDesk();
    await desk.open(fileOf(simulator), once);
    await desk.handlers.signIn(undefined);
    await expect(desk.handlers.listUnits({ run: 1 })).rejects.toMatchObject({ code: 'api-key-missing' });
    expect(stateOf(desk).subscriptionKey).toBe('missing');
    await desk.handlers.setSubscriptionKey({ key: ` ${simulator.subscriptionKey}\n` });
    expect(stateOf(desk).subscriptionKey).toBe('set');
    await expect(desk.handlers.listUnits({ run: 2 })).resolves.toMatchObject({ received: 10 });
  });
});

describe('what the units look like', () => {
  const foreign = async () => {
    await simulator.close();
    simulator = await start({ units: 10, pageSize: 4, dialect: 'foreign' });
    return signedIn();
  };
  const idOf = (desk: Desk) => stateOf(desk).connection?.id ?? '';
  const listed = () =>
    sent.flatMap(({ event, value }) => (event === 'unitsPage' ? (value as { units: Unit[] }).units : []));

  test('is shown of one page, follows what is chosen, and is kept in the connection', async () => {
    const desk = await foreign();
    const { learnUnits } = desk.handlers;
    const connection = idOf(desk);
    const first = await learnUnits({ connection, chosen: null, step: 'read' });
    expect(first).toMatchObject({ received: 4, withoutId: 0, sameId: 0 });
    // None of the four is out of service, and this service does not say when it last heard of a unit.
    const { outSince: _none, ...fields } = foreignReading.fields;
    const api = { ...foreignReading, fields };
    expect(first.chosen.columns).toEqual({ ...fields, outSince: '', lastSeen: '' });
    const chosen = { ...first.chosen, statuses: foreignReading.statuses };
    const next = await learnUnits({ connection, chosen, step: 'look' });
    expect(next.units.map(({ condition }) => condition)).not.toContain('unknown');
    expect(simulator.requests.filter((each) => each.path === '/api/units')).toHaveLength(1);

    const elsewhere = (async () => learnUnits({ connection: 'other', chosen, step: 'keep' }))();
    await expect(elsewhere).rejects.toMatchObject({ code: 'cancelled' });
    const joined = { ...chosen, columns: { ...chosen.columns, id: 'anlage.bauart' } };
    const refused = (async () => learnUnits({ connection, chosen: joined, step: 'keep' }))();
    await expect(refused).rejects.toMatchObject({ code: 'configuration', details: { key: 'api.fields.id' } });
    expect(remembered()).toBeUndefined();
    await learnUnits({ connection, chosen, step: 'keep' });
    const account = stateOf(desk).session.account?.name;
    expect(account).toBe('Sam Sample');
    expect(JSON.parse(remembered()?.text ?? '')).toMatchObject({
      name: simulator.connection.name,
      api,
    });
    expect(await desk.handlers.listUnits({ run: 1 })).toMatchObject({ received: 10, withoutId: 0 });
    expect(listed().map(({ city }) => city)).not.toContain('');
    // Edited in the form, it stays.
    const id = idOf(desk);
    const answers = await desk.handlers.setupAnswers({ id });
    await desk.handlers.setUpConnection({ answers: { ...answers, name: 'Ours' }, replaces: id });
    expect(JSON.parse(remembered()?.text ?? '')).toMatchObject({ name: 'Ours', api });
    // So it does when the original file is opened again, as at each start with --connection.
    desk.close();
    const again = newDesk();
    await again.open(fileOf(simulator), { ...once, subscriptionKey: simulator.subscriptionKey });
    expect(await again.handlers.listUnits({ run: 1 })).toMatchObject({ received: 10, withoutId: 0 });
    await again.handlers.addConnection({ text: fileOf(simulator).text, name: 'max.json' });
    expect(JSON.parse(remembered()?.text ?? '')).toMatchObject({ api });
  });

  test('is kept with a pasted token, which stays in use', async () => {
    const desk = await foreign();
    const { accessToken } = await desk.handlers.getToken(undefined);
    await desk.handlers.usePastedToken({ token: accessToken });
    const { account } = stateOf(desk).session;
    expect(account?.pasted).toBe(true);
    const connection = idOf(desk);
    const { chosen } = await desk.handlers.learnUnits({ connection, chosen: null, step: 'read' });
    await desk.handlers.learnUnits({ connection, chosen, step: 'keep' });
    expect(stateOf(desk).session.account).toEqual(account);
    expect(await desk.handlers.listUnits({ run: 1 })).toMatchObject({ received: 10, withoutId: 0 });
  });

  test('is asked for by nobody who is not signed in', async () => {
    const desk = newDesk();
    await desk.open(fileOf(simulator), { ...once, subscriptionKey: simulator.subscriptionKey });
    const asked = desk.handlers.learnUnits({ connection: idOf(desk), chosen: null, step: 'read' });
    await expect(asked).rejects.toMatchObject({ code: 'sign-in-needed' });
  });
});

describe('several accounts', () => {
  async function both(): Promise<Desk> {
    const who = { press: 'Continue as Sam Sample' };
    browser = systemBrowser(who);
    const desk = await signedIn();
    await browser.settled();
    who.press = 'Continue as Tessa Kraft';
    await desk.handlers.addAccount(undefined);
    return desk;
  }

  test('are all in the state; switching ends the list of the one before', async () => {
    const desk = await both();
    const { accounts, account } = stateOf(desk).session;
    expect(accounts.map(({ name }) => name)).toEqual(['Sam Sample', 'Tessa Kraft']);
    expect(account).toMatchObject({ id: accounts[1]?.id, employee: true });
    simulator.setFaults({ hang: 'api' });
    const list = desk.handlers.listUnits({ run: 1 }) as Promise<unknown>;
    list.catch(() => undefined);
    await vi.waitFor(() => expect(hanging()).toContain('/api/units'));
    await desk.handlers.switchAccount({ id: accounts[0]?.id ?? '' });
    await expect(list).rejects.toMatchObject({ code: 'cancelled' });
    simulator.clearFaults();
    expect(stateOf(desk).session.account?.name).toBe('Sam Sample');
    expect(await desk.handlers.listUnits({ run: 2 })).toMatchObject({ received: 10 });
    expect(pages().map(({ run }) => run)).toEqual([2, 2, 2]);
  });

  test('switched to the one that is current already leaves its list alone', async () => {
    const desk = await both();
    const list = desk.handlers.listUnits({ run: 1 });
    await desk.handlers.switchAccount({ id: stateOf(desk).session.account?.id ?? '' });
    await expect(list).resolves.toMatchObject({ received: 10 });
  });

  test('signing out of the browser too takes the current one only, and stays with the connection’s hosts', async () => {
    const opened: { url: string; hosts: readonly string[] }[] = [];
    const desk = await both();
    desk.close();
    const next = newDesk({ browser: async (url, hosts) => void opened.push({ url, hosts }) });
    await next.open(fileOf(simulator), once);
    await next.handlers.getToken(undefined);
    await next.handlers.signOutEverywhere(undefined);
    expect(stateOf(next).session).toMatchObject({ phase: 'signed-in', accounts: [{ name: 'Sam Sample' }] });
    const { host } = new URL(simulator.url);
    expect(opened).toMatchObject([{ url: expect.stringMatching(/\/logout\?/), hosts: [host] }]);
  });
});

describe('the subscription key', () => {
  test('that was entered is stored encrypted, and there again at the next start', async () => {
    const desk = newDesk();
    await desk.open(fileOf(simulator), once);
    await desk.handlers.setSubscriptionKey({ key: 'swordfish' });
    expect(keyEntries()).toHaveLength(1);
    expect(plainIn(JSON.stringify([...secrets.entries, ...settings.entries]), ['swordfish'])).toEqual([]);
    const next = newDesk();
    await next.open(fileOf(simulator), once);
    expect(stateOf(next).subscriptionKey).toBe('set');
  });

  test('of the environment is used, not stored', async () => {
    const desk = newDesk();
    await desk.open(fileOf(simulator), { ...once, subscriptionKey: 'swordfish' });
    expect(stateOf(desk).subscriptionKey).toBe('set');
    expect(keyEntries()).toEqual([]);
    const next = newDesk();
    await next.open(fileOf(simulator), once);
    expect(stateOf(next).subscriptionKey).toBe('missing');
  });

  test('that is empty in the environment does not hide the stored one', async () => {
    const desk = newDesk();
    await desk.open(fileOf(simulator), once);
    await desk.handlers.setSubscriptionKey({ key: simulator.subscriptionKey });
    const next = newDesk();
    await next.open(fileOf(simulator), { ...once, subscriptionKey: '' });
    await next.handlers.signIn(undefined);
    await expect(next.handlers.listUnits({ run: 1 })).resolves.toMatchObject({ received: 10 });
  });

  test('of one API is not sent to another', async () => {
    const desk = newDesk();
    await desk.open(fileOf(simulator), once);
    await desk.handlers.setSubscriptionKey({ key: 'swordfish' });
    const second = await start({ units: 3 });
    await desk.open(fileOf(second), once);
    expect(stateOf(desk).subscriptionKey).toBe('missing');
    await second.close();
  });

  test('of blanks is none', async () => {
    const desk = newDesk();
    await desk.open(fileOf(simulator), once);
    await expect(desk.handlers.setSubscriptionKey({ key: '  ' })).rejects.toMatchObject({
      code: 'api-key-missing',
    });
    expect(stateOf(desk).subscriptionKey).toBe('missing');
  });

  test('that is entered while the keyring asks for its password wins over the stored one', async () => {
    const first = newDesk();
    await first.open(fileOf(simulator), once);
    await first.handlers.setSubscriptionKey({ key: 'old' });
    const prompt = Promise.withResolvers<void>();
    const { unwrap } = vault;
    vault.unwrap = async (wrapped) => {
      await prompt.promise;
      return unwrap(wrapped);
    };
    const desk = newDesk();
    const opened = desk.open(fileOf(simulator), once);
    const entered = desk.handlers.setSubscriptionKey({ key: simulator.subscriptionKey });
    prompt.resolve();
    await Promise.all([opened, entered]);
    await desk.handlers.signIn(undefined);
    await expect(desk.handlers.listUnits({ run: 1 })).resolves.toMatchObject({ received: 10 });
  });
});

test('nothing of a whole day at the desk reaches the log or the settings (R29)', async () => {
  const desk = await signedIn();
  const { accessToken } = await desk.handlers.getToken(undefined);
  await desk.handlers.listUnits({ run: 1 });
  await desk.handlers.setSubscriptionKey({ key: 'swordfish' });
  simulator.setFaults({ tokenStatus: 503, apiStatus: 500 });
  await expect((async () => desk.handlers.listUnits({ run: 2 }))()).rejects.toThrow();
  await desk.handlers.signOut(undefined);
  const written = [...log.lines, JSON.stringify([...settings.entries])].join('\n');
  for (const secret of [accessToken, simulator.subscriptionKey, 'swordfish', 'sam.sample@example.com', 'Sam'])
    expect(written).not.toContain(secret);
});

describe('the units of the last start', () => {
  // Those of outages are written later.
  const isList = (name: string) => name.includes('units') && !name.includes('outages');
  const unitEntries = () => [...secrets.entries.keys()].filter(isList);
  const kept = () => vi.waitFor(() => expect(unitEntries()).toHaveLength(1));
  const again = async (): Promise<Desk> => {
    const desk = newDesk();
    await desk.open(fileOf(simulator), { ...once, subscriptionKey: simulator.subscriptionKey });
    return desk;
  };

  test('are there at once when nothing can be reached, with the time of their list', async () => {
    const desk = await signedIn();
    expect(await desk.handlers.cachedUnits({ from: 0 })).toBeNull();
    const { fetchedAt } = await desk.handlers.listUnits({ run: 1 });
    await kept();
    desk.close();
    await simulator.close();

    const next = await again();
    expect(stateOf(next).session).toMatchObject({ phase: 'signed-in', account: { name: 'Sam Sample' } });
    const cached = await next.handlers.cachedUnits({ from: 0 });
    expect(cached).toMatchObject({ fetchedAt });
    expect(cached?.units).toHaveLength(10);
    await expect(next.handlers.listUnits({ run: 1 })).rejects.toMatchObject({ code: 'offline' });
    expect(await next.handlers.cachedUnits({ from: 0 })).toEqual(cached);
  });

  test('may be asked for before it is known whose they are', async () => {
    const desk = await signedIn();
    await desk.handlers.listUnits({ run: 1 });
    await kept();
    desk.close();

    const next = newDesk();
    const opened = next.open(fileOf(simulator), { ...once, subscriptionKey: simulator.subscriptionKey });
    expect(stateOf(next).session.phase).toBe('restoring');
    const cached = await next.handlers.cachedUnits({ from: 0 });
    await opened;
    const { connection, session } = stateOf(next);
    expect(cached?.owner).toEqual({ connection: connection?.id, account: session.account?.id });
    expect(cached?.units).toHaveLength(10);
  });

  test('are waited for in vain where nobody is signed in, or the connection is left', async () => {
    const desk = newDesk();
    const opened = desk.open(fileOf(simulator), once);
    const nobodys = desk.handlers.cachedUnits({ from: 0 });
    await opened;
    expect(await nobodys).toBeNull();

    void desk.open(fileOf(simulator), once);
    const left = desk.handlers.cachedUnits({ from: 0 });
    desk.close();
    expect(await left).toBeNull();
  });

  test('stay when the next list fails half-way', async () => {
    const desk = await signedIn();
    const { fetchedAt } = await desk.handlers.listUnits({ run: 1 });
    await kept();
    const lists = () => unitEntries().map((name) => secrets.entries.get(name));
    const before = lists();
    simulator.setFaults({ apiStatus: 503 });
    await expect(desk.handlers.listUnits({ run: 2 })).rejects.toMatchObject({ code: 'api-unavailable' });
    expect(lists()).toEqual(before);
    expect(await desk.handlers.cachedUnits({ from: 0 })).toMatchObject({ fetchedAt });
  });

  test('are one person’s only', async () => {
    const desk = await signedIn();
    await desk.handlers.listUnits({ run: 1 });
    await kept();
    browser = systemBrowser({ press: 'Continue as Tessa Kraft' });
    simulator.clearSessions();
    await desk.handlers.signIn(undefined);
    expect(stateOf(desk).session.account?.name).toBe('Tessa Kraft');
    expect(await desk.handlers.cachedUnits({ from: 0 })).toBeNull();
    expect(unitEntries()).toEqual([]);
  });

  test('go with the sign-out (R28)', async () => {
    const desk = await signedIn();
    await desk.handlers.listUnits({ run: 1 });
    await kept();
    await desk.handlers.signOut(undefined);
    expect(unitEntries()).toEqual([]);
    expect(await desk.handlers.cachedUnits({ from: 0 })).toBeNull();
  });

  test('go at once, though the sign-out waits for a renewal that hangs (R28)', async () => {
    const desk = await signedIn();
    await desk.handlers.listUnits({ run: 1 });
    const kept = () => secrets.keys().filter((key) => key.includes('units'));
    await vi.waitFor(() => expect(kept()).toHaveLength(1));
    simulator.setFaults({ rejectAccessTokens: true, hang: 'token' });
    const listed = expect(desk.handlers.listUnits({ run: 2 })).rejects.toThrow();
    await vi.waitFor(() => expect(hanging()).toHaveLength(1));
    const left = desk.handlers.signOut(undefined);
    await vi.waitFor(() => expect(kept()).toEqual([]));
    expect(hanging()).toHaveLength(1);
    await simulator.close();
    await Promise.all([left, listed]);
  });

  test('are not written after a sign-out that came in between', async () => {
    const desk = await signedIn();
    const list = desk.handlers.listUnits({ run: 1 }) as Promise<unknown>;
    await list;
    await desk.handlers.signOut(undefined);
    const next = await again();
    expect(await next.handlers.cachedUnits({ from: 0 })).toBeNull();
    expect(unitEntries()).toEqual([]);
  });

  test('that cannot be read are none, and are left until the next list takes their place', async () => {
    const desk = await signedIn();
    await desk.handlers.listUnits({ run: 1 });
    await kept();
    const [entry = ''] = unitEntries();
    const store = createSealedStore({ keyValue: secrets, vault, log, onChange: () => undefined });
    await store.write(entry.replace('sealed.', ''), 'of an older version');
    expect(await (await again()).handlers.cachedUnits({ from: 0 })).toBeNull();
    expect(unitEntries()).toEqual([entry]);
  });
});

describe('every field of a unit', () => {
  const anyId = async (desk: Desk) => (await desk.handlers.cachedUnits({ from: 0 }))?.units[0]?.id ?? '';

  test('is what the API sent, and not at hand before the list or after a start offline', async () => {
    const desk = await signedIn();
    expect(await desk.handlers.unitFields({ id: 'x' })).toBeNull();
    await desk.handlers.listUnits({ run: 1 });
    await vi.waitFor(async () => expect(await anyId(desk)).not.toBe(''));
    const id = await anyId(desk);
    expect(await desk.handlers.unitFields({ id })).toMatchObject({
      unitId: id,
      manufacturer: 'TK Elevator',
      serialNumber: expect.stringMatching(/^TKE/),
    });
    const next = newDesk();
    await next.open(fileOf(simulator), { ...once, subscriptionKey: simulator.subscriptionKey });
    expect(await anyId(next)).toBe(id);
    expect(await next.handlers.unitFields({ id })).toBeNull();
  });

  test('is gone with the sign-out (R28)', async () => {
    const desk = await signedIn();
    await desk.handlers.listUnits({ run: 1 });
    await vi.waitFor(async () => expect(await anyId(desk)).not.toBe(''));
    const id = await anyId(desk);
    await desk.handlers.signOut(undefined);
    expect(await desk.handlers.unitFields({ id })).toBeNull();
    await desk.handlers.signIn(undefined);
    expect(await desk.handlers.unitFields({ id })).toBeNull();
  });
});

describe('a further list of the connection', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'max-desk-documents-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function begin(): Promise<{ desk: Desk; unitId: string }> {
    const desk = await signedIn({ chooseExportFile: async (name) => path.join(folder, name) });
    await desk.handlers.listUnits({ run: 1 });
    const [unit] = sent.flatMap(({ event, value }) =>
      event === 'unitsPage' ? (value as { units: Unit[] }).units : [],
    );
    return { desk, unitId: unit?.id ?? '' };
  }

  test('is in the state, and comes page by page, with its documents', async () => {
    const { desk, unitId } = await begin();
    expect(stateOf(desk).resources.map(({ name, ofUnit }) => [name, ofUnit])).toEqual([
      ['work-orders', true],
      ['documents', true],
      ['notifications', false],
    ]);
    const list = await desk.handlers.listRows({ run: 7, resource: 'documents', unitId, from: 0 });
    expect(list).toMatchObject({ columns: ['title', 'createdAt', 'fileName'], last: true, shortfall: null });
    expect(list.rows[0]).toEqual({
      cells: ['Inspection report', expect.any(String), 'Inspection report.pdf'],
      hasDocument: true,
    });
    const file = path.join(folder, 'Betriebsanleitung für Betreiber.pdf');
    expect(await desk.handlers.saveDocument({ run: 7, row: 1 })).toEqual({ file });
    expect(await readFile(file, 'latin1')).toMatch(/^%PDF-/);
    const own = await desk.handlers.listRows({ run: 8, resource: 'notifications', unitId, from: 0 });
    expect(own.rows).toHaveLength(3);
  });

  test('is gone with the sign-out, with its documents (R28)', async () => {
    const { desk, unitId } = await begin();
    await desk.handlers.listRows({ run: 7, resource: 'documents', unitId, from: 0 });
    await desk.handlers.signOut(undefined);
    await expect(desk.handlers.saveDocument({ run: 7, row: 1 })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('an export to a CSV file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'max-desk-export-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const exporting = (parts: Partial<DeskFakes> = {}) =>
    signedIn({ chooseExportFile: async (name) => path.join(folder, name), ...parts });

  test('goes where the person wants it, by a name that is suggested in their language', async () => {
    const chooseExportFile = vi.fn(async (name: string) => path.join(folder, name));
    const desk = newDesk({ chooseExportFile, systemLanguages: ['de-DE'] });
    const begun = await desk.handlers.startExport({ suggestedName: 'Anlagen 1/2', format: 'excel' });
    expect(begun).toEqual({ export: expect.any(Number), file: path.join(folder, 'Anlagen 1-2.csv') });
    expect(chooseExportFile).toHaveBeenCalledWith('Anlagen 1-2.csv', 'de', 'csv');
    const run = { export: begun?.export ?? 0 };
    await desk.handlers.exportRows({ ...run, rows: [['ID'], ['=1']] });
    expect(await desk.handlers.finishExport(run)).toEqual({ rows: 2, bytes: 12 });
    expect(await readFile(path.join(folder, 'Anlagen 1-2.csv'), 'utf8')).toBe("\uFEFFID\r\n'=1\r\n");
  });

  test('that the person thinks better of is none', async () => {
    const desk = await exporting({ chooseExportFile: async () => undefined });
    expect(await desk.handlers.startExport({ suggestedName: 'x', format: 'excel' })).toBeNull();
  });

  test.each<[string, (desk: Desk) => unknown]>([
    ['signing out', (desk) => desk.handlers.signOut(undefined)],
    ['another account', (desk) => desk.handlers.switchAccount({ id: 'nobody' })],
    ['another connection', (desk) => desk.open(fileOf(simulator, 'other.json'), once)],
    ['closing the window', (desk) => desk.close()],
  ])('is cancelled by %s, and leaves nothing behind', async (_what, leave) => {
    const desk = await exporting();
    const begun = await desk.handlers.startExport({ suggestedName: 'x', format: 'excel' });
    const run = { export: begun?.export ?? 0 };
    await desk.handlers.exportRows({ ...run, rows: [['secret']] });
    await Promise.allSettled([leave(desk)]);
    // The disk may be slow: nobody waits for it, and the process removes what is left when it ends.
    await expect.poll(() => readdir(folder)).toEqual([]);
    await expect(desk.handlers.exportRows({ ...run, rows: [] })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the live updates', () => {
  test('are in the state, reach the window, pause, and are made anew when the computer wakes up', async () => {
    const desk = await signedIn();
    const phase = () => stateOf(desk).live.phase;
    await desk.handlers.listUnits({ run: 1 });
    const ids = pages().flatMap((page) =>
      (page as unknown as { units: { id: string }[] }).units.map((u) => u.id),
    );
    await desk.handlers.followUnits({ ids });
    await vi.waitFor(() => expect(simulator.hub.subscribed.size).toBe(10));
    // The hub knows before the desk does; only a list that is begun after that counts.
    await vi.waitFor(() => expect(phase()).toBe('catching-up'));
    await desk.handlers.listUnits({ run: 2 });
    expect(phase()).toBe('live');
    expect(sent.at(-1)).toMatchObject({ event: 'stateChanged', value: { live: { phase: 'live' } } });
    const [unitId = ''] = ids;
    const quiet = { currentFloor: null, currentTripDirection: null };
    simulator.hub.send({ ...quiet, unitId, equipmentStatus: 'Out Of Service' });
    const heard = () => sent.filter(({ event }) => event === 'unitUpdates').map(({ value }) => value);
    const update = { id: unitId, status: 'Out Of Service', condition: 'out-of-service' };
    await vi.waitFor(() => expect(heard()).toContainEqual({ updates: [expect.objectContaining(update)] }));
    await desk.handlers.pauseLive({ paused: true });
    expect(phase()).toBe('paused');
    await desk.handlers.pauseLive({ paused: false });
    await vi.waitFor(() => expect(phase()).toBe('catching-up'));
    desk.wake();
    expect(phase()).toBe('reconnecting');
    await vi.waitFor(() => expect(phase()).toBe('catching-up'));
    await desk.handlers.signOut(undefined);
    expect(phase()).toBe('off');
  });
});

describe('watched units', () => {
  const watchedEntries = () => [...secrets.entries.keys()].filter((name) => name.includes('watched'));

  test('are in the state, and there again at the next start', async () => {
    const desk = await signedIn();
    await desk.handlers.listUnits({ run: 1 });
    await desk.handlers.watchUnits({ ids: ['a', 'b'], watched: true });
    await desk.handlers.watchUnits({ ids: ['a'], watched: false });
    expect(stateOf(desk).watched).toEqual(['b']);
    const next = newDesk();
    await next.open(fileOf(simulator), once);
    await vi.waitFor(() => expect(stateOf(next).watched).toEqual(['b']));
  });

  test('R28 are forgotten at sign-out, on disk too', async () => {
    const desk = await signedIn();
    await desk.handlers.watchUnits({ ids: ['a'], watched: true });
    expect(watchedEntries()).toHaveLength(1);
    await desk.handlers.signOut(undefined);
    expect(watchedEntries()).toEqual([]);
    expect(stateOf(desk).watched).toEqual([]);
  });

  test('that went out of service are told about once the list is read again, and counted', async () => {
    const told: string[] = [];
    const clock = fakeClock();
    let broken = '';
    const http: DeskFakes['http'] = async (url, init) => {
      const answer = await fetch(url, init);
      if (broken === '' || !url.includes('/units')) return answer;
      const list = (await answer.json()) as { value: object[] };
      const value = list.value.map((unit) =>
        JSON.stringify(unit).includes(`"${broken}"`) ? { ...unit, equipmentStatus: 'Out Of Service' } : unit,
      );
      return Response.json({ ...list, value });
    };
    const desk = await signedIn({ clock, http, notify: ({ title }) => void told.push(title) });
    const units = () =>
      sent.flatMap(({ event, value }) => (event === 'unitsPage' ? (value as { units: Unit[] }).units : []));
    await desk.handlers.listUnits({ run: 1 });
    const well = units().find(({ condition }) => condition === 'in-service');
    if (!well) throw new Error('no unit is in service');
    await desk.handlers.watchUnits({ ids: [well.id], watched: true });
    expect(desk.outages()?.outOfService).toBe(0);
    broken = well.id;
    await desk.handlers.listUnits({ run: 2 });
    clock.move(2_000);
    expect(told).toEqual([`${well.name} is out of service`]);
    expect(desk.outages()?.outOfService).toBe(1);
  });
});

describe('copying a token', () => {
  test('puts one into the clipboard that the API accepts, and the state says until when', async () => {
    const desk = await signedIn();
    await desk.handlers.copyToken({ as: 'header' });
    const answer = await fetch(`${simulator.url}/api/units`, {
      headers: {
        authorization: clipboard.text.replace('Authorization: ', ''),
        'ocp-apim-subscription-key': simulator.subscriptionKey,
      },
    });
    expect(answer.status).toBe(200);
    expect(stateOf(desk).clipboard).toMatchObject({ what: 'header' });
    await desk.handlers.clearClipboard(undefined);
    expect(clipboard.text).toBe('');
    expect(stateOf(desk).clipboard).toBeNull();
  });

  test('R30 stays as long as the setting says', async () => {
    const clock = fakeClock();
    const desk = await signedIn({ clock });
    await desk.handlers.changeSettings({ clipboardSeconds: 10 });
    await desk.handlers.copyToken({ as: 'token' });
    clock.move(10_000);
    await vi.waitFor(() => expect(clipboard.text).toBe(''));
  });

  test('R30 R28 ends with the sign-out, also one that was about to be copied', async () => {
    const desk = await signedIn();
    await desk.handlers.copyToken({ as: 'curl' });
    expect(clipboard.text).toContain('curl "');
    const copying = desk.handlers.copyToken({ as: 'token' }) as Promise<void>;
    copying.catch(() => undefined);
    await desk.handlers.signOut(undefined);
    await expect(copying).rejects.toMatchObject({ code: expect.stringMatching(/cancelled|sign-in-needed/) });
    expect(clipboard.text).toBe('');
    await expect(desk.handlers.copyToken({ as: 'token' })).rejects.toMatchObject({ code: 'sign-in-needed' });
  });
});

test('R30 a copied token goes with the connection that is removed', async () => {
  const desk = newDesk();
  const keep = { remember: true, subscriptionKey: simulator.subscriptionKey };
  await desk.open(fileOf(simulator), keep);
  await desk.handlers.signIn(undefined);
  await desk.handlers.copyToken({ as: 'token' });
  expect(clipboard.text).toContain('eyJ');
  await desk.handlers.removeConnection({ id: stateOf(desk).connection?.id ?? '' });
  expect(clipboard.text).toBe('');
  expect(stateOf(desk)).toMatchObject({ clipboard: null, connection: null });
});

describe('the report of an examination', () => {
  test('is saved as it is copied, by a name with its day', async () => {
    const names: string[] = [];
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'max-desk-')), 'report.txt');
    const chooseExportFile = async (name: string) => (names.push(name) > 1 ? file : undefined);
    const desk = newDesk({ chooseExportFile });
    const save = async () => desk.handlers.saveReport({ as: 'text' });
    await desk.open(fileOf(simulator), once);
    await expect(save()).rejects.toMatchObject({ code: 'bad-request' });
    await desk.handlers.runDoctor({ run: 1 });
    expect(await save()).toBeNull();
    expect(await save()).toEqual({ file });
    expect(names[0]).toMatch(/^max-desk-check-\d{4}-\d\d-\d\d\.txt$/);
    await desk.handlers.copyReport(undefined);
    expect(await readFile(file, 'utf8')).toBe(clipboard.text);
    expect(clipboard.text).toMatch(/^MAX Desk 1\.2\.3, connection "Simulated data", \d{4}-/);
    await rm(path.dirname(file), { recursive: true });
  });
});

describe('the shapes of what the service sends', () => {
  test('are saved as JSON that has nobody in it, for whoever is signed in (R29)', async () => {
    const busy = await start({ units: 10, eventsPerSecond: 4_000 });
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'max-desk-')), 'shapes.json');
    const names: string[] = [];
    const chooseExportFile = async (name: string) => {
      names.push(name);
      return file;
    };
    const desk = newDesk({ chooseExportFile, startSimulator: async () => choiceOf(busy) });
    await desk.handlers.exploreSimulator(undefined);
    const save = async () => desk.handlers.saveReport({ as: 'shapes' });
    await expect(save()).rejects.toMatchObject({ code: 'sign-in-needed' });
    await desk.handlers.signIn(undefined);
    expect(await save()).toEqual({ file });
    expect(names[0]).toMatch(/^max-desk-shapes-\d{4}-\d\d-\d\d\.json$/);
    const text = await readFile(file, 'utf8');
    noteForCanary(text);
    expect(JSON.parse(text)).toMatchObject({
      format: 'max-desk-shapes',
      product: 'MAX Desk 1.2.3',
      list: { pageSizes: [10], failure: null },
      hub: { negotiation: { status: 200 }, failure: null },
    });
    await rm(path.dirname(file), { recursive: true });
    desk.close();
    await busy.close();
  });
});

describe('starting with the system', () => {
  test('is asked of the system when it is set, and is not set when that refuses', async () => {
    const asked: boolean[] = [];
    const desk = newDesk({ startWithSystem: (on) => void asked.push(on) });
    expect(stateOf(desk).desktop.loginItem).toBe(true);
    await desk.handlers.changeSettings({ theme: 'dark' });
    await desk.handlers.changeSettings({ startWithSystem: true });
    await desk.handlers.changeSettings({ startWithSystem: true });
    expect(asked).toEqual([true]);
    const refusing = newDesk({
      startWithSystem: () => {
        throw new AppError('storage', 'The autostart folder cannot be written.');
      },
    });
    expect(() => refusing.handlers.changeSettings({ startWithSystem: false })).toThrow(AppError);
    expect(stateOf(refusing).settings.startWithSystem).toBe(true);
  });
});
