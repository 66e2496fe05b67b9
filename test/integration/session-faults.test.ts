import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSession, type Session, type SessionParts } from '../../electron/core/auth/session.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { type Http, systemClock } from '../../electron/core/ports.ts';
import { createMemoryStore } from '../../electron/core/storage/memory-store.ts';
import type { SealedStore } from '../../electron/core/storage/sealed-store.ts';
import { inTurns } from '../fakes/in-time.ts';
import { fakeClock, fakeLog } from '../fakes/ports.ts';
import { closedPort } from '../fakes/server.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

let simulator: Simulator;
let store: SealedStore;
/** Answers requests to the token endpoint instead of the simulator. */
let tokenAnswer: (() => Response | Promise<Response>) | undefined;
const sessions: Session[] = [];

beforeEach(async () => {
  simulator = await start({ units: 10 });
  store = createMemoryStore('no-keyring');
  tokenAnswer = undefined;
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  await simulator.close();
});

const http: Http = async (url, init) =>
  tokenAnswer && new URL(url).pathname.endsWith('/token') ? tokenAnswer() : fetch(url, init);

function newSession(parts: Partial<SessionParts> = {}): Session {
  const session = createSession({
    connection: parseConnection(JSON.stringify(simulator.connection), 'test'),
    store,
    http,
    browser: systemBrowser({ press: 'Continue as Sam Sample' }).open,
    clock: systemClock,
    log: fakeLog(),
    language: () => 'en',
    onChange: () => undefined,
    ...parts,
  });
  sessions.push(session);
  return session;
}

async function signedIn(
  parts: Partial<SessionParts> = {},
): Promise<{ session: Session; accessToken: string }> {
  const session = newSession(parts);
  await session.signIn();
  return { session, accessToken: (await session.token()).accessToken };
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true), { interval: 5 });
}

describe('a token endpoint that does not answer as it should', () => {
  test.each<[string, string, () => Response]>([
    ['a gateway’s page with 502', 'provider-unavailable', () => new Response('<html>', { status: 502 })],
    ['an empty 503', 'provider-unavailable', () => new Response('', { status: 503 })],
    [
      'a gateway’s 429 in JSON',
      'provider-unavailable',
      () => Response.json({ statusCode: 429 }, { status: 429 }),
    ],
    [
      'an unknown error with 500',
      'provider-unavailable',
      () => Response.json({ error: 'x' }, { status: 500 }),
    ],
    ['a firewall’s 403 in JSON', 'captive-portal', () => Response.json({ message: 'No' }, { status: 403 })],
    ['null', 'captive-portal', () => Response.json(null)],
    ['a list', 'captive-portal', () => Response.json([])],
    ['a text', 'captive-portal', () => Response.json('token')],
    ['nothing at all', 'provider-unavailable', () => new Response('')],
    ['an answer without a token', 'configuration', () => Response.json({})],
  ])('%s means %s, and the person stays signed in', async (_what, code, answer) => {
    const { session, accessToken } = await signedIn();
    tokenAnswer = answer;
    await expect(session.token(accessToken)).rejects.toMatchObject({ code });
    expect(session.state()).toMatchObject({ phase: 'signed-in', problem: { code } });
    tokenAnswer = undefined;
    await expect(session.token(accessToken)).resolves.toMatchObject({ expiresAt: expect.any(Number) });
    expect(session.state().problem).toBeNull();
  });
});

test('an ID token of another sign-in is refused, and nobody is signed in by it (R14)', async () => {
  const session = newSession({
    async http(url, init) {
      const answer = await fetch(url, init);
      if (!new URL(url).pathname.endsWith('/token')) return answer;
      const tokens = (await answer.json()) as { id_token: string };
      const [head, claims = '', signature] = tokens.id_token.split('.');
      const others = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), nonce: 'of another one' };
      const body = Buffer.from(JSON.stringify(others)).toString('base64url');
      return Response.json({ ...tokens, id_token: [head, body, signature].join('.') });
    },
  });
  await expect(session.signIn()).rejects.toMatchObject({
    code: 'sign-in-refused',
    message: expect.stringContaining('nonce_mismatch'),
  });
  expect(session.state()).toMatchObject({ phase: 'signed-out', account: null, accounts: [] });
  const next = newSession();
  await next.restore();
  expect(next.state().phase).toBe('signed-out');
});

test('access_denied to a renewal asks for a new sign-in: nobody has broken one off', async () => {
  const { session, accessToken } = await signedIn();
  tokenAnswer = () =>
    Response.json({ error: 'access_denied', error_description: 'AADB2C90225: No.' }, { status: 400 });
  const failure = { code: 'sign-in-needed', details: { reference: 'AADB2C90225' } };
  await expect(session.token(accessToken)).rejects.toMatchObject(failure);
  expect(session.state()).toMatchObject({ phase: 'signed-out', problem: failure });
});

describe('cancel', () => {
  test('ends an attempt that waits for the keyring, which has its prompt open', async () => {
    const locked = Promise.withResolvers<undefined>();
    const session = newSession({ store: { ...store, read: () => locked.promise } });
    const done = session.signIn();
    session.cancelSignIn();
    await expect(inTurns(done)).rejects.toMatchObject({ code: 'cancelled' });
    expect(session.state()).toMatchObject({ phase: 'signed-out', problem: null });
    locked.resolve(undefined);
  });

  test('ends an attempt that waits for its turn behind another that hangs', async () => {
    const port = await closedPort();
    const { identity, ...rest } = simulator.connection;
    const text = JSON.stringify({ ...rest, identity: { ...identity, redirectPorts: [port] } });
    const hanging = Promise.withResolvers<Response>();
    tokenAnswer = () => hanging.promise;
    const session = newSession({ connection: parseConnection(text, 'test') });
    const first = session.signIn();
    await until(() => session.state().phase === 'completing');
    session.cancelSignIn();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });

    const second = session.signIn();
    // It listens again, and has no address for the browser yet: that is made in MSAL's turn.
    await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(400));
    expect(session.signInUrl()).toBeUndefined();
    session.cancelSignIn();
    await expect(inTurns(second)).rejects.toMatchObject({ code: 'cancelled' });
    hanging.resolve(new Response('', { status: 503 }));
  });

  test('leaves no failure behind that nobody handles', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    await simulator.close();
    const session = newSession();
    const done = session.signIn();
    session.cancelSignIn();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    // The provider's refusal comes later than the cancel.
    await expect(newSession().signIn()).rejects.toMatchObject({ code: 'offline' });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('a session that was closed', () => {
  test('hands out no token and asks the provider for none', async () => {
    const { session, accessToken } = await signedIn();
    const before = simulator.requests.length;
    session.close();
    await expect(session.token()).rejects.toMatchObject({ code: 'sign-in-needed' });
    await expect(session.token(accessToken)).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(simulator.requests.length).toBe(before);
  });

  test('leaves the sign-in on disk for the next one', async () => {
    const { session } = await signedIn();
    session.close();
    await expect(session.token()).rejects.toThrow();
    const next = newSession();
    await next.restore();
    expect(next.state().phase).toBe('signed-in');
  });

  test('while it was being restored, renews nothing', async () => {
    await simulator.close();
    // So short a life that MSAL renews at the first occasion.
    simulator = await start({ units: 10, accessTokenSeconds: 20 });
    (await signedIn()).session.close();
    const asked = vi.fn();
    const left = newSession({
      http: (url, init) => {
        asked(url);
        return fetch(url, init);
      },
    });
    const restored = left.restore();
    left.close();
    await restored;
    // Another one that does the same has had its renewal by now.
    const next = newSession();
    await next.restore();
    await next.token();
    expect(asked).not.toHaveBeenCalled();
  });

  test('at the very end of a sign-in, keeps nothing of it', async () => {
    const removing = Promise.withResolvers<void>();
    const session = newSession({
      store: {
        ...store,
        remove: async (name) => {
          if (name.startsWith('signed-out')) await removing.promise;
          await store.remove(name);
        },
      },
    });
    const done = session.signIn();
    await until(() => simulator.requests.some((r) => r.path.endsWith('/token') && r.status === 200));
    await until(() => session.state().phase === 'completing');
    session.close();
    removing.resolve();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    const next = newSession();
    await next.restore();
    expect(next.state().phase).toBe('signed-out');
  });
});

test('asking for a token without anybody signed in is refused, and no problem of the session', async () => {
  const session = newSession();
  await session.restore();
  await expect(session.token()).rejects.toMatchObject({ code: 'sign-in-needed' });
  expect(session.state()).toMatchObject({ phase: 'signed-out', problem: null });
});

test('asking for a token while the last session is being restored waits for it', async () => {
  const { session, accessToken } = await signedIn();
  session.close();
  const next = newSession();
  const restored = next.restore();
  await expect(next.token()).resolves.toMatchObject({ accessToken });
  await restored;
});

const discoveries = () => simulator.requests.filter((r) => r.path.includes('openid-configuration')).length;

describe('metadata that is more than a day old', () => {
  const day = 24 * 60 * 60_000;

  test('is looked at again in the background, once, while the window stays open', async () => {
    const clock = fakeClock();
    const { session } = await signedIn({ clock });
    const before = discoveries();
    clock.move(day - 1);
    await session.token();
    expect(discoveries()).toBe(before);
    clock.move(2);
    await session.token();
    await until(() => discoveries() === before + 1);
    await session.token((await session.token()).accessToken);
    expect(discoveries()).toBe(before + 1);
  });

  test('is looked at again at the next start, which does not wait for it', async () => {
    const { session } = await signedIn();
    session.close();
    const before = discoveries();
    simulator.setFaults({ delayMs: 100 });
    const next = newSession({ clock: fakeClock(Date.now() + day + 1_000) });
    await next.restore();
    expect(next.state().phase).toBe('signed-in');
    expect(discoveries()).toBe(before);
    await until(() => discoveries() === before + 1);
  });

  test('stays in use when the provider does not describe itself any more', async () => {
    const clock = fakeClock();
    const { session } = await signedIn({ clock });
    const before = discoveries();
    simulator.setFaults({ discoveryStatus: 503 });
    clock.move(day + 1);
    for (let i = 0; i < 3; i++) await session.token((await session.token()).accessToken);
    expect(discoveries()).toBe(before + 1);
    expect(session.state()).toMatchObject({ phase: 'signed-in', problem: null });
  });
});

describe('metadata in the connection file', () => {
  const metadataOf = async () => {
    const { authority, signInPolicy } = simulator.connection.identity;
    const answer = await fetch(`${authority}/${signInPolicy}/v2.0/.well-known/openid-configuration`);
    return (await answer.json()) as Record<string, string>;
  };
  const connectionWith = (authorityMetadata: object) => {
    const { identity, ...rest } = simulator.connection;
    const text = JSON.stringify({ ...rest, identity: { ...identity, authorityMetadata } });
    return parseConnection(text, 'test');
  };
  test('is used instead of asking for it', async () => {
    const connection = connectionWith(await metadataOf());
    const before = discoveries();
    await signedIn({ connection });
    expect(discoveries()).toBe(before);
  });

  test('goes before what an earlier run has found', async () => {
    (await signedIn()).session.close();
    const wrong = { ...(await metadataOf()), token_endpoint: `${simulator.url}/wrong/token` };
    const session = newSession({ connection: connectionWith(wrong) });
    await expect(session.signIn()).rejects.toThrow();
    expect(simulator.requests.some((r) => r.path === '/wrong/token')).toBe(true);
  });
});
