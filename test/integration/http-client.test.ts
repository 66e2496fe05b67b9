import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpClient } from '../../electron/command-line/http/http-client.ts';
import { createHttpRoutes } from '../../electron/command-line/http/http-routes.ts';
import { requestText } from '../../electron/core/http/bounded-request.ts';
import { requestStream } from '../../electron/core/http/streamed-request.ts';
import { serve, type TestServer } from '../fakes/server.ts';

const text = '{"error":"invalid_grant","error_description":"AADB2C90114: Konto gesperrt für Köln"}';
const http = createHttpClient(createHttpRoutes(() => undefined));

const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function serving(answer: RequestListener): Promise<string> {
  const server = await serve(answer);
  open.push(server);
  return server.url;
}

async function textOf(encoding: string, body: Uint8Array, limit?: number): Promise<string> {
  const url = await serving((_request, response) =>
    response.writeHead(400, { 'content-encoding': encoding }).end(body),
  );
  return (await requestText(http, url, limit === undefined ? {} : { limit })).text;
}

describe('the content coding of a response', () => {
  test.each([
    ['identity', (bytes: Buffer) => bytes],
    ['', (bytes: Buffer) => bytes],
    ['gzip', gzipSync],
    ['GZIP', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['gzip, br', (bytes: Buffer) => brotliCompressSync(gzipSync(bytes))],
    ['deflate,identity , zstd,gzip', (bytes: Buffer) => gzipSync(zstdCompressSync(deflateRawSync(bytes)))],
  ] as const)('%j is read, whoever asked for it', async (encoding, encode) => {
    expect(await textOf(encoding, encode(Buffer.from(text)))).toBe(text);
  });

  test('is decoded in any pieces in which it comes', async () => {
    const bytes = deflateRawSync(Buffer.from(text));
    const url = await serving(async (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'deflate' });
      for (const byte of bytes)
        await new Promise<void>((done) => response.write(Buffer.of(byte), () => done()));
      response.end();
    });
    expect((await requestText(http, url, {})).text).toBe(text);
  });

  test.each(['gzip', 'deflate', 'br', 'zstd', 'gzip, br'])('%s of nothing is nothing', async (encoding) => {
    expect(await textOf(encoding, Buffer.alloc(0))).toBe('');
  });

  test.each([
    ['gzip', Buffer.from(text)],
    ['gzip', gzipSync(Buffer.from(text)).subarray(0, -9)],
    ['br', Buffer.from(text)],
    // Node reads a zstd that is cut off as far as it goes: HTTP itself says where a body ends.
    ['zstd', Buffer.from(text)],
    ['br, gzip', gzipSync(Buffer.from(text))],
  ])('%s that is damaged or cut off is called so', async (encoding, body) => {
    await expect(textOf(encoding, body)).rejects.toMatchObject({
      code: 'offline',
      message: expect.stringContaining('arrived damaged'),
    });
  });

  test('that nobody knows is named, and so is too much of it', async () => {
    await expect(textOf('compress', Buffer.from(text))).rejects.toMatchObject({
      code: 'api-bad-answer',
      message: expect.stringContaining('(compress)'),
    });
    const often = Array.from({ length: 6 }, () => 'gzip').join(', ');
    await expect(textOf(often, Buffer.from(text))).rejects.toMatchObject({
      code: 'api-bad-answer',
      message: expect.stringContaining('6 times'),
    });
  });

  test.each([
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['br, gzip', (bytes: Buffer) => gzipSync(brotliCompressSync(bytes))],
    ['zstd', (bytes: Buffer) => zstdCompressSync(bytes)],
  ])('a bomb in %s ends at the limit of the body', async (encoding, encode) => {
    const bomb = encode(Buffer.alloc(50 * 1024 * 1024));
    expect(bomb.byteLength).toBeLessThan(64 * 1024);
    const began = process.memoryUsage().arrayBuffers;
    await expect(textOf(encoding, bomb, 1024 * 1024)).rejects.toMatchObject({
      code: 'api-bad-answer',
      message: expect.stringContaining('more than 1048576 bytes'),
    });
    expect(process.memoryUsage().arrayBuffers - began).toBeLessThan(25 * 1024 * 1024);
  });
});

describe('a response', () => {
  test('that redirects is not followed, and named with where it leads, without its secrets', async () => {
    const asked: string[] = [];
    const url = await serving(({ url: path = '' }, response) => {
      asked.push(path);
      response.writeHead(302, { location: 'https://login.hotel.example/start?ticket=4711' }).end();
    });
    await expect(requestText(http, `${url}/token`, {})).rejects.toMatchObject({
      code: 'captive-portal',
      message: expect.stringMatching(/redirects to https:\/\/login\.hotel\.example \(302\)/),
    });
    await expect(requestText(http, `${url}/token`, {})).rejects.not.toMatchObject({
      message: expect.stringContaining('4711'),
    });
    expect(asked).toEqual(['/token', '/token']);
  });

  test('without a body has none', async () => {
    const url = await serving((_request, response) => response.writeHead(204).end());
    const { status, body } = await http(url, {});
    expect({ status, body }).toEqual({ status: 204, body: null });
  });

  test('has its headers by name and in a list', async () => {
    const url = await serving((_request, response) =>
      response.writeHead(200, { Link: ['<a>; rel="next"', '<b>'], 'x-two': ['1', '2'] }).end(),
    );
    const { headers } = await http(url, {});
    expect(headers.get('LINK')).toBe('<a>; rel="next", <b>');
    expect(headers.get('missing')).toBeNull();
    expect(Object.fromEntries(headers)).toMatchObject({ 'x-two': '1, 2' });
  });

  test('that is left closes the connection', async () => {
    const closed = Promise.withResolvers<void>();
    const url = await serving((_request, response) => {
      response.on('close', closed.resolve);
      response.writeHead(200).write('a');
    });
    const answer = await requestStream(http, url, { headers: {}, idle: 60_000, limit: 1_000 });
    for await (const chunk of answer.body) {
      expect(String(Buffer.from(chunk))).toBe('a');
      break;
    }
    await closed.promise;
  });

  test('that stops is ended by an abort, with the reason of the abort', async () => {
    const url = await serving((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync('abc').subarray(0, 12)),
    );
    const abort = new AbortController();
    const answer = await requestStream(http, url, {
      headers: {},
      idle: 60_000,
      limit: 1_000,
      signal: abort.signal,
    });
    const read = answer.body.next();
    abort.abort(new DOMException('Enough.', 'AbortError'));
    await expect(read).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a kept connection', () => {
  test('serves the pages of a list', async () => {
    const ports = new Set<number | undefined>();
    const url = await serving(({ socket }, response) => {
      ports.add(socket.remotePort);
      response.end(text);
    });
    for (let page = 0; page < 5; page++) expect((await requestText(http, url, {})).text).toBe(text);
    expect(ports.size).toBe(1);
  });

  test('that the server closes as it is used is replaced: a read is sent again, a form never', async () => {
    const methods: (string | undefined)[] = [];
    const url = await serving(({ method, socket }, response) => {
      methods.push(method);
      // The second request on a connection hears nothing but its end.
      if (socket.listenerCount('used') > 0) return void socket.destroy();
      socket.on('used', () => undefined);
      response.end(text);
    });
    await requestText(http, url, {});
    expect((await requestText(http, url, {})).text).toBe(text);
    expect(methods).toEqual(['GET', 'GET', 'GET']);
    await requestText(http, url, { method: 'POST', body: 'a=b' });
    await requestText(http, url, { method: 'POST', body: 'a=b' });
    expect(methods).toEqual(['GET', 'GET', 'GET', 'POST', 'POST']);
  });
});
