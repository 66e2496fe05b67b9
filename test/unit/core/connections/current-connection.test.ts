import { beforeEach, expect, test } from 'vitest';
import { parseConnection } from '../../../../electron/core/connection/connection-file.ts';
import { connectionId } from '../../../../electron/core/connection/connection-ids.ts';
import { createShares } from '../../../../electron/core/connections/connection-shares.ts';
import { createCurrentConnection } from '../../../../electron/core/connections/current-connection.ts';
import { createMemoryStore } from '../../../../electron/core/storage/memory-store.ts';
import type { ConnectionChoice, Workplace } from '../../../../electron/core/workplace.ts';
import { fileWith } from '../../../fakes/connection.ts';
import { fakeLog } from '../../../fakes/ports.ts';

let steps: string[];
let keys: (string | undefined)[];
beforeEach(() => {
  steps = [];
  keys = [];
});

const choiceOf = (name: string, parts: Partial<ConnectionChoice> = {}): ConnectionChoice => ({
  connection: parseConnection(fileWith({ name, 'identity.clientId': name }), 'test'),
  origin: null,
  simulated: false,
  ...parts,
});

function newCurrent() {
  return createCurrentConnection(({ connection: { name }, subscriptionKey }) => {
    steps.push(`${name} opened`);
    keys.push(subscriptionKey);
    const close = async () => void steps.push(`${name} closed`);
    return { id: name, close } as Partial<Workplace> as Workplace;
  });
}

test('is one at a time: the one before is closed first', () => {
  const current = newCurrent();
  expect([current.choice(), current.workplace(), current.is('North')]).toEqual([undefined, undefined, false]);
  current.take(choiceOf('North'));
  current.take(choiceOf('South'));
  expect(steps).toEqual(['North opened', 'North closed', 'South opened']);
  expect([current.is('North'), current.is('South')]).toEqual([false, true]);
  current.leave();
  expect(steps.at(-1)).toBe('South closed');
  expect(current.workplace()).toBeUndefined();
});

test('a key that was given at start comes back with its connection, until it is removed', () => {
  const current = newCurrent();
  const north = choiceOf('North', { subscriptionKey: 'given' });
  current.take(north);
  current.take(choiceOf('South'));
  current.take(choiceOf('North'));
  expect(keys).toEqual(['given', undefined, 'given']);
  current.removeGivenKey(connectionId(north.connection));
  current.take(choiceOf('North'));
  expect(keys.at(-1)).toBeUndefined();
});

test('what is simulated has a store of its own, the others share the one of secrets, and identities are shared', () => {
  const secrets = createMemoryStore('no-keyring');
  let asked = 0;
  const sharedBy = createShares(
    () => {
      asked += 1;
      return secrets;
    },
    undefined,
    fakeLog(),
  );
  const simulated = sharedBy(choiceOf('North', { simulated: true }));
  expect([asked, simulated.store.persistence()]).toEqual([0, { kind: 'memory', reason: 'simulated' }]);
  const [north, again, south] = [choiceOf('North'), choiceOf('North'), choiceOf('South')].map(sharedBy);
  expect(north?.store).toBe(secrets);
  expect(south?.store).toBe(secrets);
  expect(north?.identity).toBe(again?.identity);
  expect(north?.identity).not.toBe(south?.identity);
});
