/** An older copy of an entry, put back by somebody who can write to the folder, is noticed. */
import { beforeEach, describe, expect, test } from 'vitest';
import { seal } from '../../../../electron/core/storage/envelope.ts';
import { createSealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import {
  type FakeKeyValue,
  type FakeLog,
  type FakeVault,
  fakeKeyValue,
  fakeLog,
  fakeVault,
} from '../../../fakes/ports.ts';

let keyValue: FakeKeyValue;
let vault: FakeVault;
let log: FakeLog;
let lost: string[];

beforeEach(() => {
  keyValue = fakeKeyValue();
  vault = fakeVault();
  log = fakeLog();
  lost = [];
});

/** A store as a new process would make it: nothing shared but the disk and the vault. */
const newStore = (later?: (run: () => void) => void) =>
  createSealedStore({
    keyValue,
    vault,
    log,
    onChange: () => undefined,
    onLost: (names) => void lost.push(...names),
    ...(later ? { later } : {}),
  });

const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
const fileOf = (name: string) => keyValue.entries.get(`sealed.${name}`) ?? '';
const put = (name: string, text: string) => void keyValue.entries.set(`sealed.${name}`, text);
/** All files as they are now; the function makes them so again. */
function copied(): () => void {
  const before = [...keyValue.entries];
  return () => {
    keyValue.entries.clear();
    for (const [key, value] of before) keyValue.entries.set(key, value);
  };
}

/** One of each kind. */
const kinds = [
  'tokens.identity',
  'technical.identity',
  'current-account.identity',
  'subscription-key.api',
  'agreed-connections',
  'console.connection.account',
  'watched.connection.account',
  'units.connection',
  'proxy.office',
];

describe.each(kinds)('an older copy of %s', (name) => {
  test('is put aside and told of, not used; what else there is stays', async () => {
    const store = newStore();
    await store.write('metadata', 'm');
    await store.write(name, 'one');
    const older = fileOf(name);
    await store.write(name, 'two');
    await store.write(name, 'three');
    put(name, older);
    const next = newStore();
    expect(await next.read(name)).toBeUndefined();
    expect(lost).toEqual([name]);
    expect(keyValue.quarantined).toEqual([new Map([[`sealed.${name}`, older]])]);
    expect(log.lines.join()).toContain('an older copy is in its place');
    expect(await next.read('metadata')).toBe('m');
    expect(next.persistence()).toEqual({ kind: 'encrypted' });
    await next.write(name, 'new');
    put(name, older);
    expect(await newStore().read(name), 'also after the next one').toBeUndefined();
  });

  test('is noticed by a store that has read the latest, and by one that has written it', async () => {
    const writer = newStore();
    await writer.write(name, 'one');
    const older = fileOf(name);
    await writer.write(name, 'two');
    const latest = fileOf(name);
    const reader = newStore();
    for (const store of [reader, writer]) {
      put(name, latest);
      expect(await store.read(name)).toBe('two');
      put(name, older);
      expect(await store.read(name)).toBeUndefined();
    }
  });

  test('is noticed when the entry has been removed since', async () => {
    const store = newStore();
    await store.write(name, 'one');
    const before = fileOf(name);
    await store.remove(name);
    put(name, before);
    expect(await newStore().read(name)).toBeUndefined();
    expect(lost).toEqual([name]);
    await newStore().write(name, 'two');
    expect(await newStore().read(name)).toBe('two');
  });

  test('stays one when all is sealed with a new key', async () => {
    const store = newStore();
    await store.write(name, 'one');
    const older = fileOf(name);
    await store.write(name, 'two');
    put(name, older);
    await newStore().renewKey();
    expect(await newStore().read(name)).toBeUndefined();
  });
});

test('the counter is sealed: an older copy that says it is newer does not open', async () => {
  const store = newStore();
  await store.write('tokens', 'one');
  const older = fileOf('tokens');
  await store.write('tokens', 'two');
  expect(older).toMatch(/^v2\.1\./);
  for (const counter of ['2', '3', '999999999999999']) {
    put('tokens', older.replace(/^v2\.1\./, `v2.${counter}.`));
    expect(await newStore().read('tokens')).toBeUndefined();
    // What it says does not count either.
    await newStore().write('tokens', 'new');
    expect(fileOf('tokens')).toMatch(/^v2\.\d\./);
    expect(await newStore().read('tokens')).toBe('new');
  }
});

describe('the counters', () => {
  beforeEach(async () => {
    const store = newStore();
    for (const name of kinds) await store.write(name, 'one');
    await store.write('tokens.identity', 'two');
  });

  test.each<[string, () => void]>([
    ['have gone', () => keyValue.entries.delete('sealed.counters')],
    ['are cut off', () => put('counters', fileOf('counters').slice(0, -8))],
    ['are empty', () => put('counters', '')],
    ['are another entry', () => put('counters', fileOf('technical.identity'))],
  ])('that %s: all is put aside and told of, and no copy of it opens any more', async (_what, damage) => {
    const before = new Map(keyValue.entries);
    for (const act of [
      () => newStore().read('technical.identity'),
      () => newStore().write('metadata', 'm'),
    ]) {
      keyValue.entries.clear();
      for (const [key, value] of before) keyValue.entries.set(key, value);
      lost = [];
      damage();
      await act();
      expect(lost.sort()).toEqual([...kinds].sort());
      await newStore().write('tokens.identity', 'new');
      for (const [key, value] of before) if (key !== 'key') put(key.slice('sealed.'.length), value);
      expect(await newStore().read('technical.identity')).toBeUndefined();
    }
  });

  test('of an earlier moment, alone, take nothing away', async () => {
    const counters = fileOf('counters');
    await newStore().write('tokens.identity', 'three');
    put('counters', counters);
    const store = newStore();
    expect(await store.read('tokens.identity')).toBe('three');
    const three = fileOf('tokens.identity');
    await store.write('tokens.identity', 'four');
    put('tokens.identity', three);
    expect(await newStore().read('tokens.identity')).toBeUndefined();
  });

  test('and an entry of the same earlier moment cannot be told from the present: SECURITY.md says so', async () => {
    const [counters, tokens] = ['counters', 'tokens.identity'].map(fileOf);
    await newStore().write('tokens.identity', 'three');
    put('counters', counters ?? '');
    put('tokens.identity', tokens ?? '');
    expect(await newStore().read('tokens.identity')).toBe('two');
  });

  test('of a newer version are left alone, and so are the entries', async () => {
    put('counters', 'v3.bmV3ZXI=');
    const before = new Map(keyValue.entries);
    const store = newStore();
    expect(await store.read('tokens.identity')).toBeUndefined();
    await store.write('tokens.identity', 'mine');
    expect(await store.read('tokens.identity')).toBe('mine');
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'newer' });
    expect(keyValue.entries).toEqual(before);
    expect(lost).toEqual([]);
  });

  test('that the disk does not take leave the entry in memory, and come with the next write', async () => {
    const store = newStore();
    const { set } = keyValue;
    keyValue.set = (key, value) => {
      if (key === 'sealed.counters') throw full;
      set(key, value);
    };
    await store.write('tokens.identity', 'three');
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'failed' });
    expect(await store.read('tokens.identity')).toBe('three');
    expect(await newStore().read('tokens.identity')).toBe('three');
    const three = fileOf('tokens.identity');
    keyValue.set = set;
    await store.write('metadata', 'm');
    expect(store.persistence()).toEqual({ kind: 'encrypted' });
    put('tokens.identity', three);
    expect(await newStore().read('tokens.identity')).toBeUndefined();
  });

  test('are not asked the keyring for, where there is no entry (R24)', async () => {
    vault.asked = 0;
    expect(await newStore().read('nothing')).toBeUndefined();
    await newStore().remove('nothing');
    expect(newStore().has('nothing', 'tokens.identity')).toBe(true);
    expect(newStore().has('nothing')).toBe(false);
    expect(vault.asked).toBe(0);
  });
});

describe('killed at any step (R26)', () => {
  /** Does something, but the disk takes only so many changes; false once it took all. */
  async function killedAfter(steps: number, act: () => Promise<unknown>): Promise<boolean> {
    const { set, remove } = keyValue;
    let left = steps;
    let killed = false;
    const orKilled = () => {
      killed ||= left === 0;
      if (killed) throw full;
      left -= 1;
    };
    keyValue.set = (key, value) => {
      orKilled();
      set(key, value);
    };
    keyValue.remove = (key) => {
      orKilled();
      remove(key);
    };
    await act();
    Object.assign(keyValue, { set, remove });
    return killed;
  }

  test.each<[string, (store: ReturnType<typeof newStore>) => Promise<unknown>, (string | undefined)[]]>([
    ['a write', (store) => store.write('tokens', 'two'), ['one', 'two']],
    ['a removal', (store) => store.remove('tokens'), ['one', undefined]],
    ['a first write', (store) => store.write('other', 'first'), [undefined, 'first']],
  ])(
    'of %s there is the old state or the new one, and the next write counts on',
    async (what, act, states) => {
      const name = what === 'a first write' ? 'other' : 'tokens';
      await newStore().write('tokens', 'zero');
      await newStore().write('tokens', 'one');
      const restore = copied();
      const older = fileOf(name);
      let steps = 0;
      for (let killed = true; killed; steps += 1) {
        restore();
        const store = newStore();
        await store.read('tokens');
        killed = await killedAfter(steps, () => act(store));
        expect(states).toContain(await newStore().read(name));
        const between = fileOf(name);
        await newStore().write(name, 'next');
        expect(await newStore().read(name)).toBe('next');
        for (const copy of [older, between].filter(Boolean)) {
          put(name, copy);
          expect(await newStore().read(name), `after ${steps} steps`).toBeUndefined();
        }
      }
      // The entry, and the counters.
      expect(steps - 1).toBe(2);
      expect(new Set(lost)).toEqual(new Set(what === 'a first write' && steps < 2 ? [] : [name]));
    },
  );

  test('of the very first write nothing is lost, and the next one is kept', async () => {
    let steps = 0;
    for (let killed = true; killed; steps += 1) {
      keyValue.entries.clear();
      killed = await killedAfter(steps, () => newStore().write('tokens', 'one'));
      expect([undefined, 'one']).toContain(await newStore().read('tokens'));
      await newStore().write('tokens', 'two');
      expect(await newStore().read('tokens')).toBe('two');
    }
    // The key, no counters, the entry, its counter.
    expect(steps - 1).toBe(4);
    expect(lost).toEqual([]);
  });
});

test('a new key takes what was removed out of the counters, but lists: their key stays (R28)', async () => {
  const store = newStore();
  for (const name of ['tokens.identity', 'technical.identity', 'units.north']) await store.write(name, 'one');
  const list = fileOf('units.north');
  await store.remove('technical.identity');
  await store.remove('units.north');
  const long = fileOf('counters').length;
  await store.renewKey();
  expect(fileOf('counters').length).toBeLessThan(long);
  put('units.north', list);
  expect(await newStore().read('units.north')).toBeUndefined();
  expect(await newStore().read('tokens.identity')).toBe('one');
  const { length } = fileOf('counters');
  await newStore().write('technical.identity', 'anew');
  expect(fileOf('technical.identity')).toMatch(/^v2\.1\./);
  expect(fileOf('counters').length).toBeGreaterThan(length);
});

describe('what a former version has kept', () => {
  beforeEach(async () => {
    const key = new Uint8Array(32).fill(9);
    keyValue.entries.set('key', await vault.wrap(key));
    put('tokens', seal(key, 'tokens', 'former'));
    put('metadata', seal(key, 'metadata', 'm'));
  });

  test('opens, and is counted from the next write on', async () => {
    const former = fileOf('tokens');
    expect(await newStore().read('tokens')).toBe('former');
    await newStore().write('tokens', 'new');
    expect(await newStore().read('metadata')).toBe('m');
    put('tokens', former);
    expect(await newStore().read('tokens')).toBeUndefined();
    expect(lost).toEqual(['tokens']);
  });
});

describe('a process that is the only one to write', () => {
  test('writes the counters later, once for many entries; until then it knows them itself', async () => {
    const waiting: (() => void)[] = [];
    const store = newStore((run) => void waiting.push(run));
    await store.write('tokens', 'one');
    const older = fileOf('tokens');
    const counters = fileOf('counters');
    await store.write('tokens', 'two');
    await store.write('technical', 'x');
    expect(fileOf('counters')).toBe(counters);
    put('tokens', older);
    expect(await store.read('tokens')).toBeUndefined();
    await store.write('tokens', 'three');
    expect(await store.read('tokens')).toBe('three');
    await store.renewKey();
    for (const run of waiting) run();
    expect(waiting).toHaveLength(1);
    expect(fileOf('counters')).not.toBe(counters);
    const three = fileOf('tokens');
    await store.write('tokens', 'four');
    for (const run of waiting.slice(1)) run();
    put('tokens', three);
    expect(await newStore().read('tokens')).toBeUndefined();
  });

  test('and is killed before, leaves the new entry, which counts', async () => {
    await newStore().write('tokens', 'zero');
    const store = newStore(() => undefined);
    await store.write('tokens', 'one');
    await store.write('tokens', 'two');
    expect(await newStore().read('tokens')).toBe('two');
    await newStore().write('tokens', 'three');
    expect(fileOf('tokens')).toMatch(/^v2\.4\./);
  });

  test('goes on where the disk does not take them, and writes them with the next entry', async () => {
    const waiting: (() => void)[] = [];
    const store = newStore((run) => void waiting.push(run));
    await store.write('tokens', 'one');
    keyValue.refuse = full;
    for (const run of waiting.splice(0)) run();
    expect(log.lines.join()).toContain('the disk refused the counters');
    keyValue.refuse = undefined;
    expect(await store.read('tokens')).toBe('one');
    const one = fileOf('tokens');
    await store.write('tokens', 'two');
    for (const run of waiting) run();
    put('tokens', one);
    expect(await newStore().read('tokens')).toBeUndefined();
  });
});
