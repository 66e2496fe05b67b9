import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConsoleAnswer, ConsoleRequest } from '../../../../../electron/contract/console.ts';
import type { DeskState } from '../../../../../electron/contract/desk.ts';
import type { Failure } from '../../../../../electron/contract/failure.ts';
import type { DeskStore } from '../../../../../renderer/desk-store.ts';
import { type DesktopClient, DesktopError } from '../../../../../renderer/desktop.ts';
import { observable } from '../../../../../renderer/observable.ts';
import {
  createConsoleStore,
  fitToSend,
  takesBody,
  takesUnit,
} from '../../../../../renderer/workbench/console/console-store.ts';
import { deskState, signedIn } from '../../desk-state.ts';

const closed = vi.hoisted(() => ({ count: 0 }));
// The body's own tests are beside it.
vi.mock('../../../../../renderer/workbench/console/console-body.ts', () => ({
  openBody: (_desktop: unknown, run: number) => ({
    run,
    close: () => {
      closed.count += 1;
    },
  }),
}));

const answer = (part: Partial<ConsoleAnswer> = {}): ConsoleAnswer => ({
  status: 200,
  url: 'https://api.example/units',
  time: 1,
  size: 2,
  headers: [],
  kind: 'json',
  charset: 'utf-8',
  problem: null,
  ...part,
});
const failed = (code: Failure['code']) => new DesktopError({ code, message: 'x', hint: '', details: {} });
const get: ConsoleRequest = { method: 'GET', path: '/units', headers: [], body: null };

type Reply = (input: unknown) => Promise<unknown>;
let replies: Record<string, Reply>;
/** The unit that is chosen in the table. */
let atHand: string | null;
let desk: ReturnType<typeof observable<DeskState | null>>;
beforeEach(() => {
  closed.count = 0;
  atHand = null;
  desk = observable<DeskState | null>(deskState({ session: signedIn('ann') }));
  replies = {
    sendRequest: async () => answer(),
    consoleKept: async () => ({ history: [], favourites: [] }),
  };
});

function newStore() {
  const call = vi.fn((name: string, input: unknown) => (replies[name] ?? (async () => undefined))(input));
  const store = createConsoleStore(
    { call } as unknown as DesktopClient,
    { state: desk } as Partial<DeskStore> as DeskStore,
    () => atHand,
  );
  return { store, call, state: () => store.state.get() };
}
const sent = (call: ReturnType<typeof newStore>['call'], name: string) =>
  call.mock.calls
    .filter(([each]) => each === name)
    .map(([, input]) => input as { run: number } & ConsoleRequest);

describe('a request of the console', () => {
  it('is what the form shows, sent once, with its answer and a place in the history', async () => {
    const { store, call, state } = newStore();
    expect(state().draft).toEqual(get);
    store.edit({ method: 'POST', body: '{}', path: ' /orders ' });
    const sending = store.send();
    expect(state()).toMatchObject({ answered: null, failure: null });
    const [request] = sent(call, 'sendRequest');
    expect(request).toEqual({
      run: state().running,
      method: 'POST',
      path: '/orders',
      headers: [],
      body: '{}',
    });
    await sending;
    expect(state()).toMatchObject({
      running: null,
      answered: {
        run: request?.run,
        method: 'POST',
        answer: answer(),
        body: { run: request?.run },
      },
      history: [{ id: request?.run, method: 'POST', path: '/orders', body: '{}', status: 200 }],
    });
    expect(state().history[0]?.at).toBeTypeOf('number');
  });

  it('is about the unit of the table, unless somebody enters another one, or none', async () => {
    atHand = 'US-1';
    const { store, call } = newStore();
    store.edit({ path: '/units/{unitId}' });
    expect(store.request().unitId).toBe('US-1');
    await store.send();
    store.edit({ unitId: 'US-2' });
    await store.send();
    store.edit({ unitId: '' });
    await store.send();
    expect(sent(call, 'sendRequest').map(({ unitId }) => unitId)).toEqual(['US-1', 'US-2', undefined]);
  });

  it('and the rows of its query follow each other', () => {
    const { store, state } = newStore();
    store.edit({ path: '/units?a=1&b=2' });
    expect(state().query).toMatchObject([{ name: 'a' }, { name: 'b' }]);
    store.editQuery(state().query.map((row, index) => ({ ...row, on: index === 1 })));
    expect(state().draft.path).toBe('/units?b=2');
    store.edit({ path: '/units?b=2&c' });
    expect(state().query.map(({ name, on }) => [name, on])).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
    ]);
    store.edit({ method: 'POST' });
    expect(state().query).toHaveLength(3);
    store.fill({ ...get, path: '/orders?x' });
    expect(state()).toMatchObject({ draft: { method: 'GET', path: '/orders?x' }, query: [{ name: 'x' }] });
  });

  it.each<[ConsoleAnswer['kind'], boolean]>([
    ['json', true],
    ['text', true],
    ['binary', false],
    ['empty', false],
  ])('whose answer is %s has a text to show: %s', async (kind, has) => {
    replies['sendRequest'] = async () => answer({ kind });
    const { store, state } = newStore();
    await store.send();
    expect(state().answered?.body !== null).toBe(has);
  });

  it('that fails says why, and is in the history without a status', async () => {
    const { store, state } = newStore();
    replies['sendRequest'] = () => Promise.reject(failed('offline'));
    await store.send();
    expect(state()).toMatchObject({ running: null, answered: null, failure: { code: 'offline' } });
    expect(state().history.map(({ status }) => status)).toEqual([null]);
    replies['sendRequest'] = async () => answer();
    await store.send();
    expect(state()).toMatchObject({ failure: null, answered: { answer: { status: 200 } } });
  });

  it('that could not be sent at all is not in the history', async () => {
    const { store, state } = newStore();
    replies['sendRequest'] = () => Promise.reject(failed('bad-request'));
    await store.send();
    expect(state()).toMatchObject({ failure: { code: 'bad-request' }, history: [] });
  });

  it('takes the place of the one before, whose late answer or failure is not shown', async () => {
    const { store, call, state } = newStore();
    const late = [Promise.withResolvers<ConsoleAnswer>(), Promise.withResolvers<ConsoleAnswer>()];
    let count = 0;
    replies['sendRequest'] = () => late[count++]?.promise ?? Promise.resolve(answer({ status: 203 }));
    const sending = [store.send(), store.send(), store.send()];
    late[0]?.resolve(answer({ status: 500 }));
    late[1]?.reject(failed('offline'));
    await Promise.all(sending);
    expect(new Set(sent(call, 'sendRequest').map(({ run }) => run)).size).toBe(3);
    expect(state()).toMatchObject({ failure: null, answered: { answer: { status: 203 } } });
    expect(state().history.map(({ status }) => status)).toEqual([203]);
  });

  it('closes the body of the answer before', async () => {
    const { store } = newStore();
    await store.send();
    expect(closed.count).toBe(0);
    await store.send();
    expect(closed.count).toBe(1);
  });

  it('is cancelled by its number, if there is one', async () => {
    const { store, call, state } = newStore();
    await store.cancel();
    const reply = Promise.withResolvers<ConsoleAnswer>();
    replies['sendRequest'] = () => reply.promise;
    const sending = store.send();
    const { running } = state();
    await store.cancel();
    expect(sent(call, 'cancelRequest')).toEqual([{ run: running }]);
    reply.resolve(answer());
    await sending;
  });
});

describe('when the account changes', () => {
  const leave = () => desk.set(deskState({ session: signedIn('bob') }));

  it('everything of the one before is gone, its body too', async () => {
    const { store, state } = newStore();
    store.edit({ path: '/secret' });
    await store.send();
    leave();
    expect(state()).toMatchObject({ draft: get, answered: null, history: [], favourites: [] });
    expect(closed.count).toBe(1);
  });

  it('an answer or a failure that comes later is not shown to the next one', async () => {
    for (const end of [async () => answer(), () => Promise.reject(failed('offline'))]) {
      desk.set(deskState({ session: signedIn('ann') }));
      const { store, state } = newStore();
      const wait = Promise.withResolvers<void>();
      replies['sendRequest'] = () => wait.promise.then(end);
      const sending = store.send();
      leave();
      wait.resolve();
      await sending;
      expect(state()).toMatchObject({ answered: null, failure: null, running: null, history: [] });
    }
  });

  it('nothing changes while it is the same', async () => {
    const { store, state } = newStore();
    await store.send();
    desk.set(deskState({ session: signedIn('ann'), locale: 'de' }));
    expect(state().answered).not.toBeNull();
    expect(closed.count).toBe(0);
  });
});

describe('what earlier runs have left', () => {
  const kept = {
    history: [
      { method: 'GET', path: '/a' },
      { method: 'POST', path: '/b' },
    ],
    favourites: [{ name: 'Mine', request: get }],
  };

  it('is loaded once for each account, behind the requests of this run', async () => {
    const { store, call, state } = newStore();
    replies['consoleKept'] = async () => kept;
    await store.send();
    await store.load();
    await store.load();
    expect(sent(call, 'consoleKept')).toHaveLength(1);
    expect(state().history.map(({ path, status, at }) => [path, status, at === null])).toEqual([
      ['/units', 200, false],
      ['/a', null, true],
      ['/b', null, true],
    ]);
    expect(new Set(state().history.map(({ id }) => id)).size).toBe(3);
    expect(state().favourites).toEqual(kept.favourites);
    desk.set(deskState({ session: signedIn('bob') }));
    await store.load();
    expect(sent(call, 'consoleKept')).toHaveLength(2);
  });

  it('is nobody’s while nobody is signed in', async () => {
    desk.set(deskState());
    const { store, call } = newStore();
    await store.load();
    expect(call).not.toHaveBeenCalled();
  });

  it('is asked for again after a failure', async () => {
    const { store, call, state } = newStore();
    replies['consoleKept'] = () => Promise.reject(failed('unexpected'));
    await store.load();
    replies['consoleKept'] = async () => kept;
    await store.load();
    expect(sent(call, 'consoleKept')).toHaveLength(2);
    expect(state().history).toHaveLength(2);
  });

  it('of one account is not shown to another one', async () => {
    const { store, state } = newStore();
    const wait = Promise.withResolvers<typeof kept>();
    replies['consoleKept'] = () => wait.promise;
    const loading = store.load();
    desk.set(deskState({ session: signedIn('bob') }));
    wait.resolve(kept);
    await loading;
    expect(state()).toMatchObject({ history: [], favourites: [] });
  });

  it('is fifty requests at most', async () => {
    const { store, state } = newStore();
    for (let i = 0; i < 51; i += 1) await store.send();
    expect(state().history).toHaveLength(50);
    replies['consoleKept'] = async () => kept;
    await store.load();
    expect(state().history).toHaveLength(50);
  });

  it('is changed in main first: what failed there is still shown', async () => {
    const { store, call, state } = newStore();
    await store.send();
    await store.keepFavourites(kept.favourites as never);
    expect(sent(call, 'keepFavourites')).toEqual([{ favourites: kept.favourites }]);
    expect(state().favourites).toEqual(kept.favourites);
    replies['clearHistory'] = () => Promise.reject(failed('storage'));
    await expect(store.clearHistory()).rejects.toThrow();
    expect(state().history).toHaveLength(1);
    replies['clearHistory'] = async () => undefined;
    await store.clearHistory();
    expect(state().history).toEqual([]);
  });
});

describe('what is sent of a form', () => {
  const draft: ConsoleRequest = {
    ...get,
    method: 'POST',
    path: '/units/{unitId}',
    unitId: ' US-1 ',
    body: 'x',
  };

  it('has a unit only where the path has a place for it', () => {
    expect(fitToSend(draft)).toMatchObject({ unitId: 'US-1' });
    expect(fitToSend({ ...draft, path: '/units' })).not.toHaveProperty('unitId');
    expect(fitToSend({ ...draft, unitId: ' ' })).not.toHaveProperty('unitId');
    expect([takesUnit('/a/{unitId}'), takesUnit('/a')]).toEqual([true, false]);
  });

  it('has a body only where the method takes one', () => {
    expect(fitToSend(draft).body).toBe('x');
    for (const method of ['GET', 'HEAD'] as const) expect(fitToSend({ ...draft, method }).body).toBeNull();
    expect(takesBody('DELETE')).toBe(true);
  });

  it('has no empty rows of headers', () => {
    const headers = [
      { name: 'a', value: '' },
      { name: ' ', value: ' ' },
      { name: '', value: 'b' },
    ];
    expect(fitToSend({ ...draft, headers }).headers).toEqual([headers[0], headers[2]]);
  });
});
