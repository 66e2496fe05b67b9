import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetAccount, forgetAll } from '../../../electron/command-line/sign-out.ts';
import { openStoredAccounts } from '../../../electron/command-line/stored-accounts.ts';
import { webhookJournal } from '../../../electron/command-line/webhook-journals.ts';
import { identityEntries } from '../../../electron/core/connection/stored-entries.ts';
import { chosenWith, type TestHome, testHome } from '../../fakes/command-line-home.ts';

const chosen = chosenWith();
const other = chosenWith({ name: 'Other', 'identity.clientId': '11111111-90ce-4a4f-8b0e-c6a1f7d35e28' });
let user: TestHome;
beforeEach(async () => {
  user = testHome();
  for (const { identityId } of [chosen, other]) {
    const { store } = user.open();
    const { tokens, currentAccount, metadata } = identityEntries(identityId);
    const Account = Object.fromEntries(
      ['ann', 'bob'].map((id) => [id, { home_account_id: id, name: id, username: `${id}@example.com` }]),
    );
    await store.write(tokens, JSON.stringify({ Account }));
    await store.write(currentAccount, 'ann');
    await store.write(metadata, '{}');
  }
});
afterEach(() => user.remove());

const stored = (of = chosen) => openStoredAccounts(user.context(), of);
const ids = async (of = chosen) => (await stored(of).all()).map(({ accountId }) => accountId);

describe('signing an account out', () => {
  test('makes the next sign-in ask who it is: the browser would sign the same person in again, unasked', async () => {
    expect(await stored().hasSignedOut()).toBe(false);
    await forgetAccount(user.context(), chosen);
    expect(await ids()).toEqual(['bob']);
    expect(await stored().hasSignedOut()).toBe(true);
    expect(await stored().chosen()).toBeUndefined();
    expect(user.told).toEqual(['Signed out ann of "Sample".']);
  });

  test('takes the one that is named', async () => {
    await forgetAccount(user.context(), chosen, 'bob');
    expect(await ids()).toEqual(['ann']);
    expect(await stored().chosen()).toBe('ann');
  });

  test('of another connection is none of this one', async () => {
    await forgetAccount(user.context(), chosen);
    expect(await ids(other)).toEqual(['ann', 'bob']);
    expect(await stored(other).hasSignedOut()).toBe(false);
  });

  test('that nobody has is refused', async () => {
    await expect(forgetAccount(user.context(), chosen, 'carl')).rejects.toMatchObject({
      code: 'sign-in-needed',
    });
    expect(await stored().hasSignedOut()).toBe(false);
  });

  test('fails when the disk did not do it', async () => {
    const context = user.context();
    const gone = user.open({ MAX_DESK_KEY_FILE: '/nowhere/key' });
    context.home = () => gone;
    await expect(forgetAccount(context, chosen)).rejects.toMatchObject({ code: 'storage' });
    expect(user.told).toEqual([]);
  });
});

describe('signing all accounts out', () => {
  test('of one connection leaves those of others, and the next sign-in asks who it is', async () => {
    await forgetAll(user.context(), chosen);
    expect([await ids(), await ids(other)]).toEqual([[], ['ann', 'bob']]);
    expect([await stored().hasSignedOut(), await stored(other).hasSignedOut()]).toEqual([true, false]);
    const keys = user.open().files.keys();
    expect(keys.filter((key) => key.startsWith('sealed.') && key.includes(chosen.identityId))).toEqual([]);
    expect(keys).toContain('key');
    expect(user.told).toEqual(['Nobody is signed in on "Sample" any more.']);
  });

  test('of the last connection with accounts leaves the kept subscription keys, which other connections need', async () => {
    await user.open().store.write('subscription-key.another', 'k1');
    await forgetAll(user.context(), other);
    await forgetAll(user.context(), chosen);
    expect(await user.open().store.read('subscription-key.another')).toBe('k1');
  });

  test('of the last connection takes the key of what is sealed along where nothing is kept any more (R28)', async () => {
    await forgetAll(user.context(), other);
    await forgetAll(user.context(), chosen);
    expect(user.open().files.keys()).not.toContain('key');
  });

  test('of all connections takes their key and what was put aside along, but leaves the connections (R28)', async () => {
    const { files } = user.open();
    files.set('connection.a', '{}');
    files.quarantine([`sealed.${identityEntries(chosen.identityId).tokens}`]);
    await forgetAll(user.context(), undefined);
    const left = files.keys().sort();
    const notes = [chosen, other].map(({ identityId }) => `signed-out.${identityId}`).sort();
    expect(left).toEqual(['connection.a', ...notes]);
    expect(readdirSync(path.join(user.folder, 'home')).filter((name) => name.includes('damaged'))).toEqual(
      [],
    );
    expect(user.told).toEqual(['Nobody is signed in any more.']);
  });
});

describe('what waits to be told by webhooks', () => {
  const journals = () => readdirSync(user.open().folder).filter((name) => name.endsWith('.journal'));
  const nameOf = ({ id }: { id: string }) => `webhooks-${id}.journal`;
  beforeEach(() => {
    for (const { id } of [chosen, other]) writeFileSync(webhookJournal(user.open().folder, id), 'U-1');
  });

  test('of a connection is gone with its account, that of others stays (R28)', async () => {
    await forgetAccount(user.context(), chosen, 'bob');
    expect(journals()).toEqual([nameOf(other)]);
  });

  test('is gone with all accounts, of one connection or of all (R28)', async () => {
    await forgetAll(user.context(), other);
    expect(journals()).toEqual([nameOf(chosen)]);
    await forgetAll(user.context(), undefined);
    expect(journals()).toEqual([]);
  });
});
