import { describe, expect, test } from 'vitest';
import type { ConsoleRequest, RequestForm } from '../../../../electron/contract/console.ts';
import { requestForms } from '../../../../electron/contract/names.ts';
import type { ApiReply, ApiRequest } from '../../../../electron/core/api/client.ts';
import { bodyKind, callApi, filledRequest } from '../../../../electron/core/console/console.ts';
import { createConsoleRuns } from '../../../../electron/core/console/console-runs.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { connectionWith } from '../../../fakes/connection.ts';
import { fakeClipboard } from '../../../fakes/ports.ts';

const connection = connectionWith();
const get = (change: Partial<ConsoleRequest> = {}): ConsoleRequest => ({
  method: 'GET',
  path: '/units',
  headers: [],
  body: null,
  ...change,
});

/** An API that says back what it was asked, or what `answer` says. */
function fakeApi(answer: (url: string) => Partial<ApiReply> & { text?: string } = () => ({})) {
  const asked: ({ url: string } & ApiRequest)[] = [];
  const send = async (url: string, request: ApiRequest, signal?: AbortSignal): Promise<ApiReply> => {
    asked.push({ url, ...request });
    signal?.throwIfAborted();
    const { text = '{}', ...rest } = answer(url);
    async function* body() {
      yield Buffer.from(text);
      signal?.throwIfAborted();
    }
    return {
      url,
      status: 200,
      headers: new Headers({ 'content-type': 'application/json' }),
      text: '',
      secrets: [],
      close: async () => undefined,
      body: body() as ApiReply['body'],
      ...rest,
    };
  };
  return { asked, send, failureOf: () => new AppError('api-refused', 'no') };
}
async function refusalOf(change: Partial<ConsoleRequest>): Promise<string | undefined> {
  const api = fakeApi();
  const failure = await callApi(api, connection, get(change)).catch((error: AppError) => error);
  expect(api.asked).toEqual([]);
  return failure instanceof AppError ? failure.details['console'] : undefined;
}

describe('a request of the console', () => {
  test.each([
    ['/units?$top=1', 'https://api.example.com/max/units?$top=1'],
    [' /units ', 'https://api.example.com/max/units'],
    ['https://api.example.com/other', 'https://api.example.com/other'],
    ['//elsewhere.example.org/units', 'https://api.example.com/max//elsewhere.example.org/units'],
    // Encoded as the WHATWG URL says, and never twice.
    [
      '/Aufzüge im Hof?ort=Köln Süd',
      'https://api.example.com/max/Aufz%C3%BCge%20im%20Hof?ort=K%C3%B6ln%20S%C3%BCd',
    ],
    ['/a%20b/%C3%A4?x=1+2%2B3&y=100%', 'https://api.example.com/max/a%20b/%C3%A4?x=1+2%2B3&y=100%'],
  ])('to %j goes below the base URL, or to the same origin', async (path, url) => {
    const api = fakeApi();
    await callApi(api, connection, get({ path }));
    expect(api.asked[0]?.url).toBe(url);
  });

  test.each([
    'https://elsewhere.example.org/units',
    'http://api.example.com/units',
    'https://api.example.com:444/units',
    'https://me@api.example.com/units',
    'https://api.example.com.example.org/',
    String.raw`https:\\elsewhere.example.org`,
    'file:///etc/passwd',
    'blob:https://api.example.com/6d3c1f6e-0d1b-4f0e-9a51-2f1f8a1d7c11',
  ])('to %s is not sent (R32)', async (path) => expect(await refusalOf({ path })).toBe('other-host'));

  test.each(['', '   ', '/a\tb', '/a\nb', '/a\u0000'])('to the path %j is not sent', async (path) => {
    expect(await refusalOf({ path })).toBe('path');
  });

  test.each(['Authorization', 'cookie', 'HOST', 'Ocp-Apim-Subscription-Key', 'Content-Length'])(
    'does not set %s itself',
    async (name) => expect(await refusalOf({ headers: [{ name, value: 'x' }] })).toBe('header-reserved'),
  );

  test('has no header that would be another one', async () => {
    expect(await refusalOf({ headers: [{ name: 'a b', value: '' }] })).toBe('header-name');
    expect(await refusalOf({ headers: [{ name: 'a', value: 'x\r\nb: y' }] })).toBe('header-value');
    expect(await refusalOf({ body: 'x' })).toBe('body-not-allowed');
  });

  test.each([
    ['/units/{unitId}/orders?by={userId}', '/units/US%2F1%20%C3%A4/orders?by=me'],
    ['/orders?filter={"a":1}', '/orders?filter={"a":1}'],
    ['/users/{userId}', '/users/me'],
  ])('to %s names the unit and the user: %s', async (path, filled) => {
    const request = get({ path, unitId: 'US/1 ä' });
    expect(await filledRequest(request, async () => 'me')).toEqual({ ...request, path: filled });
  });

  test.each([
    ['{unitId}', { path: '/units/{unitId}' }],
    ['{unitId}', { path: '/units/{unitId}', unitId: '..' }],
    ['{userId}', { path: '/users/{userId}' }],
    ['{unitID}', { path: '/units/{unitID}/{unitId}', unitId: 'U-1' }],
  ])('without a value for %s is not sent: %j', async (placeholder, change) => {
    const failure = filledRequest(get(change), async () => null);
    await expect(failure).rejects.toMatchObject({ details: { console: 'no-value', placeholder } });
  });

  test('says what its body is, unless somebody else does', async () => {
    const api = fakeApi();
    const post = (body: string, headers: ConsoleRequest['headers'] = []) =>
      callApi(api, connection, get({ method: 'POST', body, headers }));
    await post('{"a":1}');
    await post('plain');
    await post('<a/>', [{ name: 'Content-Type', value: 'text/xml' }]);
    await post('', [
      { name: 'X-A', value: '1' },
      { name: 'x-a', value: '2' },
    ]);
    expect(api.asked.map(({ headers }) => headers)).toEqual([
      { 'content-type': 'application/json' },
      { 'content-type': 'text/plain; charset=utf-8' },
      { 'content-type': 'text/xml' },
      { 'x-a': '1, 2' },
    ]);
  });
});

test.each([
  ['application/json; charset=utf-8', '[1]', 'json', 'utf-8'],
  ['application/problem+json', '{}', 'json', 'utf-8'],
  ['', '  {"a": 1}', 'json', 'utf-8'],
  ['text/html', '{', 'text', 'utf-8'],
  ['text/plain; charset="iso-8859-1"', 'a', 'text', 'iso-8859-1'],
  ['text/plain; charset=nonsense', 'a', 'text', 'utf-8'],
  ['application/octet-stream', 'a\0b', 'binary', 'utf-8'],
  ['image/png', 'PNG', 'binary', 'utf-8'],
  ['application/json', '', 'empty', 'utf-8'],
])('an answer of the type %j with %j is %s', (type, body, kind, charset) => {
  expect(bodyKind(new Headers({ 'content-type': type }), Buffer.from(body))).toEqual({ kind, charset });
});

describe('the console', () => {
  const runs = (api: ReturnType<typeof fakeApi>) => {
    const sent: ConsoleRequest[] = [];
    const names: string[] = [];
    const clipboard = fakeClipboard();
    const saving = {
      async save(name: string) {
        names.push(name);
        return null;
      },
    };
    const note = (request: ConsoleRequest) => sent.push(request);
    const console = createConsoleRuns(api, connection, { clipboard, saving }, note, async () => 'me');
    const { calls, clear } = console;
    return {
      sent,
      names,
      clear,
      send: async (input: ConsoleRequest & { run: number }) => calls.sendRequest(input),
      cancel: (run: number) => calls.cancelRequest({ run }),
      body: (run: number, from: number, to: number) => calls.consoleBody({ run, from, to }),
      save: (run: number) => calls.saveConsoleBody({ run }),
      async copied(input: ConsoleRequest, as: RequestForm) {
        await calls.copyRequest({ ...input, as });
        return clipboard.text;
      },
      async text(run: number) {
        await calls.copyConsoleBody({ run });
        return clipboard.text;
      },
    };
  };

  test('keeps the last answer, and gives it in pieces, as text and into a file', async () => {
    const console = runs(fakeApi(() => ({ text: '{"ä":1}' })));
    const answer = await console.send({ run: 1, ...get() });
    expect(answer).toMatchObject({
      status: 200,
      url: 'https://api.example.com/max/units',
      size: 8,
      kind: 'json',
      problem: null,
    });
    const piece = await console.body(1, 2, 4);
    expect(Buffer.from(piece).toString()).toBe('ä');
    expect(await console.text(1)).toBe('{"ä":1}');
    expect(await console.save(1)).toBeNull();
    expect(console.names).toEqual(['units.json']);
    expect(console.sent).toHaveLength(1);
    await console.send({ run: 1, ...get({ path: '/users/{userId}' }) });
    expect(console.sent.at(-1)?.path).toBe('/users/{userId}');

    await console.send({ run: 2, ...get({ path: '/%2e%2e%2f..%2fetc' }) });
    await expect(console.text(1)).rejects.toMatchObject({ code: 'bad-request' });
    await console.save(2);
    expect(console.names[1]).toMatch(/^[\w.-]+$/);
    console.clear();
    expect(() => console.body(2, 0, 1)).toThrow('no longer available');
  });

  test.each([
    ['{"a":1}', '/units/u-1?$top=1', 'u-1.json'],
    ['plain words', '/report', 'report.txt'],
    ['\u0000\u0001\u0002', '/blob', 'blob.bin'],
    ['', '/nothing', 'nothing'],
    ['plain words', '/plan.pdf', 'plan.pdf'],
    ['plain words', '/', 'answer.txt'],
  ])('names the file of an answer by its request and its kind: %j of %s', async (text, path, name) => {
    const headers = new Headers(text.startsWith('plain') ? { 'content-type': 'text/plain' } : {});
    const console = runs(fakeApi(() => ({ text, headers })));
    await console.send({ run: 1, ...get({ path }) });
    await console.save(1);
    expect(console.names).toEqual([name]);
  });

  test('copies a request as it would be sent, in each form, and not one that would not be sent', async () => {
    const console = runs(fakeApi());
    const path = '/users/{userId}?q=a b';
    for (const form of requestForms)
      expect(await console.copied(get({ path }), form)).toContain(
        'https://api.example.com/max/users/me?q=a%20b',
      );
    await expect(
      console.copied(get({ path: 'https://elsewhere.example.org/' }), 'curl'),
    ).rejects.toMatchObject({
      details: { console: 'other-host' },
    });
  });

  test('gives pieces of four megabytes at most', async () => {
    const text = `${'a'.repeat(5 * 1024 * 1024)}b`;
    const console = runs(fakeApi(() => ({ text })));
    await console.send({ run: 1, ...get() });
    expect(await console.body(1, 0, text.length)).toHaveLength(4 * 1024 * 1024);
    expect(await console.body(1, text.length - 1, text.length + 9)).toEqual(new Uint8Array([98]));
  });

  test('does not show a secret that the API says back (R29)', async () => {
    const secrets = ['secret-token', 'secret-key'];
    const headers = new Headers({ 'content-type': 'text/plain', 'x-echo': 'Bearer secret-token' });
    const console = runs(fakeApi(() => ({ text: 'a secret-token, a secret-key', secrets, headers })));
    const answer = await console.send({ run: 1, ...get() });
    expect(answer.size).toBe(28);
    expect(await console.text(1)).toBe('a ************, a **********');
    expect(answer.headers).toContainEqual({ name: 'x-echo', value: 'Bearer ***' });
  });

  test('ends a request that is cancelled, or that another one takes the place of', async () => {
    const console = runs(fakeApi());
    const first = console.send({ run: 1, ...get() });
    const second = console.send({ run: 2, ...get() });
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    console.cancel(1);
    await expect(second).resolves.toMatchObject({ status: 200 });
    const third = console.send({ run: 3, ...get() });
    console.cancel(3);
    await expect(third).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('says what a refusal means, but takes a 404 for an answer', async () => {
    const of = (status: number) => runs(fakeApi(() => ({ status }))).send({ run: 1, ...get() });
    expect((await of(404)).problem).toBeNull();
    for (const status of [401, 403, 429, 503])
      expect((await of(status)).problem).toMatchObject({ code: 'api-refused' });
  });
});
