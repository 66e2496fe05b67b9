import { once } from 'node:events';
import { type IncomingMessage, type RequestListener, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../electron/core/errors.ts';
import { gatewayBefore } from '../fakes/gateway.ts';

type Gateway = Awaited<ReturnType<typeof gatewayBefore>>;
const open: Gateway[] = [];
afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway.close();
});
async function withApi(
  api: RequestListener,
  options?: Parameters<typeof gatewayBefore>[1],
): Promise<Gateway> {
  const gateway = await gatewayBefore(api, options);
  open.push(gateway);
  return gateway;
}
const ok: RequestListener = (_request, response) => response.end('[]');
const soon = (check: () => void) => vi.waitFor(check, { interval: 5 });

describe('a call that is passed on', () => {
  test('has token and key, and comes back as the API answered', async () => {
    const { call, asked, its, audit } = await withApi((_request, response) => {
      response.writeHead(203, {
        'Content-Type': 'application/json',
        'Set-Cookie': 'a=b',
        ETag: '"1"',
        Link: ['<a>', '<b>'],
      });
      response.end('{"value":[]}');
    });
    const headers = { ...its, cookie: 'c=d', 'if-none-match': '"0"', 'ocp-apim-subscription-key': 'other' };
    const { status, headers: back, body } = await call('/units?search=a%20b&secret=s3cret', { headers });
    expect({ status, body }).toEqual({ status: 203, body: '{"value":[]}' });
    expect(back).toMatchObject({ 'content-type': 'application/json', etag: '"1"', link: '<a>, <b>' });
    expect(back).not.toHaveProperty('set-cookie');
    const [{ url, headers: sent } = { url: '', headers: {} }] = asked;
    expect(url).toBe('/base/units?search=a%20b&secret=s3cret');
    expect(sent).toMatchObject({
      authorization: 'Bearer token-1',
      'ocp-apim-subscription-key': 'the-key',
      'if-none-match': '"0"',
      'user-agent': 'max-desk/test',
      via: '1.1 max-desk',
    });
    for (const name of ['cookie', 'x-max-desk-secret']) expect(sent).not.toHaveProperty(name);
    await soon(() => expect(audit()).toHaveLength(1));
    // Nobody finds in it what somebody searched for.
    const line = { client: 'tester', method: 'GET', path: '/units', status: 203, bytes: 12 };
    expect(audit()).toEqual([{ ...line, time: expect.any(String), ms: expect.any(Number) }]);
  });

  test('is streamed in both directions', async () => {
    const { url, its } = await withApi((request, response) => void request.pipe(response), {
      rules: ['POST /orders'],
    });
    const answered = Promise.withResolvers<IncomingMessage>();
    const sent = request(`${url}/orders`, { method: 'POST', headers: its }, answered.resolve);
    sent.write('first');
    const response = await answered.promise;
    // What has been sent comes back before the rest of it is there.
    expect(String((await once(response, 'data'))[0])).toBe('first');
    sent.write('second');
    expect(String((await once(response, 'data'))[0])).toBe('second');
    sent.end('last');
    expect(await text(response)).toBe('last');
  });

  test('keeps connections to the API', async () => {
    const ports = new Set<number | undefined>();
    const { call } = await withApi((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('[]');
    });
    for (let i = 0; i < 5; i += 1) await call('/units');
    expect(ports.size).toBe(1);
  });

  test('has its body as it came, also what Node would have decoded', async () => {
    const body = 'gzip? no: as it is';
    const { call, asked, its } = await withApi((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length }).end(body),
    );
    const answer = await call('/units', { headers: { ...its, 'accept-encoding': 'gzip' } });
    expect(answer).toMatchObject({ body, headers: { 'content-encoding': 'gzip' } });
    expect(asked[0]?.headers['accept-encoding']).toBe('gzip');
  });

  test('without a body is sent again once after a 401, with a renewed token', async () => {
    const { call, asked } = await withApi((request, response) => {
      response.writeHead(request.headers.authorization === 'Bearer token-2' ? 200 : 401).end('body');
    });
    expect(await call('/units')).toMatchObject({ status: 200 });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(await call('/units')).toMatchObject({ status: 200 });
    expect(asked).toHaveLength(3);
  });

  test('gets the 401 of an API that refuses the renewed token, too, and does not renew each time', async () => {
    const { call, asked } = await withApi((_request, response) =>
      response.writeHead(401).end('Access denied: subscription key.'),
    );
    for (let i = 0; i < 3; i += 1)
      expect(await call('/units')).toMatchObject({ status: 401, body: 'Access denied: subscription key.' });
    expect(asked.map(({ headers }) => headers.authorization?.at(-1))).toEqual(['1', '2', '2', '2']);
  });

  test('with a body is not sent again: nobody knows what it has done', async () => {
    const { call, asked, its } = await withApi(
      (request, response) => request.resume().on('end', () => response.writeHead(401).end()),
      {
        rules: ['POST /orders'],
      },
    );
    expect(
      await call('/orders', { method: 'POST', body: '{}', headers: { ...its, 'content-length': '2' } }),
    ).toMatchObject({ status: 401 });
    expect(asked).toHaveLength(1);
  });

  test('with a body that is too long is refused before it is sent, or when it gets too long', async () => {
    const { call, asked, its } = await withApi((request) => void request.resume(), {
      rules: ['POST /orders'],
    });
    const long = {
      method: 'POST',
      headers: { ...its, 'content-length': String(11 * 1024 * 1024), expect: '100-continue' },
    };
    expect(await call('/orders', long)).toMatchObject({
      status: 413,
      headers: { 'max-desk-error': 'bad-request' },
    });
    expect(asked).toHaveLength(0);
    const unsaid = {
      method: 'POST',
      headers: { ...its, 'transfer-encoding': 'chunked' },
      body: 'x'.repeat(11 * 1024 * 1024),
    };
    expect(await call('/orders', unsaid)).toMatchObject({ status: 413 });
  });
});

describe('a call that the API does not answer', () => {
  test.each([301, 302, 303, 307, 308])(
    'because it redirects (%i): nobody is followed with the token',
    async (status) => {
      const { call, asked, audit } = await withApi((_request, response) =>
        response.writeHead(status, { location: 'https://elsewhere.example/units?ticket=4711' }).end(),
      );
      const answer = await call('/units');
      expect(answer).toMatchObject({ status: 502, headers: { 'max-desk-error': 'captive-portal' } });
      expect(answer.body).toContain(`redirects to https://elsewhere.example (${status})`);
      expect(answer.body).not.toContain('4711');
      expect(asked).toHaveLength(1);
      await soon(() => expect(audit()).toMatchObject([{ status: 502, error: 'captive-portal' }]));
    },
  );

  test('because it hangs up: 502, and a response that breaks off is broken off', async () => {
    let isBegun = false;
    const { call, audit } = await withApi((request, response) => {
      if (isBegun)
        response.writeHead(200, { 'content-length': 10 }).write('12345', () => request.socket.destroy());
      else request.socket.destroy();
    });
    expect(await call('/units')).toMatchObject({ status: 502, headers: { 'max-desk-error': 'offline' } });
    isBegun = true;
    await expect(call('/units')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await soon(() => expect(audit()).toMatchObject([{ status: 502 }, { status: 200, error: 'offline' }]));
  });

  test('because there is no token: 503 with the reason, and the API is not asked', async () => {
    const tokens = async () => {
      throw new AppError('sign-in-needed', 'Nobody is signed in.', { hint: 'Run "max-desk login".' });
    };
    const { call, asked } = await withApi(ok, { tokens });
    expect(await call('/units')).toMatchObject({
      status: 503,
      body: 'Nobody is signed in.\nRun "max-desk login".\n',
      headers: { 'max-desk-error': 'sign-in-needed', 'retry-after': '5' },
    });
    // Without a secret, without a name.
    expect(await call('/healthz', { headers: {} })).toMatchObject({ status: 503, body: 'sign-in-needed\n' });
    expect(asked).toEqual([]);
  });

  test.each([
    ['60', '60'],
    ['999999', '300'],
    ['soon', '5'],
  ])('because the provider asks to wait %s s: 503, and %s s to wait', async (seconds, wait) => {
    const tokens = async () => {
      throw new AppError('provider-unavailable', 'Busy.', { details: { seconds } });
    };
    const { call } = await withApi(ok, { tokens });
    const answer = { status: 503, headers: { 'retry-after': wait } };
    expect(await call('/units')).toMatchObject(answer);
    expect(await call('/healthz', { headers: {} })).toMatchObject(answer);
  });

  test('because its client left: the API is let go, too', async () => {
    let left = false;
    const { open: send, audit } = await withApi((request, response) => {
      request.socket.on('close', () => {
        left = true;
      });
      response.writeHead(200).write('endless');
    });
    const response = await send('/units');
    response.destroy();
    await soon(() => expect(left).toBe(true));
    await soon(() => expect(audit()).toMatchObject([{ status: 200, error: 'cancelled' }]));
  });
});

describe('whoever may not call', () => {
  test('has no secret: 401, and neither the API nor the live updates are asked', async () => {
    const { call, asked, wanted } = await withApi(ok);
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { 'x-max-desk-secret': '' }])
      for (const path of ['/units', '/metrics', '/live', '/nowhere', '/units/../x'])
        expect(await call(path, { headers })).toMatchObject({
          status: 401,
          headers: {
            'www-authenticate': 'Bearer realm="MAX Desk gateway"',
            'max-desk-error': 'unknown-client',
          },
        });
    expect(asked).toEqual([]);
    expect(wanted()).toBe(0);
  });

  test.each(['evil.example', 'evil.example:8620', '127.0.0.1', 'localhost:1'])(
    'comes by the name %s, as after DNS rebinding: 403 even with the secret',
    async (host) => {
      const { call, asked, its } = await withApi(ok);
      for (const path of ['/units', '/healthz', '/live'])
        expect(await call(path, { headers: { ...its, host } })).toMatchObject({
          status: 403,
          headers: { 'max-desk-error': 'wrong-host' },
        });
      expect(asked).toEqual([]);
    },
  );

  test.each(['https://evil.example', 'null', ''])(
    'is a page from %j: 403 even with the secret',
    async (origin) => {
      const { call, url, asked, its } = await withApi(ok);
      for (const method of ['GET', 'OPTIONS'])
        for (const each of [origin, url])
          expect(await call('/units', { method, headers: { ...its, origin: each } })).toMatchObject({
            status: 403,
            headers: { 'max-desk-error': 'from-a-page' },
          });
      expect(asked).toEqual([]);
    },
  );

  test('wants what is not on the list: 403, 405 and 400', async () => {
    const { call, asked, its } = await withApi(ok, { rules: ['GET /units', 'GET /units/*'] });
    expect(await call('/orders')).toMatchObject({
      status: 403,
      body: expect.stringContaining('--allow "GET /orders"'),
    });
    expect(await call('/units', { method: 'DELETE' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET' },
    });
    expect(await call('/units', { method: 'TRACE' })).toMatchObject({ status: 405 });
    expect(
      await call('/metrics', { method: 'POST', headers: { ...its, 'content-length': '0' } }),
    ).toMatchObject({ status: 405 });
    expect(await call('/live', { method: 'HEAD' })).toMatchObject({ status: 405, headers: { allow: 'GET' } });
    for (const path of ['/units/../orders', '/units/%2e%2e/orders', '/units%2F..%2Forders', '//orders'])
      expect(await call(path)).toMatchObject({ status: 400, headers: { 'max-desk-error': 'bad-path' } });
    expect(asked).toEqual([]);
    expect(await call('/units/%55-1')).toMatchObject({ status: 200 });
    expect(asked.map(({ url }) => url)).toEqual(['/base/units/U-1']);
  });

  test('hides a second request in the first: it is not seen', async () => {
    const { url, its, asked } = await withApi(ok);
    const { port, host } = new URL(url);
    const secret = its['x-max-desk-secret'];
    const smuggled = `GET /units HTTP/1.1\r\nHost: ${host}\r\nX-MAX-Desk-Secret: ${secret}\r\n\r\n`;
    for (const framing of [
      'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n',
      'Transfer-Encoding: chunked, identity\r\n',
      'Transfer-Encoding : chunked\r\n',
      'Content-Length: 3\r\nContent-Length: 4\r\n',
    ]) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.end(
        `POST /units HTTP/1.1\r\nHost: ${host}\r\nX-MAX-Desk-Secret: ${secret}\r\n${framing}\r\n0\r\n\r\n${smuggled}`,
      );
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
    }
    expect(asked).toEqual([]);
  });
});

describe('a body', () => {
  /** A gateway whose API answers when it has read the body, with a way to send to it without Node's help. */
  async function rawly() {
    const bodies: string[] = [];
    const gateway = await withApi(
      async (request, response) => {
        bodies.push(await text(request));
        response.end();
      },
      { rules: ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'POST'].map((method) => `${method} /*`) },
    );
    const { host, hostname, port } = new URL(gateway.url);
    const head = `Host: ${host}\r\nX-MAX-Desk-Secret: ${gateway.its['x-max-desk-secret']}\r\n`;
    async function send(method: string, framing: string, body: string): Promise<void> {
      const socket = connect(Number(port), hostname);
      socket.write(`${method} /units HTTP/1.1\r\n${head}${framing}\r\n\r\n${body}`);
      expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
      socket.destroy();
      // On the same connection to the API, so that it comes after whatever the body was taken for.
      await gateway.call('/after');
    }
    return { ...gateway, bodies, send };
  }
  const hidden = 'GET /base/hidden HTTP/1.1\r\nHost: api\r\n\r\n';
  const chunked = `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`;

  test.each(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'POST'])(
    'of a %s is a body for the API, too, however it is framed',
    async (method) => {
      const { asked, bodies, send } = await rawly();
      const length = `Content-Length: ${hidden.length}`;
      await send(method, 'Transfer-Encoding: chunked', chunked);
      await send(method, `${length}\r\nConnection: content-length`, hidden);
      await send(method, length, hidden);
      await send(method, 'Transfer-Encoding: chunked\r\nConnection: transfer-encoding', chunked);
      const [own, after] = [`${method} /base/units`, 'GET /base/after'];
      const seen = asked.map((each) => `${each.method} ${each.url}`);
      expect(seen).toEqual([own, after, own, after, own, after, own, after]);
      expect(bodies).toEqual([hidden, '', hidden, '', hidden, '', hidden, '']);
    },
  );
});

describe('what the gateway itself tells', () => {
  test('is whether a token can be had, without a secret', async () => {
    const { call } = await withApi(ok);
    expect(await call('/healthz', { headers: {} })).toMatchObject({ status: 200, body: 'ok\n' });
    expect(await call('/healthz', { headers: {}, method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  test('are its figures, once the first of them have been asked for', async () => {
    const { call, wanted, feed } = await withApi(ok);
    await call('/units');
    await call('/units', { headers: {} });
    feed.changed({ phase: 'live', since: Date.now(), problem: null, cover: null });
    const { headers, body } = await call('/metrics');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(wanted()).toBe(1);
    for (const line of [
      'max_desk_gateway_calls_total{client="tester",status="2xx"} 1',
      'max_desk_gateway_calls_total{client="",status="4xx"} 1',
      'max_desk_gateway_failures_total{client="",code="unknown-client"} 1',
      'max_desk_live_state{state="live"} 1',
      'max_desk_gateway_live_readers 0',
      'max_desk_gateway_audit_lost_total 0',
    ])
      expect(body).toContain(`\n${line}\n`);
    expect(Number(/^max_desk_token_remaining_seconds (\S+)$/m.exec(body)?.[1])).toBeGreaterThan(3_500);
    // Every line is one of the format, and each family has its two comments before it.
    for (const line of body.split('\n').slice(0, -1))
      expect(line).toMatch(
        /^(?:# (?:HELP \w+ .+|TYPE \w+ (?:counter|gauge))|\w+(?:\{(?:\w+="(?:[^"\\\n]|\\[\\"n])*",?)*\})? \S+)$/,
      );
  });
});

test('ends the calls under way, and takes no other', async () => {
  const go = Promise.withResolvers<void>();
  const gateway = await gatewayBefore(async (_request, response) => {
    await go.promise;
    response.end('late');
  });
  const late = gateway.call('/units');
  await soon(() => expect(gateway.asked).toHaveLength(1));
  const closed = gateway.close();
  await expect(gateway.call('/units')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  go.resolve();
  expect(await late).toMatchObject({ status: 200, body: 'late' });
  await closed;
});
