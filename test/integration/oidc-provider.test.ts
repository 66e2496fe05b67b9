import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Session, SessionParts } from '../../electron/core/auth/session.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { identityId } from '../../electron/core/connection/connection-ids.ts';
import { createSealedStore, type SealedStore } from '../../electron/core/storage/sealed-store.ts';
import { type OidcService, startOidcService } from '../fakes/oidc-service.ts';
import { fakeKeyValue, fakeLog, fakeVault } from '../fakes/ports.ts';
import { sessionOn } from '../fakes/session.ts';
import { type SystemBrowser, type SystemBrowserOptions, systemBrowser } from '../fakes/system-browser.ts';

const people = ['bob', 'bob2', 'Ann'];
let service: OidcService;
let browser: SystemBrowser;
/** Whom the person at the browser signs in as. */
let who: SystemBrowserOptions;
let disk: { keyValue: ReturnType<typeof fakeKeyValue>; vault: ReturnType<typeof fakeVault> };
let running: Session[];

beforeEach(async () => {
  service = await startOidcService(people);
  who = { press: 'Continue as bob' };
  browser = systemBrowser(who);
  disk = { keyValue: fakeKeyValue(), vault: fakeVault() };
  running = [];
});
afterEach(async () => {
  for (const session of running) session.close();
  await service.close();
});

const connection = () => parseConnection(service.connection, 'test');
const newStore = (): SealedStore => createSealedStore({ ...disk, log: fakeLog(), onChange: () => undefined });

/** A session as a new process would make it: nothing shared but the disk. */
function newSession(parts: Partial<SessionParts> = {}): Session {
  const session = sessionOn(disk, {
    connection: connection(),
    browser: browser.open,
    ...parts,
  });
  running.push(session);
  return session;
}

async function signedIn(...names: string[]): Promise<Session> {
  const session = newSession();
  for (const name of names) {
    who.press = `Continue as ${name}`;
    await session.signIn({ another: name !== names[0] });
    await browser.settled();
  }
  return session;
}

async function refreshTokens(): Promise<Record<string, string>> {
  const text = (await newStore().read(`tokens.${identityId(connection())}`)) ?? '{}';
  const cache = JSON.parse(text) as {
    RefreshToken?: Record<string, { home_account_id: string; secret: string }>;
  };
  return Object.fromEntries(
    Object.values(cache.RefreshToken ?? {}).map((token) => [token.home_account_id, token.secret]),
  );
}

function redeem(refreshToken: string): Promise<Response> {
  const form = { grant_type: 'refresh_token', client_id: 'max-desk', refresh_token: refreshToken };
  return fetch(`${service.url}/token`, { method: 'POST', body: new URLSearchParams(form) });
}

const renew = async (session: Session) => session.token((await session.token()).accessToken);
const subjectOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')).sub;
const tokenRequests = () => service.requests.filter((request) => request === 'POST /token').length;

describe('a provider that nobody here wrote', () => {
  test('signs in, and its token is for the API', async () => {
    const session = await signedIn('bob');
    expect(session.state()).toMatchObject({
      phase: 'signed-in',
      account: { name: 'bob of Example', email: 'bob@example.com' },
      problem: null,
    });
    const { accessToken, scopes } = await session.token();
    expect(subjectOf(accessToken)).toBe('bob');
    expect(scopes).toContain('api');
    expect(browser.lastPage()?.text).toContain('You are signed in');
  });

  test('renews silently, and rotates the refresh token each time', async () => {
    const session = await signedIn('bob');
    const seen = new Set([(await refreshTokens())['bob']]);
    for (let i = 0; i < 3; i++) {
      await renew(session);
      seen.add((await refreshTokens())['bob']);
    }
    expect(seen.size).toBe(4);
    expect(seen).not.toContain(undefined);
    expect(browser.opened).toHaveLength(1);
  });

  test('lets the next start renew again: the rotated token is on disk before it is used (R20)', async () => {
    const first = await signedIn('bob');
    await renew(first);
    first.close();
    const next = newSession();
    await next.restore();
    await expect(renew(next)).resolves.toMatchObject({ accessToken: expect.stringMatching(/^ey/) });
  });

  test('that sees a refresh token twice ends the sign-in, and the disk forgets it (R20)', async () => {
    const session = await signedIn('bob');
    const { bob: old = '' } = await refreshTokens();
    await renew(session);
    expect((await redeem(old)).status).toBe(400);
    await expect(renew(session)).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(session.state()).toMatchObject({ phase: 'signed-out', problem: { code: 'sign-in-needed' } });
    expect(await refreshTokens()).toEqual({});
  });

  test('unreachable at the next start: who is signed in is known, and the token works, with no request', async () => {
    (await signedIn('bob')).close();
    await service.close();
    const urls: string[] = [];
    const session = newSession({
      http: (url, init) => {
        urls.push(url);
        return fetch(url, init);
      },
    });
    await session.restore();
    expect(session.state()).toMatchObject({ phase: 'signed-in', account: { name: 'bob of Example' } });
    expect(subjectOf((await session.token()).accessToken)).toBe('bob');
    expect(urls).toEqual([]);
  });

  test('unreachable with a token that has ended is offline, and nobody is signed out', async () => {
    await service.close();
    service = await startOidcService(people, { accessTokenSeconds: 1 });
    (await signedIn('bob')).close();
    await service.close();
    const session = newSession();
    await session.restore();
    await expect(session.token()).rejects.toMatchObject({ code: 'offline' });
    expect(session.state()).toMatchObject({ phase: 'signed-in', problem: { code: 'offline' } });
  });

  test('is asked to let the person sign in anew after a sign-out', async () => {
    const session = await signedIn('bob');
    await session.signOut();
    await session.signIn();
    const prompts = browser.opened.map((url) => new URL(url).searchParams.get('prompt'));
    expect(prompts).toEqual(['consent', 'login consent']);
  });

  test('ends the browser’s own session when asked to', async () => {
    const session = await signedIn('bob');
    expect(session.state().browserSignOut).toBe(true);
    await session.signOut();
    who.press = 'Sign out here';
    await session.signOutOfBrowser();
    await browser.settled();
    expect(new URL(browser.opened.at(-1) ?? '').pathname).toBe('/session/end');
    expect(browser.lastPage()?.text).toContain('You are signed out');
    expect(session.state().problem).toBeNull();
  });
});

describe('several accounts of one provider', () => {
  test('are signed in side by side, each with its own token', async () => {
    const session = await signedIn('bob', 'bob2', 'Ann');
    const { accounts } = session.state();
    expect(accounts.map(({ name }) => name)).toEqual(people.map((name) => `${name} of Example`));
    expect(Object.keys(await refreshTokens()).sort()).toEqual(['Ann', 'bob', 'bob2']);
    const subjects = [];
    for (const { id } of accounts) {
      await session.switchAccount(id);
      subjects.push(subjectOf((await renew(session)).accessToken));
    }
    expect(subjects).toEqual(people);
  });

  test('are switched without a request while their tokens are good', async () => {
    const session = await signedIn('bob', 'bob2');
    const before = tokenRequests();
    const [bob] = session.state().accounts;
    await session.switchAccount(bob?.id ?? '');
    expect(subjectOf((await session.token()).accessToken)).toBe('bob');
    expect(tokenRequests()).toBe(before);
    expect(browser.opened).toHaveLength(2);
  });

  test.each([
    ['bob', ['bob2', 'Ann']],
    ['bob2', ['bob', 'Ann']],
    ['Ann', ['bob', 'bob2']],
  ])(
    'lose %s alone when it signs out: neither a part of a name nor capitals matter',
    async (name, others) => {
      const session = await signedIn(...people);
      const gone = session.state().accounts.find((account) => account.name === `${name} of Example`);
      await session.switchAccount(gone?.id ?? '');
      await session.signOut();
      expect(Object.keys(await refreshTokens()).sort()).toEqual([...others].sort());
      expect(session.state()).toMatchObject({
        phase: 'signed-in',
        account: { name: `${others[0]} of Example` },
      });
      expect(subjectOf((await renew(session)).accessToken)).toBe(others[0]);
      session.close();
      const next = newSession();
      await next.restore();
      expect(next.state().accounts.map((account) => account.name)).toEqual(
        others.map((other) => `${other} of Example`),
      );
    },
  );

  test('300 overlapping calls, renewals and ten switches among them: no error, nobody else’s token', async () => {
    const session = await signedIn('bob', 'bob2');
    const calls: Promise<{ name: string; got: unknown }>[] = [];
    for (let round = 0; round < 10; round++) {
      const name = round % 2 === 0 ? 'bob' : 'bob2';
      await session.switchAccount(name);
      for (let i = 0; i < 30; i++) {
        const token = i === 15 ? renew(session) : session.token();
        calls.push(token.then(({ accessToken }) => ({ name, got: subjectOf(accessToken) })));
      }
      // A call that a switch overtook is given the token of the one switched to.
      const [first] = calls.slice(-30);
      expect((await first)?.got).toBe(name);
    }
    const outcome = await Promise.all(calls);
    expect(outcome.filter(({ got }) => !['bob', 'bob2'].includes(String(got)))).toEqual([]);
    expect(session.state()).toMatchObject({ account: { id: 'bob2' }, problem: null });
    for (const id of ['bob', 'bob2']) {
      await session.switchAccount(id);
      expect(subjectOf((await renew(session)).accessToken)).toBe(id);
    }
  });
});
