import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskState } from '../../../../../electron/contract/desk.ts';
import type { NotesPage, UnitNote } from '../../../../../electron/contract/notes.ts';
import type { DeskStore } from '../../../../../renderer/desk-store.ts';
import { type DesktopClient, DesktopError } from '../../../../../renderer/desktop.ts';
import { observable } from '../../../../../renderer/observable.ts';
import { keepNotes } from '../../../../../renderer/units/notes/keep-notes.ts';
import { deskState, signedIn } from '../../desk-state.ts';
import { storeOf, unit } from '../sample.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const failure = { code: 'bad-request', message: 'too much', hint: '', details: {} } as const;
const page = (account: string, notes: UnitNote[], part: Partial<NotesPage> = {}): NotesPage => ({
  owner: { connection: 'test', account },
  notes,
  last: true,
  folds: {},
  ...part,
});

/** A page with these answers of main, by call; a call without one waits for ever. */
function setUp(answers: Record<string, (input: never) => unknown> = {}) {
  const state = observable<DeskState | null>(null);
  const call = vi.fn(async (name: string, input: unknown): Promise<unknown> => {
    const { [name]: answer } = answers;
    return answer === undefined ? new Promise(() => undefined) : answer(input as never);
  });
  const store = storeOf(unit('1'), unit('2'));
  const client = { call } as unknown as DesktopClient;
  const keeper = keepNotes(client, { state } as Partial<DeskStore> as DeskStore, store);
  const signIn = async (account: string) => {
    state.set(deskState({ session: signedIn(account) }));
    await vi.advanceTimersByTimeAsync(0);
  };
  const of = (name: string) => call.mock.calls.filter(([each]) => each === name).map(([, input]) => input);
  return { state, store, keeper, signIn, of };
}

describe('the notes of an account', () => {
  it('are read page by page, with what was folded', async () => {
    const pages = [
      page('sam', [{ id: '1', tags: ['VIP'], note: '' }], {
        last: false,
        folds: { site: { all: false, except: ['Harbour Tower'] } },
      }),
      page('sam', [{ id: 'gone', tags: [], note: 'was here' }]),
    ];
    const { store, signIn, of } = setUp({ unitNotes: ({ from }: { from: number }) => pages[from] });
    await signIn('sam');
    expect(of('unitNotes')).toEqual([{ from: 0 }, { from: 1 }]);
    expect([store.notes.of('1').tags, store.notes.of('gone').note]).toEqual([['VIP'], 'was here']);
    store.groups.set('site');
    expect(store.groups.at(0)?.folded).toBe(true);
    vi.advanceTimersByTime(10_000);
    expect(of('keepFolds')).toEqual([]);
  });

  it('are taken away with the account, and those of another are not taken for its own', async () => {
    const { store, signIn, state } = setUp({
      unitNotes: () => page('sam', [{ id: '1', tags: ['VIP'], note: '' }]),
    });
    await signIn('ann');
    expect(store.notes.of('1').tags).toEqual([]);
    await signIn('sam');
    expect(store.notes.of('1').tags).toEqual(['VIP']);
    state.set(deskState());
    expect(store.notes.of('1').tags).toEqual([]);
  });
});

describe('a change', () => {
  it('shows at once, and then as main has kept it', async () => {
    const kept = Promise.withResolvers<UnitNote[]>();
    const { store, keeper, signIn, of } = setUp({
      unitNotes: () => page('sam', []),
      changeNotes: () => kept.promise,
    });
    await signIn('sam');
    const done = keeper.change(['1'], { add: [' b', 'a'] });
    expect(store.notes.of('1').tags).toEqual([' b', 'a']);
    kept.resolve([{ id: '1', tags: ['a', 'b'], note: '' }]);
    expect(await done).toBe(true);
    expect(store.notes.of('1').tags).toEqual(['a', 'b']);
    expect(of('changeNotes')).toEqual([{ ids: ['1'], add: [' b', 'a'], remove: [], note: null }]);
  });

  it('that main refuses is undone, and the failure is shown until one is made', async () => {
    let refuse = true;
    const { store, keeper, signIn } = setUp({
      unitNotes: () => page('sam', [{ id: '1', tags: ['VIP'], note: 'old' }]),
      changeNotes({ ids }: { ids: string[] }) {
        if (refuse) throw new DesktopError(failure);
        return ids.map((id) => ({ id, tags: [], note: 'new' }));
      },
    });
    await signIn('sam');
    expect(await keeper.change(['1', '2'], { add: ['x'], note: 'new' })).toBe(false);
    expect([store.notes.of('1'), store.notes.of('2')]).toEqual([
      { tags: ['VIP'], note: 'old' },
      { tags: [], note: '' },
    ]);
    expect(keeper.failure.get()).toEqual(failure);
    refuse = false;
    expect(await keeper.change(['1'], { note: 'new' })).toBe(true);
    expect(keeper.failure.get()).toBeNull();
  });

  it('of later is not undone or overwritten by the answer to an earlier one', async () => {
    const answers = [Promise.withResolvers<UnitNote[]>(), Promise.withResolvers<UnitNote[]>()];
    let asked = 0;
    const { store, keeper, signIn } = setUp({
      unitNotes: () => page('sam', []),
      changeNotes: () => answers[asked++]?.promise,
    });
    await signIn('sam');
    const first = keeper.change(['1'], { note: 'a' });
    const second = keeper.change(['1'], { note: 'ab' });
    answers[0]?.reject(new DesktopError(failure));
    await first;
    expect(store.notes.of('1').note).toBe('ab');
    answers[1]?.resolve([{ id: '1', tags: [], note: 'ab' }]);
    await second;
    expect(store.notes.of('1').note).toBe('ab');
  });

  it('of many units goes in parts of 5,000', async () => {
    const ids = Array.from({ length: 5_001 }, (_, index) => String(index));
    const { keeper, signIn, of } = setUp({
      unitNotes: () => page('sam', []),
      changeNotes: ({ ids: some }: { ids: string[] }) => some.map((id) => ({ id, tags: ['x'], note: '' })),
    });
    await signIn('sam');
    await keeper.change(ids, { add: ['x'] });
    expect(of('changeNotes').map((input) => (input as { ids: string[] }).ids.length)).toEqual([5_000, 1]);
  });
});

describe('what is folded', () => {
  it('is kept when it has been left alone for a moment, as the contract allows', async () => {
    const { store, signIn, of } = setUp({ unitNotes: () => page('sam', []), keepFolds: () => undefined });
    await signIn('sam');
    store.groups.set('site');
    store.groups.fold('Harbour Tower', true);
    store.groups.fold('x'.repeat(501), true);
    expect(of('keepFolds')).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(of('keepFolds')).toEqual([{ grouping: 'site', folds: { all: false, except: ['Harbour Tower'] } }]);
  });

  it('is nobody’s while nobody is signed in', async () => {
    const { store, of } = setUp();
    store.groups.set('site');
    store.groups.foldAll(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(of('keepFolds')).toEqual([]);
  });
});
