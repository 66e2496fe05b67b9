import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../electron/core/errors.ts';
import { newDataKey, open, seal } from '../../../../electron/core/storage/envelope.ts';
import { createMemoryStore } from '../../../../electron/core/storage/memory-store.ts';
import { createSealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import {
  type FakeKeyValue,
  type FakeLog,
  type FakeVault,
  fakeKeyValue,
  fakeLog,
  fakeVault,
} from '../../../fakes/ports.ts';
import { plainIn } from '../../../fakes/sealed-text.ts';

let keyValue: FakeKeyValue;
let vault: FakeVault;
let log: FakeLog;
let changes: number;
let lost: string[];
let foreign: number;

beforeEach(() => {
  keyValue = fakeKeyValue();
  vault = fakeVault();
  log = fakeLog();
  changes = 0;
  lost = [];
  foreign = 0;
});

/** A store as a new process would make it: nothing shared but the disk and the vault. */
const newStore = () =>
  createSealedStore({
    keyValue,
    vault,
    log,
    onChange: () => {
      changes += 1;
    },
    onLost: (names) => void lost.push(...names),
    onForeign: () => {
      foreign += 1;
    },
  });
const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

describe('what a newer version has written', () => {
  test('in a way of its own stays as it is; what is written in its place is in memory, and that is said', async () => {
    await newStore().write('other', 'text');
    keyValue.set('sealed.tokens', 'v3.bmV3ZXI=');
    const store = newStore();
    expect(await store.read('tokens')).toBeUndefined();
    expect({ foreign, lost }).toEqual({ foreign: 1, lost: [] });
    await store.write('tokens', 'mine');
    expect(await store.read('tokens')).toBe('mine');
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'newer' });
    expect(keyValue.get('sealed.tokens')).toBe('v3.bmV3ZXI=');
    expect(keyValue.quarantined).toEqual([]);
    await store.remove('tokens');
    expect(keyValue.get('sealed.tokens'), 'whoever wants it gone is heard').toBeUndefined();
  });

  test('and its key is another one: nothing is put aside, and nothing of it is written over', async () => {
    await newStore().write('tokens', 'text');
    vault.fault = 'newer';
    const before = new Map(keyValue.entries);
    const store = newStore();
    expect(await store.read('tokens')).toBeUndefined();
    await store.write('tokens', 'mine');
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'newer' });
    expect(keyValue.entries).toEqual(before);
    expect({ lost, isTold: foreign > 0 }).toEqual({ lost: [], isTold: true });
  });

  test('is in an entry that opens but says nothing: a copy is put aside once something takes its place', async () => {
    const store = newStore();
    await store.write('watched', '{"format":2}');
    const sealed = keyValue.get('sealed.watched');
    store.notUnderstood('watched');
    expect(foreign).toBe(1);
    expect(keyValue.get('sealed.watched')).toBe(sealed);
    await store.write('watched', '[]');
    await store.write('watched', '["a"]');
    expect(keyValue.quarantined).toEqual([new Map([['sealed.watched', sealed]])]);
  });
});

describe('an envelope', () => {
  const key = newDataKey();

  test.each(['', 'text', 'Grüße 🛗', 'x'.repeat(100_000)])('gives back what was sealed', (text) => {
    expect(open(key, 'tokens', seal(key, 'tokens', text))).toBe(text);
  });

  test('is another one each time, and shows nothing of its content', () => {
    const [first, second] = [seal(key, 'tokens', 'refresh-token'), seal(key, 'tokens', 'refresh-token')];
    expect(first).not.toBe(second);
    for (const sealed of [first, second]) {
      expect(plainIn(sealed, ['refresh-token'])).toEqual([]);
      const bytes = Buffer.from(sealed.slice(3), 'base64').toString('latin1');
      expect(plainIn(bytes, ['refresh-token'])).toEqual([]);
    }
  });

  test('does not open under another name or with another key', () => {
    const sealed = seal(key, 'tokens', 'text');
    expect(open(key, 'metadata', sealed)).toBeUndefined();
    expect(open(newDataKey(), 'tokens', sealed)).toBeUndefined();
  });

  test('does not open when any byte of it was changed', () => {
    const bytes = Buffer.from(seal(key, 'n', 'some text').slice(3), 'base64');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(open(key, 'n', `v1.${changed.toString('base64')}`)).toBeUndefined();
    }
  });

  test('does not open when it was cut off anywhere', () => {
    const bytes = Buffer.from(seal(key, 'n', 'some text').slice(3), 'base64');
    for (let length = 0; length < bytes.length; length++)
      expect(open(key, 'n', `v1.${bytes.subarray(0, length).toString('base64')}`)).toBeUndefined();
  });

  test.each(['', 'v1.', 'v2.AAAA', 'v2.0.AAAA', 'v3.AAAA', 'plain text', 'v1', '{"v1":""}'])(
    'does not open when it is none: %j',
    (text) => {
      expect(open(key, 'n', text)).toBeUndefined();
    },
  );
});

describe('a store', () => {
  test('keeps a text for the next process, and never in plain text', async () => {
    await newStore().write('tokens', 'refresh-token');
    expect(await newStore().read('tokens')).toBe('refresh-token');
    expect(JSON.stringify([...keyValue.entries])).not.toContain('refresh-token');
    expect(newStore().persistence()).toEqual({ kind: 'encrypted' });
  });

  test('writes no plain text and no unwrapped key, whatever happens', async () => {
    const written: string[] = [];
    const set = keyValue.set;
    keyValue.set = (name, value) => {
      written.push(name, value, Buffer.from(value.replace(/^v1\./, ''), 'base64').toString('latin1'));
      set(name, value);
    };
    for (const fault of [undefined, 'locked', 'no-keyring', 'damaged', undefined] as const) {
      vault.fault = fault;
      const store = newStore();
      await store.read('tokens');
      await store.write('tokens', 'refresh-token');
      await store.write('subscription-key', 'sub-key');
      await store.remove('subscription-key');
    }
    expect(written.length).toBeGreaterThan(0);
    expect(written.join('\n')).not.toMatch(/refresh-token|sub-key/);
    expect(log.lines.join('\n')).not.toMatch(/refresh-token|sub-key/);
  });

  test('sees at once what another hand has written, and nothing of what was removed', async () => {
    const [one, other] = [newStore(), newStore()];
    await one.write('tokens', 'old');
    for (const value of ['old', 'new', 'newer']) {
      await other.write('tokens', value);
      expect(await one.read('tokens')).toBe(value);
      expect(await one.read('tokens')).toBe(value);
    }
    await one.write('others', 'x');
    expect([await one.read('tokens'), await one.read('others')]).toEqual(['newer', 'x']);
    await other.remove('tokens');
    expect(await one.read('tokens')).toBeUndefined();
  });

  test('does not ask the vault for what is not there (R24)', async () => {
    expect(await newStore().read('tokens')).toBeUndefined();
    await newStore().remove('tokens');
    expect(vault.asked).toBe(0);
  });

  test('asks the vault once for many reads', async () => {
    await newStore().write('a', '1');
    await newStore().write('b', '2');
    vault.asked = 0;
    const store = newStore();
    expect(await Promise.all(['a', 'b', 'a'].map((name) => store.read(name)))).toEqual(['1', '2', '1']);
    expect(vault.asked).toBe(1);
  });

  test('makes one key, however many first writes come at once', async () => {
    const store = newStore();
    await Promise.all(Array.from({ length: 20 }, (_, i) => store.write(`entry ${i}`, String(i))));
    expect(vault.asked).toBe(1);
    const next = newStore();
    for (let i = 0; i < 20; i++) expect(await next.read(`entry ${i}`)).toBe(String(i));
  });

  test('does not bring back what is removed while the write of it waits for the vault', async () => {
    const { wrap } = vault;
    const prompt = Promise.withResolvers<void>();
    vault.wrap = (key) => prompt.promise.then(() => wrap(key));
    const store = newStore();
    const written = store.write('tokens', 'x');
    await store.remove('tokens');
    prompt.resolve();
    await written;
    expect(await store.read('tokens')).toBeUndefined();
    expect(keyValue.entries.has('sealed.tokens')).toBe(false);
  });

  test('removes from the disk', async () => {
    const store = newStore();
    await store.write('tokens', 'x');
    await store.remove('tokens');
    expect(await store.read('tokens')).toBeUndefined();
    expect([...keyValue.entries.keys()]).toEqual(['key', 'sealed.counters']);
  });
});

describe('a locked vault (R23)', () => {
  beforeEach(async () => {
    await newStore().write('tokens', 'old');
    vault.fault = 'locked';
  });

  test('is no damage: nothing on disk changes, and the store says why it is empty', async () => {
    const before = new Map(keyValue.entries);
    const store = newStore();
    expect(await store.read('tokens')).toBeUndefined();
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'locked' });
    expect(keyValue.entries).toEqual(before);
    expect(keyValue.quarantined).toEqual([]);
    expect(changes).toBe(1);
  });

  test('is not asked again by every read: each would wait for its prompt', async () => {
    const store = newStore();
    vault.asked = 0;
    for (let i = 0; i < 5; i++) await store.read('tokens');
    expect(vault.asked).toBe(1);
  });

  test('leaves writes in memory, where reads find them', async () => {
    const store = newStore();
    await store.write('tokens', 'new');
    expect(await store.read('tokens')).toBe('new');
    vault.fault = undefined;
    expect(await newStore().read('tokens')).toBe('old');
  });

  test('does not bring back what was removed by its prefix while it waited in memory (R28)', async () => {
    const store = newStore();
    for (const name of ['units.a', 'units.b', 'unit']) await store.write(name, 'list');
    await store.removeAll('units.');
    expect(await store.read('units.a')).toBeUndefined();
    vault.fault = undefined;
    await store.write('metadata', 'm');
    const next = newStore();
    expect(await Promise.all(['units.a', 'units.b', 'unit'].map(next.read))).toEqual([
      undefined,
      undefined,
      'list',
    ]);
  });

  test('removes by a prefix what is on disk, and no other entry', async () => {
    keyValue.set('units.x', 'of somebody else');
    const store = newStore();
    await store.removeAll('tok');
    vault.fault = undefined;
    expect(await newStore().read('tokens')).toBeUndefined();
    expect(keyValue.get('units.x')).toBe('of somebody else');
  });

  test('unlocked, takes up at the next write all that waited in memory', async () => {
    const store = newStore();
    await store.write('subscription-key', 'key');
    await store.write('tokens', 'new');
    vault.fault = undefined;
    await store.write('metadata', 'm');
    expect(store.persistence()).toEqual({ kind: 'encrypted' });
    const next = newStore();
    expect(await next.read('subscription-key')).toBe('key');
    expect(await next.read('tokens')).toBe('new');
    expect(changes).toBe(2);
  });
});

describe('a computer without a keyring (R23)', () => {
  test('keeps everything in memory only and says so once', async () => {
    vault.fault = 'no-keyring';
    const store = newStore();
    await store.write('tokens', 'x');
    await store.write('metadata', 'y');
    expect(await store.read('tokens')).toBe('x');
    expect(keyValue.entries.size).toBe(0);
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'no-keyring' });
    expect(changes).toBe(1);
  });

  test('keeps the file of the time when there was one', async () => {
    await newStore().write('tokens', 'old');
    const before = new Map(keyValue.entries);
    vault.fault = 'no-keyring';
    expect(await newStore().read('tokens')).toBeUndefined();
    expect(keyValue.entries).toEqual(before);
  });
});

describe('damage (R26)', () => {
  beforeEach(async () => {
    const store = newStore();
    await store.write('tokens', 'x');
    await store.write('metadata', 'y');
  });
  const damage = (name: string) =>
    keyValue.entries.set(name, `${keyValue.entries.get(name)?.slice(0, -6) ?? ''}AAAAA=`);

  test('of one entry is quarantined, and the others stay', async () => {
    damage('sealed.tokens');
    const damaged = new Map([['sealed.tokens', keyValue.entries.get('sealed.tokens') ?? '']]);
    const store = newStore();
    expect(await store.read('tokens')).toBeUndefined();
    expect(await store.read('metadata')).toBe('y');
    expect(keyValue.quarantined).toEqual([damaged]);
    expect(keyValue.entries.has('sealed.tokens')).toBe(false);
    expect(store.persistence()).toEqual({ kind: 'encrypted' });
    expect(lost).toEqual(['tokens']);
  });

  test('is what two swapped entries are', async () => {
    const [tokens, metadata] = ['sealed.tokens', 'sealed.metadata'].map(
      (name) => keyValue.entries.get(name) ?? '',
    );
    keyValue.entries.set('sealed.tokens', metadata ?? '').set('sealed.metadata', tokens ?? '');
    const store = newStore();
    expect(await store.read('tokens')).toBeUndefined();
    expect(await store.read('metadata')).toBeUndefined();
  });

  test('of the wrapped key quarantines all that it protected; the next write begins anew', async () => {
    const before = new Map(keyValue.entries);
    vault.fault = 'damaged';
    const store = newStore();
    expect(await store.read('tokens')).toBeUndefined();
    expect(keyValue.quarantined).toEqual([before]);
    expect(keyValue.entries.size).toBe(0);
    expect(lost).toEqual(['tokens', 'metadata']);
    vault.fault = undefined;
    await store.write('tokens', 'new');
    expect(await newStore().read('tokens')).toBe('new');
  });

  test('is a key of the wrong length', async () => {
    keyValue.entries.set('key', await vault.wrap(new Uint8Array(16)));
    expect(await newStore().read('tokens')).toBeUndefined();
    expect(keyValue.quarantined).toHaveLength(1);
  });

  test('is a key that has gone', async () => {
    keyValue.entries.delete('key');
    expect(await newStore().read('tokens')).toBeUndefined();
    expect(keyValue.quarantined).toHaveLength(1);
    expect(keyValue.entries.size).toBe(0);
  });

  test('touches no entry of others in the same file', async () => {
    keyValue.entries.set('settings', '{}');
    vault.fault = 'damaged';
    await newStore().read('tokens');
    expect([...keyValue.entries.keys()]).toEqual(['settings']);
  });
});

describe('a disk that refuses', () => {
  const refusal = (text: string) =>
    new AppError('storage', 'refused', { details: { file: 'key.entry', text } });

  test.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'disk'],
    ['EACCES', 'disk'],
  ])('with %s is not taken for the password store: %s', async (code, reason) => {
    keyValue.refuse = refusal(code);
    const first = newStore();
    await first.write('tokens', 'x');
    expect(await first.read('tokens')).toBe('x');
    expect(first.persistence()).toEqual({ kind: 'memory', reason });
    keyValue.refuse = undefined;
    const store = newStore();
    await store.write('tokens', 'old');
    keyValue.refuse = refusal(code);
    await store.write('tokens', 'new');
    expect(store.persistence()).toEqual({ kind: 'memory', reason });
    expect(await newStore().read('tokens')).toBe('old');
  });

  test('that has no room for a list takes the tokens, and the sign-in is not called unsaved', async () => {
    const store = newStore();
    await store.write('tokens', 'old');
    const { set } = keyValue;
    keyValue.set = (key, value) => {
      if (value.length > 1_000) throw refusal('ENOSPC');
      set(key, value);
    };
    await store.write('units.north', 'x'.repeat(10_000));
    await store.write('tokens', 'new');
    expect(store.persistence()).toEqual({ kind: 'encrypted' });
    expect(await newStore().read('tokens')).toBe('new');
    expect(await store.read('units.north')).toHaveLength(10_000);
    expect(log.lines.join()).toContain('the disk refused a list');
  });

  test('to remove a list says so: what was signed out of is still there (R28)', async () => {
    const store = newStore();
    await store.write('units.north', 'list');
    keyValue.refuse = refusal('EROFS');
    await store.remove('units.north');
    await store.write('metadata', 'm');
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'disk' });
  });

  test('leaves what was written in memory, and takes it with the next write that it accepts', async () => {
    const store = newStore();
    await store.write('tokens', 'old');
    keyValue.refuse = full;
    await store.write('tokens', 'new');
    expect(await store.read('tokens')).toBe('new');
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'failed' });
    keyValue.refuse = undefined;
    await store.write('metadata', 'm');
    expect(store.persistence()).toEqual({ kind: 'encrypted' });
    expect(await newStore().read('tokens')).toBe('new');
  });

  test('at the first write of all makes no half a store', async () => {
    keyValue.refuse = full;
    const store = newStore();
    await store.write('tokens', 'x');
    expect(await store.read('tokens')).toBe('x');
    keyValue.refuse = undefined;
    await store.write('tokens', 'y');
    expect(await newStore().read('tokens')).toBe('y');
  });

  test('hides what was removed, and loses it with the next write', async () => {
    const store = newStore();
    await store.write('tokens', 'x');
    keyValue.refuse = full;
    await store.remove('tokens');
    expect(await store.read('tokens')).toBeUndefined();
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'failed' });
    keyValue.refuse = undefined;
    await store.write('metadata', 'm');
    expect(await newStore().read('tokens')).toBeUndefined();
  });

  test('to remove what was put aside throws nothing, and says that secrets are not kept as they should', async () => {
    await newStore().write('tokens', 'text');
    keyValue.entries.set('sealed.tokens', 'v1.damaged');
    const store = newStore();
    expect(await store.read('tokens')).toBeUndefined();
    keyValue.refuse = full;
    await store.removeDiscarded();
    expect(keyValue.quarantined).toHaveLength(1);
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'failed' });
    keyValue.refuse = undefined;
    await store.removeDiscarded();
    expect(keyValue.quarantined).toEqual([]);
  });

  test('does not turn a damaged entry into a failure', async () => {
    await newStore().write('tokens', 'x');
    keyValue.entries.set('sealed.tokens', 'v1.damaged');
    keyValue.refuse = full;
    expect(await newStore().read('tokens')).toBeUndefined();
  });
});

describe('a key that the system wants wrapped again (R24)', () => {
  beforeEach(async () => {
    await newStore().write('tokens', 'x');
    vault.stale = true;
  });

  test('is wrapped again, and everything still opens', async () => {
    vault.asked = 0;
    expect(await newStore().read('tokens')).toBe('x');
    expect(vault.asked).toBe(2);
    vault.stale = false;
    expect(await newStore().read('tokens')).toBe('x');
  });

  test('opens even when the disk does not take the new wrapping', async () => {
    keyValue.refuse = full;
    const store = newStore();
    expect(await store.read('tokens')).toBe('x');
    expect(store.persistence()).toEqual({ kind: 'encrypted' });
    expect(log.lines.join()).toContain('not wrapped again');
  });

  test('opens even when the vault does not wrap it', async () => {
    const { wrap } = vault;
    vault.wrap = () => Promise.reject(new Error('prompt dismissed'));
    expect(await newStore().read('tokens')).toBe('x');
    vault.wrap = wrap;
    expect(await newStore().read('tokens')).toBe('x');
  });
});

test('a store in memory forgets everything with the process, and says why', async () => {
  const store = createMemoryStore('simulated');
  await store.write('tokens', 'x');
  expect(await store.read('tokens')).toBe('x');
  await store.remove('tokens');
  expect(await store.read('tokens')).toBeUndefined();
  expect(store.persistence()).toEqual({ kind: 'memory', reason: 'simulated' });
});

describe('a new key (R28)', () => {
  const names = ['tokens.a', 'technical.a', 'subscription-key.x'];
  const everything = async (store: ReturnType<typeof newStore>) =>
    Promise.all([...names, 'units.north'].map((name) => store.read(name)));
  const texts = [...names.map((name) => `text of ${name}`), 'list'];
  beforeEach(async () => {
    const store = newStore();
    for (const name of names) await store.write(name, `text of ${name}`);
    await store.write('units.north', 'list');
  });

  test('opens all that is there, and nothing that was copied before', async () => {
    const before = new Map(keyValue.entries);
    const store = newStore();
    expect(await store.read('tokens.a')).toBe('text of tokens.a');
    await store.renewKey();
    expect(await everything(store)).toEqual(texts);
    expect(await everything(newStore())).toEqual(texts);
    for (const name of names) keyValue.set(`sealed.${name}`, before.get(`sealed.${name}`) ?? '');
    expect(await everything(store)).toEqual([undefined, undefined, undefined, 'list']);
    await newStore().write('tokens.a', 'new');
    expect(await newStore().read('tokens.a')).toBe('new');
  });

  test('seals no list anew: they are large, and sign nobody in', async () => {
    const list = keyValue.get('sealed.units.north');
    await newStore().renewKey();
    await newStore().renewKey();
    expect(keyValue.get('sealed.units.north')).toBe(list);
    expect(await everything(newStore())).toEqual(texts);
  });

  test('is made by the next sign-out where a process was killed at any step, and nothing is lost', async () => {
    const before = new Map(keyValue.entries);
    let steps = 0;
    for (let killed = true; killed; steps += 1) {
      keyValue.entries.clear();
      for (const [key, value] of before) keyValue.entries.set(key, value);
      const { set } = keyValue;
      let left = steps;
      killed = false;
      keyValue.set = (key, value) => {
        killed ||= left === 0;
        if (killed) throw full;
        left -= 1;
        set(key, value);
      };
      await newStore().renewKey();
      keyValue.set = set;
      expect(await everything(newStore()), `after ${steps} steps`).toEqual(texts);
      await newStore().renewKey();
      const store = newStore();
      expect(await everything(store), `after ${steps} steps`).toEqual(texts);
      keyValue.entries.set('sealed.tokens.a', before.get('sealed.tokens.a') ?? '');
      expect(await store.read('tokens.a')).toBeUndefined();
    }
    // The key twice, each small entry, and the counters.
    expect(steps - 1).toBe(2 + names.length + 1);
    expect(lost).toEqual(Array(steps).fill('tokens.a'));
  });

  test('is seen by another process, which reads and writes on', async () => {
    const [one, other] = [newStore(), newStore()];
    expect(await everything(other)).toEqual(texts);
    await one.renewKey();
    expect(await everything(other)).toEqual(texts);
    await other.write('tokens.a', 'of the other');
    await one.renewKey();
    expect(await other.read('tokens.a')).toBe('of the other');
    expect(await newStore().read('tokens.a')).toBe('of the other');
    expect(lost).toEqual([]);
  });

  test('loses nothing that is written or read while it is made', async () => {
    const store = newStore();
    const { wrap } = vault;
    vault.wrap = async (secret) => {
      const wrapped = await wrap(secret);
      // As the other process of a command line does.
      expect(await newStore().read('technical.a')).toBe('text of technical.a');
      void store.write('tokens.a', 'meanwhile');
      return wrapped;
    };
    await Promise.all([
      store.renewKey(),
      store.write('tokens.b', 'b'),
      store.read('tokens.a'),
      store.renewKey(),
    ]);
    vault.wrap = wrap;
    await store.write('metadata', 'm');
    const next = newStore();
    expect(await Promise.all(['tokens.a', 'tokens.b', 'technical.a'].map((name) => next.read(name)))).toEqual(
      ['meanwhile', 'b', 'text of technical.a'],
    );
    expect(lost).toEqual([]);
  });

  test('takes from the system what wrapped the former one, once the new one is stored', async () => {
    const former = keyValue.get('key') ?? '';
    const retired: string[] = [];
    vault.retire = async (wrapped) => {
      expect(keyValue.get('key')).not.toBe(wrapped);
      retired.push(wrapped);
    };
    await newStore().renewKey();
    expect(retired).toHaveLength(2);
    expect(retired[0]).toBe(former);
    expect(retired).not.toContain(keyValue.get('key'));
  });

  test.each(['locked', 'no-keyring'] as const)(
    'is not made by a vault that is %s; all stays',
    async (reason) => {
      const before = new Map(keyValue.entries);
      const store = newStore();
      await everything(store);
      vault.fault = reason;
      await store.renewKey();
      await newStore().renewKey();
      expect(keyValue.entries).toEqual(before);
      expect(await everything(store)).toEqual(texts);
    },
  );

  test('is not made where a newer version has sealed something, which could not open it any more', async () => {
    keyValue.set('sealed.new', 'v3.bmV3ZXI=');
    const before = new Map(keyValue.entries);
    await newStore().renewKey();
    expect(keyValue.entries).toEqual(before);
  });

  test('is not asked for where there is nothing (R24)', async () => {
    keyValue.entries.clear();
    vault.asked = 0;
    await newStore().renewKey();
    expect(vault.asked).toBe(0);
    expect(keyValue.entries.size).toBe(0);
  });
});
