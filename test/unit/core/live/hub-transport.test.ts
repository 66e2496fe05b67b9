import { getEventListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import { createTransport } from '../../../../electron/core/live/hub-transport.ts';
import type { Socket } from '../../../../electron/core/ports.ts';

const parts = {
  url: 'https://hub.example/hub',
  keyHeader: 'key',
  subscriptionKey: 'k',
  token: () => Promise.reject(new Error('not asked for')),
  http: () => Promise.reject(new Error('not used')),
  connectTimeout: 1_000,
};
const token = { accessToken: 't', expiresAt: 0, scopes: [] };

function open(signal: AbortSignal, readyState: number): { closed: number } {
  const seen = { closed: 0 };
  const socket = {
    readyState,
    close() {
      seen.closed += 1;
    },
    addEventListener: () => undefined,
  } satisfies Socket;
  const { options } = createTransport({ ...parts, sockets: () => socket }, token, signal);
  Reflect.construct(options.WebSocket, ['wss://hub.example/hub', undefined, {}]);
  return seen;
}

test('a socket whose upgrade is not answered in time is closed, an open one is left alone', () => {
  const time = new AbortController();
  const [waiting, connected] = [open(time.signal, 0), open(time.signal, 1)];
  time.abort();
  expect([waiting.closed, connected.closed]).toEqual([1, 0]);
});

test('when the time to connect is over, nothing holds the socket any more', () => {
  const time = new AbortController();
  open(time.signal, 1);
  time.abort();
  expect(getEventListeners(time.signal, 'abort')).toHaveLength(0);
});

test('an address that only has the hub’s in it is none of the hub’s: nothing is sent there (R32)', async () => {
  const http = vi.fn(parts.http);
  const sockets = () => ({ readyState: 0, close: () => undefined, addEventListener: () => undefined });
  const { options } = createTransport({ ...parts, http, sockets }, token, new AbortController().signal);
  const asking = options.httpClient.send({ url: 'blob:https://hub.example/hub', method: 'POST' });
  await expect(asking).rejects.toMatchObject({ code: 'api-bad-answer' });
  expect(http).not.toHaveBeenCalled();
});
