import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSocket } from '../../electron/command-line/sockets.ts';
import type { DeskState, EventName, EventValue } from '../../electron/contract.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { rememberedConnection } from '../../electron/core/connection/remembered.ts';
import { createDesk, type Desk, type DeskParts } from '../../electron/core/desk.ts';
import { AppError } from '../../electron/core/errors.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { type ConnectionChoice, nobody } from '../../electron/core/workplace.ts';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { fileWith } from '../fakes/connection.ts';
import { fakeClock, fakeKeyValue, fakeLog, fakeVault } from '../fakes/ports.ts';
import { type SystemBrowser, systemBrowser } from '../fakes/system-browser.ts';

let simulator: Simulator;
let browser: SystemBrowser;
let settings: ReturnType<typeof fakeKeyValue>;
let secrets: ReturnType<typeof fakeKeyValue>;
let vault: ReturnType<typeof fakeVault>;
let log: ReturnType<typeof fakeLog>;
let sent: { event: EventName; value: unknown }[];
let copied: string[];
const desks: Desk[] = [];

beforeEach(async () => {
  simulator = await start({ units: 10, pageSize: 4 });
  browser = systemBrowser({ press: 'Continue as Sam Sample' });
  settings = fakeKeyValue();
  secrets = fakeKeyValue();
  vault = fakeVault();
  log = fakeLog();
  sent = [];
  copied = [];
});
afterEach(async () => {
  for (const desk of desks.splice(0)) desk.close();
  await simulator.close();
});

/** What a desk needs, without a simulated service. */
const partsOf = (): DeskParts => ({
  version: '1.2.3',
  systemLanguages: ['en-GB'],
  settings,
  store: (onChange) => createSealedStore({ keyValue: secrets, vault, log, onChange }),
  http: fetch,
  sockets: openSocket,
  browser: (url) => browser.open(url),
  clipboard: { write: async (text) => void copied.push(text) },
  clock: systemClock,
  log,
  chooseConnectionFile: async () => undefined,
  send: <E extends EventName>(event: E, value: EventValue<E>) => void sent.push({ event, value }),
  applySettings: () => undefined,
});

/** A desk as a new start of the window would make it: nothing shared but the disk. */
function newDesk(parts: Partial<DeskParts> = {}): Desk {
  const desk = createDesk({ ...partsOf(), startSimulator: async () => choiceOf(simulator), ...parts });
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
const pages = () =>
  sent.filter(({ event }) => event === 'unitsPage').map(({ value }) => value as { run: number });
/** The paths that wait for their answer. */
const hanging = () => simulator.requests.filter(({ status }) => status === 0).map(({ path: each }) => each);
async function signedIn(parts: Partial<DeskParts> = {}): Promise<Desk> {
  const desk = newDesk(parts);
  await desk.open(fileOf(simulator), { ...once, subscriptionKey: simulator.subscriptionKey });
  await desk.handlers.signIn(undefined);
  return desk;
}
const keyEntries = () => [...secrets.entries.keys()].filter((name) => name.includes('subscription-key'));

describe('a desk without a connection', () => {
  test('shows that there is none', () => {
    expect(stateOf(newDesk())).toEqual({
      version: '1.2.3',
      locale: 'en',
      settings: { language: 'system', theme: 'system' },
      connection: null,
      connectionProblem: null,
      subscriptionKey: 'missing',
      session: nobody,
      persistence: { kind: 'encrypted' },
      connections: [],
      live: { phase: 'off', since: 0, problem: null },
      view: null,
      savedViews: [],
      watched: [],
    });
  });

  test.each([
    'signIn',
    'addAccount',
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
    expect(rememberedConnection(settings)).toBeUndefined();
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
    expect(rememberedConnection(settings)).toEqual(file);
  });

  test('is remembered before the window can show it, so that closing at once loses nothing', async () => {
    const file = fileOf(simulator);
    const rememberedWhenShown: boolean[] = [];
    const send: DeskParts['send'] = (event, value) => {
      if (event !== 'stateChanged' || (value as DeskState).session.phase === 'restoring') return;
      rememberedWhenShown.push(rememberedConnection(settings) !== undefined);
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
    expect(rememberedConnection(settings)?.origin).toBe(file.origin);
    await rm(folder, { recursive: true });
  });

  test('that the disk does not remember says so', async () => {
    settings.refuse = new AppError('storage', 'settings.json cannot be written (ENOSPC).');
    const desk = newDesk();
    await desk.open(fileOf(simulator), { remember: true });
    expect(stateOf(desk).connectionProblem).toMatchObject({ code: 'storage' });
  });

  test.each(['', '{', 'null', '{"text":7}', '[]'])('remembered wrongly is forgotten: %j', (text) => {
    settings.entries.set('connection', text);
    expect(rememberedConnection(settings)).toBeUndefined();
  });
});

describe('settings', () => {
  test('persist', async () => {
    const applied = vi.fn();
    const desk = newDesk({ applySettings: applied });
    await desk.handlers.changeSettings({ theme: 'dark' });
    await desk.handlers.changeSettings({ language: 'de', theme: undefined });
    expect(stateOf(newDesk()).settings).toEqual({ language: 'de', theme: 'dark' });
    expect(applied.mock.calls).toEqual([
      [{ language: 'system', theme: 'system' }],
      [{ language: 'system', theme: 'dark' }],
      [{ language: 'de', theme: 'dark' }],
    ]);
    expect(sent.at(-1)?.event).toBe('stateChanged');
  });

  test.each([
    ['{', { language: 'system', theme: 'system' }],
    ['null', { language: 'system', theme: 'system' }],
    ['[]', { language: 'system', theme: 'system' }],
    ['{"language":"fr","theme":"dark"}', { language: 'system', theme: 'dark' }],
    ['{"language":"de","theme":7,"other":1}', { language: 'de', theme: 'system' }],
  ])('that are not understood fall back: %s', (text, expected) => {
    settings.entries.set('settings', text);
    expect(stateOf(newDesk()).settings).toEqual(expected);
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
    const desk = createDesk(partsOf());
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
    expect(copied).toEqual([browser.opened[0]]);
    expect(browser.opened).toEqual([copied[0], copied[0]]);
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
    expect(copied).toEqual([]);
  });
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
    expect(JSON.stringify([...secrets.entries, ...settings.entries])).not.toContain('swordfish');
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
  const unitEntries = () => [...secrets.entries.keys()].filter((name) => name.includes('units'));
  const kept = () => vi.waitFor(() => expect(unitEntries()).toHaveLength(1));
  const again = async (): Promise<Desk> => {
    const desk = newDesk();
    await desk.open(fileOf(simulator), { ...once, subscriptionKey: simulator.subscriptionKey });
    return desk;
  };

  test('are there at once when nothing can be reached, with the time of their list', async () => {
    const desk = await signedIn();
    expect(await desk.handlers.cachedUnits(undefined)).toBeNull();
    const { fetchedAt } = await desk.handlers.listUnits({ run: 1 });
    await kept();
    desk.close();
    await simulator.close();

    const next = await again();
    expect(stateOf(next).session).toMatchObject({ phase: 'signed-in', account: { name: 'Sam Sample' } });
    const cached = await next.handlers.cachedUnits(undefined);
    expect(cached).toMatchObject({ fetchedAt });
    expect(cached?.units).toHaveLength(10);
    await expect(next.handlers.listUnits({ run: 1 })).rejects.toMatchObject({ code: 'offline' });
    expect(await next.handlers.cachedUnits(undefined)).toEqual(cached);
  });

  test('stay when the next list fails half-way', async () => {
    const desk = await signedIn();
    const { fetchedAt } = await desk.handlers.listUnits({ run: 1 });
    await kept();
    const before = new Map(secrets.entries);
    simulator.setFaults({ apiStatus: 503 });
    await expect(desk.handlers.listUnits({ run: 2 })).rejects.toMatchObject({ code: 'api-unavailable' });
    expect(secrets.entries).toEqual(before);
    expect(await desk.handlers.cachedUnits(undefined)).toMatchObject({ fetchedAt });
  });

  test('are one person’s only', async () => {
    const desk = await signedIn();
    await desk.handlers.listUnits({ run: 1 });
    await kept();
    browser = systemBrowser({ press: 'Continue as Tessa Kraft' });
    simulator.forgetSessions();
    await desk.handlers.signIn(undefined);
    expect(stateOf(desk).session.account?.name).toBe('Tessa Kraft');
    expect(await desk.handlers.cachedUnits(undefined)).toBeNull();
    expect(unitEntries()).toEqual([]);
  });

  test('go with the sign-out (R28)', async () => {
    const desk = await signedIn();
    await desk.handlers.listUnits({ run: 1 });
    await kept();
    await desk.handlers.signOut(undefined);
    expect(unitEntries()).toEqual([]);
    expect(await desk.handlers.cachedUnits(undefined)).toBeNull();
  });

  test('are not written after a sign-out that came in between', async () => {
    const desk = await signedIn();
    const list = desk.handlers.listUnits({ run: 1 }) as Promise<unknown>;
    await list;
    await desk.handlers.signOut(undefined);
    const next = await again();
    expect(await next.handlers.cachedUnits(undefined)).toBeNull();
    expect(unitEntries()).toEqual([]);
  });

  test('that cannot be read are none, and are dropped', async () => {
    const desk = await signedIn();
    await desk.handlers.listUnits({ run: 1 });
    await kept();
    const [entry = ''] = unitEntries();
    const store = createSealedStore({ keyValue: secrets, vault, log, onChange: () => undefined });
    await store.write(entry.replace('sealed.', ''), 'of an older version');
    expect(await (await again()).handlers.cachedUnits(undefined)).toBeNull();
    expect(unitEntries()).toEqual([]);
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
