import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../electron/contract/failure.ts';
import type { SessionState } from '../../electron/contract/session.ts';
import type { Http } from '../../electron/core/ports.ts';
import type { Workplace } from '../../electron/core/workplace.ts';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { noteForCanary } from '../fakes/canary.ts';
import {
  type CertificateAuthority,
  certificateAuthority,
  day,
  type KeyPair,
  selfSignedCertificate,
} from '../fakes/certificate.ts';
import { type Ended, runAsTechnicalAccount } from '../fakes/command-line.ts';
import { type Front, frontOf } from '../fakes/front.ts';
import { inTime } from '../fakes/in-time.ts';
import { type Operator, operator, type WorkplaceFakes } from '../fakes/operator.ts';
import { fakeClock } from '../fakes/ports.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

let authority: CertificateAuthority;
let good: KeyPair;
let cli: Bundled;
let folder: string;
let simulator: Simulator;
let front: Front;
let person: Operator;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
  folder = await mkdtemp(path.join(tmpdir(), 'max-desk-errors-'));
  authority = await certificateAuthority();
  good = await authority.leaf();
  await writeFile(path.join(folder, 'ca.pem'), authority.cert);
  // Of this file's own process only.
  tls.setDefaultCACertificates([authority.cert]);
  simulator = await start({ units: 30, pageSize: 10 });
});
afterAll(async () => {
  await simulator.close();
  await cli.remove();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  front = await frontOf(simulator.url, good);
  person = operator(connectionText, () => simulator.subscriptionKey);
});
afterEach(async () => {
  person.end();
  await front.close();
  simulator.clearFaults();
  simulator.clearSessions();
});

function connectionText(changes: Record<string, unknown> = {}): string {
  const { identity, ...rest } = simulator.connection;
  const text = JSON.stringify({ ...rest, identity: { ...identity, ...changes } });
  return text.replaceAll(simulator.url, front.url);
}

/** `max-desk` as a black box, with the technical account. */
function maxDesk(args: readonly string[], connection = connectionText()): Promise<Ended> {
  return runAsTechnicalAccount(cli.file, args, { simulator, folder, connection });
}

const identityPaths = /^\/simulated/;
const tokenPath = /\/token$/;
const discoveryPath = /openid-configuration$/;
const apiPaths = /^\/api/;

interface Expected {
  code: ErrorCode;
  message: RegExp;
  hint?: RegExp | undefined;
}

/** R37: the code, a message that says what happened, and a hint that says what to do. */
function expectFailure(failure: unknown, { code, message, hint }: Expected): void {
  expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
  const told = failure as { message: string; hint: string };
  noteForCanary(JSON.stringify(told));
  expect(told.hint.length).toBeGreaterThan(10);
  if (hint) expect(told.hint).toMatch(hint);
  expect(`${told.message} ${told.hint}`).not.toMatch(/undefined|\[object|something went wrong|eyJ/i);
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error,
  );
}

function expectState({ session }: Workplace, phase: SessionState['phase'], code: ErrorCode | null): void {
  const state = session.state();
  expect({ phase: state.phase, problem: state.problem?.code ?? null }).toEqual({ phase, problem: code });
  expect(state.attempt).toBeNull();
}

interface Fault {
  what: string;
  /** Makes the network or the server fail, for the paths given where it is the server. */
  begin?: (paths: RegExp) => Promise<void> | void;
  /** Breaks the way to the server rather than the server: only the whole connection can fail. */
  parts?: Partial<WorkplaceFakes>;
  connection?: (text: string) => string;
  /** Waits for ever: the time limits are short then. */
  hangs?: boolean;
  atHttp?: boolean;
  provider: ErrorCode;
  api: ErrorCode;
  message: RegExp;
  hint?: RegExp;
}

const answering = (listener: RequestListener) => ({
  atHttp: true,
  begin: (paths: RegExp) => front.answer(paths, listener),
});
const status = (code: number, headers: Record<string, string>, body: string) =>
  answering((_request, response) => void response.writeHead(code, headers).end(body));
const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html' };
const page = '<!doctype html><title>Guest Wi-Fi</title><p>Welcome';
const accepting = (connection: (socket: Socket) => void) => ({ begin: () => front.accept(connection) });
const presenting = (pair: () => Promise<KeyPair>) => ({ begin: async () => front.present(await pair()) });
const lost: Http = (url, init) => fetch(url.replace('//localhost', '//login.invalid'), init);
const unavailable = { provider: 'provider-unavailable', api: 'api-unavailable' } as const;
const both = (code: ErrorCode) => ({ provider: code, api: code });
/** ms; what comes before the fault has to be through within it, on a busy computer as well. */
const short = 1_000;

const faults: Fault[] = [
  {
    what: 'a refused connection',
    begin: () => front.stop(),
    ...both('offline'),
    message: /^localhost:\d+ cannot be reached \(ECONNREFUSED\)\.$/,
    hint: /network/,
  },
  {
    what: 'a name that does not exist',
    parts: { http: lost },
    connection: (text) => text.replaceAll('//localhost', '//login.invalid'),
    ...both('offline'),
    message: /cannot be reached \((ENOTFOUND|EAI_AGAIN)\)\.$/,
    hint: /network/,
  },
  {
    what: 'a connection that is accepted and left alone',
    ...accepting(() => undefined),
    hangs: true,
    ...both('offline'),
    message: /did not answer in time/,
  },
  {
    what: 'a request without an answer',
    ...answering(() => undefined),
    hangs: true,
    ...both('offline'),
    message: /did not answer in time/,
  },
  {
    what: 'an answer that stops after its headers',
    ...answering((_request, response) => void response.writeHead(200, json).flushHeaders()),
    hangs: true,
    ...both('offline'),
    message: /did not answer in time/,
  },
  {
    what: 'an answer that breaks off',
    ...answering((request, response) => {
      response.writeHead(200, { ...json, 'content-length': '100' });
      response.write('{', () => request.socket.destroy());
    }),
    ...both('offline'),
    message: /cannot be reached/,
  },
  {
    what: 'a connection cut during the handshake',
    ...accepting((socket) => socket.once('data', () => socket.destroy())),
    ...both('offline'),
    message: /cannot be reached \(ECONNRESET\)/,
  },
  {
    what: '429 with a Retry-After that nobody waits for',
    ...status(429, { ...json, 'retry-after': '900' }, '{"statusCode":429}'),
    ...unavailable,
    message: /answered 429\.$/,
    hint: /900 seconds/,
  },
  {
    what: '429 without it',
    ...status(429, json, '{}'),
    ...unavailable,
    message: /answered 429\.$/,
    hint: /in a minute/,
  },
  {
    what: '500 in JSON',
    ...status(500, json, '{"error":"server_error"}'),
    ...unavailable,
    message: /answered 500/,
  },
  { what: '502 with a page', ...status(502, html, page), ...unavailable, message: /answered 502/ },
  { what: 'an empty 503', ...status(503, {}, ''), ...unavailable, message: /answered 503/ },
  {
    what: 'the redirect of a captive portal',
    ...status(302, { location: 'https://portal.invalid/welcome' }, ''),
    ...both('captive-portal'),
    message:
      // The window's network does not say where a redirect leads.
      /^Something else answered in the place of localhost:\d+(: it redirects to https:\/\/portal\.invalid \(302\))?\.$/,
    hint: /browser/,
  },
  {
    what: 'the page of a captive portal',
    ...status(200, html, page),
    ...both('captive-portal'),
    message: /Something else answered/,
    hint: /browser/,
  },
  {
    what: '511, the status of captive portals',
    ...status(511, html, page),
    ...both('captive-portal'),
    message: /Something else answered/,
    hint: /browser/,
  },
  {
    what: 'a certificate that nobody vouches for',
    ...presenting(selfSignedCertificate),
    ...both('tls'),
    message: /secure connection to localhost:\d+ failed \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    hint: /certificate/,
  },
  {
    what: 'an expired certificate',
    ...presenting(() => authority.leaf({ notBefore: Date.now() - 9 * day, notAfter: Date.now() - 2 * day })),
    ...both('tls'),
    message: /failed \(CERT_HAS_EXPIRED\)/,
    hint: /date/,
  },
  {
    what: 'a certificate of the future',
    ...presenting(() => authority.leaf({ notBefore: Date.now() + 2 * day, notAfter: Date.now() + 9 * day })),
    ...both('tls'),
    message: /failed \(CERT_NOT_YET_VALID\)/,
    hint: /date/,
  },
  {
    what: 'the certificate of another host',
    ...presenting(() => authority.leaf({ host: 'other.example.com' })),
    ...both('tls'),
    message: /failed \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
  },
  {
    what: 'a server that speaks no TLS',
    ...accepting((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')),
    ...both('tls'),
    message: /secure connection to localhost:\d+ failed/,
  },
];

const exitStatusOf: Partial<Record<ErrorCode, number>> = {
  offline: 4,
  tls: 4,
  'captive-portal': 4,
  'provider-unavailable': 4,
  'api-unavailable': 5,
};

describe.each(faults)('$what', (fault) => {
  /** A certificate or a connection that fails, fails for every path alike. */
  const testAtHttp: (name: string, run: () => Promise<void>) => void = fault.atHttp ? test : () => undefined;
  const { message, hint, provider, api } = fault;
  const begin = async (paths: RegExp) => fault.begin?.(paths);
  const parts = { ...fault.parts, ...(fault.hangs ? { timing: { request: short } } : {}) };

  test(`ends an interactive sign-in: ${provider}`, async () => {
    await begin(identityPaths);
    const { session, ...rest } = await person.begin(parts);
    expectFailure(await failureOf(session.signIn()), { code: provider, message, hint });
    expectState({ session, ...rest }, 'signed-out', provider);
    expect(person.disk.keys()).toEqual([]);
  });

  testAtHttp(`at the exchange of the code ends it as well: ${provider}`, async () => {
    await begin(tokenPath);
    const browser = systemBrowser({ press: 'Continue as Sam Sample' });
    const workplace = await person.begin({ ...parts, browser: browser.open });
    expectFailure(await failureOf(workplace.session.signIn()), { code: provider, message, hint });
    expectState(workplace, 'signed-out', provider);
    await browser.settled();
    expect(browser.lastPage()?.text).toContain('Sign-in did not work');
    expect(person.tokensOnDisk()).toEqual([]);
  });

  test(`fails a renewal and costs nobody the sign-in: ${provider}`, async () => {
    await person.signInOnce();
    const before = new Map(person.disk.entries);
    const workplace = await person.begin(parts);
    const { accessToken } = await workplace.session.token();
    await begin(tokenPath);
    const failure = await failureOf(workplace.session.token(accessToken));
    expectFailure(failure, { code: provider, message, hint });
    expectState(workplace, 'signed-in', provider);
    expect(person.disk.entries).toEqual(before);
    expect(person.disk.quarantined).toEqual([]);
  });

  test(`fails the list of units only: ${api}`, async () => {
    await person.signInOnce();
    const before = new Map(person.disk.entries);
    const workplace = await person.begin(parts);
    await workplace.session.token();
    await begin(apiPaths);
    expectFailure(await failureOf(workplace.units.list(1)), { code: api, message, hint });
    expectState(workplace, 'signed-in', null);
    expect(person.units).toEqual([]);
    expect(person.disk.entries).toEqual(before);
  });

  const limit = fault.hangs ? ['--timeout', '1'] : [];
  // On a busy computer its one second may be over before the request begins, which is told in other words.
  const told = fault.hangs ? /in time/ : message;
  const rewritten = () => (fault.connection ?? String)(connectionText());

  test(`on the command line, at the provider: exit status ${exitStatusOf[provider]}`, async () => {
    await begin(identityPaths);
    // Its one second, and what a busy computer needs to start a process: not the 15 s that a request waits.
    const ended = await inTime(maxDesk(['token', ...limit], rewritten()), 14_000);
    expect(ended).toMatchObject({ status: exitStatusOf[provider], out: '' });
    expectFailure(ended.failure, { code: provider, message: told, hint });
  });

  testAtHttp(`on the command line, at the API: exit status ${exitStatusOf[api]}`, async () => {
    await begin(apiPaths);
    const ended = await maxDesk(['units', ...limit]);
    expect(ended).toMatchObject({ status: exitStatusOf[api], out: '' });
    expectFailure(ended.failure, { code: api, message: told, hint });
  });
});

type Metadata = Record<string, string>;

describe('what the provider says of itself', () => {
  const elsewhere = (name: string) => (metadata: Metadata) => ({
    ...metadata,
    [name]: (metadata[name] ?? '').replace('localhost', 'login.example.net'),
  });
  const another = /points to another host: login\.example\.net:\d+\.$/;

  test.each<[string, (metadata: Metadata) => unknown, RegExp]>([
    ['another issuer', elsewhere('issuer'), another],
    ['a token endpoint on another host', elsewhere('token_endpoint'), another],
    ['a sign-in page on another host', elsewhere('authorization_endpoint'), another],
    [
      'a token endpoint in plain http',
      (metadata) => ({ ...metadata, token_endpoint: 'http://login.example.net/token' }),
      /"token_endpoint" is missing or not allowed/,
    ],
    ['no token endpoint', ({ token_endpoint, ...rest }) => rest, /"token_endpoint" is missing/],
    ['a list', () => [], /does not describe its sign-in service/],
    ['null', () => null, /does not describe its sign-in service/],
    ['an object without any of it', () => ({}), /"issuer" is missing/],
  ])('%s is a matter of the configuration, and no browser is opened', async (_what, change, message) => {
    const { authority: base, signInPolicy } = simulator.connection.identity;
    const answer = await fetch(`${base}/${signInPolicy}/v2.0/.well-known/openid-configuration`);
    const metadata = JSON.parse((await answer.text()).replaceAll(simulator.url, front.url)) as Metadata;
    const text = JSON.stringify(change(metadata));
    await refusedBeforeTheBrowser(
      (_request, response) => void response.writeHead(200, json).end(text),
      message,
    );
  });

  test.each([
    ['that breaks off', '{"issuer":"https://'],
    ['that is empty', ''],
    ['that is a text', 'OK'],
  ])('%s is a matter of the configuration too', async (_what, text) => {
    const listener: RequestListener = (_request, response) => void response.writeHead(200, json).end(text);
    await refusedBeforeTheBrowser(listener, /does not describe its sign-in service in JSON/);
  });

  async function refusedBeforeTheBrowser(listener: RequestListener, message: RegExp): Promise<void> {
    await person.signInOnce();
    const before = new Map(person.disk.entries);
    front.answer(discoveryPath, listener);
    const stranger = operator(connectionText, () => simulator.subscriptionKey);
    const browser = systemBrowser();
    const workplace = await stranger.begin({ browser: browser.open });
    const failure = await failureOf(workplace.session.signIn());
    expectFailure(failure, { code: 'configuration', message, hint: /connection/ });
    expect(failure).toMatchObject({
      details: { key: expect.stringMatching(/./), host: new URL(front.url).host },
    });
    expectState(workplace, 'signed-out', 'configuration');
    expect(browser.opened).toEqual([]);
    stranger.end();
    // Whoever is signed in has the last good description on disk, and renews with that.
    const { session } = await person.begin();
    expect(person.disk.entries).toEqual(before);
    const { accessToken } = await session.token();
    await expect(session.token(accessToken)).resolves.toMatchObject({ expiresAt: expect.any(Number) });
  }
});

const refusal = (error: string, code: string) => {
  const body = JSON.stringify({ error, error_description: `AADB2C${code}: No.\r\nCorrelation ID: 0\r\n` });
  return ((_request, response) => void response.writeHead(400, json).end(body)) satisfies RequestListener;
};

describe('a refusal of the provider', () => {
  test.each<[string, RequestListener, Expected, Expected]>([
    [
      'of the grant',
      refusal('invalid_grant', '90080'),
      { code: 'sign-in-refused', message: /did not accept the answer of the browser \(AADB2C90080\)/ },
      { code: 'sign-in-needed', message: /asks for a new sign-in \(AADB2C90080\)/, hint: /Sign in again/ },
    ],
    [
      'of the redirect address',
      refusal('invalid_grant', '90006'),
      { code: 'configuration', message: /AADB2C90006/, hint: /register http:\/\/localhost/ },
      { code: 'configuration', message: /AADB2C90006/, hint: /register http:\/\/localhost/ },
    ],
    [
      'of the application',
      refusal('unauthorized_client', '90068'),
      { code: 'configuration', message: /AADB2C90068.*"identity\.clientId"/, hint: /identity\.clientId/ },
      { code: 'configuration', message: /AADB2C90068.*"identity\.clientId"/, hint: /identity\.clientId/ },
    ],
    [
      'of the scope',
      refusal('invalid_scope', '90117'),
      { code: 'configuration', message: /AADB2C90117.*"identity\.scopes"/, hint: /identity\.scopes/ },
      { code: 'configuration', message: /AADB2C90117.*"identity\.scopes"/, hint: /identity\.scopes/ },
    ],
    [
      'of the policy',
      (_request, response) => void response.writeHead(404, html).end(page),
      { code: 'configuration', message: /does not know the sign-in policy/, hint: /identity\.signInPolicy/ },
      { code: 'configuration', message: /does not know the sign-in policy/, hint: /identity\.signInPolicy/ },
    ],
  ])('%s, at the exchange of the code and at a renewal', async (_what, listener, exchange, renewal) => {
    await person.signInOnce();
    const before = new Map(person.disk.entries);
    front.answer(tokenPath, listener);

    const stranger = operator(connectionText, () => simulator.subscriptionKey);
    const arriving = await stranger.begin();
    expectFailure(await failureOf(arriving.session.signIn()), exchange);
    expectState(arriving, 'signed-out', exchange.code);
    expect(stranger.tokensOnDisk()).toEqual([]);
    stranger.end();

    const staying = await person.begin();
    const { accessToken } = await staying.session.token();
    expectFailure(await failureOf(staying.session.token(accessToken)), renewal);
    const ended = renewal.code === 'sign-in-needed';
    expectState(staying, ended ? 'signed-out' : 'signed-in', renewal.code);
    // R20: what was rejected is removed; what was not, stays as it was.
    if (ended) expect(person.tokensOnDisk()).toEqual([]);
    else expect(person.disk.entries).toEqual(before);
  });

  test('access_denied: the sign-in was not completed', async () => {
    const workplace = await person.begin({ browser: systemBrowser({ press: 'Cancel' }).open });
    const expected = { code: 'sign-in-not-completed', message: /not completed \(AADB2C90091\)/ } as const;
    expectFailure(await failureOf(workplace.session.signIn()), expected);
    expectState(workplace, 'signed-out', 'sign-in-not-completed');
    expect(person.tokensOnDisk()).toEqual([]);
  });

  test('access_denied of a person who is signed in already leaves them so', async () => {
    await person.signInOnce();
    const before = new Map(person.disk.entries);
    const workplace = await person.begin({ browser: systemBrowser({ press: 'Cancel' }).open });
    await failureOf(workplace.session.signIn());
    expectState(workplace, 'signed-in', 'sign-in-not-completed');
    expect(person.disk.entries).toEqual(before);
  });

  test('of a policy that does not exist, before the browser is opened', async () => {
    person = operator(
      () => connectionText({ signInPolicy: 'B2C_1_Nowhere' }),
      () => simulator.subscriptionKey,
    );
    const workplace = await person.begin();
    const failure = await failureOf(workplace.session.signIn());
    expectFailure(failure, {
      code: 'configuration',
      message: /answered 404: it does not know ".*B2C_1_Nowhere"/,
      hint: /identity\.signInPolicy/,
    });
    expectState(workplace, 'signed-out', 'configuration');
    expect(person.disk.keys()).toEqual([]);
  });

  // The provider keeps these to the browser: nothing may be sent to an address that it does not know.
  test.each<[string, Record<string, unknown>, (url: string) => string, string]>([
    ['an unknown application', { clientId: 'd6a1b0de-0000-4000-8000-000000000000' }, String, 'AADB2C90068'],
    [
      'a redirect address that is not registered',
      {},
      (url) => url.replace(encodeURIComponent('http://localhost:'), encodeURIComponent('http://127.0.0.1:')),
      'AADB2C90006',
    ],
  ])(
    'of %s is shown in the browser, and the attempt ends in time',
    async (_what, changes, change, reference) => {
      person = operator(
        () => connectionText(changes),
        () => simulator.subscriptionKey,
      );
      const clock = fakeClock();
      const browser = systemBrowser();
      const workplace = await person.begin({ clock, browser: (url) => browser.open(change(url)) });
      const done = failureOf(workplace.session.signIn());
      await expect.poll(() => browser.opened.length).toBe(1);
      await browser.settled();
      expect(browser.lastPage()).toMatchObject({ status: 400, text: expect.stringContaining(reference) });
      expect(workplace.session.state().phase).toBe('waiting');
      clock.move(300_000);
      expectFailure(await done, { code: 'sign-in-timed-out', message: /five minutes/, hint: /five minutes/ });
      expectState(workplace, 'signed-out', 'sign-in-timed-out');
      expect(person.disk.keys()).toEqual([]);
    },
  );

  test.each<[string, Record<string, string> | undefined, RequestListener | undefined, number, Expected]>([
    [
      'unknown application',
      { policy: 'B2C_1_ROPC', clientId: 'd6a1b0de-0000-4000-8000-000000000000' },
      undefined,
      6,
      { code: 'configuration', message: /AADB2C90068/, hint: /identity\.technicalAccount/ },
    ],
    [
      'unknown policy',
      { policy: 'B2C_1_Nowhere', clientId: '91c4e8aa-57d2-4f39-b1f6-3e0d8c72ab90' },
      undefined,
      6,
      { code: 'configuration', message: /does not know the policy/, hint: /identity\.technicalAccount/ },
    ],
    [
      'access_denied',
      undefined,
      refusal('access_denied', '90225'),
      3,
      { code: 'sign-in-refused', message: /AADB2C90225/, hint: /password/ },
    ],
    [
      'invalid_grant',
      undefined,
      refusal('invalid_grant', '90080'),
      3,
      { code: 'sign-in-refused', message: /AADB2C90080/, hint: /password/ },
    ],
  ])('on the command line: %s', async (_what, technicalAccount, listener, exit, expected) => {
    if (listener) front.answer(tokenPath, listener);
    const ended = await maxDesk(['token'], connectionText(technicalAccount ? { technicalAccount } : {}));
    expect(ended).toMatchObject({ status: exit, out: '' });
    expectFailure(ended.failure, expected);
  });
});
