import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type ClientSourceParts,
  createClientSource,
} from '../../../../../electron/core/auth/msal/client-source.ts';
import type { MsalClientParts } from '../../../../../electron/core/auth/msal/msal-client.ts';
import { identityId } from '../../../../../electron/core/connection/connection-ids.ts';
import { identityEntries } from '../../../../../electron/core/connection/stored-entries.ts';
import { createMemoryStore } from '../../../../../electron/core/storage/memory-store.ts';
import type { SealedStore } from '../../../../../electron/core/storage/sealed-store.ts';
import { connectionWith } from '../../../../fakes/connection.ts';
import { type FakeClock, fakeClock, fakeLog } from '../../../../fakes/ports.ts';

// MSAL itself is not needed to see which metadata it would be given.
vi.mock('../../../../../electron/core/auth/msal/msal-client.ts', () => ({
  createMsalClient: ({ metadata }: MsalClientParts) => ({ metadata }),
}));

const host = 'https://login.example.com';
const described = (key: string) => ({
  issuer: `${host}/0b6e3c52/v2.0/`,
  authorization_endpoint: `${host}/tenant/b2c_1_signin/oauth2/v2.0/authorize`,
  token_endpoint: `${host}/tenant/b2c_1_signin/oauth2/v2.0/token`,
  jwks_uri: `${host}/tenant/b2c_1_signin/keys/${key}`,
});
const day = 24 * 60 * 60_000;
const connection = connectionWith();
const entry = identityEntries(identityId(connection)).metadata;

let clock: FakeClock;
let store: SealedStore;
let asked: number;
/** What the provider says now: a configuration, or that it cannot be reached. */
let provider: object | 'away';
beforeEach(() => {
  clock = fakeClock();
  store = createMemoryStore('no-keyring');
  asked = 0;
  provider = described('one');
});

/** As a new process would make it. */
const newSource = (given = connection) =>
  createClientSource({
    connection: given,
    store,
    clock,
    log: fakeLog(),
    http: async () => {
      asked += 1;
      if (provider === 'away') throw new TypeError('fetch failed');
      return Response.json(provider);
    },
  } as Partial<ClientSourceParts> as ClientSourceParts);
type Source = ReturnType<typeof newSource>;
const keyOf = async (source: Source) =>
  ((await source.online()) as unknown as { metadata: { jwks_uri: string } }).metadata.jwks_uri
    .split('/')
    .at(-1);
const kept = async () => JSON.parse((await store.read(entry)) ?? 'null') as unknown;

describe('the metadata of a provider', () => {
  test('is asked for once, however many wait for it', async () => {
    const source = newSource();
    expect(source.metadata()).toBeUndefined();
    expect(await Promise.all([keyOf(source), keyOf(source)])).toEqual(['one', 'one']);
    expect(await keyOf(source)).toBe('one');
    expect(asked).toBe(1);
    expect(source.metadata()).toEqual(described('one'));
  });

  test('that could not be had is asked for again: else nobody could sign in until the next start', async () => {
    const source = newSource();
    provider = 'away';
    await expect(source.online()).rejects.toMatchObject({ code: 'offline' });
    provider = described('one');
    expect(await keyOf(source)).toBe('one');
    expect(asked).toBe(2);
  });

  test('is kept only when it is said to, and then serves the next start without a request', async () => {
    const source = newSource();
    await source.remember();
    await source.online();
    expect(await kept()).toBeNull();
    await source.remember();
    expect(await kept()).toEqual({ metadata: described('one'), fetchedAt: clock.now() });
    provider = 'away';
    const next = newSource();
    await next.recall();
    expect(next.metadata()).toEqual(described('one'));
    expect(await keyOf(next)).toBe('one');
    expect(asked).toBe(1);
  });

  test('is not written again when nothing was asked', async () => {
    const source = newSource();
    await source.online();
    await source.remember();
    await store.remove(entry);
    await source.remember();
    expect(await kept()).toBeNull();
  });

  test.each([
    ['no JSON', '{'],
    ['no metadata', '{"metadata":{}}'],
    [
      'those of another host',
      JSON.stringify({ metadata: { ...described('x'), issuer: 'https://evil.example.org/' }, fetchedAt: 0 }),
    ],
  ])('that was kept and is %s is removed, and asked for', async (_what, text) => {
    await store.write(entry, text);
    const source = newSource();
    expect(await keyOf(source)).toBe('one');
    expect(await kept()).toBeNull();
  });

  test('in the connection file is never asked for, nor looked up', async () => {
    await store.write(entry, JSON.stringify({ metadata: described('kept'), fetchedAt: 0 }));
    const source = newSource(connectionWith({ 'identity.authorityMetadata': described('file') }));
    expect(await keyOf(source)).toBe('file');
    clock.move(10 * day);
    expect(await keyOf(source)).toBe('file');
    expect(asked).toBe(0);
  });
});

describe('metadata that is a day old', () => {
  async function old(): Promise<Source> {
    const source = newSource();
    await source.online();
    await source.remember();
    provider = described('two');
    return source;
  }

  test.each([day + 1, -day - 1])('serves once more while it is asked for anew (after %d ms)', async (ms) => {
    const source = await old();
    clock.move(ms);
    expect(await keyOf(source)).toBe('one');
    await expect.poll(() => keyOf(source)).toBe('two');
    await expect.poll(kept).toEqual({ metadata: described('two'), fetchedAt: clock.now() });
    expect(asked).toBe(2);
  });

  test('is not asked for before that', async () => {
    const source = await old();
    clock.move(day);
    expect(await keyOf(source)).toBe('one');
    expect(asked).toBe(1);
  });

  test('stays in use when the provider is away, which is not asked at every renewal', async () => {
    const source = await old();
    provider = 'away';
    clock.move(2 * day);
    for (let renewals = 0; renewals < 3; renewals += 1) expect(await keyOf(source)).toBe('one');
    await expect.poll(() => asked).toBe(2);
    expect(await keyOf(source)).toBe('one');
    expect(asked).toBe(2);
  });
});
