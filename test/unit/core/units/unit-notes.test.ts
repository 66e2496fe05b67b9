import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallInput } from '../../../../electron/contract/calls.ts';
import type { UnitNote } from '../../../../electron/contract/notes.ts';
import { createSealedStore, type SealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import { createNotes } from '../../../../electron/core/units/unit-notes.ts';
import { type FakeKeyValue, fakeKeyValue, fakeLog, fakeVault } from '../../../fakes/ports.ts';
import { plainIn } from '../../../fakes/sealed-text.ts';

type Notes = ReturnType<typeof createNotes>;

let disk: FakeKeyValue;
let store: SealedStore;
let notes: Notes;

beforeEach(async () => {
  disk = fakeKeyValue();
  store = createSealedStore({
    keyValue: disk,
    vault: fakeVault(),
    log: fakeLog(),
    onChange: () => undefined,
  });
  notes = await next();
});

/** As another start would make it: nothing shared but the disk. */
async function next(account = 'sam', kept = true): Promise<Notes> {
  const made = createNotes({ store, entry: 'notes.test', connectionId: 'test', log: fakeLog() });
  await made.follow(account, kept);
  return made;
}
const change = (part: Partial<CallInput<'changeNotes'>>, of = notes) =>
  Promise.resolve(of.calls.changeNotes({ ids: ['1'], add: [], remove: [], note: null, ...part }));
/** All pages. */
async function all(of = notes): Promise<UnitNote[]> {
  const found: UnitNote[] = [];
  for (;;) {
    const page = await of.calls.unitNotes({ from: found.length });
    if (page === null) throw new Error('there are no notes without an account');
    found.push(...page.notes);
    if (page.last) return found;
  }
}
const entries = () => disk.keys().filter((key) => key.includes('notes'));
/** The failure that says why. */
const refusal = (text: string) => expect.objectContaining({ code: 'bad-request', details: { text } });

describe('tags and notes', () => {
  test('are added, removed and replaced for several units at once, and there at the next start', async () => {
    expect(await change({ ids: ['1', '2', '2'], add: ['VIP', 'b'] })).toEqual([
      { id: '1', tags: ['VIP', 'b'], note: '' },
      { id: '2', tags: ['VIP', 'b'], note: '' },
    ]);
    await change({ ids: ['2', '3'], add: ['c'], remove: ['VIP'], note: 'Ask the porter' });
    const kept = [
      { id: '1', tags: ['VIP', 'b'], note: '' },
      { id: '2', tags: ['b', 'c'], note: 'Ask the porter' },
      { id: '3', tags: ['c'], note: 'Ask the porter' },
    ];
    expect(await all()).toEqual(kept);
    expect(await all(await next())).toEqual(kept);
  });

  test('that change several times in a row are written once', async () => {
    await change({ add: ['first'] });
    const write = vi.spyOn(store, 'write');
    await Promise.all(['a', 'b', 'c', 'd'].map((tag) => change({ add: [tag] })));
    // The first is on its way when the others come: they go together.
    expect(write.mock.calls.length).toBeLessThanOrEqual(2);
    expect((await all(await next()))[0]?.tags).toEqual(['a', 'b', 'c', 'd', 'first']);
  });

  test('are kept cleaned, and a unit without either is not kept', async () => {
    await change({ add: [' \u202eVIP ', '\u0007'], note: 'a\r\nb' });
    expect(await all()).toEqual([{ id: '1', tags: ['VIP'], note: 'a\nb' }]);
    await change({ remove: ['VIP'], note: '' });
    expect(await all()).toEqual([]);
    expect(entries()).toEqual([]);
  });

  test('are sealed: neither a tag nor a note stands on the disk', async () => {
    await change({ ids: ['unit-one'], add: ['VIP-customer'], note: 'Ask the porter' });
    expect(entries()).toHaveLength(1);
    expect(plainIn([...disk.entries.values()].join(), ['VIP-customer', 'porter', 'unit-one'])).toEqual([]);
  });

  test('come in pages, as they were when the first of them was read', async () => {
    const ids = Array.from({ length: 4_500 }, (_, index) => `unit-${index}`);
    await change({ ids, add: ['all'] });
    const first = await notes.calls.unitNotes({ from: 0 });
    await change({ ids: ids.slice(0, 2_000), remove: ['all'] });
    expect(first).toMatchObject({ owner: { connection: 'test', account: 'sam' }, last: false });
    const second = await notes.calls.unitNotes({ from: 2_000 });
    expect(second?.notes[0]?.id).toBe('unit-2000');
    expect(await all()).toHaveLength(2_500);
  });
});

describe('too much', () => {
  test('is refused: more than 20 tags of a unit, and nothing changes', async () => {
    const twenty = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
    await change({ add: twenty });
    await expect(change({ ids: ['2', '1'], add: ['another'] })).rejects.toEqual(
      refusal('a unit has at most 20 tags'),
    );
    expect((await all()).map(({ id, tags }) => [id, tags.length])).toEqual([['1', 20]]);
    // One for another is no more than before.
    await change({ add: ['another'], remove: ['tag 0'] });
    expect((await all())[0]?.tags).toContain('another');
  });

  test('is refused: more than 100,000 units, but those that there are can be changed', async () => {
    for (let from = 0; from < 100_000; from += 5_000)
      await change({ ids: Array.from({ length: 5_000 }, (_, index) => String(from + index)), add: ['x'] });
    await expect(change({ ids: ['one more'], add: ['x'] })).rejects.toEqual(
      refusal('at most 100,000 units have tags or notes'),
    );
    await change({ ids: ['7'], add: ['y'] });
    await change({ ids: ['8'], remove: ['x'] });
    await change({ ids: ['one more'], add: ['x'] });
  });

  test('is refused: more than 8 million characters in all', async () => {
    // With four characters of its ID, each unit takes 2,000.
    const note = 'n'.repeat(1_996);
    await change({ ids: Array.from({ length: 4_000 }, (_, index) => String(1_000 + index)), note });
    await expect(change({ ids: ['one more'], note: 'n' })).rejects.toEqual(
      refusal('all tags and notes have at most 8,000,000 characters'),
    );
    await change({ ids: ['1000'], note: '' });
    await change({ ids: ['0001'], note });
  });
});

describe('the folds', () => {
  test('are kept for each grouping', async () => {
    await notes.calls.keepFolds({ grouping: 'site', folds: { all: true, except: ['Berlin'] } });
    await notes.calls.keepFolds({ grouping: 'tag', folds: { all: false, except: ['VIP'] } });
    const page = await (await next()).calls.unitNotes({ from: 0 });
    expect(page?.folds).toEqual({
      site: { all: true, except: ['Berlin'] },
      tag: { all: false, except: ['VIP'] },
    });
    expect(plainIn([...disk.entries.values()].join(), ['Berlin'])).toEqual([]);
  });
});

describe('whose they are', () => {
  test('nobody else sees them, and nobody has any without an account', async () => {
    await change({ add: ['VIP'] });
    await notes.follow('ann', true);
    expect(await all()).toEqual([]);
    await change({ add: ['other'] });
    await notes.follow(undefined, false);
    expect(await notes.calls.unitNotes({ from: 0 })).toBeNull();
    await expect(change({ add: ['VIP'] })).rejects.toMatchObject({ code: 'sign-in-needed' });
    await notes.follow('sam', true);
    expect((await all())[0]?.tags).toEqual(['VIP']);
  });

  test('a change is not lost when the account changes before it is written', async () => {
    const open = Promise.withResolvers<void>();
    const { write } = store;
    store.write = async (name, text) => {
      await open.promise;
      await write(name, text);
    };
    const first = change({ add: ['first'] });
    await vi.waitFor(async () => expect(await all()).toHaveLength(1));
    const second = change({ add: ['second'] });
    await vi.waitFor(async () => expect((await all())[0]?.tags).toHaveLength(2));
    const left = notes.follow('ann', true);
    open.resolve();
    await Promise.all([first, second, left]);
    await notes.follow('sam', true);
    expect((await all())[0]?.tags).toEqual(['first', 'second']);
  });

  test('those of a pasted token are in memory only', async () => {
    const pasted = await next('pasted', false);
    await change({ add: ['VIP'] }, pasted);
    expect(await all(pasted)).toHaveLength(1);
    expect(entries()).toEqual([]);
  });

  test('R28 they are gone after the sign-out, in memory and on the disk, with what was being written', async () => {
    await change({ add: ['VIP'] });
    const late = change({ add: ['late'] }).catch(() => undefined);
    await Promise.all([notes.forget('sam'), late]);
    expect(entries()).toEqual([]);
    await notes.follow('sam', true);
    expect(await all()).toEqual([]);
  });

  test('what another version has written is left as it is until it is written over, and a copy is put aside', async () => {
    await change({ add: ['VIP'] });
    const name = (entries()[0] ?? '').replace(/^sealed\./, '');
    await store.write(name, JSON.stringify({ version: 2 }));
    const other = await next();
    expect(await all(other)).toEqual([]);
    expect(disk.quarantined).toEqual([]);
    await change({ add: ['new'] }, other);
    expect(disk.quarantined).toHaveLength(1);
    expect((await all(await next()))[0]?.tags).toEqual(['new']);
  });
});
