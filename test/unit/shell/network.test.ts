import { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  app: undefined as unknown as EventEmitter,
  net: { WebSocket: vi.fn() },
  session: { fromPartition: vi.fn((name: string) => name) },
}));
vi.mock('electron', () => electron);

import {
  createHttp,
  createMaxSession,
  createNetwork,
  createSockets,
} from '../../../electron/shell/network.ts';
import { fakeLog } from '../../fakes/ports.ts';

beforeEach(() => {
  electron.app = new EventEmitter();
});
const gone = (serviceName: string) => electron.app.emit('child-process-gone', {}, { serviceName });

test('every request goes through one session without a cache, in memory only', () => {
  const maxSession = createMaxSession(fakeLog());
  expect(maxSession()).toBe(maxSession());
  // A name without "persist:" is kept in memory.
  expect(electron.session.fromPartition).toHaveBeenCalledWith('max-desk-http', { cache: false });
});

test('a session whose network process has crashed is not used again (electron#49572)', () => {
  const maxSession = createMaxSession(fakeLog());
  const sessions = [maxSession()];
  for (let crash = 0; crash < 2; crash++) {
    gone('network.mojom.NetworkService');
    sessions.push(maxSession());
  }
  expect(new Set(sessions).size).toBe(3);
});

test('the end of any other process changes nothing', () => {
  const maxSession = createMaxSession(fakeLog());
  const before = maxSession();
  gone('audio.mojom.AudioService');
  expect(maxSession()).toBe(before);
});

test('a WebSocket of the window carries its headers, in the session that is asked for each time', () => {
  createSockets(() => 'the session' as never)('wss://api.example.com/hub', { authorization: 'Bearer x' });
  expect(electron.net.WebSocket).toHaveBeenCalledWith('wss://api.example.com/hub', {
    headers: { authorization: 'Bearer x' },
    session: 'the session',
  });
});

describe('the proxy', () => {
  let told: PromiseWithResolvers<void>;
  let session: { [name in 'forceReloadProxyConfig' | 'fetch' | 'resolveProxy']: ReturnType<typeof vi.fn> };
  const maxSession = () => session as unknown as Session;
  const url = 'https://api.example.com/units';

  beforeEach(() => {
    vi.useFakeTimers();
    told = Promise.withResolvers<void>();
    session = {
      forceReloadProxyConfig: vi.fn(() => told.promise),
      fetch: vi.fn(async () => new Response('fine')),
      resolveProxy: vi.fn(async () => 'PROXY proxy.example:3128; DIRECT'),
    };
  });
  afterEach(() => vi.useRealTimers());

  test('the first requests of a session wait until it knows its proxy (electron#26166); it is read once', async () => {
    const http = createHttp(fakeLog(), maxSession);
    const answers = [http(url, {}), http(url, {})];
    await vi.advanceTimersByTimeAsync(500);
    expect(session.fetch).not.toHaveBeenCalled();
    told.resolve();
    await Promise.all(answers);
    await http(url, {});
    expect(session.fetch).toHaveBeenCalledTimes(3);
    expect(session.forceReloadProxyConfig).toHaveBeenCalledTimes(1);
  });

  test('so does the check, which would name none', async () => {
    const address = createNetwork(maxSession).proxyFor(url);
    await vi.advanceTimersByTimeAsync(500);
    expect(session.resolveProxy).not.toHaveBeenCalled();
    told.resolve();
    await expect(address).resolves.toBe('proxy.example:3128');
  });

  test.each<[string, () => void]>([
    ['never says so', () => undefined],
    ['cannot', () => told.reject(new Error('no'))],
  ])('a session that %s is used all the same', async (_what, act) => {
    const answer = createHttp(fakeLog(), maxSession)(url, {});
    act();
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(answer).resolves.toMatchObject({ status: 200 });
  });
});
