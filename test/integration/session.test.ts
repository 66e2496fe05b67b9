import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Session, SessionParts } from '../../electron/core/auth/session.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import type { Http } from '../../electron/core/ports.ts';
import { inTurns } from '../fakes/in-time.ts';
import { fakeClock, fakeKeyValue, fakeLog, fakeVault } from '../fakes/ports.ts';
import { sessionOn } from '../fakes/session.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { type SystemBrowser, systemBrowser } from '../fakes/system-browser.ts';

let simulator: Simulator;
let browser: SystemBrowser;
/** ms that the provider's clock goes before ours: two tokens of the same second are the same token. */
let ahead = 0;
const disk = { keyValue: fakeKeyValue(), vault: fakeVault() };
const sessions: Session[] = [];

beforeEach(async () => {
  ahead = 0;
  simulator = await start({ units: 10, now: () => Date.now() + ahead });
  browser = systemBrowser({ press: 'Continue as Sam Sample' });
  disk.keyValue = fakeKeyValue();
  disk.vault = fakeVault();
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  await simulator.close();
});

/** A session as a new process would make it: nothing shared but the disk. */
function newSession(parts: Partial<SessionParts> = {}): Session {
  const session = sessionOn(disk, {
    connection: parseConnection(JSON.stringify(simulator.connection), 'test'),
    browser: browser.open,
    ...parts,
  });
  sessions.push(session);
  return session;
}

describe('signing in', () => {
  test('ends with an account and a token that the API accepts', async () => {
    const session = newSession();
    await session.restore();
    expect(session.state().phase).toBe('signed-out');
    await session.signIn();
    expect(session.state()).toMatchObject({
      phase: 'signed-in',
      account: { name: 'Sam Sample', email: 'sam.sample@example.com' },
      problem: null,
    });
    const { accessToken } = await session.token();
    const answer = await fetch(`${simulator.connection.api.baseUrl}/units`, {
      headers: {
        authorization: `Bearer ${accessToken}`,
        'Ocp-Apim-Subscription-Key': simulator.subscriptionKey,
      },
    });
    expect(answer.status).toBe(200);
    await browser.settled();
    expect(browser.lastPage()?.text).toContain('You are signed in');
  });

  test('two clicks share one attempt and open one browser', async () => {
    const session = newSession();
    await Promise.all([session.signIn(), session.signIn()]);
    expect(browser.opened).toHaveLength(1);
  });

  test('asks for PKCE with S256, a fresh state and a fresh nonce each time (R14)', async () => {
    const patient = systemBrowser();
    const session = newSession({ browser: patient.open });
    for (const attempt of [1, 2]) {
      const done = session.signIn();
      await until(() => patient.opened.length === attempt);
      session.cancelSignIn();
      await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    }
    const [first, second] = patient.opened.map((url) => new URL(url).searchParams);
    expect(first?.get('code_challenge_method')).toBe('S256');
    // Without the last two there would be no refresh token and no name.
    const scopes = [...simulator.connection.identity.scopes, 'openid', 'offline_access', 'profile'];
    expect(first?.get('scope')?.split(' ').sort()).toEqual(scopes.sort());
    expect(first?.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(first?.get(name)).not.toBe(second?.get(name));
    // 256 bits each.
    for (const name of ['state', 'nonce']) expect(first?.get(name)).toMatch(/^[\w-]{43}$/);
    expect(first?.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+$/);
  });

  test('proves with a verifier of 256 bits that it is the one who asked, and holds no client secret (R12, R14)', async () => {
    const forms: URLSearchParams[] = [];
    const session = newSession({
      http: (url, init) => {
        if (new URL(url).pathname.endsWith('/token')) forms.push(new URLSearchParams(String(init.body)));
        return fetch(url, init);
      },
    });
    await session.signIn();
    const [form] = forms;
    const verifier = form?.get('code_verifier') ?? '';
    expect(verifier).toMatch(/^[\w-]{43}$/);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    expect(new URL(browser.opened[0] ?? '').searchParams.get('code_challenge')).toBe(challenge);
    expect([...(form?.keys() ?? [])].filter((name) => /secret|assertion|password/.test(name))).toEqual([]);
  });

  test('is cancelled at once, and its listener is gone (R13, R17)', async () => {
    const patient = systemBrowser();
    const session = newSession({ browser: patient.open });
    const done = session.signIn();
    await until(() => session.signInUrl() !== undefined);
    const redirect = new URL(session.signInUrl() ?? '').searchParams.get('redirect_uri') ?? '';
    expect((await fetch(redirect)).status).toBe(400);
    session.cancelSignIn();
    await expect(inTurns(done)).rejects.toMatchObject({ code: 'cancelled' });
    expect(session.state()).toMatchObject({ phase: 'signed-out', attempt: null, problem: null });
    await until(async () => !(await answers(redirect)));
  });

  test('cancelled while the code is exchanged, leaves nothing on disk', async () => {
    const session = newSession();
    simulator.setFaults({ delayMs: 300 });
    const done = session.signIn();
    await until(() => session.state().phase === 'completing');
    session.cancelSignIn();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    simulator.setFaults({ delayMs: 0 });
    await until(() => simulator.requests.some((r) => r.path.endsWith('/token') && r.status === 200));
    await until(() => [...disk.keyValue.entries.keys()].every((key) => !key.includes('tokens')));
    const next = newSession();
    await next.restore();
    expect(next.state().phase).toBe('signed-out');
  });

  test('denied by the person, is "not completed" and no error', async () => {
    browser = systemBrowser({ press: 'Cancel' });
    const session = newSession();
    await expect(session.signIn()).rejects.toMatchObject({
      code: 'sign-in-not-completed',
      details: { reference: 'AADB2C90091' },
    });
    expect(session.state()).toMatchObject({
      phase: 'signed-out',
      problem: { code: 'sign-in-not-completed' },
    });
    await browser.settled();
    expect(browser.lastPage()?.text).toContain('Sign-in was not completed');
  });

  test('ends after five minutes without an answer', async () => {
    const clock = fakeClock();
    const session = newSession({ clock, browser: systemBrowser().open });
    const done = session.signIn();
    await until(() => session.signInUrl() !== undefined);
    const times = { startedAt: clock.now(), expiresAt: clock.now() + 300_000, browserOpened: true };
    expect(session.state().attempt).toEqual(times);
    clock.move(299_999);
    expect(session.state().phase).toBe('waiting');
    clock.move(1);
    await expect(done).rejects.toMatchObject({ code: 'sign-in-timed-out' });
  });

  test('ends when the computer wakes up and its five minutes are over (R17)', async () => {
    const clock = fakeClock();
    const session = newSession({ clock, browser: systemBrowser().open });
    const done = session.signIn();
    await until(() => session.signInUrl() !== undefined);
    clock.sleep(299_999);
    session.wake();
    expect(session.state().phase).toBe('waiting');
    clock.sleep(1);
    session.wake();
    await expect(done).rejects.toMatchObject({ code: 'sign-in-timed-out' });
    expect(session.state()).toMatchObject({ phase: 'signed-out', problem: { code: 'sign-in-timed-out' } });
  });

  test('does not speak of the browser before it has an address, and can be cancelled by then', async () => {
    simulator.setFaults({ hang: 'discovery' });
    const session = newSession({ browser: systemBrowser().open });
    const done = session.signIn();
    expect(session.state()).toMatchObject({ phase: 'starting', attempt: null });
    expect(session.signInUrl()).toBeUndefined();
    session.cancelSignIn();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('says when the browser did not open, and waits for one that the person opens', async () => {
    const log = fakeLog();
    const session = newSession({
      log,
      browser: async (url) => Promise.reject(new Error(`no browser for ${url}`)),
    });
    const done = session.signIn();
    await until(() => session.state().attempt?.browserOpened === false);
    expect(session.state().phase).toBe('waiting');
    const url = session.signInUrl() ?? '';
    expect(log.lines.join()).not.toContain(new URL(url).searchParams.get('state'));
    await browser.open(url);
    await done;
    expect(session.state().phase).toBe('signed-in');
  });

  test('shows its verdict after the exchange: a refused code is no success (R19)', async () => {
    const session = newSession();
    simulator.setFaults({ tokenStatus: 503 });
    await expect(session.signIn()).rejects.toMatchObject({ code: 'provider-unavailable' });
    await browser.settled();
    expect(browser.lastPage()?.text).toContain('Sign-in did not work');
  });

  test('names the policy that the provider does not know', async () => {
    const connection = structuredClone(simulator.connection);
    Object.assign(connection.identity, { signInPolicy: 'B2C_1_Nowhere' });
    const session = newSession({ connection: parseConnection(JSON.stringify(connection), 'test') });
    await expect(session.signIn()).rejects.toMatchObject({
      code: 'configuration',
      details: { key: 'identity.signInPolicy' },
    });
  });

  test('says which key is missing when the file left it open', async () => {
    const connection = structuredClone(simulator.connection);
    Object.assign(connection.identity, { signInPolicy: '' });
    const session = newSession({ connection: parseConnection(JSON.stringify(connection), 'test') });
    await session.restore();
    await expect(session.signIn()).rejects.toMatchObject({ details: { key: 'identity.signInPolicy' } });
  });

  test('is offline, not broken, when the provider is unreachable', async () => {
    await simulator.close();
    const session = newSession();
    await session.restore();
    await expect(session.signIn()).rejects.toMatchObject({ code: 'offline' });
    expect(session.state()).toMatchObject({ phase: 'signed-out', problem: { code: 'offline' } });
  });
});

describe('the next start', () => {
  async function signedIn(): Promise<void> {
    const session = newSession();
    await session.signIn();
    await browser.settled();
    session.close();
  }
  const identityRequests = () => simulator.requests.filter((r) => !r.path.startsWith('/api'));

  test('knows who is signed in without a browser', async () => {
    await signedIn();
    const session = newSession();
    await session.restore();
    expect(session.state()).toMatchObject({
      phase: 'signed-in',
      account: { email: 'sam.sample@example.com' },
    });
    expect(browser.opened).toHaveLength(1);
  });

  test('renews an expired token from the refresh token on disk', async () => {
    await simulator.close();
    simulator = await start({ units: 10, accessTokenSeconds: 20 });
    await signedIn();
    const session = newSession();
    await session.restore();
    const before = identityRequests().filter((r) => r.path.endsWith('/token')).length;
    const { expiresAt } = await session.token();
    expect(expiresAt).toBeGreaterThan(Date.now());
    expect(identityRequests().filter((r) => r.path.endsWith('/token')).length).toBeGreaterThan(before);
  });

  test('with an expired token and no network stays signed in and says offline', async () => {
    await simulator.close();
    simulator = await start({ units: 10, accessTokenSeconds: 1 });
    await signedIn();
    await simulator.close();
    // The token's second is over by then.
    const session = newSession({ clock: fakeClock(Date.now() + 2_000) });
    await session.restore();
    await expect(session.token()).rejects.toMatchObject({ code: 'offline' });
    expect(session.state()).toMatchObject({ phase: 'signed-in', problem: { code: 'offline' } });
  });

  test('after a damaged cache asks for a new sign-in and keeps the damaged file', async () => {
    await signedIn();
    for (const [key, value] of disk.keyValue.entries) {
      if (key.includes('tokens')) disk.keyValue.entries.set(key, `${value.slice(0, -8)}AAAAAAAA`);
    }
    const session = newSession();
    await session.restore();
    expect(session.state()).toMatchObject({ phase: 'signed-out', problem: null });
    expect(disk.keyValue.quarantined).toHaveLength(1);
    await session.signIn();
    expect(session.state().phase).toBe('signed-in');
  });

  test('with a locked keyring keeps the file and finds the sign-in again when it is unlocked', async () => {
    await signedIn();
    const before = new Map(disk.keyValue.entries);
    disk.vault.fault = 'locked';
    const locked = newSession();
    await locked.restore();
    expect(locked.state().phase).toBe('signed-out');
    expect(disk.keyValue.entries).toEqual(before);
    disk.vault.fault = undefined;
    const unlocked = newSession();
    await unlocked.restore();
    expect(unlocked.state().phase).toBe('signed-in');
  });

  test('asks the vault for nothing until somebody has signed in (R24)', async () => {
    const session = newSession({ browser: systemBrowser().open });
    await session.restore();
    const done = session.signIn();
    await until(() => session.signInUrl() !== undefined);
    session.cancelSignIn();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    expect(disk.vault.asked).toBe(0);
    expect(disk.keyValue.keys()).toEqual([]);
  });
});

describe('tokens', () => {
  test('from memory cost no request', async () => {
    const session = newSession();
    await session.signIn();
    const before = simulator.requests.length;
    for (let i = 0; i < 100; i++) await session.token();
    expect(simulator.requests.length).toBe(before);
  });

  test('that the API refused are replaced once, however many calls ask', async () => {
    const session = newSession();
    await session.signIn();
    const { accessToken } = await session.token();
    const before = simulator.requests.filter((r) => r.path.endsWith('/token')).length;
    ahead = 1000;
    const others = await Promise.all([1, 2, 3].map(() => session.token(accessToken)));
    expect(new Set(others.map((t) => t.accessToken)).size).toBe(1);
    expect(others[0]?.accessToken).not.toBe(accessToken);
    expect(simulator.requests.filter((r) => r.path.endsWith('/token')).length).toBe(before + 1);
  });

  test('rotated are on disk before they are used: the next process can renew again (R20)', async () => {
    const session = newSession();
    await session.signIn();
    for (let i = 0; i < 3; i++) await session.token((await session.token()).accessToken);
    session.close();
    const next = newSession();
    await next.restore();
    const { accessToken } = await next.token();
    await expect(next.token(accessToken)).resolves.toMatchObject({ expiresAt: expect.any(Number) });
  });

  test('answered with HTML mean a captive portal, not a broken sign-in', async () => {
    const session = newSession();
    await session.signIn();
    const { accessToken } = await session.token();
    simulator.setFaults({ tokenHtml: true });
    await expect(session.token(accessToken)).rejects.toMatchObject({ code: 'captive-portal' });
    expect(session.state().phase).toBe('signed-in');
  });
});

describe('signing out', () => {
  test('removes every token from disk and memory (R28)', async () => {
    const session = newSession();
    await session.signIn();
    await session.signOut();
    expect(session.state()).toMatchObject({ phase: 'signed-out', account: null, problem: null });
    await expect(session.token()).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect([...disk.keyValue.entries.keys()].filter((key) => key.includes('tokens'))).toEqual([]);
    const next = newSession();
    await next.restore();
    expect(next.state().phase).toBe('signed-out');
  });

  test('while the last session is being restored, still signs out', async () => {
    const first = newSession();
    await first.signIn();
    first.close();
    const session = newSession();
    await Promise.all([session.restore(), session.signOut()]);
    expect(session.state()).toMatchObject({ phase: 'signed-out', account: null });
    expect([...disk.keyValue.entries.keys()].filter((key) => key.includes('tokens'))).toEqual([]);
  });

  test('leaves the disk at once, though a renewal hangs: the app may be quit by then (R28)', async () => {
    const hanging = Promise.withResolvers<Response>();
    const http = vi.fn<Http>(fetch);
    const session = newSession({ http });
    await session.signIn();
    const { accessToken } = await session.token();
    http.mockReset().mockReturnValue(hanging.promise);
    const renewal = expect(session.token(accessToken)).rejects.toMatchObject({ code: 'sign-in-needed' });
    await until(() => http.mock.calls.length === 1);
    const left = session.signOut();
    await until(() => !disk.keyValue.keys().some((key) => key.includes('tokens')));
    // The next start knows of it.
    const next = newSession();
    await next.restore();
    expect(next.state()).toMatchObject({ phase: 'signed-out', accounts: [] });
    expect(disk.keyValue.keys().filter((key) => key.includes('signed-out'))).toHaveLength(1);
    hanging.reject(new Error('given up'));
    await Promise.all([left, renewal]);
  });

  test('wins over a renewal that is under way', async () => {
    const session = newSession();
    await session.signIn();
    const { accessToken } = await session.token();
    simulator.setFaults({ delayMs: 100 });
    const renewal = session.token(accessToken);
    await Promise.all([session.signOut(), expect(renewal).rejects.toMatchObject({ code: 'sign-in-needed' })]);
    expect(session.state().phase).toBe('signed-out');
    expect([...disk.keyValue.entries.keys()].filter((key) => key.includes('tokens'))).toEqual([]);
  });

  test('makes the next sign-in ask for the credentials again', async () => {
    const session = newSession();
    await session.signIn();
    await browser.settled();
    await session.signOut();
    await session.signIn();
    const prompts = browser.opened.map((url) => new URL(url).searchParams.get('prompt'));
    expect(prompts).toEqual([null, 'login']);
  });
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitFor(async () => expect(await condition()).toBe(true), { interval: 5 });
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
