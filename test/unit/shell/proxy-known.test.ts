import type { Session } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHttp } from '../../../electron/shell/http.ts';
import { createNetwork } from '../../../electron/shell/network.ts';
import { fakeLog } from '../../fakes/ports.ts';

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
