import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createGrants } from '../../../../electron/core/agent/grants.ts';
import type { AgentGrant } from '../../../../electron/core/agent/kept-grants.ts';
import { createSealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import { type FakeClock, fakeClock, fakeKeyValue, fakeLog, fakeVault } from '../../../fakes/ports.ts';

let clock: FakeClock;
let disk: ReturnType<typeof fakeKeyValue>;
let onChange: ReturnType<typeof vi.fn<() => void>>;
beforeEach(() => {
  clock = fakeClock();
  disk = fakeKeyValue();
  onChange = vi.fn();
});

const opened = () =>
  createSealedStore({
    keyValue: disk,
    vault: fakeVault(),
    log: fakeLog(),
    onChange: () => undefined,
    onLost: () => undefined,
  });
function grants() {
  const store = opened();
  return createGrants({ store: () => store, clock, onChange });
}
const grant = (changes: Partial<AgentGrant> = {}): AgentGrant => ({
  id: 'one',
  publicKey: 'P',
  name: 'Report',
  path: '/opt/report',
  connectionId: 'c',
  identityId: 'i',
  connection: 'MAX',
  accountId: 'a',
  account: 'sam',
  right: 'token',
  term: 'until-withdrawn',
  until: null,
  pairedAt: 1,
  lastUsed: null,
  simulated: false,
  ...changes,
});

test('the next start knows them, and those that have ended', async () => {
  const first = grants();
  await first.add(grant());
  await first.add(grant({ id: 'two', publicKey: 'Q' }));
  await first.end(({ id }) => id === 'one', 'withdrawn');
  const second = grants();
  await second.load();
  expect(second.programs().map(({ id }) => id)).toEqual(['two']);
  expect(await second.find('Q')).toEqual(grant({ id: 'two', publicKey: 'Q' }));
  await expect(second.find('P')).rejects.toMatchObject({ code: 'agent-withdrawn' });
  await expect(second.find('R')).rejects.toMatchObject({ code: 'agent-refused' });
});

test('what a locked keyring hides is neither forgotten nor overwritten, and there once it opens', async () => {
  await grants().add(grant());
  const vault = fakeVault();
  vault.fault = 'locked';
  const store = createSealedStore({
    keyValue: disk,
    vault,
    log: fakeLog(),
    onChange: () => undefined,
    onLost: () => undefined,
  });
  const next = createGrants({ store: () => store, clock, onChange });
  await expect(next.find('P')).rejects.toMatchObject({ code: 'agent-refused' });
  await next.add(grant({ id: 'two', publicKey: 'Q' }));
  vault.fault = undefined;
  // The keyring is asked again when something is to be kept.
  await store.write('another', 'x');
  expect(await next.find('P')).toEqual(grant());
  const third = grants();
  await third.load();
  expect(third.programs().map(({ id }) => id)).toEqual(['two', 'one']);
});

test('a program that is paired anew loses what was under way by its former grant', async () => {
  const known = grants();
  await known.add(grant());
  const ending = known.ending(grant());
  await known.add(grant({ id: 'two', right: 'calls' }));
  expect(ending.reason).toMatchObject({ code: 'agent-withdrawn' });
  expect(known.ending(grant({ id: 'two' })).aborted).toBe(false);
});

test('the page sees no key and no id of an account, the latest program first', async () => {
  const all = grants();
  await all.add(grant());
  await all.add(grant({ id: 'two', publicKey: 'Q' }));
  const [latest, ...others] = all.programs();
  expect(others.map(({ id }) => id)).toEqual(['one']);
  expect(Object.keys(latest ?? {}).sort()).toEqual(
    ['account', 'connection', 'id', 'lastUsed', 'name', 'pairedAt', 'path', 'right', 'term', 'until'].sort(),
  );
});

test('one of the simulator is not kept', async () => {
  const first = grants();
  await first.add(grant({ simulated: true }));
  expect(first.programs()).toHaveLength(1);
  const second = grants();
  await second.load();
  expect(second.programs()).toEqual([]);
});

test('eight hours are over after eight hours, and what is under way is not waited for', async () => {
  const all = grants();
  await all.add(grant({ term: 'eight-hours', until: clock.now() + 1_000 }));
  const ending = all.ending(await all.find('P'));
  clock.move(999);
  expect(await all.find('P')).toBeDefined();
  clock.move(1);
  expect(all.programs()).toEqual([]);
  await expect(all.find('P')).rejects.toThrow('has ended after eight hours');
  expect(ending.aborted).toBe(true);
});

test.each([
  ['withdrawn', 'was withdrawn'],
  ['signed-out', 'has signed out'],
  ['used', 'it was used'],
] as const)('what ends because it was %s ends what is under way, and says so', async (why, text) => {
  const all = grants();
  await all.add(grant());
  const ending = all.ending(grant());
  await all.end(() => true, why);
  expect(ending.reason).toMatchObject({ code: 'agent-withdrawn', message: expect.stringContaining(text) });
  expect(all.ending(grant()).aborted).toBe(true);
  await expect(all.find('P')).rejects.toThrow(text);
});

test('a key has one grant: the last one, also after it was taken back', async () => {
  const all = grants();
  await all.add(grant());
  await all.add(grant({ id: 'two', right: 'calls' }));
  expect(all.programs()).toHaveLength(1);
  await all.end(() => true, 'withdrawn');
  await all.add(grant({ id: 'three' }));
  expect((await all.find('P')).id).toBe('three');
});

test('a use is noted at once for the program, and written and shown once a minute', async () => {
  const all = grants();
  await all.add(grant());
  onChange.mockClear();
  all.noteUse(grant());
  const first = clock.now();
  clock.move(59_999);
  all.noteUse(grant());
  expect(onChange).toHaveBeenCalledTimes(1);
  expect(all.programs()[0]?.lastUsed).toBe(first + 59_999);
  clock.move(1);
  all.noteUse(grant());
  expect(onChange).toHaveBeenCalledTimes(2);
});

describe('what is kept', () => {
  test('and is another version’s stays until it is overwritten', async () => {
    await opened().write('agent-grants', '{"grants":"other"}');
    const all = grants();
    await all.load();
    expect(all.programs()).toEqual([]);
    expect(await opened().read('agent-grants')).toBe('{"grants":"other"}');
    await all.add(grant());
    expect(disk.quarantined).toHaveLength(1);
  });

  test('does not grow without end', async () => {
    const all = grants();
    for (let count = 0; count < 205; count++) {
      await all.add(grant({ publicKey: `P${count}` }));
      await all.end(() => true, 'withdrawn');
    }
    await expect(all.find('P4')).rejects.toMatchObject({ code: 'agent-refused' });
    await expect(all.find('P5')).rejects.toMatchObject({ code: 'agent-withdrawn' });
  });

  test('is not asked for, nor is the keyring, where nothing was granted (R24)', async () => {
    const vault = fakeVault();
    const store = createSealedStore({
      keyValue: disk,
      vault,
      log: fakeLog(),
      onChange: () => undefined,
      onLost: () => undefined,
    });
    const all = createGrants({ store: () => store, clock, onChange });
    await all.load();
    expect(vault.asked).toBe(0);
  });
});
