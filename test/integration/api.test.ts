import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Unit } from '../../electron/contract/units.ts';
import { type ApiClient, createApiClient } from '../../electron/core/api/client.ts';
import { AppError } from '../../electron/core/errors.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { createUnitRuns } from '../../electron/core/units/unit-runs.ts';
import { readUnits, type UnitsPage } from '../../electron/core/units/units.ts';
import { connectionWith } from '../fakes/connection.ts';
import { closedPort, serve, type TestServer } from '../fakes/server.ts';

interface Asked {
  url: string;
  authorization: string | undefined;
  key: string | string[] | undefined;
}

let server: TestServer;
let asked: Asked[];
let answer: RequestListener;
/** Every token that the API was told to reject, as the client says it. */
let rejected: (string | undefined)[];
let tokens: string[];

beforeEach(async () => {
  asked = [];
  rejected = [];
  tokens = ['token-1', 'token-2', 'token-3'];
  answer = (_request, response) => json(response, []);
  server = await serve((request, response) => {
    asked.push(askedBy(request));
    answer(request, response);
  });
});
afterEach(() => server.close());

const askedBy = ({ url = '', headers }: IncomingMessage): Asked => ({
  url,
  authorization: headers.authorization,
  key: headers['ocp-apim-subscription-key'],
});
function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function newApi({ key = 'sub-key', api = {} }: { key?: string; api?: Record<string, string> } = {}) {
  return createApiClient({
    connection: connectionWith({ 'api.baseUrl': `${server.url}/max`, ...api }),
    http: fetch,
    token: async (refused) => {
      rejected.push(refused);
      return { accessToken: tokens[rejected.length - 1] ?? '', expiresAt: 0, scopes: [] };
    },
    subscriptionKey: async () => key || undefined,
  });
}
/** The whole of an answer that is no list. */
async function read(api: ApiClient, target = '/units') {
  const { url, body } = await api.open(target);
  return { url, json: JSON.parse(await new Response(ReadableStream.from(body)).text()) };
}
async function list(path = '/units', api = newApi()) {
  const units: Unit[] = [];
  let withoutId = 0;
  let sameId = 0;
  let total: number | null = null;
  let shortfall: UnitsPage['shortfall'] = null;
  for await (const page of readUnits(api, path)) {
    units.push(...page.units);
    withoutId += page.withoutId;
    sameId += page.sameId;
    ({ total, shortfall } = page);
  }
  return { ids: units.map(({ id }) => id), withoutId, sameId, total, shortfall };
}

describe('a request to the API', () => {
  test('carries both headers, below the base URL', async () => {
    answer = (_request, response) => json(response, { ok: true });
    const { json: body, url } = await read(newApi(), '/units?top=1');
    expect(body).toEqual({ ok: true });
    expect(url).toBe(`${server.url}/max/units?top=1`);
    expect(asked).toEqual([{ url: '/max/units?top=1', authorization: 'Bearer token-1', key: 'sub-key' }]);
  });

  test('uses the header that the connection names', async () => {
    let headers: IncomingMessage['headers'] = {};
    answer = (request, response) => {
      ({ headers } = request);
      json(response, {});
    };
    await read(newApi({ api: { 'api.subscriptionKeyHeader': 'X-Other-Key' } }));
    expect(headers['x-other-key']).toBe('sub-key');
    expect(headers['ocp-apim-subscription-key']).toBeUndefined();
  });

  test('without a key is not made', async () => {
    await expect(read(newApi({ key: '' }))).rejects.toMatchObject({ code: 'api-key-missing' });
    expect(asked).toEqual([]);
  });

  test.each(['sub key', 'sub\nkey', 'sub\u200Bkey', 'schlüssel'])(
    'with a key that is none is not made: %j',
    async (key) => {
      await expect(read(newApi({ key }))).rejects.toMatchObject({ code: 'api-key-refused' });
      expect(asked).toEqual([]);
    },
  );

  test('without a base URL names the key of the connection', async () => {
    await expect(read(newApi({ api: { 'api.baseUrl': '' } }))).rejects.toMatchObject({
      code: 'configuration',
      details: { key: 'api.baseUrl' },
    });
  });

  test('to a dead API means offline', async () => {
    const baseUrl = `http://127.0.0.1:${await closedPort()}`;
    await expect(read(newApi({ api: { 'api.baseUrl': baseUrl } }))).rejects.toMatchObject({
      code: 'offline',
    });
  });
});

describe('a token that the API refuses', () => {
  test('is replaced once, and the request is repeated', async () => {
    answer = (request, response) =>
      request.headers.authorization === 'Bearer token-1' ? json(response, {}, 401) : json(response, []);
    await expect(read(newApi())).resolves.toMatchObject({ json: [] });
    expect(rejected).toEqual([undefined, 'token-1']);
    expect(asked.map((each) => each.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test('again, is a refusal: no third request', async () => {
    answer = (_request, response) => json(response, { message: 'Unauthorized' }, 401);
    await expect(read(newApi())).rejects.toMatchObject({
      code: 'api-refused',
      details: { status: '401' },
    });
    expect(asked).toHaveLength(2);
  });

  test('is not replaced when the key is what was refused', async () => {
    const message = 'Access denied due to invalid subscription key.';
    answer = (_request, response) => json(response, { statusCode: 401, message }, 401);
    await expect(read(newApi())).rejects.toMatchObject({ code: 'api-key-refused' });
    expect(asked).toHaveLength(1);
  });
});

describe('an answer of the API', () => {
  test.each([
    [403, 'api-refused'],
    [404, 'api-bad-answer'],
    [400, 'api-bad-answer'],
    [429, 'api-unavailable'],
    [500, 'api-unavailable'],
    [503, 'api-unavailable'],
  ])('with %d means %s', async (status, code) => {
    answer = (_request, response) => response.writeHead(status).end();
    const host = new URL(server.url).host;
    await expect(read(newApi())).rejects.toMatchObject({
      code,
      details: { status: String(status), host },
    });
    expect(asked).toHaveLength(1);
  });

  test('with Retry-After says when to try again', async () => {
    answer = (_request, response) => json(response, {}, 429, { 'retry-after': '17' });
    await expect(read(newApi())).rejects.toMatchObject({
      code: 'api-unavailable',
      hint: 'Try again in 17 seconds.',
      details: { seconds: '17' },
    });
  });

  test('with a date in Retry-After says the same, counted from the answer’s own time', async () => {
    const headers = { date: 'Wed, 21 Oct 2015 07:28:00 GMT', 'retry-after': 'Wed, 21 Oct 2015 07:28:17 GMT' };
    answer = (_request, response) => json(response, {}, 503, headers);
    await expect(read(newApi())).rejects.toMatchObject({
      code: 'api-unavailable',
      hint: 'Try again in 17 seconds.',
      details: { seconds: '17' },
    });
  });

  test.each(['soon', '-1', '1.5', '99999999999', 'Wed, 21 Oct 2015 07:28:00 GMT'])(
    'with a Retry-After that names no time to wait for has its usual hint: %s',
    async (value) => {
      answer = (_request, response) => json(response, {}, 503, { 'retry-after': value });
      const failure = (await read(newApi()).catch((error: unknown) => error)) as AppError;
      expect(failure.details).not.toHaveProperty('seconds');
      expect(failure.hint).toBe('The API has a problem. Try again in a minute.');
    },
  );

  test.each([
    ['text/html', '<!doctype html><title>Guest Wi-Fi</title>'],
    ['application/json', '  <html></html>'],
    ['text/html; charset=utf-8', 'Welcome'],
  ])('that is a page (%s) means that something else answered', async (type, body) => {
    answer = (_request, response) => response.writeHead(200, { 'content-type': type }).end(body);
    await expect(list()).rejects.toMatchObject({ code: 'captive-portal' });
  });

  test.each(['', '{"value":[', 'not json'])('that is no JSON is a bad one: %j', async (body) => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    await expect(list()).rejects.toMatchObject({ code: 'api-bad-answer' });
  });

  test('that redirects is not followed, so the key goes nowhere else (R32)', async () => {
    const other: Asked[] = [];
    const elsewhere = await serve((request, response) => {
      other.push(askedBy(request));
      json(response, []);
    });
    answer = (_request, response) => response.writeHead(307, { location: `${elsewhere.url}/units` }).end();
    await expect(read(newApi())).rejects.toMatchObject({ code: 'captive-portal' });
    expect(other).toEqual([]);
    await elsewhere.close();
  });
});

describe('the list of units', () => {
  test.each<[string, unknown]>([
    ['an array', [{ id: 'a' }, { id: 'b' }]],
    ['value', { value: [{ id: 'a' }, { id: 'b' }] }],
    ['Items, beside other arrays', { tags: [1], Items: [{ id: 'a' }, { id: 'b' }] }],
    ['data', { data: [{ id: 'a' }, { id: 'b' }], errors: [] }],
    ['an array of any name', { equipment: [{ id: 'a' }, { id: 'b' }], count: 2 }],
  ])('may be %s', async (_what, body) => {
    answer = (_request, response) => json(response, body);
    expect((await list()).ids).toEqual(['a', 'b']);
  });

  test.each([null, 7, 'text', {}, { a: [], b: [] }, { value: { id: 'a' } }])(
    'is missing in %j',
    async (body) => {
      answer = (_request, response) => json(response, body);
      await expect(list()).rejects.toMatchObject({
        code: 'api-bad-answer',
        message: expect.stringContaining('no list'),
      });
    },
  );

  test('counts what has no id instead of dropping it in silence', async () => {
    answer = (_request, response) =>
      json(response, { value: [{ id: 'a' }, {}, null, { name: 'x' }], count: 4 });
    expect(await list()).toEqual({ ids: ['a'], withoutId: 3, sameId: 0, total: 4, shortfall: null });
  });

  test.each<[string, object[], Record<string, unknown>]>([
    ['nobody counts', [{}, {}], { shortfall: null }],
    ['the different ones are counted', [{ count: 2 }, {}], { shortfall: null }],
    ['all are counted', [{ count: 3 }, {}], { total: 3, shortfall: { total: 3, received: 2 } }],
    ['each page counts its own', [{ count: 2 }, { count: 1 }], { total: null, shortfall: null }],
  ])('has each id once, and counts what repeats one (R41), where %s', async (_what, beside, told) => {
    answer = (request, response) =>
      request.url?.includes('page')
        ? json(response, { value: [{ id: 'b' }], ...beside[1] })
        : json(response, { value: [{ id: 'a' }, { id: 'b' }], ...beside[0], nextLink: '?page=2' });
    expect(await list()).toMatchObject({ ids: ['a', 'b'], sameId: 1, withoutId: 0, ...told });
  });

  test('that repeats an id in its only response is not as long as its count', async () => {
    answer = (_request, response) => json(response, { value: [{ id: 'a' }, { id: 'a' }], count: 2 });
    expect(await list()).toMatchObject({ ids: ['a'], sameId: 1, shortfall: { total: 2, received: 1 } });
  });

  test('takes no total on trust that is none', async () => {
    answer = (_request, response) => json(response, { value: [], count: 'many' });
    expect((await list()).total).toBeNull();
  });

  /** Three pages, linked as the test says. */
  function pages(
    link: (page: number) => { body?: object; headers?: Record<string, string> },
  ): RequestListener {
    return (request, response) => {
      const page = Number(new URL(request.url ?? '', server.url).searchParams.get('page') ?? '1');
      const { body = {}, headers = {} } = page < 3 ? link(page + 1) : {};
      json(response, { value: [{ id: `unit ${page}` }], ...body }, 200, headers);
    };
  }
  const all = ['unit 1', 'unit 2', 'unit 3'];

  test.each<[string, (page: number) => { body?: object; headers?: Record<string, string> }]>([
    ['nextLink', (page) => ({ body: { nextLink: `${server.url}/max/units?page=${page}` } })],
    ['NextLink', (page) => ({ body: { NextLink: `${server.url}/max/units?page=${page}` } })],
    ['@odata.nextLink', (page) => ({ body: { '@odata.nextLink': `${server.url}/max/units?page=${page}` } })],
    ['a nextLink without the host', (page) => ({ body: { nextLink: `/max/units?page=${page}` } })],
    ['a nextLink without the path', (page) => ({ body: { nextLink: `?page=${page}` } })],
    ['Link', (page) => ({ headers: { link: `<${server.url}/max/units?page=${page}>; rel="next"` } })],
    ['Link without quotes or host', (page) => ({ headers: { link: `</max/units?page=${page}>; rel=next` } })],
    [
      'Link among others',
      (page) => ({
        headers: { link: `</max/units?page=1>; rel="first", <?page=${page}>; title="x"; rel="next"` },
      }),
    ],
  ])('follows %s', async (_what, link) => {
    answer = pages(link);
    expect((await list()).ids).toEqual(all);
    expect(asked.map(({ url }) => url)).toEqual(['/max/units', '/max/units?page=2', '/max/units?page=3']);
    expect(asked.every(({ key }) => key === 'sub-key')).toBe(true);
  });

  const three = ['u1', 'u2', 'u3'];
  const two = [{ id: 'u1' }, { id: 'u2' }];
  test.each<[string, object, Record<string, string>]>([
    ['odata.nextLink', { value: two, 'odata.nextLink': 'units?page=2' }, {}],
    ['@nextLink', { value: two, '@nextLink': 'units?page=2' }, {}],
    ['a good link behind an empty one', { value: two, nextLink: '', '@odata.nextLink': 'units?page=2' }, {}],
    [
      'a Link with a comma in its title',
      { value: two },
      { link: '<units?page=2>; title="a, b"; rel="next"' },
    ],
    ['links.next.href', { value: two, links: { next: { href: 'units?page=2' } } }, {}],
    ['next beside results', { results: two, next: 'units?page=2' }, {}],
  ])('does not end before its last page (R41): %s', async (_what, body, headers) => {
    answer = (request, response) =>
      request.url?.includes('page')
        ? json(response, { value: [{ id: 'u3' }] })
        : json(response, body, 200, headers);
    expect(await list()).toMatchObject({ ids: three, shortfall: null });
  });

  test('that is shorter than its count says both numbers (R41)', async () => {
    answer = (_request, response) => json(response, { count: 3, value: two });
    expect(await list()).toMatchObject({ ids: ['u1', 'u2'], shortfall: { total: 3, received: 2 } });
  });

  test('whose next page cannot be followed is not whole (R41)', async () => {
    answer = (_request, response) => json(response, { value: two, hasMore: true });
    expect(await list()).toMatchObject({ ids: ['u1', 'u2'], shortfall: { total: null, received: 2 } });
  });

  test('is empty in a 204, and a part in a 206', async () => {
    answer = (_request, response) => response.writeHead(204).end();
    expect(await list()).toEqual({ ids: [], withoutId: 0, sameId: 0, total: null, shortfall: null });
    answer = (_request, response) => json(response, { value: two }, 206);
    expect(await list()).toMatchObject({ ids: ['u1', 'u2'], shortfall: { total: null, received: 2 } });
  });

  test('in another charset has the right letters, and in an unknown or a wrong one is refused', async () => {
    const send = (charset: string): RequestListener => {
      const body = Buffer.from('[{"id":"Köln"}]', 'latin1');
      return (_request, response) =>
        response.writeHead(200, { 'content-type': `application/json; charset=${charset}` }).end(body);
    };
    answer = send('iso-8859-1');
    expect((await list()).ids).toEqual(['Köln']);
    for (const charset of ['x-none', 'utf-8']) {
      answer = send(charset);
      await expect(list()).rejects.toMatchObject({
        code: 'api-bad-answer',
        message: expect.stringContaining(charset),
      });
    }
  });

  test('keeps ids that are numbers digit for digit (R42)', async () => {
    answer = (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"value":[{"id":9007199254740992},{"id":9007199254740993},{"id":1e21}]}');
    expect((await list()).ids).toEqual(['9007199254740992', '9007199254740993', '1e21']);
  });

  test.each([null, '', 7, {}])('ends where nextLink is %j', async (nextLink) => {
    answer = (_request, response) => json(response, { value: [{ id: 'a' }], nextLink });
    expect((await list()).ids).toEqual(['a']);
  });

  test.each<[string, (page: number) => { body?: object; headers?: Record<string, string> }]>([
    ['nextLink', () => ({ body: { nextLink: 'ELSEWHERE/max/units?page=2' } })],
    ['Link', () => ({ headers: { link: '<ELSEWHERE/max/units?page=2>; rel="next"' } })],
  ])('is not followed to another origin, and neither header goes there (R32): %s', async (_what, link) => {
    const other: Asked[] = [];
    const elsewhere = await serve((request, response) => {
      other.push(askedBy(request));
      json(response, []);
    });
    answer = pages((page) => JSON.parse(JSON.stringify(link(page)).replace('ELSEWHERE', elsewhere.url)));
    await expect(list()).rejects.toMatchObject({
      code: 'api-bad-answer',
      message: expect.stringContaining(new URL(elsewhere.url).host),
    });
    expect(other).toEqual([]);
    await elsewhere.close();
  });

  test.each(['//evil.example.com/units', 'http://[', 'file:///etc/passwd', 'javascript:alert(1)'])(
    'is not followed to %s',
    async (nextLink) => {
      answer = (_request, response) => json(response, { value: [], nextLink });
      await expect(list()).rejects.toMatchObject({ code: 'api-bad-answer' });
      expect(asked).toHaveLength(1);
    },
  );

  test('is not followed with a name and password in the address', async () => {
    answer = (_request, response) =>
      json(response, { value: [], nextLink: server.url.replace('//', '//a:b@') });
    await expect(list()).rejects.toMatchObject({ code: 'api-bad-answer' });
  });

  test.each([
    ['itself', (url: string) => url],
    ['the first page', () => '/max/units'],
  ])('that points back to %s is a bad one', async (_what, next) => {
    let page = 1;
    answer = (request, response) => {
      page += 1;
      const forward = `/max/units?page=${page}`;
      json(response, { value: [], nextLink: page < 4 ? forward : next(request.url ?? '') });
    };
    await expect(list()).rejects.toMatchObject({
      code: 'api-bad-answer',
      message: expect.stringContaining('read already'),
    });
    expect(asked).toHaveLength(3);
  });
});

describe('a run of the list', () => {
  const pagesOf: { run: number; ids: string[] }[] = [];
  const completed: { ids: string[]; isWhole: boolean }[] = [];
  const newRuns = () => {
    pagesOf.length = 0;
    completed.length = 0;
    return createUnitRuns({
      api: newApi(),
      path: '/units',
      clock: systemClock,
      onPage: ({ run, units }) => pagesOf.push({ run, ids: units.map(({ id }) => id) }),
      keepFor: () => async () => undefined,
      live: {
        listBegins: () => ({
          page: (units) => units,
          complete: (ids, isWhole) => void completed.push({ ids: [...ids], isWhole }),
          failed: () => undefined,
        }),
      },
    });
  };

  test('pushes its pages and ends with a summary', async () => {
    answer = (_request, response) => json(response, [{ id: 'a' }, {}]);
    expect(await newRuns().list(7)).toEqual({
      received: 1,
      withoutId: 1,
      sameId: 0,
      fetchedAt: expect.any(Number),
      shortfall: null,
    });
    expect(pagesOf).toEqual([{ run: 7, ids: ['a'] }]);
  });

  test.each([
    ['whole', 4, true],
    ['not whole', 5, false],
  ])(
    'tells the live updates its units, each once, at the end of a list that is %s',
    async (_what, count, isWhole) => {
      answer = (request, response) =>
        request.url?.includes('page')
          ? json(response, { value: [{ id: 'b' }, { id: 'c' }] })
          : json(response, { value: [{ id: 'a' }, {}, { id: 'b' }], count, nextLink: '?page=2' });
      await newRuns().list(1);
      expect(completed).toEqual([{ ids: ['a', 'b', 'c'], isWhole }]);
    },
  );

  test('ends the one before, which pushes nothing more', async () => {
    const first = Promise.withResolvers<ServerResponse>();
    answer = (_request, response) => first.resolve(response);
    const runs = newRuns();
    const cancelled = runs.list(1);
    cancelled.catch(() => undefined);
    await first.promise;
    answer = (_request, response) => json(response, [{ id: 'b' }]);
    await runs.list(2);
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(pagesOf).toEqual([{ run: 2, ids: ['b'] }]);
  });

  test('is cancelled by its number only', async () => {
    const hanging = Promise.withResolvers<ServerResponse>();
    answer = (_request, response) => hanging.resolve(response);
    const runs = newRuns();
    const running = runs.list(3);
    const response = await hanging.promise;
    runs.cancel(2);
    json(response, [{ id: 'c' }]);
    await expect(running).resolves.toMatchObject({ received: 1 });
    const next = runs.list(4);
    runs.cancel(4);
    await expect(next).rejects.toBeInstanceOf(AppError);
  });
});
