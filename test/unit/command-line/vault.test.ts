import { beforeEach, expect, test } from 'vitest';
import { createKeyVault } from '../../../electron/command-line/vault.ts';
import { AppError } from '../../../electron/core/errors.ts';
import { createSealedStore } from '../../../electron/core/storage/sealed-store.ts';
import { type FakeKeyValue, fakeKeyValue, fakeLog } from '../../fakes/ports.ts';

/** A keyring, as that of the system: each key has an entry of its own. */
let keyring: Map<string, Uint8Array>;
let keyValue: FakeKeyValue;
let count: number;
beforeEach(() => {
  keyring = new Map();
  keyValue = fakeKeyValue();
  count = 0;
});

function newVault(kind = 'keyring') {
  return createKeyVault({
    kind,
    async offer() {
      count += 1;
      const key = new Uint8Array(32).fill(count);
      keyring.set(`id${count}`, key);
      return { id: `id${count}`, key };
    },
    async find(id) {
      const key = keyring.get(id);
      if (!key) throw new AppError('storage', 'The keyring does not hold the key.');
      return key;
    },
    async remove(id) {
      if (!keyring.delete(id)) throw new Error('There is no such entry.');
    },
    probe: async () => undefined,
    elsewhere: () => new AppError('storage', 'It is elsewhere.'),
  });
}
const newStore = () =>
  createSealedStore({ keyValue, vault: newVault(), log: fakeLog(), onChange: () => undefined });

test('a sign-out leaves one key in the keyring, and a copy of the whole folder from before opens no more (R28)', async () => {
  const store = newStore();
  await store.write('tokens.a', 'of a');
  await store.write('tokens.b', 'of b');
  const copy = new Map(keyValue.entries);
  await store.remove('tokens.a');
  await store.renewKey();
  expect(keyring.size).toBe(1);
  expect(await newStore().read('tokens.b')).toBe('of b');
  for (const [key, value] of copy) keyValue.entries.set(key, value);
  expect(await newStore().read('tokens.a')).toBeUndefined();
});

test('what the keyring does not remove holds nobody up, and a key of another kind is left alone', async () => {
  const vault = newVault();
  const wrapped = await vault.wrap(new Uint8Array(32));
  await newVault('file').retire(wrapped);
  expect(keyring.size).toBe(1);
  keyring.clear();
  await expect(vault.retire(wrapped)).resolves.toBeUndefined();
});
