import { text as readText } from 'node:stream/consumers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { checkedKey, createApiClient, resolveTarget } from '../../../../electron/core/api/client.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import type { Http } from '../../../../electron/core/ports.ts';
import { connectionWith } from '../../../fakes/connection.ts';

const connection = connectionWith({ 'api.subscriptionKeyHeader': 'x-key' });
interface Sent {
  url: string;
  init: RequestInit;
  /** Whether the connection was given back. */
  isClosed: boolean;
}
let sent: Sent[];
let answers: { status: number; text?: string; headers?: Record<string, string> }[];
let tokens: (string | undefined)[];
beforeEach(() => {
  sent = [];
  answers = [];
  tokens = [];
});

/** Answers one after the other, the last one again and again; no body ends by itself. */
const http: Http = async (url, init) => {
  const request: Sent = { url, init, isClosed: false };
  sent.push(request);
  const {
    status,
    text = '',
    headers = {},
  } = (answers.length > 1 ? answers.shift() : answers[0]) ?? {
    status: 200,
  };
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      stream.enqueue(Buffer.from(text.padEnd(9_000)));
      stream.enqueue(Buffer.from('the rest'));
    },
    cancel: () => {
      request.isClosed = true;
    },
  });
  return new Response(status === 204 ? null : body, { status, headers });
};
const client = (parts: Partial<Parameters<typeof createApiClient>[0]> = {}) =>
  createApiClient({
    connection,
    http,
    token: async (rejected) => {
      tokens.push(rejected);
      return { accessToken: `token-${tokens.length}`, expiresAt: 0, scopes: [] };
    },
    subscriptionKey: async () => 'key',
    ...parts,
  });
const get = { method: 'GET', headers: {} };
const headerOf = (request: Sent | undefined, name: string) =>
  (request?.init.headers as Record<string, string> | undefined)?.[name];

describe('a request to the API', () => {
  test('has token and key, and what it is to be of its own', async () => {
    await client().send('/units', {
      method: 'POST',
      headers: { accept: 'text/csv', 'x-own': '1' },
      body: '{}',
    });
    expect(sent[0]?.url).toBe('https://api.example.com/max/units');
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      body: '{}',
      redirect: 'error',
      headers: { accept: 'text/csv', 'x-own': '1', authorization: 'Bearer token-1', 'x-key': 'key' },
    });
  });

  test.each([200, 206])('leaves a body of %d to be read as it comes', async (status) => {
    answers = [{ status, text: 'a' }];
    const { text, body } = await client().open('/units');
    expect(text).toBe('');
    expect(String(Buffer.from((await body.next()).value ?? []))).toMatch(/^a +$/);
    await body.return();
    expect(sent[0]?.isClosed).toBe(true);
  });

  test('asks for JSON unless told otherwise', async () => {
    await client().open('/a');
    await client().open('/a', undefined, 'application/pdf');
    expect(sent.map((each) => headerOf(each, 'accept'))).toEqual(['application/json', 'application/pdf']);
  });

  test('that is aborted goes nowhere', async () => {
    const abort = new AbortController();
    abort.abort(new AppError('cancelled', 'Enough.'));
    const hanging: Http = (_url, { signal }) =>
      new Promise((_, reject) => {
        signal?.throwIfAborted();
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      });
    const waiting = client({ http: hanging }).open('/units', abort.signal);
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  test.each(['', undefined])('is none without a key: %j', async (key) => {
    const asked = client({ subscriptionKey: async () => key }).open('/units');
    await expect(asked).rejects.toMatchObject({ code: 'api-key-missing' });
    expect(sent).toEqual([]);
  });
});

describe('a refused token', () => {
  test('is replaced once, and the connection of its answer is given back', async () => {
    answers = [{ status: 401, text: 'expired' }, { status: 200 }];
    const { status, secrets } = await client().send('/units', get);
    expect(status).toBe(200);
    expect(tokens).toEqual([undefined, 'token-1']);
    expect(sent.map((each) => headerOf(each, 'authorization'))).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(sent.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    expect(secrets).toEqual(['token-1', 'key', 'token-2']);
  });

  test('is not replaced a second time', async () => {
    answers = [{ status: 401 }];
    await expect(client().open('/units')).rejects.toMatchObject({
      code: 'api-refused',
      details: { host: 'api.example.com', status: '401' },
    });
    expect(sent).toHaveLength(2);
    expect(sent.map(({ isClosed }) => isClosed)).toEqual([true, true]);
  });

  test('is not what a refused key is, though that is a 401 too', async () => {
    answers = [{ status: 401, text: 'Access denied due to invalid Subscription Key.' }];
    await expect(client().open('/units')).rejects.toMatchObject({ code: 'api-key-refused' });
    expect(sent).toHaveLength(1);
  });
});

describe('an answer that is no success', () => {
  test.each([
    [403, 'api-refused'],
    [404, 'api-bad-answer'],
    [302, 'api-bad-answer'],
    [429, 'api-unavailable'],
    [503, 'api-unavailable'],
    [511, 'captive-portal'],
  ])('%d is %s, and its connection is given back', async (status, code) => {
    answers = [{ status }];
    await expect(client().open('/units')).rejects.toMatchObject({ code });
    expect(sent.map(({ isClosed }) => isClosed)).toEqual([true]);
  });

  test('may be one of a clock that is wrong', async () => {
    answers = [{ status: 403 }];
    const explain = vi.fn(() => new AppError('clock', 'It is wrong.'));
    await expect(client({ explain }).open('/units')).rejects.toMatchObject({ code: 'clock' });
    expect(explain).toHaveBeenCalledWith(expect.objectContaining({ code: 'api-refused' }));
  });

  test('is no failure to who looks at it: its beginning is there, and all of it can be read', async () => {
    answers = [{ status: 500, text: 'broken' }];
    const reply = await client().send('/units', get);
    expect(reply).toMatchObject({ status: 500, url: 'https://api.example.com/max/units' });
    expect(reply.text.trim()).toBe('broken');
    expect(client().failureOf(reply)).toMatchObject({ code: 'api-unavailable' });
    const all: Uint8Array[] = [];
    for await (const chunk of reply.body) {
      all.push(chunk);
      if (all.length === 2) break;
    }
    expect(Buffer.concat(all).toString()).toMatch(/^broken +the rest$/);
    expect(sent[0]?.isClosed).toBe(true);
  });

  test('of nothing is an empty list', async () => {
    answers = [{ status: 204 }];
    const reply = await client().open('/units');
    expect([reply.status, await readText(reply.body)]).toEqual([204, '']);
  });
});

describe('what is asked for', () => {
  test.each([
    ['/units?a=b', 'https://api.example.com/max/units?a=b'],
    ['https://api.example.com/other', 'https://api.example.com/other'],
    ['next', 'https://api.example.com/max/next'],
  ])('%s is %s', (target, url) => expect(resolveTarget(connection, target).href).toBe(url));

  test.each([
    'https://evil.example.org/units',
    'http://api.example.com/units',
    'https://api.example.com:444/',
    'https://user@api.example.com/',
    'https://:password@api.example.com/',
    'http://[',
  ])('never leaves the API’s own origin: %s (R32)', (target) => {
    expect(() => resolveTarget(connection, target)).toThrow(
      expect.objectContaining({ code: 'api-bad-answer' }),
    );
  });

  test('has no key that a header cannot carry', () => {
    expect(checkedKey('a-~!')).toBe('a-~!');
    for (const key of ['a b', 'ä', 'a\n', '\x7f'])
      expect(() => checkedKey(key)).toThrow(expect.objectContaining({ code: 'api-key-refused' }));
  });
});
