import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeskState } from '../../electron/contract/desk.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { createDesk, type Desk } from '../../electron/core/desk.ts';
import { createPolicy } from '../../electron/core/settings/policy.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { createUpdates } from '../../electron/core/updates/updates.ts';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { fileWith } from '../fakes/connection.ts';
import { type DeskFakes, deskPorts } from '../fakes/desk.ts';
import { fakeClock, fakeKeyValue, fakeLog, fakeVault } from '../fakes/ports.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

const origin = '/etc/max-desk/policy.json';
let simulator: Simulator;
let settings: ReturnType<typeof fakeKeyValue>;
let http: ReturnType<typeof vi.fn<DeskFakes['http']>>;
const desks: Desk[] = [];

beforeEach(async () => {
  simulator = await start({ units: 4 });
  settings = fakeKeyValue();
  http = vi.fn<DeskFakes['http']>(fetch);
});
afterEach(async () => {
  for (const desk of desks.splice(0)) desk.close();
  await simulator.close();
});

/** A start of the window on a computer with this policy; the disk is the one of the starts before. */
function deskWith(values: Record<string, unknown>, parts: Partial<DeskFakes> = {}): Desk {
  const log = fakeLog();
  const desk = createDesk(
    deskPorts({
      settings,
      policy: createPolicy([{ values, origin }]),
      secrets: (events) =>
        createSealedStore({ ...events, keyValue: fakeKeyValue(), vault: fakeVault(), log }),
      http,
      browser: (url) => systemBrowser({ press: 'Continue as Sam Sample' }).open(url),
      log,
      startSimulator: async () => ({
        connection: parseConnection(JSON.stringify(simulator.connection), 'the simulator'),
        origin: null,
        simulated: true,
        subscriptionKey: simulator.subscriptionKey,
      }),
      ...parts,
    }),
  );
  desks.push(desk);
  return desk;
}
const stateOf = (desk: Desk) => desk.handlers.getState(undefined) as DeskState;
const named = (name: string) => JSON.parse(fileWith({ name, 'identity.clientId': name })) as unknown;
const foreign = fileWith({ 'api.baseUrl': 'https://collect.example.net' });
const once = { remember: false };

describe('connections of the organisation', () => {
  const values = { connections: [named('First'), named('Second')] };

  test('are listed, each in its own colour, and the first one is there at the first start', async () => {
    const desk = deskWith(values);
    await desk.openLast({ subscriptionKey: undefined });
    const { connection, connections, managedConnections } = stateOf(desk);
    expect(connections.map(({ name }) => name)).toEqual(['First', 'Second']);
    expect(new Set(connections.map(({ color }) => color)).size).toBe(2);
    expect(managedConnections).toEqual(connections.map(({ id }) => id));
    expect(connection).toMatchObject({ name: 'First', origin });
  });

  test('the next start begins with the one that was used last, theirs or one’s own', async () => {
    const desk = deskWith(values);
    const [, second] = stateOf(desk).connections;
    await desk.handlers.switchConnection({ id: second?.id ?? '' });
    const next = deskWith(values);
    await next.openLast({ subscriptionKey: undefined });
    expect(stateOf(next).connection?.name).toBe('Second');
    await next.handlers.addConnection({ text: fileWith({ name: 'Own' }), name: '' });
    const last = deskWith(values);
    await last.openLast({ subscriptionKey: undefined });
    expect(stateOf(last).connection?.name).toBe('Own');
    expect(stateOf(last).connections.map(({ name }) => name)).toEqual(['First', 'Second', 'Own']);
  });

  test('can be neither removed nor changed', async () => {
    const desk = deskWith(values);
    const [first] = stateOf(desk).connections;
    const id = first?.id ?? '';
    await expect(desk.handlers.removeConnection({ id })).rejects.toMatchObject({ code: 'managed' });
    const answers = await desk.handlers.setupAnswers({ id });
    const changed = { answers: { ...answers, clientId: 'another' }, replaces: id };
    await expect(desk.handlers.setUpConnection(changed)).rejects.toMatchObject({ code: 'managed' });
    expect(stateOf(desk).connections).toHaveLength(2);
  });

  test('leave with the policy', async () => {
    await deskWith(values).openLast({ subscriptionKey: undefined });
    const desk = deskWith({});
    await desk.openLast({ subscriptionKey: undefined });
    expect(stateOf(desk)).toMatchObject({ connection: null, connections: [] });
  });
});

describe('a host that is not allowed', () => {
  const values = { allowedHosts: ['login.example.com', 'api.example.com'] };
  const refused = { code: 'managed', details: { host: 'collect.example.net', file: origin } };

  test('comes in by no way, and nobody is contacted', async () => {
    const desk = deskWith(values);
    await desk.open({ text: foreign, origin: '/x.json' }, { remember: true });
    expect(stateOf(desk).connectionProblem).toMatchObject(refused);
    await expect(desk.handlers.addConnection({ text: foreign, name: '' })).rejects.toMatchObject(refused);
    await desk.offerFile(async () => ({ text: foreign, origin: '/x.maxdesk' }));
    expect(stateOf(desk).proposal?.problem).toMatchObject(refused);
    const answers = {
      ...(await desk.handlers.setupAnswers({ region: 'other' })),
      name: 'x',
      authority: 'https://login.example.com/tenant',
      signInPolicy: 'B2C_1_SignIn',
      clientId: '2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28',
      scopes: 'openid',
      baseUrl: 'https://collect.example.net',
    };
    const ask = { answers, ask: 'api', confirm: true, replaces: null } as const;
    await expect(desk.handlers.checkConnection(ask)).rejects.toMatchObject(refused);
    await expect(desk.handlers.setUpConnection({ answers, replaces: null })).rejects.toMatchObject(refused);
    expect(stateOf(desk)).toMatchObject({ connection: null, connections: [] });
    expect(http).not.toHaveBeenCalled();
  });

  test('of a connection that was kept before is told at the start, and others go on', async () => {
    await deskWith({}).handlers.addConnection({ text: foreign, name: '' });
    const desk = deskWith({ ...values, connections: [named('Theirs')] });
    await expect(desk.openLast({ subscriptionKey: undefined })).rejects.toMatchObject(refused);
    const [theirs] = stateOf(desk).connections;
    await desk.handlers.switchConnection({ id: theirs?.id ?? '' });
    expect(stateOf(desk).connection?.name).toBe('Theirs');
  });

  test('does not stand in the way of the simulated service, which is this computer itself', async () => {
    const desk = deskWith({ allowedHosts: [] });
    await desk.handlers.exploreSimulator(undefined);
    await desk.handlers.signIn(undefined);
    expect(stateOf(desk).session.phase).toBe('signed-in');
  });
});

describe('settings that are decided', () => {
  test('hold, cannot be changed, and leave what the person had set in its place', async () => {
    await deskWith({}).handlers.changeSettings({ clipboardSeconds: 180 });
    const desk = deskWith({ clipboardSeconds: 15 });
    expect(stateOf(desk)).toMatchObject({
      settings: { clipboardSeconds: 15 },
      managed: [{ key: 'clipboardSeconds', value: 15, origin }],
    });
    expect(() => desk.handlers.changeSettings({ clipboardSeconds: 60 })).toThrow(
      expect.objectContaining({ code: 'managed' }),
    );
    await desk.handlers.changeSettings({ theme: 'dark' });
    expect(stateOf(deskWith({})).settings).toMatchObject({ clipboardSeconds: 180, theme: 'dark' });
  });

  test('starting with the system is done at once, and undone when nobody decides any more', () => {
    const startWithSystem = vi.fn();
    deskWith({}, { startWithSystem });
    expect(startWithSystem).not.toHaveBeenCalled();
    deskWith({ startWithSystem: 1 }, { startWithSystem });
    deskWith({ startWithSystem: 1 }, { startWithSystem });
    deskWith({}, { startWithSystem });
    deskWith({}, { startWithSystem });
    expect(startWithSystem.mock.calls).toEqual([[true], [true], [false]]);
  });

  test('starting with the system may be refused by the system; the window opens all the same', () => {
    const startWithSystem = () => {
      throw new Error('no');
    };
    expect(stateOf(deskWith({ startWithSystem: true }, { startWithSystem })).settings.startWithSystem).toBe(
      true,
    );
  });

  test('the simulated service switched off is not offered, nor started', async () => {
    const desk = deskWith({ simulator: false });
    expect(stateOf(desk).simulator).toBe(false);
    await expect(desk.handlers.exploreSimulator(undefined)).rejects.toMatchObject({ code: 'managed' });
    await expect(desk.handlers.exploreSimulator(undefined)).rejects.toMatchObject({ code: 'managed' });
  });

  test('a package without the simulated service does not offer it', async () => {
    const desk = deskWith({}, { startSimulator: undefined } as never);
    expect(stateOf(desk).simulator).toBe(false);
    await expect(desk.handlers.exploreSimulator(undefined)).rejects.toMatchObject({ code: 'configuration' });
  });
});

test('a policy that is wrong is told, and nothing is connected to, not even this computer', async () => {
  const desk = deskWith({ allowedHost: [] });
  const problem = { code: 'policy', details: { key: 'allowedHost', file: origin } };
  expect(stateOf(desk)).toMatchObject({ connectionProblem: problem, simulator: false, managed: [] });
  await desk.open({ text: JSON.stringify(simulator.connection), origin: '' }, once);
  expect(stateOf(desk)).toMatchObject({ connection: null, connectionProblem: problem });
  expect(http).not.toHaveBeenCalled();
});

describe('newer versions', () => {
  const updater = {
    check: async () => ({ version: '2.0.0', releasedAt: 0 }),
    download: async () => undefined,
    install: vi.fn(async () => undefined),
  };
  const updates: DeskFakes['updates'] = (asked) =>
    createUpdates(
      { load: async () => updater, installs: true, deferralDays: 0 },
      { clock: fakeClock(), log: fakeLog() },
      asked,
    );

  test('are in the state, and a restart for them does not end a sign-in', async () => {
    const desk = deskWith({}, { updates, browser: async () => undefined });
    await desk.open({ text: JSON.stringify(simulator.connection), origin: '' }, once);
    await desk.handlers.checkForUpdates(undefined);
    expect(stateOf(desk).updates).toMatchObject({ phase: 'ready', version: '2.0.0' });
    const signIn = Promise.resolve(desk.handlers.signIn(undefined)).catch(() => undefined);
    await vi.waitFor(() => expect(stateOf(desk).session.phase).toBe('waiting'));
    expect(() => desk.handlers.restartToUpdate(undefined)).toThrow(
      expect.objectContaining({ code: 'update-failed' }),
    );
    await desk.handlers.cancelSignIn(undefined);
    await signIn;
    await desk.handlers.restartToUpdate(undefined);
    await vi.waitFor(() => expect(updater.install).toHaveBeenCalledOnce());
  });

  test('are off where nobody asks for them', () => {
    expect(stateOf(deskWith({})).updates.phase).toBe('off');
  });
});
