import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Callback,
  type LoopbackListener,
  type LoopbackOptions,
  listenForCallback,
} from '../../electron/core/auth/sign-in/loopback.ts';
import { fuzz } from '../fakes/fuzz.ts';
import { closedPort } from '../fakes/server.ts';

const state = 'state-of-this-attempt';
/** The listener of an attempt that waits for one answer. */
type Attempt = LoopbackListener & { callback: Promise<Callback> };
const open: { close(): void }[] = [];
const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
const hasIpv6 = addresses.some(({ address }) => address === '::1');
const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address;

const httpPortIsFree = await isFree(80);

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

interface Listening {
  listener: Attempt;
  port: number;
  /** The answer that ended the attempt, if one has. */
  ended: () => Callback | undefined;
}

async function listen(options: Partial<LoopbackOptions> = {}): Promise<Listening> {
  const made = await listenForCallback({ ports: [], language: 'en', ...options });
  const listener = { ...made, callback: made.expect(state) };
  open.push(listener);
  let callback: Callback | undefined;
  void listener.callback.then((value) => {
    callback = value;
  });
  return { listener, port: Number(new URL(listener.redirectUri).port), ended: () => callback };
}

interface Sent {
  path?: string;
  method?: string;
  host?: string;
  address?: string;
  headers?: Record<string, string>;
  body?: string;
}
interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** What a browser, or something else on this computer, sends. */
function send(
  port: number,
  { path = '/', method = 'GET', host, address, headers, body }: Sent = {},
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: address ?? '127.0.0.1',
        port,
        path,
        method,
        headers: { host: host ?? `localhost:${port}`, ...headers },
        agent: false,
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    request.on('error', reject).end(body);
  });
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const good = `/?code=c0de&state=${state}`;

describe('the answer of the browser', () => {
  test('ends the attempt and is answered when its verdict is there (R19)', async () => {
    const { listener, port } = await listen();
    const answered = send(port, { path: `${good}&client_info=abc` });
    const { parameters, answer } = await listener.callback;
    expect(Object.fromEntries(parameters)).toEqual({ code: 'c0de', state, client_info: 'abc' });
    answer('signed-in');
    const { status, text } = await answered;
    expect(status).toBe(200);
    expect(text).toContain('You are signed in');
  });

  test('may come as form_post', async () => {
    const { listener, port } = await listen();
    const body = `state=${state}&code=c0de%2B`;
    const answered = send(port, { method: 'POST', headers: form, body });
    const { parameters, answer } = await listener.callback;
    expect(parameters.get('code')).toBe('c0de+');
    answer('signed-in');
    expect((await answered).status).toBe(200);
  });

  test('may be an error', async () => {
    const { listener, port } = await listen();
    const answered = send(port, { path: `/?error=access_denied&state=${state}` });
    const { parameters, answer } = await listener.callback;
    expect(parameters.get('error')).toBe('access_denied');
    answer('not-completed');
    expect((await answered).text).toContain('Sign-in was not completed');
  });

  test.each(['localhost', '127.0.0.1', '[::1]'])('may call this computer %s', async (name) => {
    const { listener, port } = await listen();
    const answered = send(port, { path: good, host: `${name}:${port}` });
    (await listener.callback).answer('signed-in');
    expect((await answered).status).toBe(200);
  });

  test.runIf(httpPortIsFree)('comes without a port where that is the one of http', async () => {
    const { listener, port } = await listen({ ports: [80] });
    const answered = send(port, { path: good, host: 'localhost' });
    (await listener.callback).answer('signed-in');
    expect((await answered).status).toBe(200);
  });

  test('counts once: the second one is told so, and changes nothing', async () => {
    const { listener, port } = await listen();
    const first = send(port, { path: good });
    const { answer, parameters } = await listener.callback;
    const second = await send(port, { path: `/?code=other&state=${state}` });
    expect(second.status).toBe(200);
    expect(second.text).toContain('This answer was used already');
    expect(parameters.get('code')).toBe('c0de');
    answer('signed-in');
    expect((await first).text).toContain('You are signed in');
  });

  test('may send the browser on to another page, whose answer has a state of its own', async () => {
    const { listener, port } = await listen();
    const first = send(port, { path: `/?error=access_denied&state=${state}` });
    const next = listener.expect('state-of-the-next-page');
    (await listener.callback).goOn('https://login.example.com/next?x=1');
    const { status, headers, text } = await first;
    expect([status, headers.location, text]).toEqual([303, 'https://login.example.com/next?x=1', '']);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    // The state of the page before is used up.
    expect((await send(port, { path: good })).text).toContain('This answer was used already');
    const answered = send(port, { path: good.replace(state, 'state-of-the-next-page') });
    const { parameters, answer } = await next;
    expect(parameters.get('code')).toBe('c0de');
    answer('signed-in');
    expect((await answered).text).toContain('You are signed in');
  });

  test('is answered once, whatever the verdicts are', async () => {
    const { listener, port } = await listen();
    const answered = send(port, { path: good });
    const { answer } = await listener.callback;
    answer('failed');
    answer('signed-in');
    expect((await answered).text).toContain('Sign-in did not work');
  });
});

describe('the attempt stays pending after (R15, R16)', () => {
  test.each<[string, Sent, number]>([
    ['a request for the icon', { path: '/favicon.ico' }, 404],
    ['HEAD', { method: 'HEAD', path: good }, 404],
    ['OPTIONS', { method: 'OPTIONS', path: good }, 404],
    ['PUT', { method: 'PUT', path: good }, 404],
    ['another path', { path: `/callback?code=c0de&state=${state}` }, 404],
    ['two slashes', { path: `//?code=c0de&state=${state}` }, 404],
    ['an address of another server', { path: `http://example.com/?code=c0de&state=${state}` }, 404],
    ['no parameters', {}, 400],
    ['a wrong state', { path: '/?code=c0de&state=wrong' }, 400],
    ['a longer state', { path: `/?code=c0de&state=${state}x` }, 400],
    ['a state in capitals', { path: `/?code=c0de&state=${state.toUpperCase()}` }, 400],
    ['a missing state', { path: '/?code=c0de' }, 400],
    ['an empty state', { path: '/?code=c0de&state=' }, 400],
    ['a double code', { path: `/?code=c0de&code=other&state=${state}` }, 400],
    ['a code beside an error', { path: `/?code=c0de&error=access_denied&state=${state}` }, 400],
    ['a double state', { path: `/?code=c0de&state=${state}&state=${state}` }, 400],
    ['a wrong state beside the right one', { path: `/?code=c0de&state=wrong&state=${state}` }, 400],
    ['the state alone', { path: `/?state=${state}` }, 400],
    ['a foreign Host', { path: good, host: 'evil.example.com' }, 404],
    ['a Host that only begins like ours', { path: good, host: 'localhost.example.com' }, 404],
    ['a Host with another port', { path: good, host: 'localhost:1' }, 404],
    ['a Host without a port', { path: good, host: 'localhost' }, 404],
    ['a form with a wrong state', { method: 'POST', headers: form, body: 'code=c&state=wrong' }, 400],
    [
      'a form whose state is in the address',
      { method: 'POST', headers: form, path: good, body: 'code=c' },
      400,
    ],
    ['JSON', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }, 404],
    [
      'a plain-text form, which any page may send',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: `code=c&state=${state}` },
      404,
    ],
  ])('%s', async (_what, sent, status) => {
    const { port, ended } = await listen();
    const answer = await send(port, sent);
    expect(answer.status).toBe(status);
    expect(ended()).toBeUndefined();
    await goesOn(port);
  });

  test.each(['evil.example.com', 'localhost'])(
    'two Hosts, of which one is ours, the other %s',
    async (other) => {
      const { port, ended } = await listen();
      const ours = `localhost:${port}`;
      for (const [first, second] of [
        [ours, other],
        [other, ours],
        [ours, ours],
      ]) {
        const socket = connect(port, '127.0.0.1');
        let text = '';
        socket.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
        socket.write(
          `GET ${good} HTTP/1.1\r\nHost: ${first}\r\nHost: ${second}\r\nConnection: close\r\n\r\n`,
        );
        await closed;
        expect(text).toMatch(/^HTTP\/1\.1 40[04] /);
      }
      expect(ended()).toBeUndefined();
      await goesOn(port);
    },
  );

  test('a body of more than 64 KiB', async () => {
    const { port, ended } = await listen();
    const body = `code=c&state=${state}&x=${'x'.repeat(64 * 1024)}`;
    // The rest is not read: depending on who is faster the sender sees 413 or a closed connection.
    const status = await send(port, { method: 'POST', headers: form, body }).then(
      (answer) => answer.status,
      () => 413,
    );
    expect(status).toBe(413);
    expect(ended()).toBeUndefined();
    await goesOn(port);
  });

  test('a body without end', async () => {
    const { port, ended } = await listen();
    const socket = connect(port, '127.0.0.1');
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.write(
      `POST / HTTP/1.1\r\nhost: localhost:${port}\r\ncontent-type: ${form['content-type']}\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', more);
    socket.resume();
    more();
    await closed;
    expect(socket.bytesWritten).toBeLessThan(16 * 1024 * 1024);
    expect(ended()).toBeUndefined();
    await goesOn(port);
  });

  test('what is no HTTP', async () => {
    const { port, ended } = await listen();
    const socket = connect(port, '127.0.0.1');
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket
      .on('error', () => undefined)
      .resume()
      .write('\x16\x03\x01\x02\x00\x01\x00\r\n\r\n');
    await closed;
    expect(ended()).toBeUndefined();
    await goesOn(port);
  });

  /** The true answer still ends it. */
  async function goesOn(port: number): Promise<void> {
    const listening = open.at(-1) as Attempt;
    const answered = send(port, { path: good });
    (await listening.callback).answer('signed-in');
    expect((await answered).status).toBe(200);
  }
});

describe('the page in the browser', () => {
  test('is not stored, sends no referrer, and may load nothing (R19)', async () => {
    const { listener, port } = await listen();
    const refused = await send(port);
    const answered = send(port, { path: good });
    (await listener.callback).answer('signed-in');
    for (const { headers, text } of [refused, await answered]) {
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'content-type': 'text/html; charset=utf-8',
      });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(text).not.toMatch(/<script|https?:|src=|href=/i);
    }
  });

  test('repeats nothing of the request', async () => {
    const { listener, port } = await listen();
    const marked = `/?code=MARKER&state=${state}&error_description=<script>MARKER</script>&MARKER=1`;
    const foreign = await send(port, {
      path: marked.replace(state, 'MARKER'),
      headers: { cookie: 'MARKER' },
    });
    const answered = send(port, { path: marked });
    (await listener.callback).answer('failed');
    const handled = await send(port, { path: marked });
    for (const { text, headers } of [foreign, await answered, handled])
      expect(text + JSON.stringify(headers)).not.toMatch(/MARKER|state-of/);
  });

  test.each([
    ['en', ['You are signed in', 'This answer belongs to another sign-in', 'This answer was used already']],
    [
      'de',
      [
        'Sie sind angemeldet',
        'Diese Antwort gehört zu einer anderen Anmeldung',
        'Diese Antwort wurde bereits',
      ],
    ],
  ] as const)('speaks the language of the window: %s', async (language, [signedIn, foreign, handled]) => {
    const { listener, port } = await listen({ language });
    const refused = await send(port);
    expect(refused.text).toContain(foreign);
    expect(refused.text).toContain(`<html lang="${language}">`);
    const answered = send(port, { path: good });
    (await listener.callback).answer('signed-in');
    expect((await answered).text).toContain(signedIn);
    expect((await send(port, { path: good })).text).toContain(handled);
  });
});

describe('an address that is pasted', () => {
  test('ends the attempt as the browser would have', async () => {
    const { listener } = await listen();
    expect(listener.take(`${listener.redirectUri}${good}`)).toBeUndefined();
    const { parameters, answer } = await listener.callback;
    answer('signed-in');
    expect(parameters.get('code')).toBe('c0de');
  });

  test.each<[string, string | undefined, string]>([
    ['elsewhere', undefined, 'hello'],
    ['elsewhere', undefined, ''],
    ['elsewhere', 'http://localhost:1', good],
    ['elsewhere', 'https://login.example.com', good],
    ['elsewhere', undefined, good],
    ['incomplete', '', '/'],
    ['incomplete', '', `/?state=${state}`],
    ['incomplete', '', '/?code=c0de'],
    ['incomplete', '', `${good}&state=${state}`],
    ['foreign', '', '/?code=c0de&state=of-yesterday'],
  ])('is %s: %s%s', async (fault, origin, rest) => {
    const { listener, port, ended } = await listen();
    expect(listener.take(`${origin === '' ? listener.redirectUri : (origin ?? '')}${rest}`)).toBe(fault);
    expect(ended()).toBeUndefined();
    const answered = send(port, { path: good });
    (await listener.callback).answer('signed-in');
    expect((await answered).status).toBe(200);
  });

  test('counts once', async () => {
    const { listener } = await listen();
    listener.take(`${listener.redirectUri}${good}`);
    expect(listener.take(`${listener.redirectUri}${good}`)).toBe('handled');
  });
});

describe('the listener', () => {
  test('is called localhost, with its port and nothing else (R18)', async () => {
    const { listener } = await listen();
    expect(listener.redirectUri).toMatch(/^http:\/\/localhost:\d+$/);
  });

  test.runIf(hasIpv6)('answers on IPv6 too, which some browsers try first', async () => {
    const { listener, port } = await listen();
    const answered = send(port, { path: good, address: '::1' });
    (await listener.callback).answer('signed-in');
    expect((await answered).status).toBe(200);
  });

  test.runIf(outside)('cannot be reached from another computer (R13)', async () => {
    const { port } = await listen();
    expect(await reaches(port, '127.0.0.1')).toBe(true);
    expect(await reaches(port, outside ?? '')).toBe(false);
  });

  test.runIf(process.platform === 'linux')('listens on 127.0.0.1, not on all of 127.0.0.0/8', async () => {
    expect(await reaches((await listen()).port, '127.0.0.2')).toBe(false);
  });

  test('is gone after close, at once, and lets its port be used again', async () => {
    const { listener, port } = await listen();
    const idle = connect(port, '127.0.0.1');
    const ended = new Promise<void>((resolve) => idle.once('close', () => resolve()));
    idle.on('error', () => undefined).resume();
    await new Promise<void>((resolve) => idle.once('connect', () => resolve()));
    listener.close();
    expect(await reaches(port, '127.0.0.1')).toBe(false);
    if (hasIpv6) expect(await reaches(port, '::1')).toBe(false);
    await ended;
    await listen({ ports: [port] });
  });

  test('closed, still writes the answer that was under way', async () => {
    const { listener, port } = await listen();
    const answered = send(port, { path: good });
    (await listener.callback).answer('signed-in');
    listener.close();
    expect((await answered).text).toContain('You are signed in');
  });

  test('takes the first configured port that is free', async () => {
    const taken = await portTaken('127.0.0.1');
    const free = await closedPort();
    expect((await listen({ ports: [taken, free] })).port).toBe(free);
  });

  test('names the key when every configured port is taken', async () => {
    const taken = await portTaken('127.0.0.1');
    await expect(listen({ ports: [taken] })).rejects.toMatchObject({
      code: 'configuration',
      details: { key: 'identity.redirectPorts' },
      message: expect.stringContaining(String(taken)),
    });
  });

  test.runIf(hasIpv6)('does not share a port that another program has on IPv6', async () => {
    const taken = await portTaken('::1');
    await expect(listen({ ports: [taken] })).rejects.toMatchObject({ code: 'configuration' });
    expect(await reaches(taken, '127.0.0.1')).toBe(false);
  });
});

function reaches(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 2_000 });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)));
  });
}

async function portTaken(host: string): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen({ host, port: 0, ipv6Only: true }, resolve));
  open.push(server);
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

describe('whatever arrives (R15, R16)', () => {
  /** Bytes as they are, then the end; resolves when the listener has closed its side, or after a moment. */
  function sendRaw(port: number, bytes: string): Promise<string> {
    return new Promise((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.end(bytes, 'latin1'));
      socket.setTimeout(250, () => socket.destroy());
      socket.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk;
      });
      socket.on('error', () => undefined).on('close', () => resolve(text));
    });
  }

  const method = fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', 'OPTIONS', 'CONNECT', 'TRACE', 'get', '');
  const parameter = fc.oneof(
    fc.constantFrom(
      'code=c',
      'error=access_denied',
      `state=${state}x`,
      `state=${state.toUpperCase()}`,
      `STATE=${state}`,
      `state=${state}&state=`,
      `state=&state=${state}`,
      `state[]=${state}`,
      'state=%00',
      '__proto__=x',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  );
  const query = fc.array(parameter, { maxLength: 4 }).map((all) => all.join('&'));
  const target = fc.oneof(
    query.map((text) => `/?${text}`),
    fc.constantFrom('/favicon.ico', '//', '/../', '*', 'http://evil.example/', '/?', ''),
    fc.string({ unit: 'binary-ascii', maxLength: 40 }),
  );
  const header = fc.oneof(
    fc.constantFrom(
      'Content-Type: application/x-www-form-urlencoded',
      'Content-Length: 5',
      'Content-Length: 99999999',
      'Content-Length: -1',
      'Transfer-Encoding: chunked',
      'Expect: 100-continue',
      'Connection: Upgrade\r\nUpgrade: websocket',
      'Host: evil.example',
      'Host:',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 60 }),
  );
  /** A request that is right in everything but one thing. */
  const flawed = (port: number) =>
    fc
      .oneof(
        fc.record({ path: fc.webPath().filter((path) => path !== '/' && path !== '') }),
        fc.record({ host: fc.oneof(fc.domain(), fc.constantFrom('localhost', `localhost:${port + 1}`, '')) }),
        fc.record({ verb: fc.constantFrom('HEAD', 'PUT', 'POST', 'DELETE', 'get') }),
        fc.record({
          query: fc.string().map((text) => `state=${state}&code=c&state=${encodeURIComponent(text)}`),
        }),
        fc.record({
          query: fc.nat(state.length - 1).map((length) => `state=${state.slice(0, length)}&code=c`),
        }),
        fc.constant({ query: `state=${state}` }),
      )
      .map((flaw) => ({
        path: '/',
        host: `localhost:${port}`,
        verb: 'GET',
        query: `state=${state}&code=c`,
        ...flaw,
      }))
      .map(
        ({ path, host, verb, query: text }) => `${verb} ${path}?${text} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      );
  const request = (port: number) =>
    fc.oneof(
      flawed(port),
      fc
        .record({
          method,
          target,
          headers: fc.array(header, { maxLength: 4 }),
          body: query,
          ours: fc.boolean(),
        })
        .map(({ method: verb, target: where, headers, body, ours }) =>
          [
            `${verb} ${where} HTTP/1.1`,
            ...(ours ? [`Host: localhost:${port}`] : []),
            ...headers,
            '',
            body,
          ].join('\r\n'),
        ),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );

  test('does not end the attempt, and the right answer still does', async () => {
    const { listener, port, ended } = await listen();
    const property = fc.asyncProperty(
      fc.array(request(port), { minLength: 1, maxLength: 4 }),
      async (all) => {
        const answers = await Promise.all(all.map((bytes) => sendRaw(port, bytes)));
        expect(ended()).toBeUndefined();
        // Nothing of what was sent comes back, and nothing is told but a status and our own page.
        for (const answer of answers)
          expect(answer).toMatch(/^(HTTP\/1\.1 (400|404|408|413|417|431|100) |$)/);
      },
    );
    await fuzz(property, 400);
    const last = send(port, { path: `/?state=${state}&code=right` });
    const { parameters, answer } = await listener.callback;
    expect(parameters.get('code')).toBe('right');
    answer('signed-in');
    expect((await last).status).toBe(200);
  });
});
