import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Accounts,
  createAccounts,
  type SignedInAccount,
} from '../../../../electron/core/auth/accounts.ts';
import { createMemoryStore } from '../../../../electron/core/storage/memory-store.ts';
import type { SealedStore } from '../../../../electron/core/storage/sealed-store.ts';

let store: SealedStore;
let disk: SignedInAccount[];
let removed: string[];

beforeEach(() => {
  store = createMemoryStore('no-keyring');
  disk = [];
  removed = [];
});

const account = (accountId: string): SignedInAccount => ({
  accountId,
  person: { id: accountId, name: accountId, email: null, employee: null },
});
const newAccounts = () =>
  createAccounts({
    stored: {
      chosen: () => store.read('current'),
      choose: (accountId) =>
        accountId === undefined ? store.remove('current') : store.write('current', accountId),
    },
    removeTokens: async (accountId) => void removed.push(accountId),
  });
const ids = (accounts: Accounts) => accounts.all().map(({ accountId }) => accountId);

describe('the accounts of a connection', () => {
  test('of the last run are there again, with the one that was the current one', async () => {
    disk = [account('bob'), account('bob2'), account('Ann')];
    await newAccounts().choose(account('Ann'));
    const accounts = newAccounts();
    await accounts.restore(disk);
    expect(ids(accounts)).toEqual(['bob', 'bob2', 'Ann']);
    expect(accounts.current()?.accountId).toBe('Ann');
  });

  test('without a note of the current one begin with the first', async () => {
    disk = [account('bob'), account('Ann')];
    const accounts = newAccounts();
    await accounts.restore(disk);
    expect(accounts.current()?.accountId).toBe('bob');
  });

  test('whose current one has gone from disk have none: nobody takes over unasked', async () => {
    disk = [account('bob')];
    await newAccounts().choose(account('bob2'));
    const accounts = newAccounts();
    await accounts.restore(disk);
    expect(accounts.current()).toBeUndefined();
    expect(ids(accounts)).toEqual(['bob']);
  });

  test('that are on disk do not push somebody aside who was quick to sign in', async () => {
    disk = [account('bob'), account('ANN')];
    const accounts = newAccounts();
    accounts.keep(account('ann'));
    await accounts.choose(account('ann'));
    await accounts.restore(disk);
    expect(ids(accounts)).toEqual(['bob', 'ann']);
    expect(accounts.current()?.accountId).toBe('ann');
  });

  test('are known by their whole id, whatever its capitals', async () => {
    const accounts = newAccounts();
    for (const id of ['bob', 'bob2', 'Ann']) accounts.keep(account(id));
    await accounts.choose(account('bob2'));
    expect(accounts.find('BOB')?.accountId).toBe('bob');
    expect(accounts.find('bo')).toBeUndefined();
    expect(accounts.find('')).toBeUndefined();
    await accounts.remove('ann');
    await accounts.remove('Bob');
    expect(ids(accounts)).toEqual(['bob2']);
    expect(accounts.current()?.accountId).toBe('bob2');
    expect(removed).toEqual(['ann', 'Bob']);
  });

  test('keep their place when more is known of one of them', async () => {
    const accounts = newAccounts();
    accounts.keep(account('bob'));
    accounts.keep(account('ann'));
    await accounts.choose(account('bob'));
    const newer = { ...account('bob'), person: { ...account('bob').person, name: 'Bob' } };
    accounts.keep(newer);
    expect(accounts.all()).toEqual([newer, account('ann')]);
    expect(accounts.current()).toBe(newer);
  });

  test('forget who was the current one when nobody is any more (R28)', async () => {
    const accounts = newAccounts();
    await accounts.choose(account('bob'));
    await accounts.choose(undefined);
    expect(await store.read('current')).toBeUndefined();
  });

  test('of which one is removed know that at once, before the disk has followed', () => {
    const accounts = newAccounts();
    accounts.keep(account('bob'));
    void accounts.choose(account('bob'));
    void accounts.remove('bob');
    expect(accounts.all()).toEqual([]);
    expect(accounts.current()).toBeUndefined();
  });
});
