/** A connection whose provider is hostile: it has the browser sign in elsewhere, and waits for the code (RFC 9700 §4.4). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Session, SessionParts } from '../../electron/core/auth/session.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import type { Http } from '../../electron/core/ports.ts';
import { type OidcService, startOidcService } from '../fakes/oidc-service.ts';
import { fakeKeyValue, fakeVault } from '../fakes/ports.ts';
import { serve, type TestServer } from '../fakes/server.ts';
import { sessionOn } from '../fakes/session.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

let honest: OidcService;
let hostile: TestServer;
/** What the hostile provider was sent, by path. */
let got: string[];
/** Where the hostile provider sends the browser that asks it for a sign-in. */
let onTo: (query: URLSearchParams) => string;
let more: Record<string, unknown>;
const running: Session[] = [];

beforeEach(async () => {
  honest = await startOidcService(['bob']);
  got = [];
  more = {};
  onTo = (query) => `${honest.url}/auth?${query}`;
  hostile = await serve((request, response) => void answer(request, response));
});
afterEach(async () => {
  for (const session of running.splice(0)) session.close();
  await honest.close();
  await hostile.close();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', hostile.url);
  got.push(pathname);
  if (pathname === '/authorize') return void response.writeHead(303, { location: onTo(searchParams) }).end();
  response.setHeader('content-type', 'application/json');
  const { url } = hostile;
  const description = {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/keys`,
    ...more,
  };
  response.end(
    JSON.stringify(pathname.endsWith('openid-configuration') ? description : { error: 'invalid_grant' }),
  );
}

function newSession(connection: string, parts: Partial<SessionParts> = {}): Session {
  const session = sessionOn(
    { keyValue: fakeKeyValue(), vault: fakeVault() },
    {
      connection: parseConnection(connection, 'test'),
      browser: systemBrowser({ press: 'Continue as bob' }).open,
      ...parts,
    },
  );
  running.push(session);
  return session;
}
const hostileConnection = () => honest.connection.replace(honest.url, hostile.url);
const mixedUp = (reference: string) => ({
  code: 'sign-in-refused',
  details: expect.objectContaining({ reference, page: 'mixed-up' }),
});
const signedOut = { phase: 'signed-out', account: null, accounts: [] };

describe('a provider that sends the browser to another one with our state and challenge', () => {
  test('never gets that one’s code, because the answer names who gave it', async () => {
    const session = newSession(hostileConnection());
    await expect(session.signIn()).rejects.toMatchObject(mixedUp('iss'));
    expect(got).not.toContain('/token');
    expect(session.state()).toMatchObject(signedOut);
  });

  test('cannot pass an error of that one off as its own', async () => {
    const back = (query: URLSearchParams) => new URLSearchParams({ state: query.get('state') ?? '' });
    onTo = (query) =>
      `${query.get('redirect_uri')}/?${back(query)}&error=access_denied&iss=${encodeURIComponent(honest.url)}`;
    await expect(newSession(hostileConnection()).signIn()).rejects.toMatchObject(mixedUp('iss'));
  });

  test('cannot leave out its name where its metadata promise it', async () => {
    onTo = (query) => `${query.get('redirect_uri')}/?code=c&state=${query.get('state')}`;
    more = { authorization_response_iss_parameter_supported: true };
    await expect(newSession(hostileConnection()).signIn()).rejects.toMatchObject(mixedUp('iss'));
    expect(got).not.toContain('/token');
  });

  test('cannot take the name of that one in the connection file', async () => {
    const { identity, ...rest } = JSON.parse(hostileConnection());
    const authorityMetadata = {
      issuer: honest.url,
      authorization_endpoint: `${honest.url}/auth`,
      token_endpoint: `${hostile.url}/token`,
      jwks_uri: `${honest.url}/jwks`,
    };
    const file = JSON.stringify({ ...rest, identity: { ...identity, authorityMetadata } });
    await expect(newSession(file).signIn()).rejects.toMatchObject({ code: 'configuration' });
    expect(got).toEqual([]);
  });
});

test('the honest provider names itself in its answer, and people sign in', async () => {
  const session = newSession(honest.connection);
  await session.signIn();
  expect(session.state()).toMatchObject({ phase: 'signed-in', account: { name: 'bob of Example' } });
});

describe('an ID token of a token response', () => {
  let simulator: Simulator;
  let changes: Record<string, unknown>;
  beforeEach(async () => {
    simulator = await start({ units: 1 });
    changes = {};
  });
  afterEach(() => simulator.close());

  /** The simulator's answers, with other claims in the ID token: nobody checks its signature. */
  const http: Http = async (url, init) => {
    const response = await fetch(url, init);
    if (!new URL(url).pathname.endsWith('/token')) return response;
    const tokens = (await response.json()) as { id_token: string };
    const [head, claims = '', signature] = tokens.id_token.split('.');
    const other = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), ...changes };
    const body = Buffer.from(JSON.stringify(other)).toString('base64url');
    return Response.json({ ...tokens, id_token: [head, body, signature].join('.') });
  };
  const newVisit = () =>
    newSession(JSON.stringify(simulator.connection), {
      http,
      browser: systemBrowser({ press: 'Continue as Sam Sample' }).open,
    });

  test.each([
    ['iss', { iss: 'https://login.example.net/other/v2.0/' }],
    ['aud', { aud: 'another-client' }],
    ['exp', { exp: 1_000_000 }],
    ['tfp', { tfp: 'B2C_1_ProfileEdit' }],
  ])('with a foreign %s signs nobody in, and leaves nothing on disk', async (reference, foreign) => {
    changes = foreign;
    const session = newVisit();
    await expect(session.signIn()).rejects.toMatchObject(mixedUp(reference));
    expect(session.state()).toMatchObject(signedOut);
  });

  test('with a foreign issuer is not taken at a renewal, nor anything beside it', async () => {
    const session = newVisit();
    await session.signIn();
    const { accessToken } = await session.token();
    changes = { iss: 'https://login.example.net/other/v2.0/' };
    await expect(session.token(accessToken)).rejects.toMatchObject(mixedUp('iss'));
    expect(session.state()).toMatchObject({ phase: 'signed-in', account: { name: 'Sam Sample' } });
    await expect(session.token()).resolves.toMatchObject({ accessToken });
  });
});
