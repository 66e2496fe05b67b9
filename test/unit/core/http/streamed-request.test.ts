import { getEventListeners } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from 'vitest';
import { requestStream } from '../../../../electron/core/http/streamed-request.ts';
import type { Http } from '../../../../electron/core/ports.ts';

const url = 'https://api.example.com/units';
/** The signal that the network got. */
let given: AbortSignal;
let isClosed: boolean;
let controller: AbortController;
beforeEach(() => {
  isClosed = false;
  controller = new AbortController();
});

const listeners = () => getEventListeners(given, 'abort').length;

/** A service that sends these chunks, and then the end or nothing more. */
function service(chunks: readonly string[], ends = true): Http {
  return async (_url, init) => {
    given = init.signal as AbortSignal;
    const left = [...chunks];
    const body = new ReadableStream<Uint8Array>({
      async pull(stream) {
        const next = left.shift();
        if (next !== undefined) stream.enqueue(Buffer.from(next));
        else if (ends) stream.close();
        else await new Promise(() => undefined);
      },
      cancel() {
        isClosed = true;
      },
    });
    return new Response(body);
  };
}
const ask = (http: Http, limit = 1_000) =>
  requestStream(http, url, { headers: {}, signal: controller.signal, idle: 60_000, limit });

describe('the body of a response', () => {
  test('comes in its chunks, and leaves no listener behind', async () => {
    const { body } = await ask(service(['a', 'b']));
    expect(String(await buffer(body))).toBe('ab');
    expect(listeners()).toBe(0);
  });

  test('that is left closes the connection, and leaves no listener behind', async () => {
    const { body } = await ask(service(['a'], false));
    for await (const chunk of body) {
      expect(String(Buffer.from(chunk))).toBe('a');
      expect(listeners()).toBe(1);
      break;
    }
    expect(isClosed).toBe(true);
    expect(listeners()).toBe(0);
  });

  test('that never comes ends at once with an abort', async () => {
    const { body } = await ask(service([], false));
    const read = body.next();
    controller.abort(new DOMException('Enough.', 'AbortError'));
    await expect(read).rejects.toMatchObject({ code: 'cancelled' });
    expect(isClosed).toBe(true);
    expect(listeners()).toBe(0);
  });

  test('of exactly its limit is taken', async () => {
    const { body } = await ask(service(['abc', 'de']), 5);
    expect(String(await buffer(body))).toBe('abcde');
  });

  test('is refused beyond its limit', async () => {
    const { body } = await ask(service(['abc', 'def'], false), 5);
    await expect(buffer(body)).rejects.toMatchObject({ code: 'api-bad-answer' });
    expect(isClosed).toBe(true);
    expect(listeners()).toBe(0);
  });
});
