import { beforeEach, expect, test } from 'vitest';
import { createStoredAccounts, type StoredAccounts } from '../../../../electron/core/auth/stored-accounts.ts';
import { createMemoryStore } from '../../../../electron/core/storage/memory-store.ts';
import type { SealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import { connectionWith } from '../../../fakes/connection.ts';
import { fakeClock, fakeLog } from '../../../fakes/ports.ts';

const clock = fakeClock(1_800_000_000_000);
let store: SealedStore;
let accounts: StoredAccounts;

beforeEach(async () => {
  store = createMemoryStore('no-keyring');
  accounts = createStoredAccounts({
    connection: connectionWith(),
    identityId: 'id',
    store,
    clock,
    log: fakeLog(),
  });
  const Account = Object.fromEntries(['ann', 'bob'].map((id) => [id, { home_account_id: id, name: id }]));
  await store.write('tokens.id', JSON.stringify({ Account }));
  await store.write('metadata.id', '{}');
  await keep('daemon');
});

function keep(username: string): Promise<void> {
  const person = { id: username, name: username, email: null, employee: null };
  const token = { accessToken: 'x', issuedAt: 0, expiresAt: 1, scopes: [] };
  return accounts.technical(username).write({ username, person, token, refreshToken: undefined });
}
const ids = async () => (await accounts.all()).map(({ accountId, kind }) => `${kind} ${accountId}`);
const person = (accountId: string) => ({ accountId, kind: 'person' as const });
const technical = (accountId: string) => ({ accountId, kind: 'technical' as const });

test('people come first, then technical accounts, each of them once', async () => {
  await keep('DAEMON');
  await keep('other');
  expect(await ids()).toEqual(['person ann', 'person bob', 'technical DAEMON', 'technical other']);
  expect((await accounts.technical('Other').read())?.username).toBe('other');
});

test('whoever is removed is not the chosen one any more, and nobody takes over unasked (R28)', async () => {
  await accounts.choose('bob');
  await accounts.remove(person('ann'));
  expect(await accounts.chosen()).toBe('bob');
  await accounts.remove(person('BOB'));
  expect(await accounts.chosen()).toBeUndefined();
  expect(await ids()).toEqual(['technical daemon']);
});

test('with the last account everything else of the sign-in goes (R28)', async () => {
  await accounts.choose('gone long ago');
  for (const each of [technical('Daemon'), person('ann'), person('bob')]) await accounts.remove(each);
  for (const name of ['tokens', 'technical', 'current-account', 'metadata'])
    expect([name, await store.read(`${name}.id`)]).toEqual([name, undefined]);
});

test('a sign-out is noted until the next sign-in', async () => {
  expect(await accounts.hasSignedOut()).toBe(false);
  await accounts.noteSignOut();
  expect(await accounts.hasSignedOut()).toBe(true);
  await accounts.noteSignIn();
  expect(await accounts.hasSignedOut()).toBe(false);
});
