/** A kept connection that another program may have written or changed is asked about, before anything of it is used. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Connection } from '../../../../electron/core/connection/connection-file.ts';
import { apiId, identityId } from '../../../../electron/core/connection/connection-ids.ts';
import { createAgreements } from '../../../../electron/core/connections/agreements.ts';
import { createConsent } from '../../../../electron/core/connections/consent.ts';
import { createKeptConsent } from '../../../../electron/core/connections/kept-consent.ts';
import type { Question } from '../../../../electron/core/desk/desk-ports.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { createSealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import { connectionWith } from '../../../fakes/connection.ts';
import { fakeKeyValue, fakeLog, fakeVault } from '../../../fakes/ports.ts';

let keyValue: ReturnType<typeof fakeKeyValue>;
let vault: ReturnType<typeof fakeVault>;
let asked: Question[];
let answer: boolean;
let exempt: boolean;
let painted: PromiseWithResolvers<void>;

beforeEach(() => {
  keyValue = fakeKeyValue();
  vault = fakeVault();
  asked = [];
  answer = true;
  exempt = false;
  painted = Promise.withResolvers();
  painted.resolve();
});

/** As a new start of the window would make it. */
function newStart() {
  const store = createSealedStore({ keyValue, vault, log: fakeLog(), onChange: () => undefined });
  const secrets = () => store;
  const agreements = createAgreements(secrets);
  const consent = createConsent({
    confirm: async (question) => {
      asked.push(question);
      return answer;
    },
    language: () => 'en',
    known: () => [sample],
  });
  const kept = createKeptConsent({
    agreements,
    consent,
    secrets,
    isExempt: () => exempt,
    painted: painted.promise,
  });
  return { agreements, kept, store };
}

const sample = connectionWith();
const choiceOf = (connection: Connection) => ({ connection, origin: null, simulated: false });
const signIn = (connection: Connection) => newStart().kept.assertAgreed(choiceOf(connection));
const takeUp = (connection: Connection) => newStart().kept.mayTakeUp(choiceOf(connection));

/** Somebody has agreed to the sample, and is signed in there. */
async function signedIn(): Promise<void> {
  await signIn(sample);
  await newStart().store.write(`tokens.${identityId(sample)}`, 'refresh-token');
  expect(asked).toHaveLength(1);
  asked = [];
}

describe('before somebody signs in', () => {
  test('it is asked once, in words that say why; what was agreed to is sealed', async () => {
    await signIn(sample);
    expect(asked[0]?.message).toBe('Go on using the connection “Sample”?');
    expect(asked[0]?.detail).toContain('another program may have changed the connection');
    expect(asked[0]?.detail).toContain('https://api.example.com/max');
    await signIn(sample);
    expect(asked).toHaveLength(1);
    expect([...keyValue.entries.keys()]).toContain('sealed.agreed-connections');
  });

  test.each<[string, Record<string, unknown>]>([
    ['name', { name: 'Another' }],
    ['path of the API', { 'api.baseUrl': 'https://api.example.com/evil' }],
    ['list of units', { 'api.unitsPath': '/other' }],
    ['hub', { 'api.hubUrl': 'https://api.example.com/hub' }],
    ['header of the key', { 'api.subscriptionKeyHeader': 'X-Key' }],
    ['client', { 'identity.clientId': 'another' }],
    ['scope', { 'identity.scopes': ['another'] }],
    ['port of the listener', { 'identity.redirectPorts': [8400] }],
    ['user flow', { 'identity.signInPolicy': 'B2C_1_Other' }],
  ])('one whose %s was changed on the disk is asked about again', async (_what, changes) => {
    await signIn(sample);
    await signIn(connectionWith(changes));
    expect(asked).toHaveLength(2);
  });

  test('how it was before a change that somebody has agreed to is asked about again, too', async () => {
    const renamed = connectionWith({ name: 'Another' });
    await signIn(sample);
    await signIn(renamed);
    await signIn(sample);
    expect(asked).toHaveLength(3);
    const { agreements, kept } = newStart();
    agreements.note(renamed);
    await kept.assertAgreed(choiceOf(renamed));
    expect(asked).toHaveLength(3);
    await kept.assertAgreed(choiceOf(sample));
    expect(asked).toHaveLength(4);
  });

  test('a no is none for good, and nothing is kept of it', async () => {
    answer = false;
    await expect(signIn(sample)).rejects.toMatchObject({ code: 'cancelled' });
    answer = true;
    await signIn(sample);
    expect(asked).toHaveLength(2);
  });

  test('without a keyring the answer lasts for this run, and the next start asks again (R23)', async () => {
    vault.fault = 'no-keyring';
    const { kept } = newStart();
    await kept.assertAgreed(choiceOf(sample));
    await kept.assertAgreed(choiceOf(sample));
    expect(asked).toHaveLength(1);
    await signIn(sample);
    expect(asked).toHaveLength(2);
    expect(keyValue.entries.size).toBe(0);
  });

  test('an older copy of what was agreed to is asked about, not believed', async () => {
    const south = connectionWith({ name: 'South' });
    await signIn(south);
    await signIn(sample);
    const older = keyValue.entries.get('sealed.agreed-connections') ?? '';
    await newStart().agreements.remove(south);
    keyValue.entries.set('sealed.agreed-connections', older);
    await signIn(south);
    expect(asked).toHaveLength(3);
  });
});

describe('before a sign-in or a key that is kept is taken up', () => {
  test('nobody is asked about what was agreed to', async () => {
    await signedIn();
    expect(await takeUp(sample)).toBe(true);
    expect(asked).toEqual([]);
  });

  // The same identity and the same API for the entries' names.
  const changed = connectionWith({ 'api.unitsPath': '/other' });

  test('one that was changed on the disk is asked about; after a no nothing is taken up', async () => {
    await signedIn();
    expect(identityId(changed)).toBe(identityId(sample));
    answer = false;
    expect(await takeUp(changed)).toBe(false);
    answer = true;
    expect(await takeUp(changed)).toBe(true);
    expect(await takeUp(changed)).toBe(true);
    expect(asked).toHaveLength(2);
  });

  test('so is one of which only the key is kept', async () => {
    await newStart().store.write(`subscription-key.${apiId(sample)}`, 'key');
    answer = false;
    expect(await takeUp(sample)).toBe(false);
    expect(asked).toHaveLength(1);
  });

  test('nobody is asked, and no keyring, where nothing is kept (R24)', async () => {
    expect(await takeUp(sample)).toBe(true);
    expect({ asked: asked.length, keyring: vault.asked }).toEqual({ asked: 0, keyring: 0 });
  });

  test('nobody is asked while the keyring is locked: nothing is taken up either', async () => {
    await signedIn();
    vault.fault = 'locked';
    expect(await takeUp(changed)).toBe(true);
    expect(asked).toEqual([]);
  });

  test('nobody is asked before there is a window', async () => {
    await signedIn();
    painted = Promise.withResolvers();
    const answered = takeUp(changed);
    await expect(Promise.race([answered, Promise.resolve('waits')])).resolves.toBe('waits');
    expect(asked).toEqual([]);
    painted.resolve();
    expect(await answered).toBe(true);
    expect(asked).toHaveLength(1);
  });

  test('nobody is asked about the organisation’s, the simulator, and what the start has named', async () => {
    await signedIn();
    exempt = true;
    expect(await takeUp(changed)).toBe(true);
    await signIn(changed);
    expect(asked).toEqual([]);
  });

  test('a disk that refuses is for those who read next to report', async () => {
    await signedIn();
    keyValue.get = () => {
      throw new AppError('storage', 'sealed/tokens.entry cannot be used (EIO).');
    };
    expect(await takeUp(sample)).toBe(true);
    expect(asked).toEqual([]);
  });
});
