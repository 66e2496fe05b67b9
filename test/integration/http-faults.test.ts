import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '../../electron/core/errors.ts';
import { requestText } from '../../electron/core/http/bounded-request.ts';
import { selfSignedCertificate } from '../fakes/certificate.ts';
import { closedPort, serve, type TestServer } from '../fakes/server.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const limits = { timeout: 5_000, limit: 100_000 };
async function ask(answer: RequestListener, parts: Partial<Parameters<typeof requestText>[2]> = {}) {
  server = await serve(answer);
  return requestText(fetch, `${server.url}/x`, { ...limits, ...parts });
}

describe('a server', () => {
  test('where nobody listens means offline, by name', async () => {
    const port = await closedPort();
    await expect(requestText(fetch, `http://127.0.0.1:${port}`, limits)).rejects.toMatchObject({
      code: 'offline',
      message: `127.0.0.1:${port} cannot be reached (ECONNREFUSED).`,
      details: { host: `127.0.0.1:${port}`, reason: 'ECONNREFUSED' },
    });
  });

  test('whose name does not exist means offline', async () => {
    await expect(requestText(fetch, 'http://ssl-certs.invalid', limits)).rejects.toMatchObject({
      code: 'offline',
    });
  });

  test('that never answers is given up in time', async () => {
    await expect(ask(() => undefined, { timeout: 50 })).rejects.toMatchObject({
      code: 'offline',
      message: expect.stringContaining('did not answer in time'),
    });
  });

  test('that stops in the middle of its answer is given up in time', async () => {
    const hanging: RequestListener = (_request, response) => void response.writeHead(200).write('{"value":[');
    await expect(ask(hanging, { timeout: 100 })).rejects.toMatchObject({
      code: 'offline',
      message: expect.stringContaining('did not answer in time'),
    });
  });

  test('that drips for ever is given up in time', async () => {
    const dripping: RequestListener = (_request, response) => {
      const timer = setInterval(() => response.write(' '), 10);
      response.writeHead(200).once('close', () => clearInterval(timer));
    };
    await expect(ask(dripping, { timeout: 150 })).rejects.toMatchObject({ code: 'offline' });
  });

  test('that hangs up before or while answering means offline', async () => {
    await expect(ask((request) => request.socket.destroy())).rejects.toMatchObject({ code: 'offline' });
    await server?.close();
    const halfway: RequestListener = (request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => request.socket.destroy());
    };
    await expect(ask(halfway)).rejects.toMatchObject({ code: 'offline' });
  });

  test('that speaks something else means offline', async () => {
    await expect(ask((request) => request.socket.end('SSH-2.0-OpenSSH_9.9\r\n'))).rejects.toMatchObject({
      code: 'offline',
    });
  });

  test.each([301, 302, 303, 307, 308])(
    'that redirects with %d is not followed: something else answered',
    async (status) => {
      const asked: string[] = [];
      const redirecting: RequestListener = (request, response) => {
        asked.push(request.url ?? '');
        response.writeHead(status, { location: '/welcome' }).end();
      };
      await expect(ask(redirecting, { method: 'POST', body: 'password=x' })).rejects.toMatchObject({
        code: 'captive-portal',
      });
      expect(asked).toEqual(['/x']);
    },
  );

  test('that sends more than was agreed is stopped', async () => {
    let sent = 0;
    const endless: RequestListener = (_request, response) => {
      // Callbacks with an error come before anything else is heard: going on would never end.
      const more = (error?: Error | null) => {
        if (error || response.destroyed) return;
        sent += 65_536;
        response.write('x'.repeat(65_536), more);
      };
      more();
    };
    await expect(ask(endless)).rejects.toMatchObject({ code: 'api-bad-answer' });
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test('that packs a large answer small is stopped all the same', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const packed: RequestListener = (_request, response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    await expect(ask(packed)).rejects.toMatchObject({ code: 'api-bad-answer' });
  });

  test('is asked no longer when the caller has had enough, and the caller hears its own reason', async () => {
    const abort = new AbortController();
    const reason = new AppError('cancelled', 'The list was cancelled.');
    const gone = Promise.withResolvers<void>();
    const hanging: RequestListener = (request) => {
      request.socket.once('close', () => gone.resolve());
      abort.abort(reason);
    };
    await expect(ask(hanging, { signal: abort.signal })).rejects.toBe(reason);
    await gone.promise;
  });

  test('is not asked at all when the caller had enough before', async () => {
    let asked = 0;
    const counting: RequestListener = (_request, response) => {
      asked += 1;
      response.end();
    };
    await expect(ask(counting, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toBe(0);
  });
});

describe('a secure connection', () => {
  test('with a certificate that nobody vouches for means tls, not offline', async () => {
    const secure = createServer(await selfSignedCertificate());
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const { port } = secure.address() as AddressInfo;
    const failure = requestText(fetch, `https://localhost:${port}`, limits);
    await expect(failure).rejects.toMatchObject({
      code: 'tls',
      details: { host: `localhost:${port}`, reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    secure.close();
    secure.closeAllConnections();
  });

  test('to a server that does not speak TLS means tls', async () => {
    server = await serve((_request, response) => response.end('plain'));
    await expect(requestText(fetch, server.url.replace('http:', 'https:'), limits)).rejects.toMatchObject({
      code: 'tls',
    });
  });
});
