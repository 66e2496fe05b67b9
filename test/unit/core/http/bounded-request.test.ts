import { describe, expect, test } from 'vitest';
import { requestText } from '../../../../electron/core/http/bounded-request.ts';

describe('a request', () => {
  const asked: { url: string; init: RequestInit }[] = [];
  const answering = (response: () => Response) => async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return response();
  };
  const limits = { timeout: 1_000, limit: 10 };

  test('never follows redirects, sends cookies or is cached', async () => {
    await requestText(
      answering(() => new Response('ok')),
      'https://a.example/x',
      limits,
    );
    expect(asked.at(-1)).toMatchObject({
      url: 'https://a.example/x',
      init: { method: 'GET', redirect: 'error', credentials: 'omit', cache: 'no-store' },
    });
    expect(asked.at(-1)?.init.signal).toBeInstanceOf(AbortSignal);
    expect(asked.at(-1)?.init).not.toHaveProperty('body');
  });

  test('gives a body up to its limit, and no byte more', async () => {
    const ten = await requestText(
      answering(() => new Response('0123456789')),
      'https://a.example',
      limits,
    );
    expect(ten).toMatchObject({ status: 200, text: '0123456789' });
    await expect(
      requestText(
        answering(() => new Response('0123456789x')),
        'https://a.example',
        limits,
      ),
    ).rejects.toMatchObject({ code: 'api-bad-answer', details: { host: 'a.example' } });
  });

  test('counts bytes, not characters, and joins what was cut in the middle of one', async () => {
    const bytes = new TextEncoder().encode('äöü€');
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const answer = await requestText(
      answering(() => new Response(stream)),
      'https://a.example',
      limits,
    );
    expect(answer.text).toBe('äöü€');
  });

  test('without a body in the answer gives an empty text', async () => {
    const answer = await requestText(
      answering(() => new Response(null, { status: 204 })),
      'https://a.example',
      limits,
    );
    expect(answer).toMatchObject({ status: 204, text: '' });
  });
});
