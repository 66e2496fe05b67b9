import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeskState } from '../../electron/contract/desk.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { createDesk, type Desk } from '../../electron/core/desk.ts';
import { AppError } from '../../electron/core/errors.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { type DeskFakes, deskPorts } from '../fakes/desk.ts';
import { fakeKeyValue, fakeLog, fakeVault } from '../fakes/ports.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

let north: Simulator;
let south: Simulator;
let settings: ReturnType<typeof fakeKeyValue>;
let secrets: ReturnType<typeof fakeKeyValue>;
let vault: ReturnType<typeof fakeVault>;
let who: { press: string };
const desks: Desk[] = [];

beforeEach(async () => {
  [north, south] = await Promise.all([start({ units: 4 }), start({ units: 3 })]);
  settings = fakeKeyValue();
  secrets = fakeKeyValue();
  vault = fakeVault();
  who = { press: 'Continue as Sam Sample' };
});
afterEach(async () => {
  for (const desk of desks.splice(0)) desk.close();
  await Promise.all([north.close(), south.close()]);
});

/** A desk as a new start of the window would make it: nothing shared but the disk. */
function newDesk(parts: Partial<DeskFakes> = {}): Desk {
  const log = fakeLog();
  const desk = createDesk(
    deskPorts({
      settings,
      secrets: (events) => createSealedStore({ ...events, keyValue: secrets, vault, log }),
      browser: (url) => systemBrowser(who).open(url),
      log,
      startSimulator: async () => ({
        connection: parseConnection(JSON.stringify({ ...south.connection, name: 'Simulated' }), 'simulator'),
        origin: null,
        simulated: true,
        subscriptionKey: south.subscriptionKey,
      }),
      ...parts,
    }),
  );
  desks.push(desk);
  return desk;
}

const fileOf = ({ connection }: Simulator, name: string, changes: object = {}) => ({
  text: JSON.stringify({ ...connection, name, ...changes }),
  origin: `/files/${name}.json`,
});
const keep = { remember: true };
const stateOf = (desk: Desk) => desk.handlers.getState(undefined) as DeskState;
const shown = (desk: Desk) => stateOf(desk).connections.map(({ name, color }) => `${name} ${color}`);
function idOf(desk: Desk, name: string): string {
  const { connection, connections } = stateOf(desk);
  const found = [connection, ...connections].find((each) => each?.name === name);
  if (!found) throw new Error(`There is no "${name}"`);
  return found.id;
}
const switchTo = async (desk: Desk, name: string) => desk.handlers.switchConnection({ id: idOf(desk, name) });
const remove = async (desk: Desk, name: string) => desk.handlers.removeConnection({ id: idOf(desk, name) });

/** Sam in the north, Tessa in the south, which is current; both with a key and a list of units. */
async function both(parts: Partial<DeskFakes> = {}): Promise<Desk> {
  const desk = newDesk(parts);
  for (const [simulator, name, press] of [
    [north, 'North', 'Continue as Sam Sample'],
    [south, 'South', 'Continue as Tessa Kraft'],
  ] as const) {
    who.press = press;
    await desk.open(fileOf(simulator, name), keep);
    await desk.handlers.setSubscriptionKey({ key: simulator.subscriptionKey });
    await desk.handlers.signIn(undefined);
    await desk.handlers.listUnits({ run: 1 });
    const lists = name === 'North' ? 1 : 2;
    await vi.waitFor(() => expect(stored('units')).toHaveLength(lists));
  }
  return desk;
}
const stored = (kind: string) =>
  [...secrets.entries.keys()].filter((key) => key.startsWith(`sealed.${kind}.`));
const whom = (desk: Desk) => {
  const { connection, session } = stateOf(desk);
  return `${connection?.name}: ${session.account?.name ?? 'nobody'}`;
};

describe('several connections', () => {
  test('are listed, and switching asks no browser and no provider', async () => {
    const desk = await both();
    expect(shown(desk)).toEqual(['North blue', 'South teal']);
    const before = [north.requests.length, south.requests.length];
    await switchTo(desk, 'North');
    expect(whom(desk)).toBe('North: Sam Sample');
    await switchTo(desk, 'South');
    expect(whom(desk)).toBe('South: Tessa Kraft');
    expect([north.requests.length, south.requests.length]).toEqual(before);
    expect(await desk.handlers.listUnits({ run: 2 })).toMatchObject({ received: 3 });
  });

  test('open with the one used last at the next start', async () => {
    await switchTo(await both(), 'North');
    const next = newDesk();
    await next.openLast({});
    expect(whom(next)).toBe('North: Sam Sample');
    expect(shown(next)).toEqual(['North blue', 'South teal']);
  });

  test('changed on the disk are others: no token, no key and no list of the former one goes to the new hosts', async () => {
    await switchTo(await both(), 'North');
    const hostile = await start({ units: 1 });
    type File = typeof north.connection;
    // Another provider gets no token, but the key still is for the same API.
    const changes: [key: 'missing' | 'set', change: (file: File) => void][] = [
      ['missing', ({ api }) => Object.assign(api, { baseUrl: hostile.connection.api.baseUrl })],
      ['missing', ({ api }) => Object.assign(api, { hubUrl: hostile.connection.api.hubUrl })],
      [
        'set',
        ({ identity }) => Object.assign(identity, { authority: hostile.connection.identity.authority }),
      ],
    ];
    const before = settings.get('connections') ?? '';
    const list = JSON.parse(before) as { text: string }[];
    for (const [key, change] of changes) {
      const changed = list.map((each) => {
        const file = JSON.parse(each.text) as File & { name: string };
        if (file.name === 'North') change(file);
        return { ...each, text: JSON.stringify(file) };
      });
      settings.set('connections', JSON.stringify(changed));
      const desk = newDesk();
      await desk.openLast({});
      expect(whom(desk)).toBe('North: nobody');
      expect(stateOf(desk)).toMatchObject({ subscriptionKey: key, session: { phase: 'signed-out' } });
      expect(await desk.handlers.cachedUnits({ from: 0 })).toBeNull();
      await expect(desk.handlers.listUnits({ run: 1 })).rejects.toBeInstanceOf(AppError);
    }
    expect(hostile.requests).toEqual([]);
    await hostile.close();
    settings.set('connections', before);
    const desk = newDesk();
    await desk.openLast({});
    expect(whom(desk)).toBe('North: Sam Sample');
  });

  test('put in the place of a kept one, on the disk, are asked about before somebody signs in; the kept ones are not', async () => {
    const confirm = vi.fn(async () => false);
    const first = newDesk();
    await first.open(fileOf(north, 'North'), keep);
    await first.handlers.signIn(undefined);
    await first.handlers.signOut(undefined);
    const same = newDesk({ confirm });
    await same.openLast({});
    await same.handlers.signIn(undefined);
    await same.handlers.signOut(undefined);
    expect(confirm).not.toHaveBeenCalled();
    for (const [name, text] of settings.entries)
      settings.entries.set(name, text.replaceAll(north.url, south.url));
    const forged = newDesk({ confirm });
    const before = south.requests.length;
    await forged.openLast({});
    await expect(forged.handlers.signIn(undefined)).rejects.toMatchObject({ code: 'cancelled' });
    await expect(forged.handlers.usePastedToken({ token: 'a.b.c' })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await expect(forged.handlers.setSubscriptionKey({ key: 'key' })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(stateOf(forged).subscriptionKey).toBe('missing');
    expect(south.requests.length).toBe(before);
    expect(JSON.stringify(confirm.mock.calls)).toContain(new URL(south.url).host);
    confirm.mockResolvedValue(true);
    await forged.handlers.signIn(undefined);
    await forged.handlers.signOut(undefined);
    await forged.handlers.signIn(undefined);
    expect(confirm, 'once agreed, it is kept').toHaveBeenCalledTimes(4);
  });

  test('of which a key was given, and nobody has signed in, are not asked about at the next start', async () => {
    const confirm = vi.fn(async () => true);
    const first = newDesk({ confirm });
    await first.open(fileOf(north, 'North'), keep);
    await first.handlers.setSubscriptionKey({ key: north.subscriptionKey });
    expect(confirm).toHaveBeenCalledTimes(1);
    const next = newDesk({ confirm });
    await next.openLast({});
    expect(stateOf(next).subscriptionKey).toBe('set');
    expect(confirm).toHaveBeenCalledTimes(1);
  });

  test('that were changed on the disk, but not their host, are asked about before a sign-in that is kept goes there', async () => {
    await switchTo(await both(), 'North');
    for (const [name, text] of settings.entries)
      settings.entries.set(name, text.replaceAll('/units', '/units-of-another'));
    const confirm = vi.fn(async () => false);
    const changed = newDesk({ confirm });
    const before = north.requests.length;
    await changed.openLast({});
    expect(confirm).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(confirm.mock.calls)).toContain('/units-of-another');
    expect(whom(changed)).toBe('North: nobody');
    expect(stateOf(changed)).toMatchObject({ subscriptionKey: 'missing', session: { phase: 'signed-out' } });
    await expect(changed.handlers.listUnits({ run: 1 })).rejects.toMatchObject({ code: 'api-key-missing' });
    await expect(changed.handlers.getToken(undefined)).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(north.requests.length).toBe(before);
    confirm.mockResolvedValue(true);
    const agreed = newDesk({ confirm });
    await agreed.openLast({});
    expect(whom(agreed)).toBe('North: Sam Sample');
    const next = newDesk({ confirm });
    await next.openLast({});
    expect(whom(next)).toBe('North: Sam Sample');
    expect(confirm, 'once agreed, it is kept').toHaveBeenCalledTimes(2);
  });

  test('are switched while nothing can be reached', async () => {
    const desk = await both();
    await Promise.all([north.close(), south.close()]);
    await switchTo(desk, 'North');
    expect(whom(desk)).toBe('North: Sam Sample');
    expect(stateOf(desk).session.phase).toBe('signed-in');
  });

  test('switched to the one that is current leave its sign-in alone', async () => {
    const desk = await both();
    const list = desk.handlers.listUnits({ run: 2 });
    await switchTo(desk, 'South');
    await expect(list).resolves.toMatchObject({ received: 3 });
  });

  test('of the same meaning replace each other', async () => {
    const desk = await both();
    await desk.open(fileOf(north, 'North, renamed'), keep);
    expect(shown(desk)).toEqual(['North, renamed blue', 'South teal']);
    expect(whom(desk)).toBe('North, renamed: Sam Sample');
  });

  test('that are not known are refused with what to do', async () => {
    const desk = await both();
    for (const call of ['switchConnection', 'removeConnection'] as const) {
      await expect(desk.handlers[call]({ id: 'x' })).rejects.toMatchObject({ code: 'configuration' });
    }
    expect(() => desk.handlers.changeConnection({ id: 'x', color: 'red' })).toThrow(
      expect.objectContaining({ code: 'configuration' }),
    );
    expect(whom(desk)).toBe('South: Tessa Kraft');
  });

  test('are switched although the disk does not note it, which is said', async () => {
    const desk = await both();
    settings.refuse = new AppError('storage', 'settings.json cannot be written (ENOSPC).');
    await expect(switchTo(desk, 'North')).rejects.toMatchObject({ code: 'storage' });
    expect(whom(desk)).toBe('North: Sam Sample');
  });

  test('have the colour that was chosen, at the next start too', async () => {
    const desk = await both();
    await desk.handlers.changeConnection({ id: idOf(desk, 'South'), color: 'purple' });
    expect(stateOf(desk).connection?.color).toBe('purple');
    expect(shown(newDesk())).toEqual(['North blue', 'South purple']);
  });
});

describe('the connection of the command line', () => {
  test('is current and not kept, and its key of the environment comes back with it', async () => {
    const desk = newDesk();
    await desk.open(fileOf(south, 'Kept'), keep);
    await desk.open(fileOf(north, 'Passing'), { remember: false, subscriptionKey: north.subscriptionKey });
    expect(stateOf(desk)).toMatchObject({ connection: { name: 'Passing', color: 'teal' } });
    expect(shown(desk)).toEqual(['Kept blue']);
    expect(JSON.stringify([...settings.entries])).not.toContain('Passing');
    await desk.open(fileOf(north, 'Passing'), { remember: true });
    await switchTo(desk, 'Kept');
    expect(stateOf(desk).subscriptionKey).toBe('missing');
    await switchTo(desk, 'Passing');
    expect(stateOf(desk).subscriptionKey).toBe('set');
    expect(stored('subscription-key')).toEqual([]);
  });

  test('gives way to a key that was typed in', async () => {
    const desk = newDesk();
    await desk.open(fileOf(south, 'South'), keep);
    await desk.open(fileOf(north, 'North'), { remember: true, subscriptionKey: 'wrong' });
    await desk.handlers.signIn(undefined);
    await desk.handlers.setSubscriptionKey({ key: north.subscriptionKey });
    await switchTo(desk, 'South');
    await switchTo(desk, 'North');
    expect(await desk.handlers.listUnits({ run: 1 })).toMatchObject({ received: 4 });
  });
});

describe('the simulated service', () => {
  test('is listed and marked while it runs, and keeps its sign-in for a look elsewhere', async () => {
    const desk = newDesk();
    await desk.open(fileOf(north, 'North'), keep);
    await desk.handlers.exploreSimulator(undefined);
    await desk.handlers.signIn(undefined);
    expect(shown(desk)).toEqual(['North blue', 'Simulated grey']);
    await switchTo(desk, 'North');
    expect(whom(desk)).toBe('North: nobody');
    await switchTo(desk, 'Simulated');
    expect(whom(desk)).toBe('Simulated: Sam Sample');
    expect(stateOf(desk)).toMatchObject({
      connection: { simulated: true },
      subscriptionKey: 'set',
      persistence: { kind: 'memory', reason: 'simulated' },
    });
    expect(secrets.entries.size).toBe(0);
    const next = newDesk();
    await next.openLast({});
    expect(shown(next)).toEqual(['North blue']);
  });

  test('that is removed forgets who was signed in', async () => {
    const desk = newDesk();
    await desk.open(fileOf(north, 'North'), keep);
    await desk.handlers.exploreSimulator(undefined);
    await desk.handlers.signIn(undefined);
    await remove(desk, 'Simulated');
    expect(shown(desk)).toEqual(['North blue']);
    expect(whom(desk)).toBe('North: nobody');
    await desk.handlers.exploreSimulator(undefined);
    expect(whom(desk)).toBe('Simulated: nobody');
  });
});

describe('removing a connection', () => {
  test('takes everything of whoever is signed in there, and nothing else (R28)', async () => {
    const desk = await both();
    await remove(desk, 'South');
    expect(whom(desk)).toBe('North: Sam Sample');
    expect(shown(desk)).toEqual(['North blue']);
    const kinds = ['tokens', 'units', 'subscription-key', 'current-account', 'metadata'];
    for (const kind of kinds) expect(stored(kind), kind).toHaveLength(1);
    expect(await desk.handlers.listUnits({ run: 2 })).toMatchObject({ received: 4 });

    await desk.open(fileOf(south, 'South'), keep);
    expect(stateOf(desk)).toMatchObject({ subscriptionKey: 'missing', session: { phase: 'signed-out' } });
  });

  test('that is not current leaves the current one alone', async () => {
    const desk = await both();
    const list = desk.handlers.listUnits({ run: 2 });
    await remove(desk, 'North');
    await expect(list).resolves.toMatchObject({ received: 3 });
    expect(whom(desk)).toBe('South: Tessa Kraft');
  });

  test('that is the only one leaves none, at the next start too', async () => {
    const desk = newDesk();
    await desk.open(fileOf(north, 'North'), keep);
    await desk.handlers.signIn(undefined);
    await remove(desk, 'North');
    expect(stateOf(desk)).toMatchObject({ connection: null, connections: [], session: { account: null } });
    expect([...secrets.entries.keys()]).toEqual(['key', 'sealed.counters']);
    const next = newDesk();
    await next.openLast({});
    expect(stateOf(next).connection).toBeNull();
  });

  test('leaves what another one has in common with it', async () => {
    const desk = await both();
    // The same sign-in, at another path of the same host.
    const api = { ...north.connection.api, baseUrl: `${north.connection.api.baseUrl}/other` };
    await desk.open(fileOf(north, 'North, other path', { api }), keep);
    expect(whom(desk)).toBe('North, other path: Sam Sample');
    await remove(desk, 'North, other path');
    await switchTo(desk, 'North');
    expect(whom(desk)).toBe('North: Sam Sample');
  });

  test('also takes what a renewal under way writes after it', async () => {
    const held = holdTokens(north);
    const desk = await both({ http: held.http });
    await switchTo(desk, 'North');
    const renewal = held.begin(desk);
    await held.asked;
    await remove(desk, 'North');
    expect(stored('tokens')).toHaveLength(1);
    held.release();
    await renewal;
    // The queue of that identity is done when a new sign-in there has had its turn.
    await desk.open(fileOf(north, 'North'), keep);
    expect(stateOf(desk).session.phase).toBe('signed-out');
    who.press = 'Continue as Tessa Kraft';
    north.clearSessions();
    await desk.handlers.signIn(undefined);
    expect(stateOf(desk).session.accounts.map(({ name }) => name)).toEqual(['Tessa Kraft']);
  });
});

/** Keeps the answers of a token endpoint back, from `begin` until `release`. */
function holdTokens({ url: host }: Simulator) {
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let holding = false;
  return {
    asked: asked.promise,
    release: gate.resolve,
    http: async (url: string, init: RequestInit) => {
      const isHeld = holding && url.startsWith(host) && new URL(url).pathname.endsWith('/token');
      const response = await fetch(url, init);
      if (isHeld) {
        asked.resolve();
        await gate.promise;
      }
      return response;
    },
    /** The API refuses the token in hand, so another one is fetched; ends when the list ends, well or not. */
    begin(desk: Desk): Promise<unknown> {
      holding = true;
      north.setFaults({ rejectAccessTokens: true });
      return (desk.handlers.listUnits({ run: 9 }) as Promise<unknown>).catch(() => undefined);
    },
  };
}

describe('a renewal that is under way while its connection is left', () => {
  test('is not waited for, and is the one that the next renewal there goes on from', async () => {
    const held = holdTokens(north);
    const desk = await both({ http: held.http });
    await switchTo(desk, 'North');
    const left = held.begin(desk);
    await held.asked;
    await switchTo(desk, 'South');
    await switchTo(desk, 'North');
    // The answer is still held back.
    expect(whom(desk)).toBe('North: Sam Sample');

    const grants = () => north.requests.filter(({ path }) => path.endsWith('/token')).length;
    const before = grants();
    north.setFaults({ rejectAccessTokens: true });
    const list = desk.handlers.listUnits({ run: 10 }) as Promise<unknown>;
    list.catch(() => undefined);
    const listRequest = () => north.requests.findLast(({ path }) => path === '/api/units');
    await vi.waitFor(() => expect(listRequest()).toMatchObject({ path: '/api/units', status: 401 }));
    expect(grants()).toBe(before);
    held.release();
    // The provider takes every refresh token once only: spent twice, it would end the sign-in.
    await expect(list).resolves.toMatchObject({ received: 4 });
    await left;
    north.setFaults({ rejectAccessTokens: true });
    expect(await desk.handlers.listUnits({ run: 11 })).toMatchObject({ received: 4 });
    expect(grants()).toBe(before + 2);
    expect(stateOf(desk).session).toMatchObject({ phase: 'signed-in', problem: null });
  });

  test('does not bring back who signs out meanwhile', async () => {
    const held = holdTokens(north);
    const desk = await both({ http: held.http });
    await switchTo(desk, 'North');
    const left = held.begin(desk);
    await held.asked;
    const signedOut = desk.handlers.signOut(undefined) as Promise<void>;
    await switchTo(desk, 'South');
    await switchTo(desk, 'North');
    expect(whom(desk)).toBe('North: nobody');
    held.release();
    await Promise.all([left, signedOut]);
    expect(stored('tokens')).toHaveLength(1);
    const next = newDesk();
    await next.openLast({});
    expect(whom(next)).toBe('North: nobody');
  });
});

describe('a sign-in that the provider has ended', () => {
  test('takes the list of units of that person along (R28)', async () => {
    const desk = await both();
    south.revoke('tessa.kraft@example.com');
    south.setFaults({ rejectAccessTokens: true });
    await expect(desk.handlers.listUnits({ run: 2 })).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(whom(desk)).toBe('South: nobody');
    await vi.waitFor(() => expect(stored('units')).toHaveLength(1));
    await switchTo(desk, 'North');
    expect(await desk.handlers.cachedUnits({ from: 0 })).toMatchObject({ units: expect.any(Array) });
  });
});

test('what was put aside as damaged stays until somebody signs out (R26, R28)', async () => {
  const desk = await both();
  const [tokens = ''] = stored('tokens');
  secrets.entries.set(tokens, 'v1.damaged');
  const next = newDesk();
  await next.openLast({});
  await switchTo(next, 'North');
  expect(whom(next)).toBe('North: nobody');
  expect(secrets.quarantined).toHaveLength(1);
  await switchTo(next, 'South');
  await next.handlers.signOut(undefined);
  expect(secrets.quarantined).toEqual([]);
  desk.close();
});
