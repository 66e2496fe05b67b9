import { EventEmitter } from 'node:events';
import type { AuthInfo } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({ net: { request: vi.fn() } }));
vi.mock('electron', () => electron);

import { createProxyDoor } from '../../../electron/shell/proxy-door.ts';

class FakeRequest extends EventEmitter {
  end = vi.fn();
  abort = vi.fn();
  /** What is answered to this question. */
  asks(part: Partial<AuthInfo> = {}): unknown[][] {
    const answer = vi.fn();
    const asker = {
      isProxy: true,
      scheme: 'basic',
      host: 'proxy.example',
      port: 3128,
      realm: 'Office',
      ...part,
    };
    this.emit('login', asker, answer);
    return answer.mock.calls;
  }
}

const session = {
  forceReloadProxyConfig: async () => undefined,
  clearAuthCache: vi.fn(),
  closeAllConnections: vi.fn(),
};
const door = createProxyDoor(() => session as never);
const url = 'https://api.example.com/units?customer=7';
const challenge = { address: 'proxy.example:3128', realm: 'Office' };
const key = { challenge, credentials: { user: 'sam', password: 'right' } };
let request: FakeRequest;

/** A knock whose request is under way. */
async function knock(...given: Parameters<typeof door.knock>) {
  const outcome = door.knock(...given);
  outcome.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  return { outcome };
}

beforeEach(() => {
  vi.useFakeTimers();
  request = new FakeRequest();
  electron.net.request.mockReset().mockReturnValue(request);
});
afterEach(() => vi.useRealTimers());

test('a knock asks only the origin, without cookies, and follows no redirect', async () => {
  const { outcome: passed } = await knock(url);
  expect(electron.net.request).toHaveBeenCalledWith({
    method: 'HEAD',
    url: 'https://api.example.com/',
    session,
    credentials: 'omit',
    redirect: 'manual',
  });
  request.emit('redirect');
  await expect(passed).resolves.toBeUndefined();
  expect(request.abort).toHaveBeenCalled();
});

test('without a key the question is heard, and not answered', async () => {
  const { outcome: left } = await knock(url);
  expect(request.asks()).toEqual([[]]);
  request.emit('error', new Error('net::ERR_TUNNEL_CONNECTION_FAILED'));
  await expect(left).resolves.toEqual(challenge);
});

test('a key is given once: a proxy that asks again does not take it', async () => {
  const { outcome: left } = await knock(url, key);
  expect(request.asks()).toEqual([['sam', 'right']]);
  expect(request.asks()).toEqual([[]]);
  request.emit('response', { statusCode: 407 });
  await expect(left).resolves.toEqual(challenge);
});

test.each<[string, Partial<AuthInfo>]>([
  ['another host', { host: 'elsewhere.example' }],
  ['another port', { port: 8080 }],
  ['another realm', { realm: 'Somewhere' }],
  ['a service, whatever it calls itself', { isProxy: false }],
])('a key is given to nobody else: %s', async (_who, asker) => {
  await knock(url, key);
  expect(request.asks(asker)).toEqual([[]]);
});

test('an address of IPv6 is written as that of the system’s proxy is', async () => {
  const { outcome: left } = await knock(url);
  request.asks({ host: '::1', port: 8080 });
  request.emit('response', { statusCode: 407 });
  await expect(left).resolves.toMatchObject({ address: '[::1]:8080' });
});

test('a failure that is no question is one, and so is silence', async () => {
  const { outcome: failed } = await knock(url);
  request.emit('error', new Error('net::ERR_PROXY_CONNECTION_FAILED'));
  await expect(failed).rejects.toThrow('net::ERR_PROXY_CONNECTION_FAILED');
  const { outcome: silent } = await knock(url);
  vi.advanceTimersByTime(15_000);
  await expect(silent).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('what was given is forgotten, and connections that rest on it end', async () => {
  await door.forget();
  expect(session.clearAuthCache).toHaveBeenCalled();
  expect(session.closeAllConnections).toHaveBeenCalled();
});
