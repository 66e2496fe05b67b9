import { expect, test } from 'vitest';
import { createAgentKey } from '../../../../electron/core/agent/agent-key.ts';
import { createSealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import { fakeKeyValue, fakeLog, fakeVault } from '../../../fakes/ports.ts';

test('the key of the agent outlives a start at which the keyring is locked: paired programs know it again', async () => {
  const disk = fakeKeyValue();
  const opened = (vault = fakeVault()) =>
    createSealedStore({
      keyValue: disk,
      vault,
      log: fakeLog(),
      onChange: () => undefined,
      onLost: () => undefined,
    });
  const first = opened();
  const { publicKey } = await createAgentKey(() => first)();
  const vault = fakeVault();
  vault.fault = 'locked';
  const locked = opened(vault);
  const key = createAgentKey(() => locked);
  const spare = await key();
  expect(spare.publicKey).not.toBe(publicKey);
  expect((await key()).publicKey).toBe(spare.publicKey);
  vault.fault = undefined;
  // The keyring is asked again when something is to be kept.
  await locked.write('another', 'x');
  expect((await key()).publicKey).toBe(publicKey);
});
