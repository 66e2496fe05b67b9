import { type ICachePlugin, PublicClientApplication } from '@azure/msal-node';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTokenCache, type TokenCache } from '../../../../electron/core/auth/token-cache.ts';
import { createMemoryStore, type SealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import { fakeLog } from '../../../fakes/ports.ts';

const name = 'tokens.test';
const host = 'login.example.com';
const metadata = {
  issuer: `https://${host}/v2.0/`,
  authorization_endpoint: `https://${host}/authorize`,
  token_endpoint: `https://${host}/token`,
  jwks_uri: `https://${host}/keys`,
};
const idToken = `e30.${Buffer.from('{"sub":"l"}').toString('base64url')}.c2ln`;
let store: SealedStore;

beforeEach(() => {
  store = createMemoryStore('no-keyring');
});

/** MSAL's cache on disk with these accounts signed in; the ids as the provider wrote them. */
function cacheOf(...homeAccountIds: string[]): string {
  const section = (kind: string, fields: object) =>
    Object.fromEntries(
      homeAccountIds.map((id) => [
        `${id.toLowerCase()}-${host}-${kind}`,
        { home_account_id: id, environment: host, ...fields },
      ]),
    );
  return JSON.stringify({
    Account: section('tenant', {
      realm: 'tenant',
      local_account_id: 'l',
      username: '',
      authority_type: 'MSSTS',
    }),
    IdToken: section('idtoken', {
      credential_type: 'IdToken',
      client_id: 'c',
      realm: 'tenant',
      secret: idToken,
    }),
    AccessToken: section('accesstoken', { credential_type: 'AccessToken', client_id: 'c', secret: 's' }),
    RefreshToken: section('refreshtoken', { credential_type: 'RefreshToken', client_id: 'c', secret: 's' }),
    AppMetadata: { [`appmetadata-${host}-c`]: { client_id: 'c', environment: host } },
  });
}

function applicationWith(cachePlugin: ICachePlugin): PublicClientApplication {
  return new PublicClientApplication({
    auth: {
      clientId: 'c',
      authority: `https://${host}/`,
      knownAuthorities: [host],
      authorityMetadata: JSON.stringify(metadata),
    },
    cache: { cachePlugin },
  });
}

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

  test('takes no account whose id only begins like its own', async () => {
    await store.write(name, cacheOf('bob', 'bob2', 'bo'));
    await newCache().removeAccount('bob');
    expect(await idsIn('Account')).toEqual(['bob2', 'bo']);
    expect(await idsIn('RefreshToken')).toEqual(['bob2', 'bo']);
  });

  test('works whatever the letter case of its id is', async () => {
    await store.write(name, cacheOf('ALICE.Tenant', 'bob.t'));
    await newCache().removeAccount('Alice.TENANT');
    expect(await idsIn('RefreshToken')).toEqual(['bob.t']);
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

  test('does not bring back an account that another process signed out', async () => {
    await store.write(name, cacheOf('alice.t', 'bob.t'));
    const cache = newCache();
    const application = applicationOn(cache);
    expect(await application.getAllAccounts()).toHaveLength(2);

    await newCache().removeAccount('alice.t');
    const left = await application.getAllAccounts();
    expect(left.map((account) => account.homeAccountId)).toEqual(['bob.t']);
    // Whatever MSAL writes from now on is without it as well.
    for (const account of left) await application.signOut({ account });
    expect((await store.read(name)) ?? '').not.toContain('alice');
  });

  test('would bring it back if its memory were not cleared: the reason for `attach`', async () => {
    await store.write(name, cacheOf('alice.t', 'bob.t'));
    const application = applicationWith(newCache().createPlugin().plugin);
    await application.getAllAccounts();
    await newCache().removeAccount('alice.t');
    expect(await application.getAllAccounts()).toHaveLength(2);
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
