import { connect } from 'node:net';
import { networkInterfaces, platform } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTime } from '../fakes/in-time.ts';
import { type FleetUnit, type Simulator, type SimulatorOptions, start } from '../fakes/simulator.ts';

let simulator: Simulator;
let clock: number;

async function restart(options: SimulatorOptions = {}): Promise<void> {
  await simulator?.close();
  simulator = await start({ now: () => clock, ...options });
}

beforeEach(async () => {
  clock = Date.now();
  await restart();
});
afterEach(() => simulator.close());

type Headers = Readonly<Record<string, string>>;
interface Page {
  readonly value: readonly FleetUnit[];
  readonly count: number;
  readonly nextLink?: string;
}

function tokenRequest(scope?: string): Promise<Response> {
  const { authority, technicalAccount, scopes } = simulator.connection.identity;
  return fetch(`${authority}/${technicalAccount.policy}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: technicalAccount.clientId,
      grant_type: 'password',
      scope: scope ?? scopes.join(' '),
      ...simulator.technicalAccount,
    }),
  });
}

async function goodHeaders(): Promise<Headers> {
  const { access_token: token } = (await (await tokenRequest()).json()) as { readonly access_token: string };
  return { authorization: `Bearer ${token}`, 'Ocp-Apim-Subscription-Key': simulator.subscriptionKey };
}

const unitsUrl = () => simulator.connection.api.baseUrl + simulator.connection.api.unitsPath;
const get = (headers: Headers, url = unitsUrl()) => fetch(url, { headers });

async function allUnits(): Promise<{ readonly units: readonly FleetUnit[]; readonly pages: number }> {
  const headers = await goodHeaders();
  const units: FleetUnit[] = [];
  let pages = 0;
  for (let url: string | undefined = unitsUrl(); url !== undefined; pages += 1) {
    const page = (await (await get(headers, url)).json()) as Page;
    units.push(...page.value);
    url = page.nextLink;
  }
  return { units, pages };
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}

/** Sends bytes that fetch would not, and gives the first line of the answer. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(simulator.url).port) });
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.write(bytes);
  });
}

describe('the API', () => {
  it('wants both headers', async () => {
    const good = await goodHeaders();
    const { authorization = '' } = good;
    const key = simulator.subscriptionKey;
    const withoutKey = await get({ authorization });
    expect(withoutKey.status).toBe(401);
    expect(await withoutKey.json()).toMatchObject({
      statusCode: 401,
      message: expect.stringContaining('missing subscription key'),
    });
    const wrongKey = await get({ authorization, 'Ocp-Apim-Subscription-Key': `${key}0` });
    expect(await wrongKey.json()).toMatchObject({
      message: expect.stringContaining('Access denied due to invalid subscription key'),
    });
    const withoutToken = await get({ 'Ocp-Apim-Subscription-Key': key });
    expect(withoutToken.status).toBe(401);
    expect(withoutToken.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect((await get(good)).status).toBe(200);
  });

  it('refuses tokens that are forged, for somebody else, or expired', async () => {
    const good = await goodHeaders();
    const { authorization: bearer = '' } = good;
    const { id_token: idToken } = (await (await tokenRequest('openid')).json()) as {
      readonly id_token: string;
    };
    const [head = '', , signature = ''] = bearer.split('.');
    const claims = Buffer.from(JSON.stringify({ exp: 9_999_999_999 })).toString('base64url');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const bad = [
      `${bearer}x`,
      `${head}.${claims}.${signature}`,
      `Bearer ${none}.${claims}.`,
      `Bearer ${idToken}`,
      'Bearer x',
    ];
    for (const authorization of bad) expect((await get({ ...good, authorization })).status).toBe(401);
    clock += 3_600_000;
    expect((await get(good)).status).toBe(401);
  });

  it('lists every unit exactly once by following nextLink', async () => {
    const { units, pages } = await allUnits();
    expect(units).toHaveLength(1_248);
    expect(new Set(units.map(({ unitId }) => unitId)).size).toBe(1_248);
    expect(pages).toBe(5);
    await restart({ units: 501, pageSize: 250 });
    expect(new Set((await allUnits()).units.map(({ unitId }) => unitId)).size).toBe(501);
    await restart({ units: 0 });
    expect(await allUnits()).toEqual({ units: [], pages: 1 });
  });

  it('pages by $skip and $top and says so when they make no sense', async () => {
    const headers = await goodHeaders();
    const page = (await (await get(headers, `${unitsUrl()}?$skip=1240&$top=10`)).json()) as Page;
    expect(page.value).toHaveLength(8);
    expect(page).not.toHaveProperty('nextLink');
    expect(page.count).toBe(1_248);
    for (const query of ['$skip=-1', '$top=0', '$top=x', '$skip=1e3']) {
      expect((await get(headers, `${unitsUrl()}?${query}`)).status).toBe(400);
    }
  });

  it('gives the whole list in one body, the same as in pages, if asked for or told to', async () => {
    const { units } = await allUnits();
    const headers = await goodHeaders();
    const asked = (await (await get(headers, `${unitsUrl()}?$top=1000000`)).json()) as Page;
    expect(asked).toEqual({ value: units, count: 1_248 });
    const part = (await (await get(headers, `${unitsUrl()}?$skip=100&$top=600`)).json()) as Page;
    expect(part.value).toEqual(units.slice(100, 700));
    expect(part.nextLink).toBe(`${simulator.url}/api/units?$skip=700&$top=600`);
    await restart({ pageSize: 5_000 });
    expect(await allUnits()).toEqual({ units, pages: 1 });
  });

  it('sends a long list at the reader’s pace, and stops when nobody reads', async () => {
    await restart({ units: 1_000_000, pageSize: 1_000_000 });
    const before = process.memoryUsage().arrayBuffers;
    const response = await get(await goodHeaders());
    const reader = response.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    expect(first.startsWith('{"value":[{"unitId":"')).toBe(true);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024);
    await reader?.cancel();
    expect((await get(await goodHeaders(), `${unitsUrl()}?$top=1`)).status).toBe(200);
  });

  it('gives one unit by its id, and 404 for the rest', async () => {
    const headers = await goodHeaders();
    const { value } = (await (await get(headers, `${unitsUrl()}?$top=1`)).json()) as Page;
    const one = await get(headers, `${unitsUrl()}/${value[0]?.unitId}`);
    expect(await one.json()).toEqual(value[0]);
    for (const path of ['/none', '/%', '/a/b', 's']) {
      expect((await get(headers, unitsUrl() + path)).status).toBe(404);
    }
  });

  it('starts with 100,000 units as it does with few', async () => {
    await restart({ units: 100_000 });
    const page = (await (await get(await goodHeaders(), `${unitsUrl()}?$skip=99999`)).json()) as Page;
    expect(page.value).toHaveLength(1);
    expect(page.count).toBe(100_000);
  });
});

describe('faults', () => {
  const discovery = () =>
    fetch(`${simulator.connection.identity.authority}/b2c_1_ropc/v2.0/.well-known/openid-configuration`);

  it('answer with the status that is set, until they are cleared', async () => {
    const headers = await goodHeaders();
    simulator.setFaults({ tokenStatus: 503, apiStatus: 429, discoveryStatus: 500, retryAfter: 7 });
    const limited = await get(headers);
    expect([(await tokenRequest()).status, limited.status, (await discovery()).status]).toEqual([
      503, 429, 500,
    ]);
    expect(limited.headers.get('retry-after')).toBe('7');
    simulator.clearFaults();
    expect([(await tokenRequest()).status, (await get(headers)).status, (await discovery()).status]).toEqual([
      200, 200, 200,
    ]);
  });

  it('answer with a page, as a captive portal does', async () => {
    const headers = await goodHeaders();
    simulator.setFaults({ tokenHtml: true, apiHtml: true });
    for (const response of [await tokenRequest(), await get(headers)]) {
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
    }
  });

  it('reject a good access token once, or as often as wanted', async () => {
    const headers = await goodHeaders();
    const statuses = async (times: number) => {
      const found: number[] = [];
      for (let time = 0; time < times; time += 1) found.push((await get(headers)).status);
      return found;
    };
    simulator.setFaults({ rejectAccessTokens: true });
    expect(await statuses(2)).toEqual([401, 200]);
    simulator.setFaults({ rejectAccessTokens: 2 });
    expect(await statuses(3)).toEqual([401, 401, 200]);
    simulator.setFaults({ rejectAccessTokens: Number.POSITIVE_INFINITY });
    expect(await statuses(3)).toEqual([401, 401, 401]);
  });

  it('hang, but not beyond close', async () => {
    for (const [family, request] of [
      ['token', () => tokenRequest()],
      ['discovery', discovery],
      ['api', () => get({})],
    ] as const) {
      await restart({ faults: { hang: family } });
      const failed = expect(request()).rejects.toThrow();
      await expect.poll(() => simulator.requests.length).toBe(1);
      expect(simulator.requests[0]?.status).toBe(0);
      await simulator.close();
      await failed;
    }
    await restart();
  });

  it('break the connection or delay the answer', async () => {
    const headers = await goodHeaders();
    simulator.setFaults({ apiDown: true });
    await expect(get(headers)).rejects.toThrow();
    simulator.setFaults({ apiDown: false, delayMs: 60 });
    const before = performance.now();
    expect((await get(headers)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(50);
  });

  it('can be there from the start, and must be possible', async () => {
    await restart({ faults: { tokenStatus: 503 } });
    expect((await tokenRequest()).status).toBe(503);
    expect(() => simulator.setFaults({ apiStatus: 42 })).toThrow(RangeError);
    await expect(start({ faults: { delayMs: -1 } })).rejects.toThrow(RangeError);
  });
});

describe('the server', () => {
  const port = () => Number(new URL(simulator.url).port);

  it('listens on loopback and nowhere else', async () => {
    expect(await canConnect('127.0.0.1', port())).toBe(true);
    const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    if (all.some(({ address }) => address === '::1')) expect(await canConnect('::1', port())).toBe(true);
    for (const { address } of all.filter(({ internal, scopeid }) => !internal && !scopeid)) {
      expect(await canConnect(address, port())).toBe(false);
    }
    // All of 127/8 reaches this computer on Linux, so a server on every interface would answer here.
    if (platform() === 'linux') expect(await canConnect('127.0.0.2', port())).toBe(false);
  });

  it('says so when its port is taken', async () => {
    await expect(start({ port: port() })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('closes at once, and its port with it', async () => {
    await fetch(simulator.url);
    // Node would wait for as long as a client keeps an idle connection, 5 s.
    await inTime(simulator.close(), 4_000);
    expect(await canConnect('127.0.0.1', port())).toBe(false);
  });

  it('describes its connection without a secret', () => {
    const { connection, subscriptionKey, technicalAccount, url } = simulator;
    const written = JSON.stringify(connection);
    expect(written).not.toContain(subscriptionKey);
    expect(written).not.toContain(technicalAccount.password);
    expect(JSON.parse(written)).toEqual(connection);
    expect(connection.identity.authority.startsWith(`${url}/`)).toBe(true);
  });

  it('logs requests without query, and only so many', async () => {
    await get(await goodHeaders(), `${unitsUrl()}?$top=1`);
    expect(simulator.requests.at(-1)).toEqual({ method: 'GET', path: '/api/units', status: 200, at: clock });
    for (let round = 0; round < 11; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => fetch(`${simulator.url}/favicon.ico`)));
    }
    expect(simulator.requests).toHaveLength(1_000);
  });

  it('survives whatever is sent to it', async () => {
    const { authority } = simulator.connection.identity;
    const tokenUrl = `${authority}/B2C_1_SignIn/oauth2/v2.0/token`;
    const form = 'application/x-www-form-urlencoded';
    const send = async (body: string, type = form) =>
      (await fetch(tokenUrl, { method: 'POST', body, headers: { 'content-type': type } })).status;
    expect(await send('{"a":', 'application/json')).toBe(400);
    expect(await send('%%%=%ff&&&==')).toBe(400);
    expect(await send('client_id=a&client_id=b')).toBe(400);
    expect(await send(`client_id=${'x'.repeat(64 * 1024)}`)).toBe(413);
    expect(await raw('GET / HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n')).toContain(' 400 ');
    expect(await raw('GET //x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).toContain(' 400 ');
    expect(await raw('GET http://[ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).toContain(
      ' 400 ',
    );
    expect(await raw('nonsense\r\n\r\n')).toContain(' 400 ');
    expect((await fetch(simulator.url)).status).toBe(200);
  });

  it('checks methods, and answers HEAD without a body', async () => {
    const { authority } = simulator.connection.identity;
    const base = `${authority}/B2C_1_SignIn`;
    const status = async (method: string, path: string) => {
      const response = await fetch(base + path, { method });
      expect(method === 'HEAD' ? await response.text() : '').toBe('');
      return response.status;
    };
    expect(await status('GET', '/oauth2/v2.0/token')).toBe(405);
    expect(await status('DELETE', '/oauth2/v2.0/authorize')).toBe(405);
    expect(await status('GET', '/oauth2/v2.0/choose')).toBe(405);
    expect(await status('POST', '/v2.0/.well-known/openid-configuration')).toBe(405);
    expect(await status('HEAD', '/v2.0/.well-known/openid-configuration')).toBe(200);
    expect((await fetch(unitsUrl(), { method: 'DELETE', headers: await goodHeaders() })).status).toBe(405);
  });
});
