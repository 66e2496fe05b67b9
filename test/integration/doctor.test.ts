import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { DoctorResult } from '../../electron/contract/support.ts';
import { requestTechnicalToken } from '../../electron/core/auth/technical-account.ts';
import { parseConnection } from '../../electron/core/connection/connection-file.ts';
import { type Examination, examine } from '../../electron/core/doctor/doctor.ts';
import { doctorReport, findingText } from '../../electron/core/doctor/doctor-texts.ts';
import { AppError } from '../../electron/core/errors.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { certificateAuthority } from '../fakes/certificate.ts';
import { directNetwork, openSocket } from '../fakes/network.ts';
import { closedPort, serve } from '../fakes/server.ts';
import { type ConnectionFile, type Simulator, start } from '../fakes/simulator.ts';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await start({ units: 30, pageSize: 10 });
});
afterEach(() => simulator.close());

const day = 24 * 60 * 60_000;
type Identity = Partial<ConnectionFile['identity']> & Record<string, unknown>;

function connectionWith(identity: Identity = {}, api: Partial<ConnectionFile['api']> = {}) {
  const { connection } = simulator;
  const file = {
    ...connection,
    identity: { ...connection.identity, ...identity },
    api: { ...connection.api, hubUrl: '', ...api },
  };
  return parseConnection(JSON.stringify(file), 'test');
}

async function resultsOf(parts: Partial<Examination> = {}): Promise<DoctorResult[]> {
  const connection = parts.connection ?? connectionWith();
  const results: DoctorResult[] = [];
  const steps = examine({
    connection,
    http: fetch,
    sockets: openSocket,
    explain: (failure) => failure,
    clock: systemClock,
    network: directNetwork,
    token: () =>
      requestTechnicalToken(connectionWith(), simulator.technicalAccount, {
        http: fetch,
        clock: systemClock,
      }),
    subscriptionKey: async () => simulator.subscriptionKey,
    signal: new AbortController().signal,
    ...parts,
  });
  for await (const result of steps) results.push(result);
  return results;
}
const outcomes = (results: DoctorResult[]) =>
  Object.fromEntries(results.map(({ check, outcome, finding }) => [check, `${outcome}: ${finding}`]));
const failureOf = (results: DoctorResult[], check: string) =>
  results.find((each) => each.check === check)?.failure;

describe('a connection that works', () => {
  test('passes every step it has, and says of each what was found', async () => {
    const results = await resultsOf();
    expect(outcomes(results)).toEqual({
      names: 'passed: resolved',
      proxy: 'passed: direct',
      tls: 'passed: on-this-computer',
      clock: 'passed: in-step',
      discovery: 'passed: described',
      policy: 'passed: policy-known',
      issuer: 'passed: issuer-matches',
      redirect: 'passed: redirect-accepted',
      token: 'passed: token-at-hand',
      key: 'passed: key-accepted',
      units: 'passed: units-listed',
      hub: 'skipped: not-configured',
    });
    expect(results.find(({ check }) => check === 'units')?.details['number']).toBe('30');
  });

  test('says that a list is not whole (R41)', async () => {
    const short = await serve((_request, response) => response.end('{"value":[{"id":"a"}],"count":2}'));
    const results = await resultsOf({ connection: connectionWith({}, { baseUrl: short.url }) });
    expect(outcomes(results)).toMatchObject({ key: 'passed: key-accepted', units: 'failed: failed' });
    expect(failureOf(results, 'units')).toMatchObject({
      code: 'api-bad-answer',
      message: 'The list of units is incomplete: 1 came, and the API counts 2.',
    });
    await short.close();
  });

  test('asks the API for one page only', async () => {
    await resultsOf();
    expect(simulator.requests.filter(({ path }) => path.startsWith('/api/'))).toHaveLength(1);
  });

  test('by https names who vouches for it', async () => {
    await simulator.close();
    const authority = await certificateAuthority();
    tls.setDefaultCACertificates([authority.cert]);
    simulator = await start({ units: 3, tls: await authority.leaf() });
    const results = await resultsOf();
    const secure = results.find(({ check }) => check === 'tls');
    expect(secure).toMatchObject({ outcome: 'passed', finding: 'secure' });
    expect(Date.parse(secure?.details['until'] ?? '')).toBeGreaterThan(Date.now());
    expect(outcomes(results)['units']).toBe('passed: units-listed');
  });

  test('makes a report that people can read, with a line for each step', async () => {
    const results = await resultsOf();
    const report = doctorReport(results, {
      product: 'MAX Desk 1.2.3',
      connection: 'Simulated data',
      at: '2026-01-31T12:00:00.000Z',
    });
    const lines = report.split('\n');
    expect(lines[0]).toBe('MAX Desk 1.2.3, connection "Simulated data", 2026-01-31T12:00:00.000Z');
    for (const result of results) {
      expect(findingText(result)).not.toMatch(/\{|undefined/);
      expect(report).toContain(findingText(result));
    }
  });

  test('holds no token, key, name or e-mail in its results (R29)', async () => {
    const { accessToken } = await requestTechnicalToken(connectionWith(), simulator.technicalAccount, {
      http: fetch,
      clock: systemClock,
    });
    const text = JSON.stringify(
      await resultsOf({ token: async () => ({ accessToken, expiresAt: Date.now() + day, scopes: [] }) }),
    );
    const { username, password } = simulator.technicalAccount;
    for (const secret of [
      accessToken,
      accessToken.split('.')[2] ?? '',
      simulator.subscriptionKey,
      username,
      password,
    ])
      expect(text).not.toContain(secret);
  });
});

describe('what is wrong is found where it is', () => {
  test('without anybody signed in the API is left out', async () => {
    const token = async () => {
      throw new AppError('sign-in-needed', 'Nobody is signed in.');
    };
    expect(outcomes(await resultsOf({ token }))).toMatchObject({
      redirect: 'passed: redirect-accepted',
      token: 'skipped: not-signed-in',
      key: 'skipped: rests-on',
      units: 'skipped: rests-on',
      hub: 'skipped: rests-on',
    });
  });

  test('a name that nobody knows', async () => {
    const connection = connectionWith({ authority: 'https://max.invalid/tenant' });
    const results = await resultsOf({ connection });
    expect(failureOf(results, 'names')).toMatchObject({ code: 'offline' });
    expect(outcomes(results)).toMatchObject({ tls: 'skipped: rests-on', discovery: 'skipped: rests-on' });
  });

  test('a name that only the proxy knows is no fault', async () => {
    const results = await resultsOf({
      network: {
        ...directNetwork,
        lookup: async () => {
          throw new Error('ENOTFOUND');
        },
        proxyFor: async () => 'proxy.example:3128',
      },
    });
    expect(outcomes(results)).toMatchObject({ names: 'passed: resolved-by-proxy', proxy: 'passed: proxied' });
  });

  test('a server that is down', async () => {
    const url = `http://localhost:${await closedPort()}`;
    const connection = connectionWith({ authority: `${url}/tenant` });
    const results = await resultsOf({ connection });
    expect(failureOf(results, 'discovery')).toMatchObject({ code: 'offline' });
  });

  test('a certificate of an unknown authority, with the name of who issued it', async () => {
    await simulator.close();
    const [trusted, other] = await Promise.all([certificateAuthority(), certificateAuthority()]);
    tls.setDefaultCACertificates([trusted.cert]);
    simulator = await start({ units: 3, tls: await other.leaf() });
    const failure = failureOf(await resultsOf(), 'tls');
    expect(failure).toMatchObject({ code: 'tls' });
    expect(failure?.message).toContain('Its certificate was issued by');
  });

  test('a wrong clock', async () => {
    const clock = { ...systemClock, now: () => Date.now() + 2 * day };
    expect(failureOf(await resultsOf({ clock }), 'clock')).toMatchObject({ code: 'clock' });
  });

  test('an unknown policy', async () => {
    const results = await resultsOf({ connection: connectionWith({ signInPolicy: 'B2C_1_Nobody' }) });
    expect(failureOf(results, 'policy')?.details['key']).toBe('identity.signInPolicy');
    expect(outcomes(results)).toMatchObject({ discovery: 'passed: described', issuer: 'skipped: rests-on' });
  });

  test.each(['passwordResetPolicy', 'profileEditPolicy'])('an unknown %s', async (key) => {
    const results = await resultsOf({ connection: connectionWith({ [key]: 'B2C_1_Nobody' }) });
    expect(failureOf(results, 'policy')).toMatchObject({
      code: 'configuration',
      hint: `Check "identity.${key}" with TK Elevator.`,
      details: { key: `identity.${key}` },
    });
  });

  test('an issuer that is another one', async () => {
    const provider = await serve((_request, response) => {
      const document = Object.fromEntries(
        ['authorization_endpoint', 'token_endpoint', 'jwks_uri'].map((key) => [key, `${provider.url}/x`]),
      );
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ...document, issuer: 'https://elsewhere.example' }));
    });
    const connection = connectionWith({ protocol: 'oidc', authority: provider.url } as unknown as Identity);
    const results = await resultsOf({ connection });
    await provider.close();
    expect(failureOf(results, 'issuer')?.message).toContain('https://elsewhere.example');
    expect(outcomes(results)).toMatchObject({
      discovery: 'passed: described',
      policy: 'passed: policy-not-used',
      redirect: 'skipped: rests-on',
    });
  });

  test('a client that is not registered', async () => {
    const results = await resultsOf({ connection: connectionWith({ clientId: 'nobody' }) });
    expect(failureOf(results, 'redirect')?.details['key']).toBe('identity.clientId');
  });

  test('a redirect address that is not registered, in the page that says so', async () => {
    const http: typeof fetch = async (url, init) => {
      const asked = new URL(String(url));
      asked.searchParams.set('redirect_uri', 'http://127.0.0.1:1');
      return fetch(asked.pathname.endsWith('/authorize') ? asked : url, init);
    };
    const failure = failureOf(await resultsOf({ http: http as Examination['http'] }), 'redirect');
    expect(failure?.message).toContain('AADB2C90006');
    expect(failure?.details['key']).toBe('identity.redirectPorts');
  });

  test('a wrong key', async () => {
    const results = await resultsOf({ subscriptionKey: async () => 'wrong' });
    expect(failureOf(results, 'key')).toMatchObject({ code: 'api-key-refused' });
    expect(outcomes(results)['units']).toBe('skipped: rests-on');
  });

  test('an API in trouble, which leaves the key in doubt', async () => {
    simulator.setFaults({ apiStatus: 503 });
    const results = await resultsOf();
    expect(outcomes(results)['key']).toBe('skipped: rests-on');
    expect(failureOf(results, 'units')).toMatchObject({ code: 'api-unavailable' });
  });

  describe('a hub, which is asked by the code of the live updates (R50)', () => {
    type Answer = (request: IncomingMessage, url: string) => { status?: number; body: unknown };
    /** The hub's step for a hub that answers its negotiation like this, and knows no sockets. */
    async function hubThat(answer: Answer) {
      const hub = await serve((request, response) => {
        const { status = 200, body } = answer(request, hub.url);
        response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
      });
      const results = await resultsOf({ connection: connectionWith({}, { hubUrl: `${hub.url}/live` }) });
      await hub.close();
      return results.find(({ check }) => check === 'hub');
    }
    const webSockets = {
      connectionId: 'x',
      availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text'] }],
    };

    test('that is there', async () => {
      const { hubUrl } = simulator.connection.api;
      const results = await resultsOf({ connection: connectionWith({}, { hubUrl }) });
      expect(outcomes(results)['hub']).toBe('passed: hub-answers');
      expect(simulator.hub.counts.negotiations).toBe(1);
    });

    test('that names another host, as Azure SignalR Service does, and gets its token there but no key', async () => {
      await simulator.close();
      const authority = await certificateAuthority();
      tls.setDefaultCACertificates([authority.cert]);
      const leaf = await authority.leaf();
      simulator = await start({ units: 3, tls: leaf });
      const seen: (string | undefined)[] = [];
      const elsewhere = createSecureServer(leaf, ({ headers }, response) => {
        seen.push(headers.authorization, String(headers['ocp-apim-subscription-key']));
        response.end(JSON.stringify(webSockets));
      });
      const sockets = new WebSocketServer({ server: elsewhere });
      sockets.on('connection', (socket, { headers }) => {
        seen.push(headers.authorization);
        socket.on('message', () => socket.send('{}\u001e'));
      });
      elsewhere.listen(0, '127.0.0.1');
      await once(elsewhere, 'listening');
      const url = `https://localhost:${(elsewhere.address() as AddressInfo).port}/client/?hub=live`;
      expect(await hubThat(() => ({ body: { url, accessToken: 'theirs' } }))).toMatchObject({
        outcome: 'passed',
      });
      expect(seen).toEqual(['Bearer theirs', 'undefined', 'Bearer theirs']);
      for (const socket of sockets.clients) socket.terminate();
      elsewhere.close();
      elsewhere.closeAllConnections();
    });

    test.each<[what: string, answer: Answer, code: string, message: RegExp]>([
      ['is not there', () => ({ status: 404, body: '' }), 'api-bad-answer', /answered 404/],
      [
        'negotiates, but opens no socket',
        () => ({ body: webSockets }),
        'api-bad-answer',
        /opens no socket .*\(\d+\)/,
      ],
      [
        'offers no WebSockets',
        () => ({ body: { availableTransports: [{ transport: 'LongPolling' }] } }),
        'api-bad-answer',
        /no WebSockets/,
      ],
      ['is a web page', () => ({ body: '<html>' }), 'captive-portal', /web page \(200\)/],
      ['says nothing', () => ({ body: '' }), 'api-bad-answer', /empty response \(200\)/],
      ['refuses', () => ({ status: 403, body: '' }), 'api-refused', /403/],
      ['is in trouble', () => ({ status: 503, body: '' }), 'api-unavailable', /503/],
    ])('that %s', async (_what, answer, code, message) => {
      expect(await hubThat(answer)).toMatchObject({
        failure: { code, message: expect.stringMatching(message) },
      });
    });
  });

  test('an API that asks to wait is waited for, as lists do (R49)', async () => {
    simulator.setFaults({ apiStatus: 503 });
    const waits: unknown[] = [];
    const results = await resultsOf({
      async wait(failure) {
        waits.push(failure);
        simulator.clearFaults();
        return true;
      },
    });
    expect(waits).toMatchObject([{ code: 'api-unavailable' }]);
    expect(outcomes(results)['units']).toBe('passed: units-listed');
  });
});

test('being cancelled ends it', async () => {
  const abort = new AbortController();
  abort.abort(new AppError('cancelled', 'Cancelled.'));
  await expect(resultsOf({ signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' });
});

test('ends at once when it is called off, whatever it waits for', async () => {
  const abort = new AbortController();
  const asked = Promise.withResolvers<void>();
  const lookup = () => {
    asked.resolve();
    return new Promise<never>(() => undefined);
  };
  const results = resultsOf({ signal: abort.signal, network: { ...directNetwork, lookup } });
  await asked.promise;
  abort.abort(new AppError('cancelled', 'Cancelled.'));
  await expect(results).rejects.toMatchObject({ code: 'cancelled' });
});
