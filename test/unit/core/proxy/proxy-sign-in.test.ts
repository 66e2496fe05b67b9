import { beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../../electron/core/ports.ts';
import { createProxySignIn } from '../../../../electron/core/proxy/proxy-sign-in.ts';
import { createSealedStore, type SealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import { directNetwork, openSocket } from '../../../fakes/network.ts';
import { type FakeKeyValue, fakeKeyValue, fakeLog, fakeVault } from '../../../fakes/ports.ts';
import { type ProxiedNetwork, proxiedNetwork, tunnelFailed } from '../../../fakes/proxied-network.ts';

const right = { user: 'sam', password: 'Pr0xy-pässword' };
const url = 'https://api.example.com/units';
const elsewhere = 'https://id.example.com/token';
const init: RequestInit = { method: 'POST', body: 'once' };

let network: ProxiedNetwork;
/** What has reached a service. */
let reached: string[];
let disk: FakeKeyValue;
let log: ReturnType<typeof fakeLog>;
let onOpened: ReturnType<typeof vi.fn<() => void>>;
let onChange: ReturnType<typeof vi.fn<() => void>>;

beforeEach(() => {
  reached = [];
  network = proxiedNetwork(right.password, async (asked, { body }) => {
    reached.push(`${asked} ${String(body)}`);
    return new Response('fine');
  });
  disk = fakeKeyValue();
  log = fakeLog();
  onOpened = vi.fn<() => void>();
  onChange = vi.fn<() => void>();
});

const vault = fakeVault();

/** The app as a new process begins: with what is on disk, and an empty cache. */
function begin() {
  let store: SealedStore | undefined;
  network.hasTaken = false;
  const { http, door: proxyDoor } = network;
  const unused = () => Promise.reject(new Error('not used here'));
  const { ways, calls, state, reconsider } = createProxySignIn(
    {
      ways: { http, proxyDoor, network: directNetwork, browser: unused, sockets: openSocket },
      run: { version: '1.2.3', systemLanguages: [], regionalLocale: 'en', clock: systemClock, log },
    },
    {
      store() {
        store ??= createSealedStore({ keyValue: disk, vault, log, onChange: () => undefined });
        return store;
      },
      onChange,
      onOpened,
    },
  );
  return {
    http: ways.http,
    isSignedIn: async (to: string, address: string) => ways.network.isSignedInToProxy?.(to, address),
    state: () => state().proxy,
    reconsider,
    answer: async (credentials: typeof right) => calls.answerProxy(credentials),
    decline: () => calls.declineProxy(undefined),
    askAgain: () => calls.askProxyAgain(undefined),
    forget: () => calls.forgetProxies(undefined),
  };
}

const refused = { code: 'proxy-sign-in', details: { proxy: 'proxy.example:3128' } };
const asking = { address: 'proxy.example:3128', phase: 'asking', rejected: false };

describe('a request that a proxy refuses', () => {
  test.each([
    ['without a connection', tunnelFailed],
    ['by 407', () => new Response('no', { status: 407 })],
  ])('%s names the proxy and asks a person, and does not wait for them', async (_how, refuses) => {
    network.refuses = refuses;
    const proxy = begin();
    await expect(proxy.http(url, init)).rejects.toMatchObject(refused);
    expect(proxy.state()).toEqual(asking);
    expect(network.given).toEqual([]);
  });

  test('for another reason fails as it did, and nobody is asked', async () => {
    const proxy = begin();
    network.door.knock = () => Promise.reject(new Error('net::ERR_TUNNEL_CONNECTION_FAILED'));
    await expect(proxy.http(url, init)).rejects.toThrow('net::ERR_TUNNEL_CONNECTION_FAILED');
    expect(proxy.state()).toBeNull();
  });

  test('is not knocked for when the network is away', async () => {
    network.refuses = () => {
      throw new Error('net::ERR_INTERNET_DISCONNECTED');
    };
    await expect(begin().http(url, init)).rejects.toThrow('net::ERR_INTERNET_DISCONNECTED');
    expect(network.knocks).toBe(0);
  });

  test('ends when it is aborted, however long the proxy takes', async () => {
    network.door.knock = () => new Promise(() => undefined);
    const controller = new AbortController();
    const ended = begin().http(url, { ...init, signal: controller.signal });
    controller.abort(new Error('cancelled'));
    await expect(ended).rejects.toThrow('cancelled');
  });
});

describe('a person’s answer', () => {
  test('that is right opens the way for all, says so, and is kept for the next start', async () => {
    const proxy = begin();
    await Promise.allSettled([proxy.http(url, init), proxy.http(elsewhere, init), proxy.http(url, init)]);
    expect(onChange).toHaveBeenCalledTimes(1);
    await proxy.answer(right);
    expect(onOpened).toHaveBeenCalledTimes(1);
    expect(proxy.state()).toEqual({ ...asking, phase: 'signed-in' });
    await Promise.all([proxy.http(url, init), proxy.http(elsewhere, init)]);

    const next = begin();
    network.given = [];
    await Promise.all([next.http(url, init), next.http(elsewhere, init), next.http(url, init)]);
    expect(network.given).toEqual([{ to: 'proxy.example:3128', password: right.password }]);
    expect(reached).toHaveLength(5);
    expect(next.state()).toMatchObject({ phase: 'signed-in' });
  });

  test('is on no disk and in no log in plain text (R23, R29)', async () => {
    const proxy = begin();
    await proxy.http(url, init).catch(() => undefined);
    await proxy.answer({ ...right, password: 'wrong-0ne' });
    await proxy.answer(right);
    const written = [...log.lines, ...disk.keys().flatMap((key) => [key, disk.get(key)])].join('\n');
    expect(disk.keys().join()).toContain('proxy.');
    for (const secret of [right.user, right.password, 'wrong-0ne']) expect(written).not.toContain(secret);
    expect(JSON.stringify(proxy.state())).not.toContain(right.password);
  });

  test('that is wrong is asked for again, and not kept', async () => {
    const proxy = begin();
    await proxy.http(url, init).catch(() => undefined);
    await proxy.answer({ ...right, password: 'wrong' });
    expect(proxy.state()).toEqual({ ...asking, rejected: true });
    expect(onOpened).not.toHaveBeenCalled();
    expect(disk.keys().join()).not.toContain('proxy.');
  });

  test('is never given to another proxy than the one that asked', async () => {
    const proxy = begin();
    await proxy.http(url, init).catch(() => undefined);
    network.challenge = { address: 'elsewhere.example:8080', realm: 'Office' };
    await proxy.answer(right);
    expect(network.given).toEqual([]);
    expect(proxy.state()).toEqual({ address: 'elsewhere.example:8080', phase: 'asking', rejected: false });
    network.challenge = { address: 'elsewhere.example:8080', realm: 'Other' };
    await proxy.answer(right);
    expect(network.given).toEqual([]);
  });

  test('that cannot be tried says why, and the question stays', async () => {
    const proxy = begin();
    await proxy.http(url, init).catch(() => undefined);
    network.door.knock = () => Promise.reject(new Error('net::ERR_PROXY_CONNECTION_FAILED'));
    await expect(proxy.answer(right)).rejects.toMatchObject({ code: 'proxy-refused' });
    expect(proxy.state()).toEqual(asking);
  });

  test('that nobody has asked for is refused', async () => {
    await expect(begin().answer(right)).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('what is kept', () => {
  async function kept(): Promise<void> {
    const proxy = begin();
    await proxy.http(url, init).catch(() => undefined);
    await proxy.answer(right);
  }

  test('opens the way again without a question when Chromium has lost its cache', async () => {
    await kept();
    const proxy = begin();
    await proxy.http(url, init);
    network.hasTaken = false;
    await proxy.http(url, init);
    expect(proxy.state()).toMatchObject({ phase: 'signed-in' });
    expect(reached).toHaveLength(2);
  });

  test('is removed when the proxy does not take it any more, and a person is asked', async () => {
    await kept();
    network.password = 'changed';
    const proxy = begin();
    await expect(proxy.http(url, init)).rejects.toMatchObject(refused);
    expect(proxy.state()).toEqual({ ...asking, rejected: true });
    expect(disk.keys().join()).not.toContain('proxy.');
    await expect(proxy.http(url, init)).rejects.toMatchObject(refused);
    // A second time would count as another wrong password.
    expect(network.given.filter(({ password }) => password === right.password)).toHaveLength(2);
  });

  test('is forgotten on request, by Chromium too', async () => {
    await kept();
    const proxy = begin();
    await proxy.http(url, init);
    await proxy.forget();
    expect(proxy.state()).toBeNull();
    await expect(proxy.http(url, init)).rejects.toMatchObject(refused);
    await expect(begin().http(url, init)).rejects.toMatchObject(refused);
  });
});

describe('a person who declines', () => {
  async function declined(): Promise<ReturnType<typeof begin>> {
    const proxy = begin();
    await proxy.http(url, init).catch(() => undefined);
    proxy.decline();
    return proxy;
  }

  test('is not asked again by itself, and the text stays the same', async () => {
    const proxy = await declined();
    await expect(proxy.http(url, init)).rejects.toMatchObject(refused);
    expect(proxy.state()).toEqual({ ...asking, phase: 'declined' });
  });

  test('is asked again when they want to, or want something that needs it', async () => {
    const proxy = await declined();
    proxy.askAgain();
    expect(proxy.state()).toEqual(asking);
    proxy.decline();
    proxy.reconsider();
    await proxy.http(url, init).catch(() => undefined);
    expect(proxy.state()).toEqual(asking);
  });

  test('is asked by another proxy all the same', async () => {
    const proxy = await declined();
    network.challenge = { address: 'elsewhere.example:8080', realm: 'Office' };
    await proxy.http(url, init).catch(() => undefined);
    expect(proxy.state()).toEqual({ address: 'elsewhere.example:8080', phase: 'asking', rejected: false });
  });

  test('need not answer any more in a network without that proxy', async () => {
    const proxy = await declined();
    network.challenge = undefined;
    await proxy.http(url, init);
    expect(proxy.state()).toBeNull();
  });
});

describe('the check', () => {
  test('is told whether the way rests on a user name and a password, and asks for them', async () => {
    const proxy = begin();
    await expect(proxy.isSignedIn(url, 'proxy.example:3128')).rejects.toMatchObject(refused);
    expect(proxy.state()).toEqual(asking);
    await proxy.answer(right);
    expect(await proxy.isSignedIn(url, 'proxy.example:3128')).toBe(true);
    expect(await proxy.isSignedIn(url, 'other.example:3128')).toBe(false);
  });
});

test('an answer is refused while another one is being tried, and when nobody has asked', async () => {
  const proxy = begin();
  await expect(proxy.answer(right)).rejects.toMatchObject({ code: 'bad-request' });
  await expect(proxy.http(url, init)).rejects.toMatchObject(refused);
  const trying = proxy.answer(right);
  expect(proxy.state()).toMatchObject({ phase: 'trying' });
  await expect(proxy.answer(right)).rejects.toMatchObject({ code: 'bad-request' });
  await trying;
  expect(proxy.state()).toMatchObject({ phase: 'signed-in' });
});
