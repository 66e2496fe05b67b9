import type { PublicClientApplication, TokenCacheContext } from '@azure/msal-node';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTokenCache, type TokenCache } from '../../../../../electron/core/auth/msal/token-cache.ts';
import { createMemoryStore } from '../../../../../electron/core/storage/memory-store.ts';
import type { SealedStore } from '../../../../../electron/core/storage/sealed-store.ts';
import { applicationWith, cacheOf } from '../../../../fakes/msal-cache.ts';
import { fakeLog } from '../../../../fakes/ports.ts';

const name = 'tokens.test';
let store: SealedStore;

beforeEach(() => {
  store = createMemoryStore('no-keyring');
});

function applicationOn(cache: TokenCache): PublicClientApplication {
  const { plugin, attach } = cache.createPlugin();
  const application = applicationWith(plugin);
  attach(application);
  return application;
}

const newCache = (log = fakeLog()) => createTokenCache(store, name, log);
async function idsIn(section: string): Promise<string[]> {
  const json = JSON.parse((await store.read(name)) ?? '{}') as Record<string, Record<string, object>>;
  return Object.values(json[section] ?? {}).map((entry) =>
    String((entry as { home_account_id: string }).home_account_id),
  );
}

describe('removing an account', () => {
  test('takes all its tokens and leaves the others', async () => {
    await store.write(name, cacheOf('alice.t', 'bob.t'));
    await newCache().removeAccount('alice.t');
    for (const section of ['Account', 'IdToken', 'AccessToken', 'RefreshToken'])
      expect(await idsIn(section)).toEqual(['bob.t']);
    expect(JSON.parse((await store.read(name)) ?? '').AppMetadata).not.toEqual({});
  });

  test('loses nothing that is written for another one meanwhile (R20)', async () => {
    await store.write(name, cacheOf('alice.t', 'bob.t'));
    const old = Promise.withResolvers<void>();
    const slow: SealedStore = {
      ...store,
      async read(entry) {
        const text = await store.read(entry);
        await old.promise;
        return text;
      },
    };
    const cache = createTokenCache(slow, name, fakeLog());
    const removed = cache.removeFromDisk('alice.t');
    const { plugin } = cache.createPlugin();
    const renewed = cacheOf('alice.t', 'bob.t', 'carol.t');
    const context = { cacheHasChanged: true, tokenCache: { serialize: () => renewed } };
    const kept = plugin.afterCacheAccess(context as unknown as TokenCacheContext);
    old.resolve();
    await Promise.all([removed, kept]);
    expect(await idsIn('RefreshToken')).toContain('carol.t');
  });

  test('removes the whole entry with the last one', async () => {
    await store.write(name, cacheOf('alice.t'));
    await newCache().removeAccount('alice.t');
    expect(await store.read(name)).toBeUndefined();
  });

  test('changes nothing for one that is not there', async () => {
    const before = cacheOf('alice.t');
    await store.write(name, before);
    await newCache().removeAccount('carol.t');
    expect(await idsIn('Account')).toEqual(['alice.t']);
    expect(await idsIn('RefreshToken')).toEqual(['alice.t']);
  });

  test('takes it out of MSAL’s memory too', async () => {
    await store.write(name, cacheOf('alice.t'));
    const cache = newCache();
    const application = applicationOn(cache);
    expect(await application.getAllAccounts()).toHaveLength(1);
    await cache.removeAccount('alice.t');
    expect(application.getTokenCache().serialize()).not.toContain('alice');
  });
});

describe('MSAL on this cache', () => {
  test.each([
    '',
    '{',
    '{"Account":',
    'null',
    '[]',
    '"text"',
    '{"Account":[]}',
    '{"Account":null}',
    '{"Account":{"a":7}}',
  ])('begins anew after the content %j, and says so', async (content) => {
    await store.write(name, content);
    const log = fakeLog();
    const cache = newCache(log);
    const application = applicationOn(cache);
    expect(await application.getAllAccounts()).toEqual([]);
    expect(await store.read(name)).toBeUndefined();
    expect(log.lines.join()).toContain('started anew');
  });

  test('is shared by two applications, of which each clears its own memory', async () => {
    await store.write(name, cacheOf('alice.t', 'bob.t'));
    const cache = newCache();
    const [older, newer] = [applicationOn(cache), applicationOn(cache)];
    expect(await older.getAllAccounts()).toHaveLength(2);
    await cache.removeAccount('alice.t');
    expect(await older.getAllAccounts()).toHaveLength(1);
    expect(await newer.getAllAccounts()).toHaveLength(1);
  });

  test('writes only what it has changed', async () => {
    const text = cacheOf('alice.t');
    await store.write(name, text);
    const cache = newCache();
    const application = applicationOn(cache);
    await application.getAllAccounts();
    expect(await store.read(name)).toBe(text);
  });
});

test('MSAL’s memory is filled anew only when something else is on disk, or in it', async () => {
  const [old, renewed, foreign] = [cacheOf('alice.t'), cacheOf('alice.t', 'bob.t'), cacheOf('bob.t')];
  await store.write(name, old);
  const cache = newCache();
  const { plugin, attach } = cache.createPlugin();
  const filled: string[] = [];
  attach({ clearCache: () => filled.push('cleared') });
  const context = {
    cacheHasChanged: false,
    tokenCache: { deserialize: (text: string) => filled.push(text), serialize: () => renewed },
  } as unknown as TokenCacheContext;
  const access = async (cacheHasChanged = false) => {
    filled.length = 0;
    await plugin.beforeCacheAccess(context);
    await plugin.afterCacheAccess({ ...context, cacheHasChanged } as TokenCacheContext);
    return filled;
  };
  expect(await access()).toEqual(['cleared', old]);
  expect(await access()).toEqual([]);
  expect(await access(true)).toEqual([]);
  expect(await access()).toEqual(['cleared', renewed]);
  await store.write(name, foreign);
  expect(await access()).toEqual(['cleared', foreign]);
  await store.remove(name);
  expect(await access()).toEqual(['cleared', '']);
  await store.write(name, foreign);
  await access();
  await cache.removeAccount('alice.t');
  expect((await access()).at(0)).toBe('cleared');
});
