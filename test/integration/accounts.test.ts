import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Session, SessionParts } from '../../electron/core/auth/session.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import type { OpenIdConfiguration } from '../../electron/core/connection/open-id-configuration.ts';
import { fakeKeyValue, fakeVault } from '../fakes/ports.ts';
import { sessionOn } from '../fakes/session.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { type SystemBrowser, type SystemBrowserOptions, systemBrowser } from '../fakes/system-browser.ts';

let simulator: Simulator;
let browser: SystemBrowser;
/** Whom the person at the browser signs in as. */
let who: SystemBrowserOptions;
let disk: { keyValue: ReturnType<typeof fakeKeyValue>; vault: ReturnType<typeof fakeVault> };
let running: Session[];

beforeEach(async () => {
  simulator = await start({ units: 10 });
  who = { press: 'Continue as Sam Sample' };
  browser = systemBrowser(who);
  disk = { keyValue: fakeKeyValue(), vault: fakeVault() };
  running = [];
});
afterEach(async () => {
  for (const session of running) session.close();
  await simulator.close();
});

/** A session as a new process would make it: nothing shared but the disk. */
function newSession(parts: Partial<SessionParts> = {}): Session {
  const session = sessionOn(disk, {
    connection: parseConnection(JSON.stringify(simulator.connection), 'test'),
    browser: browser.open,
    ...parts,
  });
  running.push(session);
  return session;
}

async function restarted(session: Session): Promise<Session> {
  session.close();
  const next = newSession();
  await next.restore();
  return next;
}

async function add(session: Session, name: string): Promise<void> {
  who.press = `Continue as ${name}`;
  await session.signIn({ another: true });
  await browser.settled();
}

/** Sam has signed in, then Tessa, who is the current account. */
async function both(): Promise<Session> {
  const session = newSession();
  await session.signIn();
  await browser.settled();
  await add(session, 'Tessa Kraft');
  return session;
}

const names = (session: Session) => session.state().accounts.map(({ name }) => name);
const idOf = (session: Session, name: string) =>
  session.state().accounts.find((account) => account.name === name)?.id ?? '';
const renew = async (session: Session) => session.token((await session.token()).accessToken);
const personOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')).name;
const entries = (part: string) => disk.keyValue.keys().filter((key) => key.includes(part));

describe('adding an account', () => {
  test('asks who it is although the browser’s session knows, and signs nobody out', async () => {
    const session = await both();
    const prompts = browser.opened.map((url) => new URL(url).searchParams.get('prompt'));
    expect(prompts).toEqual([null, 'login']);
    expect(names(session)).toEqual(['Sam Sample', 'Tessa Kraft']);
    expect(session.state()).toMatchObject({ phase: 'signed-in', account: { name: 'Tessa Kraft' } });
    expect(personOf((await session.token()).accessToken)).toBe('Tessa Kraft');
  });

  test('that is there already makes it the current one, once', async () => {
    const session = await both();
    await add(session, 'Sam Sample');
    expect(names(session)).toEqual(['Sam Sample', 'Tessa Kraft']);
    expect(session.state().account?.name).toBe('Sam Sample');
  });

  test('waits visibly while the current one stays signed in, and may be called off', async () => {
    const session = await both();
    who.press = undefined;
    const done = session.signIn({ another: true });
    await vi.waitFor(() => expect(session.signInUrl()).toBeDefined());
    expect(session.state()).toMatchObject({ phase: 'waiting', account: { name: 'Tessa Kraft' } });
    expect(personOf((await renew(session)).accessToken)).toBe('Tessa Kraft');
    session.cancelSignIn();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    expect(session.state()).toMatchObject({ phase: 'signed-in', account: { name: 'Tessa Kraft' } });
  });

  test('called off while the code is exchanged takes nothing from somebody who was signed in before', async () => {
    const session = await both();
    who.press = 'Continue as Sam Sample';
    simulator.setFaults({ delayMs: 200 });
    const done = session.signIn({ another: true });
    await vi.waitFor(() => expect(session.state().phase).toBe('completing'), { interval: 5 });
    session.cancelSignIn();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    simulator.clearFaults();
    await session.switchAccount(idOf(session, 'Sam Sample'));
    expect(personOf((await renew(session)).accessToken)).toBe('Sam Sample');
  });
});

describe('switching accounts', () => {
  test('takes the token from the cache, and outlives a restart', async () => {
    const session = await both();
    const before = simulator.requests.length;
    await session.switchAccount(idOf(session, 'Sam Sample'));
    expect(session.state().account?.name).toBe('Sam Sample');
    expect(personOf((await session.token()).accessToken)).toBe('Sam Sample');
    expect(simulator.requests.length).toBe(before);
    const next = await restarted(session);
    expect(next.state()).toMatchObject({ phase: 'signed-in', account: { name: 'Sam Sample' } });
    expect(names(next)).toEqual(['Sam Sample', 'Tessa Kraft']);
  });

  test('works offline', async () => {
    const first = await both();
    await simulator.close();
    const session = await restarted(first);
    await session.switchAccount(idOf(session, 'Sam Sample'));
    expect(personOf((await session.token()).accessToken)).toBe('Sam Sample');
  });

  test('works offline in the last five minutes of a token too, which MSAL would refresh', async () => {
    await simulator.close();
    simulator = await start({ units: 10, accessTokenSeconds: 200 });
    const first = await both();
    await simulator.close();
    const session = await restarted(first);
    await session.switchAccount(idOf(session, 'Sam Sample'));
    expect(personOf((await session.token()).accessToken)).toBe('Sam Sample');
  });

  test('gives whoever waits for the last one’s token the next one’s, and no error', async () => {
    const session = await both();
    simulator.setFaults({ delayMs: 100 });
    const waiting = renew(session);
    await vi.waitFor(() => expect(simulator.requests.at(-1)?.status).toBe(0));
    await session.switchAccount(idOf(session, 'Sam Sample'));
    expect(personOf((await waiting).accessToken)).toBe('Sam Sample');
    expect(session.state()).toMatchObject({ account: { name: 'Sam Sample' }, problem: null });
  });

  test('ends a sign-in that waits for the browser: it would make somebody else current later', async () => {
    const session = await both();
    who.press = undefined;
    const waiting = session.signIn({ another: true });
    const refused = expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(session.signInUrl()).toBeDefined());
    await session.switchAccount(idOf(session, 'Sam Sample'));
    await refused;
    expect(session.state()).toMatchObject({
      phase: 'signed-in',
      account: { name: 'Sam Sample' },
      attempt: null,
    });
  });

  test('to somebody who is not known is refused and changes nothing', async () => {
    const session = await both();
    await expect(session.switchAccount('nobody')).rejects.toMatchObject({ code: 'sign-in-needed' });
    await expect(session.switchAccount('')).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(session.state().account?.name).toBe('Tessa Kraft');
  });
});

describe('signing out', () => {
  test('goes on with another one, with a token and after a restart too', async () => {
    const session = await both();
    await session.signOut();
    expect(session.state()).toMatchObject({ phase: 'signed-in', account: { name: 'Sam Sample' } });
    expect(names(session)).toEqual(['Sam Sample']);
    expect(personOf((await renew(session)).accessToken)).toBe('Sam Sample');
    const next = await restarted(session);
    expect(next.state().account?.name).toBe('Sam Sample');
    expect(names(next)).toEqual(['Sam Sample']);
  });

  test('of the last one leaves no account on disk, not even who it was (R28)', async () => {
    const session = await both();
    await session.signOut();
    await session.signOut();
    expect(session.state()).toMatchObject({ phase: 'signed-out', account: null, accounts: [] });
    expect([...entries('tokens'), ...entries('account')]).toEqual([]);
  });
});

describe('a sign-in that the provider has ended', () => {
  test('is not replaced by somebody else unasked, after a restart neither', async () => {
    const session = await both();
    simulator.revoke('tessa.kraft@example.com');
    await expect(renew(session)).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(session.state()).toMatchObject({
      phase: 'signed-out',
      account: null,
      accounts: [{ name: 'Sam Sample' }],
      problem: { code: 'sign-in-needed' },
    });
    const next = await restarted(session);
    expect(next.state()).toMatchObject({ phase: 'signed-out', accounts: [{ name: 'Sam Sample' }] });
    await next.switchAccount(idOf(next, 'Sam Sample'));
    expect(personOf((await renew(next)).accessToken)).toBe('Sam Sample');
  });

  test('of the other one is found out when it is switched to', async () => {
    const session = await both();
    const { accessToken } = await session.token();
    simulator.revoke('sam.sample@example.com');
    await session.switchAccount(idOf(session, 'Sam Sample'));
    await expect(renew(session)).rejects.toMatchObject({ code: 'sign-in-needed' });
    await session.switchAccount(idOf(session, 'Tessa Kraft'));
    expect((await session.token()).accessToken).toBe(accessToken);
  });
});

describe('signing out of the browser too', () => {
  test('opens the provider’s own page, naming neither the person nor a way back', async () => {
    const session = newSession();
    await session.signIn();
    await browser.settled();
    expect(session.state().browserSignOut).toBe(true);
    await session.signOut();
    await session.signOutOfBrowser();
    await browser.settled();
    const url = new URL(browser.opened.at(-1) ?? '');
    expect(url.origin).toBe(simulator.url);
    expect([...url.searchParams.keys()]).toEqual(['client_id', 'ui_locales']);
    expect(browser.lastPage()?.status).toBe(200);
    expect(session.state().problem).toBeNull();
  });

  test.each([
    ['names no such page', undefined],
    ['names one on another host (R6)', 'https://evil.example/logout'],
  ])('is not offered where the provider %s', async (_what, end_session_endpoint) => {
    const { identity } = simulator.connection;
    const described = `${identity.authority}/${identity.signInPolicy}/v2.0/.well-known/openid-configuration`;
    const { end_session_endpoint: _, ...own } = (await (
      await fetch(described)
    ).json()) as OpenIdConfiguration;
    const authorityMetadata = {
      ...own,
      ...(end_session_endpoint === undefined ? {} : { end_session_endpoint }),
    };
    const file = { ...simulator.connection, identity: { ...identity, authorityMetadata } };
    const session = newSession({ connection: parseConnection(JSON.stringify(file), 'test') });
    await session.signIn();
    expect(session.state().browserSignOut).toBe(false);
    await expect(session.signOutOfBrowser()).rejects.toMatchObject({ code: 'configuration' });
    expect(browser.opened).toHaveLength(1);
  });

  test('says so when no browser opens', async () => {
    const session = newSession();
    await session.signIn();
    session.close();
    const next = newSession({ browser: () => Promise.reject(new Error('no browser')) });
    await next.restore();
    await next.token();
    await next.signOut();
    await expect(next.signOutOfBrowser()).rejects.toMatchObject({ code: 'unexpected' });
    expect(next.state()).toMatchObject({ phase: 'signed-out', problem: { code: 'unexpected' } });
  });
});
