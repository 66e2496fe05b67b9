import { writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import type { CommandLineUser } from '../fakes/command-line-user.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';
import { serve, type TestServer } from '../fakes/server.ts';

let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;
/** An API that says back what it was sent, beside the service that gives the tokens. */
let echo: TestServer;
let echoed: string;

interface Echo {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

beforeAll(async () => {
  [cli, service] = await Promise.all([bundle('cli', 'cli.cjs'), secureService()]);
  user = service.user(cli.file);
  echo = await serve(async (request, response) => {
    const { method, url, headers } = request;
    response.writeHead(200, { 'content-type': 'application/json', 'x-powered-by': 'echo' });
    response.end(JSON.stringify({ method, url, headers, body: await text(request) }));
  });
  echoed = service.fileWith({ baseUrl: `${echo.url}/v1` }, 'echo');
});
afterAll(async () => {
  user.end();
  await Promise.all([cli.remove(), service.close(), echo.close()]);
});
afterEach(() => service.simulator.clearFaults());

const call = (...args: string[]) => user.run(service.asAccount('call', ...args));
const failed = (...args: string[]) => user.failure(service.asAccount('call', ...args));
const sent = async (...args: string[]) =>
  JSON.parse((await call(...args, '--connection', echoed)).out) as Echo;

describe('max-desk call', () => {
  test('prints the body of the answer as it is, and its head before it with --include', async () => {
    const [plain, headed] = await Promise.all([
      call('GET', '/units?$top=2'),
      call('get', 'units?$top=2', '--include'),
    ]);
    expect(plain).toMatchObject({ status: 0, err: '' });
    expect((JSON.parse(plain.out) as { value: unknown[] }).value).toHaveLength(2);
    const [head = '', body] = headed.out.split('\r\n\r\n');
    expect(body).toBe(plain.out);
    const [first, ...headers] = head.split('\r\n');
    expect(first).toBe('HTTP/1.1 200 OK');
    expect(headers).toContain('content-type: application/json; charset=utf-8');
  });

  test('sends what was asked, with both headers', async () => {
    const file = path.join(user.folder, 'order.json');
    writeFileSync(file, '\ufeff{\r\n"a": "ä"}\r\n');
    const [posted, listed, piped] = await Promise.all([
      sent('POST', '/orders?x=1', '--data', `@${file}`, '--header', 'X-One: 1', '--header', 'x-one:2'),
      sent('DELETE', 'orders/7'),
      user.pipe('plain text', [
        ...service.asAccount('call', 'put', '/note', '--data', '@-', '--connection', echoed),
      ]),
    ]);
    expect(posted).toMatchObject({
      method: 'POST',
      url: '/v1/orders?x=1',
      body: '{\r\n"a": "ä"}\r\n',
      headers: {
        authorization: expect.stringMatching(/^Bearer ey/),
        'ocp-apim-subscription-key': service.simulator.subscriptionKey,
        'content-type': 'application/json',
        'x-one': '1, 2',
      },
    });
    expect(listed).toMatchObject({ method: 'DELETE', url: '/v1/orders/7', body: '' });
    expect(JSON.parse(piped.out)).toMatchObject({
      method: 'PUT',
      body: 'plain text',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  });

  test('puts the ids of unit and user into the path', async () => {
    const [own, other] = await Promise.all([
      sent('GET', '/users/{userId}/units/{unitId}', '--unit', 'US/7'),
      failed('GET', '/units/{unitId}', '--connection', echoed),
    ]);
    expect(own.url).toMatch(/^\/v1\/users\/[\w-]+\/units\/US%2F7$/);
    expect(other).toMatchObject({ status: 2, code: 'usage', message: expect.stringContaining('{unitId}') });
  });

  test('hands the answer on while it comes', async () => {
    let rest: ServerResponse | undefined;
    const slow = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.write(Buffer.from([0x68, 0x69, 0x0a]));
      rest = response;
    });
    const connection = service.fileWith({ baseUrl: slow.url }, 'slow');
    const { child, ended } = user.start(service.asAccount('call', 'GET', '/', '--connection', connection));
    let out = '';
    child.stdout?.on('data', (piece: string) => {
      out += piece;
    });
    await vi.waitFor(() => expect(out).toBe('hi\n'), { interval: 10 });
    rest?.end('there\n');
    expect(await ended).toEqual({ status: 0, out: 'hi\nthere\n', err: '' });
    await slow.close();
  });

  test('waits with a read where the API asks for it, and sends nothing else twice (R49)', async () => {
    let asked = 0;
    const busy = await serve((_request, response) => {
      asked += 1;
      if (asked % 2 === 1) response.writeHead(503, { 'retry-after': '1' }).end('busy');
      else response.end('done\n');
    });
    const connection = service.fileWith({ baseUrl: busy.url }, 'busy');
    expect(await call('GET', '/', '--connection', connection)).toEqual({
      status: 0,
      out: 'done\n',
      err: 'The API asks to wait 1 s. Waiting.\n',
    });
    expect(await call('DELETE', '/', '--connection', connection)).toMatchObject({ status: 5, out: 'busy' });
    await busy.close();
  });

  test('ends with 5 when the API refuses: its status in the message, its words on standard output', async () => {
    const wrong = await failed('GET', '/nothing');
    expect(wrong).toMatchObject({
      status: 5,
      code: 'api-bad-answer',
      message: expect.stringMatching(/ 404\.$/),
    });
    expect(JSON.parse(wrong.out)).toMatchObject({ statusCode: 404 });
    for (const [apiStatus, code] of [
      [403, 'api-refused'],
      [429, 'api-unavailable'],
      [500, 'api-unavailable'],
    ] as const) {
      service.simulator.setFaults({ apiStatus, retryAfter: 9 });
      const ended = await failed('POST', '/units', '--data', '{}');
      expect(ended).toMatchObject({ status: 5, code, message: expect.stringContaining(String(apiStatus)) });
      expect(JSON.parse(ended.out)).toMatchObject({ statusCode: apiStatus });
    }
  });

  test('asks once more after a 401, with another token, and not twice', async () => {
    const { simulator } = service;
    for (const [rejections, status] of [
      [1, 0],
      [Number.POSITIVE_INFINITY, 5],
    ] as const) {
      const before = [service.tokenRequests(), service.apiRequests()] as const;
      simulator.setFaults({ rejectAccessTokens: rejections });
      const ended = await call('GET', '/units');
      expect(ended.status).toBe(status);
      expect(ended.err).toContain(status === 0 ? '' : '401');
      expect(service.tokenRequests() - before[0]).toBe(2);
      expect(service.apiRequests() - before[1]).toBe(2);
    }
  });

  test('refuses what it would not send, before it asks anybody: 2, and what to do instead', async () => {
    const wrong: [args: string[], message: string][] = [
      [['GET', 'https://evil.example/x'], 'Only localhost'],
      [['GET', 'https://user:pw@localhost/'], 'Only localhost'],
      [['GET', '/a\u0007b'], 'control characters'],
      [['GET', ''], 'path'],
      [['FETCH', '/units'], '"call" is one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, not "FETCH"'],
      [['GET'], '"call" needs: METHOD PATH'],
      [['GET', '/units', 'x'], '"call" takes no argument "x"'],
      [['GET', '/units', '--header', 'novalue'], '--header takes NAME:VALUE, not "novalue"'],
      [['GET', '/units', '--header', 'Authorization: x'], 'set by MAX Desk itself'],
      [['GET', '/units', '--header', 'OCP-APIM-Subscription-Key: x'], 'set by MAX Desk itself'],
      [['GET', '/units', '--header', 'a b: x'], 'not a valid header name'],
      [['GET', '/units', '--header', 'X: \u2192'], 'characters that a header cannot carry'],
      [['GET', '/units', '--data', 'x'], 'A GET request has no body'],
      [['POST', '/units', '--data', '@missing.json'], '--data @missing.json cannot be read (ENOENT)'],
      [['POST', '/units', '--data', '@-', '--password-stdin'], 'would both read standard input'],
    ];
    const before = service.apiRequests();
    const all = await Promise.all(wrong.map(([args]) => failed(...args)));
    expect(all.map(({ status, out, code }) => [status, out, code])).toEqual(all.map(() => [2, '', 'usage']));
    for (const [i, { message, hint }] of all.entries()) {
      expect(message).toContain(wrong[i]?.[1]);
      expect(hint.length).toBeGreaterThan(20);
    }
    expect(service.apiRequests()).toBe(before);
  });

  test('needs the address of the API, a key and somebody: 6, 6 and 3', async () => {
    const nobody = ['call', 'GET', '/units', '--ca', service.ca];
    const [address, key, person] = await Promise.all([
      failed('GET', '/units', '--connection', service.fileWith({ baseUrl: '' }, 'empty')),
      user.failure(service.asAccount('call', 'GET', '/units'), { MAX_DESK_SUBSCRIPTION_KEY: undefined }),
      user.failure(nobody),
    ]);
    expect([address.status, key.status, person.status]).toEqual([6, 6, 3]);
    expect(address.message).toContain('api.baseUrl');
  });

  test('tells with --verbose what was asked, and no secret (R29)', async () => {
    const { simulator } = service;
    const ended = await call(
      'GET',
      '/units?secret=swordfish',
      '--verbose',
      '--header',
      'X-Secret: swordfish',
    );
    expect(ended.status).toBe(0);
    expect(ended.err).toMatch(
      /^POST https:\S+\/token: 200, \d+ ms\nGET https:\S+\/api\/units: 200, \d+ ms\n$/,
    );
    for (const secret of ['swordfish', simulator.subscriptionKey, simulator.technicalAccount.password, 'eyJ'])
      expect(ended.err).not.toContain(secret);
  });
});
