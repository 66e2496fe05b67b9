/**
 * What goes wrong with MSAL used as shipped, and does not with ours. Each trap has both halves: when one day the first
 * half fails, MSAL has mended it and our own care for it can go.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type AuthenticationResult, type Configuration, PublicClientApplication } from '@azure/msal-node';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cachedAccounts } from '../../electron/core/auth/msal/cached-token.ts';
import { discover } from '../../electron/core/auth/msal/metadata.ts';
import { createMsalClient, type MsalClient } from '../../electron/core/auth/msal/msal-client.ts';
import type { Grant } from '../../electron/core/auth/msal/msal-grant.ts';
import { createTokenCache, type TokenCache } from '../../electron/core/auth/msal/token-cache.ts';
import type { Session, SessionParts } from '../../electron/core/auth/session.ts';
import { signInInteractively } from '../../electron/core/auth/sign-in/interactive.ts';
import { listenForCallback } from '../../electron/core/auth/sign-in/loopback.ts';
import { type Connection, parseConnection } from '../../electron/core/connection/connection-file.ts';
import { type Http, systemClock } from '../../electron/core/ports.ts';
import { createQueue } from '../../electron/core/queue.ts';
import { createMemoryStore } from '../../electron/core/storage/memory-store.ts';
import { createSealedStore, type SealedStore } from '../../electron/core/storage/sealed-store.ts';
import { applicationWith, cacheOf, documentedPlugin, type SharedFile, turns } from '../fakes/msal-cache.ts';
import { fakeKeyValue, fakeLog, fakeVault } from '../fakes/ports.ts';
import { sessionOn } from '../fakes/session.ts';
import { type Simulator, type SimulatorOptions, start } from '../fakes/simulator.ts';
import { type SystemBrowser, systemBrowser } from '../fakes/system-browser.ts';

const people = ['Sam Sample', 'Tessa Kraft'];
let simulator: Simulator;
let file: SharedFile;
let disk: { keyValue: ReturnType<typeof fakeKeyValue>; vault: ReturnType<typeof fakeVault> };
const sessions: Session[] = [];

async function startWith(options: SimulatorOptions = {}): Promise<void> {
  await simulator?.close();
  simulator = await start({ units: 10, ...options });
}
beforeEach(async () => {
  file = { text: '', refuse: undefined };
  disk = { keyValue: fakeKeyValue(), vault: fakeVault() };
  await startWith();
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  await simulator.close();
});

const connectionOf = (identity: object = {}): Connection =>
  parseConnection(
    JSON.stringify({ ...simulator.connection, identity: { ...simulator.connection.identity, ...identity } }),
    'test',
  );
const scopesOf = ({ identity }: Connection) => [...identity.scopes, 'openid', 'offline_access', 'profile'];
const tokenRequests = () => simulator.requests.filter((r) => r.path.endsWith('/token')).length;
const errorOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const rejections = async (calls: Promise<unknown>[]) =>
  (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected').length;

/** MSAL by its own documentation: its network, its errors, a cache in a file. Only the metadata is given, for http. */
async function shipped(options: { metadata?: false; plugin?: false } = {}): Promise<PublicClientApplication> {
  const { identity } = simulator.connection;
  const authority = `${identity.authority}/${identity.signInPolicy}`;
  const auth: Configuration['auth'] = {
    clientId: identity.clientId,
    authority: authority.replace(/^http:/, 'https:'),
    knownAuthorities: [new URL(authority).host],
    ...(options.metadata === false
      ? {}
      : { authorityMetadata: JSON.stringify(await discover(connectionOf(), fetch)) }),
  };
  const cache = options.plugin === false ? {} : { cachePlugin: documentedPlugin(file) };
  return new PublicClientApplication({ auth, cache });
}

/** The same sign-in as ours, with MSAL's own calls. */
async function signInShipped(
  application: PublicClientApplication,
  person: string,
  scopes = scopesOf(connectionOf()),
): Promise<AuthenticationResult> {
  const secret = () => randomBytes(32).toString('base64url');
  const [state, codeVerifier] = [secret(), secret()];
  const listener = await listenForCallback({ ports: [], language: 'en' });
  const { redirectUri } = listener;
  const callback = listener.expect(state);
  try {
    const url = await application.getAuthCodeUrl({
      scopes,
      redirectUri,
      state,
      responseMode: 'query',
      codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      codeChallengeMethod: 'S256',
    });
    await systemBrowser({ press: `Continue as ${person}` }).open(url);
    const { parameters, answer } = await callback;
    answer('signed-in');
    const [code, clientInfo] = [parameters.get('code') ?? '', parameters.get('client_info') ?? ''];
    return await application.acquireTokenByCode({ code, redirectUri, scopes, codeVerifier, clientInfo });
  } finally {
    listener.close();
  }
}
async function accountOf(application: PublicClientApplication) {
  const [account] = await application.getAllAccounts();
  if (!account) throw new Error('nobody is signed in');
  return account;
}

interface Ours {
  cache: TokenCache;
  /** Another client of the same connection, in the same process. */
  client(): Promise<MsalClient>;
}
function ours(connection = connectionOf(), store = createMemoryStore('no-keyring')): Ours {
  const queue = createQueue();
  const cache = createTokenCache(store, 'tokens', fakeLog());
  return {
    cache,
    async client() {
      const metadata = await discover(connection, fetch);
      return createMsalClient({ connection, metadata, cache, queue, http: fetch, clock: systemClock });
    },
  };
}
/** As slow as the file of the shipped half. */
function slowStore(): SealedStore {
  const store = createMemoryStore('no-keyring');
  let access = 0;
  const disk = () => turns(1 + (access++ % 4));
  return {
    ...store,
    read: async (name) => disk().then(() => store.read(name)),
    write: async (name, text) => disk().then(() => store.write(name, text)),
  };
}
const signInOurs = (client: MsalClient, who: string | SystemBrowser) =>
  signInInteractively({
    client: async () => client,
    browser: (typeof who === 'string' ? systemBrowser({ press: `Continue as ${who}` }) : who).open,
    clock: systemClock,
    log: fakeLog(),
    connection: connectionOf(),
    metadata: () => undefined,
    prompt: async () => undefined,
    language: 'en',
    signal: new AbortController().signal,
    waiting: () => undefined,
    browserFailed: () => undefined,
    completing: () => undefined,
    onCancelled: () => undefined,
  });

/** A session as a new process would make it: nothing shared but the disk. */
function newSession(parts: Partial<SessionParts> = {}): Session {
  const session = sessionOn(disk, {
    connection: connectionOf(),
    browser: systemBrowser({ press: 'Continue as Sam Sample' }).open,
    ...parts,
  });
  sessions.push(session);
  return session;
}
const accountsIn = async (cache: TokenCache) => cachedAccounts((await cache.sections()) ?? {});
const tokenEntries = () => [...disk.keyValue.entries.keys()].filter((key) => key.includes('tokens'));

describe('the interactive sign-in', () => {
  /** What the browser showed in the end, though no token came of it. */
  async function shownInBrowser(signIn: (browser: SystemBrowser) => Promise<unknown>): Promise<string> {
    const browser = systemBrowser({ press: 'Continue as Sam Sample' });
    simulator.setFaults({ tokenStatus: 503 });
    expect(await errorOf(signIn(browser))).toBeInstanceOf(Error);
    await browser.settled();
    return browser.lastPage()?.text ?? '';
  }

  test('shipped: says that it worked before the code is exchanged', async () => {
    const application = await shipped({ plugin: false });
    const shown = await shownInBrowser(({ open: openBrowser }) =>
      application.acquireTokenInteractive({
        openBrowser,
        scopes: scopesOf(connectionOf()),
        successTemplate: 'It worked',
        errorTemplate: 'It did not work',
      }),
    );
    expect(shown).toContain('It worked');
  });

  test('ours: says how it ended (R19)', async () => {
    const client = await ours().client();
    const shown = await shownInBrowser((browser) => signInOurs(client, browser));
    expect(shown).toContain('Sign-in did not work');
  });

  test('shipped: takes a body of any length on its listener (ours: loopback.test.ts)', async () => {
    const application = await shipped({ plugin: false });
    const address = Promise.withResolvers<URL>();
    const signedIn = errorOf(
      application.acquireTokenInteractive({
        openBrowser: async (url) => address.resolve(new URL(url)),
        scopes: scopesOf(connectionOf()),
      }),
    );
    const { searchParams } = await address.promise;
    const state = searchParams.get('state') ?? '';
    const body = new URLSearchParams({ error: 'x'.repeat(8 * 1024 * 1024), state });
    const answer = await fetch(searchParams.get('redirect_uri') ?? '', { method: 'POST', body });
    expect(answer.status).toBe(200);
    expect(await signedIn).toBeInstanceOf(Error);
  });
});

describe('a provider that Microsoft does not know', () => {
  /** The hosts that are asked on the way to the first request of the browser. */
  const hostsOf = (urls: string[]) => [...new Set(urls.map((url) => new URL(url).host))];

  test('shipped: is looked up at a public host', async () => {
    const { identity } = simulator.connection;
    const asked: string[] = [];
    const refuse = async (url: string) => {
      asked.push(url);
      throw new Error('no network');
    };
    const application = new PublicClientApplication({
      auth: {
        clientId: identity.clientId,
        authority: `${identity.authority}/${identity.signInPolicy}`.replace(/^http:/, 'https:'),
      },
      system: { networkClient: { sendGetRequestAsync: refuse, sendPostRequestAsync: refuse } },
    });
    const request = { scopes: scopesOf(connectionOf()), redirectUri: 'http://localhost' };
    expect(await errorOf(application.getAuthCodeUrl(request))).toBeInstanceOf(Error);
    expect(hostsOf(asked)).toContain('login.microsoftonline.com');
  });

  test('ours: is the only one that is asked, from the sign-in to the renewal', async () => {
    const asked: string[] = [];
    const http: Http = (url, init) => {
      asked.push(url);
      return fetch(url, init);
    };
    const session = newSession({ http });
    await session.signIn();
    await session.token((await session.token()).accessToken);
    expect(hostsOf(asked)).toEqual([new URL(simulator.url).host]);
  });
});

describe('300 overlapping operations on two accounts', () => {
  test('shipped: some fail although both are signed in', async () => {
    const application = await shipped();
    for (const person of people) await signInShipped(application, person);
    const accounts = await application.getAllAccounts();
    expect(accounts).toHaveLength(2);
    const scopes = scopesOf(connectionOf());
    const attempt = () =>
      Array.from({ length: 300 }, async (_, i) => {
        const account = accounts[i % 2];
        if (!account) throw new Error('no account');
        await turns(i % 13);
        if (i % 3 === 0) await application.getAllAccounts();
        return application.acquireTokenSilent({ account, scopes, forceRefresh: i % 10 === 0 });
      });
    // How they overlap depends on the computer: sometimes it takes another 300.
    let errors: unknown[] = [];
    for (let round = 0; round < 20 && errors.length === 0; round += 1)
      errors = (await Promise.all(attempt().map(errorOf))).filter((error) => error !== undefined);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error).toMatchObject({ errorCode: 'no_tokens_found' });
  });

  test('ours: none fails, each gets the token of its own account', async () => {
    const { cache, client: newClient } = ours(connectionOf(), slowStore());
    const client = await newClient();
    const grants: Grant[] = [];
    for (const person of people) grants.push(await signInOurs(client, person));
    expect(await accountsIn(cache)).toHaveLength(2);
    const calls = Array.from({ length: 300 }, async (_, i) => {
      const { accountId = '', person } = grants[i % 2] ?? {};
      await turns(i % 13);
      if (i % 3 === 0) expect(await accountsIn(cache)).toHaveLength(2);
      expect((await client.silent(accountId, i % 10 === 0)).person).toEqual(person);
    });
    expect(await rejections(calls)).toBe(0);
  });

  test('ours: none fails over a whole session with renewals among them', async () => {
    const session = newSession();
    await session.signIn();
    const calls = Array.from({ length: 300 }, async (_, i) => {
      const { accessToken } = await session.token();
      return i % 50 === 0 ? session.token(accessToken) : { accessToken };
    });
    const tokens = await Promise.all(calls);
    expect(tokens.every(({ accessToken }) => accessToken.startsWith('ey'))).toBe(true);
  });
});

describe('a refresh token that is rotated at each use', () => {
  test('shipped: two clients on one cache use the same one, and both lose the sign-in', async () => {
    const [first, second] = [await shipped(), await shipped()];
    await signInShipped(first, 'Sam Sample');
    const account = await accountOf(first);
    const refresh = (application: PublicClientApplication) =>
      application.acquireTokenSilent({ account, scopes: scopesOf(connectionOf()), forceRefresh: true });
    expect(await rejections([first, second].map(refresh))).toBeGreaterThan(0);
    // The provider has taken it for a theft: what is left is of no use either.
    expect(await errorOf(refresh(await shipped()))).toMatchObject({ errorCode: 'invalid_grant' });
  });

  test('ours: clients of one connection refresh in turn, and lose nothing', async () => {
    const our = ours();
    const clients = [await our.client(), await our.client()];
    const { accountId } = await signInOurs(await our.client(), 'Sam Sample');
    const calls = Array.from({ length: 40 }, (_, i) => clients[i % 2]?.silent(accountId, true));
    expect(await rejections(calls.map(async (call) => call))).toBe(0);
    await expect((await our.client()).silent(accountId, true)).resolves.toMatchObject({ accountId });
  });
});

describe('an account that another process signed out', () => {
  test('shipped: comes back, its refresh token too', async () => {
    file.text = cacheOf('alice.t', 'bob.t');
    const application = applicationWith(documentedPlugin(file));
    expect(await application.getAllAccounts()).toHaveLength(2);
    file.text = cacheOf('bob.t');
    expect(await application.getAllAccounts()).toHaveLength(2);
    expect(application.getTokenCache().serialize()).toContain('alice.t-login.example.com-refreshtoken');
  });

  test('ours: is gone, and in nothing that is written from then on', async () => {
    const store = createMemoryStore('no-keyring');
    await store.write('tokens', cacheOf('alice.t', 'bob.t'));
    const { plugin, attach } = createTokenCache(store, 'tokens', fakeLog()).createPlugin();
    const application = applicationWith(plugin);
    attach(application);
    expect(await application.getAllAccounts()).toHaveLength(2);

    await createTokenCache(store, 'tokens', fakeLog()).removeAccount('alice.t');
    const left = await application.getAllAccounts();
    expect(left.map((account) => account.homeAccountId)).toEqual(['bob.t']);
    for (const account of left) await application.signOut({ account });
    expect((await store.read('tokens')) ?? '').not.toContain('alice');
  });
});

describe('signing out', () => {
  const idsIn = (text: string | undefined) =>
    Object.values(JSON.parse(text || '{}').RefreshToken ?? {}).map(
      (entry) => (entry as { home_account_id: string }).home_account_id,
    );

  async function signOutShipped(ids: string[], whom: string): Promise<unknown[]> {
    file.text = cacheOf(...ids);
    const application = applicationWith(documentedPlugin(file));
    const account = (await application.getAllAccounts()).find(({ homeAccountId }) => homeAccountId === whom);
    if (!account) throw new Error(`${whom} is not there`);
    await application.signOut({ account });
    return idsIn(file.text);
  }
  async function signOutOurs(ids: string[], whom: string): Promise<unknown[]> {
    const store = createMemoryStore('no-keyring');
    await store.write('tokens', cacheOf(...ids));
    await createTokenCache(store, 'tokens', fakeLog()).removeAccount(whom);
    return idsIn(await store.read('tokens'));
  }

  test('shipped: leaves the tokens of an id with capital letters', async () => {
    expect(await signOutShipped(['ALICE.Tenant', 'bob.t'], 'ALICE.Tenant')).toContain('ALICE.Tenant');
  });
  test.each(['ALICE.Tenant', 'Alice.TENANT', 'alice.tenant'])('ours: removes them as %s', async (whom) => {
    expect(await signOutOurs(['ALICE.Tenant', 'bob.t'], whom)).toEqual(['bob.t']);
  });

  test('shipped: takes those along whose id contains the one', async () => {
    expect(await signOutShipped(['bob', 'bob2', 'bo'], 'bob')).not.toContain('bob2');
  });
  test('ours: goes by the whole id', async () => {
    expect(await signOutOurs(['bob', 'bob2', 'bo'], 'bob')).toEqual(['bob2', 'bo']);
  });
});

describe.each(['ENOSPC', 'EROFS', 'EACCES'])('a disk that answers %s', (code) => {
  const refusal = () => Object.assign(new Error(`${code}: the disk refuses`), { code });

  test('shipped: fails the sign-in after its code was spent', async () => {
    const application = await shipped();
    file.refuse = refusal();
    await expect(signInShipped(application, 'Sam Sample')).rejects.toThrow(code);
    // The provider was content: only the result is lost.
    expect(simulator.requests.some((r) => r.path.endsWith('/token') && r.status === 200)).toBe(true);
  });

  test('ours: signs in, renews, says that it is in memory only, and writes when it can again', async () => {
    const store = createSealedStore({ ...disk, log: fakeLog(), onChange: () => undefined });
    const session = newSession({ store });
    disk.keyValue.refuse = refusal();
    await session.signIn();
    expect(session.state().phase).toBe('signed-in');
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'failed' });
    await expect(session.token((await session.token()).accessToken)).resolves.toBeDefined();

    disk.keyValue.refuse = undefined;
    await session.token((await session.token()).accessToken);
    expect(store.persistence()).toEqual({ kind: 'encrypted' });
    session.close();
    const next = newSession();
    await next.restore();
    expect(next.state().phase).toBe('signed-in');
  });
});

test('shipped: a cache that is no cache fails every call (ours: token-cache.test.ts)', async () => {
  for (const text of ['{', 'null', '"text']) {
    file.text = text;
    expect(await errorOf(applicationWith(documentedPlugin(file)).getAllAccounts()), text).toBeInstanceOf(
      Error,
    );
  }
});

describe('one 503 of the provider', () => {
  test('shipped: refuses the next calls by itself, with an empty code, for 60 s', async () => {
    const application = await shipped({ plugin: false });
    const { account } = await signInShipped(application, 'Sam Sample');
    if (!account) throw new Error('no account');
    const refresh = () =>
      application.acquireTokenSilent({ account, scopes: scopesOf(connectionOf()), forceRefresh: true });
    simulator.setFaults({ tokenStatus: 503 });
    await expect(refresh()).rejects.toThrow();
    simulator.clearFaults();
    const before = tokenRequests();
    await expect(refresh()).rejects.toMatchObject({ errorCode: '' });
    expect(tokenRequests()).toBe(before);
  });

  test('ours: the next call works, and the session had never ended', async () => {
    const session = newSession();
    await session.signIn();
    const { accessToken } = await session.token();
    simulator.setFaults({ tokenStatus: 503 });
    await expect(session.token(accessToken)).rejects.toMatchObject({ code: 'provider-unavailable' });
    expect(session.state().phase).toBe('signed-in');
    simulator.clearFaults();
    await expect(session.token(accessToken)).resolves.toMatchObject({ expiresAt: expect.any(Number) });
    expect(session.state().problem).toBeNull();
  });
});

test('shipped: a clock 20 days ahead ends a sign-in unasked (ours: clock.test.ts)', async () => {
  const application = await shipped({ plugin: false });
  const { account } = await signInShipped(application, 'Sam Sample');
  if (!account) throw new Error('no account');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20 * 24 * 60 * 60_000 });
  try {
    const before = tokenRequests();
    const call = application.acquireTokenSilent({ account, scopes: scopesOf(connectionOf()) });
    expect(await errorOf(call)).toMatchObject({ errorCode: 'refresh_token_expired' });
    expect(tokenRequests()).toBe(before);
  } finally {
    vi.useRealTimers();
  }
});

describe('a connection that asks for no scope of the API', () => {
  test('shipped: signs in with an empty access token', async () => {
    const result = await signInShipped(await shipped(), 'Sam Sample', ['openid', 'profile']);
    expect(result.accessToken).toBe('');
  });

  test('ours: names the key of the connection file, and nobody is signed in', async () => {
    const { cache, client: newClient } = ours(connectionOf({ scopes: ['openid'] }));
    const client = await newClient();
    await expect(signInOurs(client, 'Sam Sample')).rejects.toMatchObject({
      code: 'configuration',
      details: { key: 'identity.scopes' },
    });
    expect(await accountsIn(cache)).toEqual([]);
  });
});

describe('a refresh token that was revoked', () => {
  test('shipped: stays on disk, and the account with it', async () => {
    const application = await shipped();
    await signInShipped(application, 'Sam Sample');
    simulator.revokeAll();
    const account = await accountOf(application);
    const call = application.acquireTokenSilent({
      account,
      scopes: scopesOf(connectionOf()),
      forceRefresh: true,
    });
    expect(await errorOf(call)).toMatchObject({ errorCode: 'invalid_grant' });
    expect(Object.keys(JSON.parse(file.text).RefreshToken)).toHaveLength(1);
    expect(await application.getAllAccounts()).toHaveLength(1);
  });

  test('ours: ends the session and leaves the disk (R20)', async () => {
    const session = newSession();
    await session.signIn();
    const { accessToken } = await session.token();
    simulator.revokeAll();
    await expect(session.token(accessToken)).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(session.state()).toMatchObject({
      phase: 'signed-out',
      account: null,
      problem: { code: 'sign-in-needed' },
    });
    expect(tokenEntries()).toEqual([]);
  });
});

describe('a start without network, a valid token on disk', () => {
  test('shipped: fails, because the metadata is not on disk', async () => {
    await signInShipped(await shipped(), 'Sam Sample');
    await simulator.close();
    const application = await shipped({ metadata: false });
    const account = await accountOf(application);
    const call = application.acquireTokenSilent({ account, scopes: scopesOf(connectionOf()) });
    expect(await errorOf(call)).toMatchObject({ errorCode: 'endpoints_resolution_error' });
  });

  test('ours: hands it out, and asks nothing of the network', async () => {
    const first = newSession();
    await first.signIn();
    first.close();
    await simulator.close();
    const urls: string[] = [];
    const session = newSession({
      http: (url, init) => {
        urls.push(url);
        return fetch(url, init);
      },
    });
    await session.restore();
    await expect(session.token()).resolves.toMatchObject({ accessToken: expect.stringMatching(/^ey/) });
    expect(urls).toEqual([]);
  });
});

describe('a provider that fails in the last five minutes of a token', () => {
  test('shipped: fails although the token is still good', async () => {
    await startWith({ accessTokenSeconds: 200 });
    const application = await shipped();
    const { account, accessToken } = await signInShipped(application, 'Sam Sample');
    expect(accessToken).not.toBe('');
    if (!account) throw new Error('no account');
    simulator.setFaults({ tokenStatus: 503 });
    const call = application.acquireTokenSilent({ account, scopes: scopesOf(connectionOf()) });
    expect(await errorOf(call)).toBeDefined();
  });

  test('ours: hands it out', async () => {
    await startWith({ accessTokenSeconds: 200 });
    const session = newSession();
    await session.signIn();
    simulator.setFaults({ tokenStatus: 503 });
    await expect(session.token()).resolves.toMatchObject({ accessToken: expect.stringMatching(/^ey/) });
  });

  test('ours: hands it out at the next start too', async () => {
    await startWith({ accessTokenSeconds: 200 });
    const first = newSession();
    await first.signIn();
    first.close();
    simulator.setFaults({ tokenStatus: 503 });
    const session = newSession();
    await session.restore();
    await expect(session.token()).resolves.toMatchObject({ accessToken: expect.stringMatching(/^ey/) });
  });
});
