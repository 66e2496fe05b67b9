import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConsoleAnswer } from '../../../../../electron/contract/console.ts';
import { type DesktopClient, DesktopError } from '../../../../../renderer/desktop.ts';
import { openBody } from '../../../../../renderer/workbench/console/console-body.ts';

/** Idle time comes when the test says so, a step at a time. */
let idle: Map<number, (deadline: IdleDeadline) => void>;
beforeEach(() => {
  idle = new Map();
  let handles = 0;
  vi.stubGlobal('requestIdleCallback', (run: (deadline: IdleDeadline) => void) => {
    handles += 1;
    idle.set(handles, run);
    return handles;
  });
  vi.stubGlobal('cancelIdleCallback', (handle: number) => void idle.delete(handle));
});
afterEach(() => vi.unstubAllGlobals());

/** Time for this many steps. */
function rest(steps = Number.POSITIVE_INFINITY): void {
  for (const [handle, run] of [...idle]) {
    idle.delete(handle);
    let left = steps;
    run({ didTimeout: false, timeRemaining: () => (left-- > 0 ? 50 : 0) });
  }
}

function open(text: string | Uint8Array, part: Partial<ConsoleAnswer> = {}) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const call = vi.fn(
    async (_name: string, { from, to }: { run: number; from: number; to: number }) =>
      new Uint8Array(bytes.subarray(from, to)),
  );
  const answer = { size: bytes.length, charset: 'utf-8', kind: 'json', ...part } as ConsoleAnswer;
  const body = openBody({ call } as unknown as DesktopClient, 7, answer);
  return { body, call, phase: () => body.state.get().phase };
}
const rowsOf = ({ state }: ReturnType<typeof open>['body']) => {
  const { lines, count } = state.get();
  return Array.from({ length: count }, (_, i) => `${lines.row(i).key}${lines.row(i).value}`);
};
const arranged = async (text: string, part: Partial<ConsoleAnswer> = {}) => {
  const opened = open(text, part);
  await vi.waitFor(() => expect(idle.size).toBe(1));
  rest();
  return opened;
};

describe('the body of an answer', () => {
  it('is fetched, arranged as JSON while nothing else happens, and ready', async () => {
    const { body, call, phase } = open('{"a":1,"b":[2]}');
    expect(phase()).toBe('loading');
    await vi.waitFor(() => expect(idle.size).toBe(1));
    expect(call.mock.calls).toEqual([['consoleBody', { run: 7, from: 0, to: 15 }]]);
    rest();
    expect(phase()).toBe('ready');
    expect(body.state.get().failure).toBeNull();
    expect(rowsOf(body)).toEqual(['{', '"a": 1,', '"b": [', '2', ']', '}']);
  });

  it('is left as it is where it is a text', async () => {
    const { body } = await arranged('{"a":1}\nx', { kind: 'text' });
    expect(rowsOf(body)).toEqual(['{"a":1}', 'x']);
  });

  it('comes in pieces of a megabyte, which may cut a character', async () => {
    const text = `${'a'.repeat(1024 * 1024 - 1)}ü\nend`;
    const { body, call } = await arranged(text, { kind: 'text' });
    expect(call.mock.calls.map(([, { from, to }]) => [from, to])).toEqual([
      [0, 1024 * 1024],
      [1024 * 1024, 1024 * 1024 + 5],
    ]);
    expect(rowsOf(body).at(-1)).toBe('end');
    expect(rowsOf(body).at(-2)).toMatch(/aü$/);
  });

  it('is read in its charset, also where it ends in the middle of a character', async () => {
    const latin = open(Buffer.from('\xfc', 'latin1'), { charset: 'iso-8859-1', kind: 'text' });
    const torn = open(Buffer.from('aü').subarray(0, 2), { kind: 'text' });
    await vi.waitFor(() => expect(idle.size).toBe(2));
    rest();
    expect([rowsOf(latin.body), rowsOf(torn.body)]).toEqual([['ü'], ['a\ufffd']]);
  });

  it('that cannot be had says why', async () => {
    const failure = { code: 'offline', message: 'x', hint: '', details: {} } as const;
    const call = () => Promise.reject(new DesktopError(failure));
    const { state } = openBody({ call } as unknown as DesktopClient, 7, {
      size: 1,
      charset: 'utf-8',
    } as ConsoleAnswer);
    await vi.waitFor(() => expect(state.get()).toMatchObject({ phase: 'ready', failure, count: 0 }));
  });

  it('is shown from its first step on', async () => {
    const { body, phase } = open(`[${Array.from({ length: 90_000 }, () => '1').join()}]`);
    await vi.waitFor(() => expect(idle.size).toBe(1));
    rest(1);
    expect(phase()).toBe('arranging');
    expect(body.state.get().count).toBeGreaterThan(0);
    rest();
    // 899 of its rows say where another hundred begins. Those hundreds are folded.
    expect([phase(), body.state.get().count, body.state.get().shown]).toEqual(['ready', 90_901, 1_001]);
    body.fold((folds) => folds.unfoldAll());
    expect(body.state.get().shown).toBe(90_901);
  });

  it('is dropped when it is closed: neither the rest is fetched, nor anything shown or arranged', async () => {
    const { body, call, phase } = open('a'.repeat(3 * 1024 * 1024), { kind: 'text' });
    body.close();
    await vi.waitFor(() => expect(call.mock.results[0]?.type).toBe('return'));
    await new Promise(setImmediate);
    expect([call.mock.calls.length, phase(), idle.size]).toEqual([1, 'loading', 0]);

    const second = open('[1]');
    await vi.waitFor(() => expect(idle.size).toBe(1));
    second.body.close();
    expect(idle.size).toBe(0);

    const third = openBody({ call: () => Promise.reject(new Error('late')) } as unknown as DesktopClient, 7, {
      size: 1,
      charset: 'utf-8',
    } as ConsoleAnswer);
    third.close();
    await new Promise(setImmediate);
    expect(third.state.get().failure).toBeNull();
  });
});

describe('a search in a body', () => {
  const text = JSON.stringify(['Lift', 'other', 'lift', 'LIFT']);

  it('finds the rows in any letter case, and goes round in them', async () => {
    const { body } = await arranged(text);
    body.find('lift');
    expect(body.search.get()).toMatchObject({ query: 'lift', found: 0, done: false });
    rest();
    expect(body.search.get()).toMatchObject({ hits: [1, 3, 4], found: 3, at: 0, done: true });
    const places = ([1, 1, 1, -1, -1] as const).map((step) => {
      body.go(step);
      return body.search.get().at;
    });
    expect(places).toEqual([1, 2, 0, 2, 1]);
  });

  it('stays at its match when it is looked for again, and is nothing where there is none', async () => {
    const { body } = await arranged(text);
    body.find('lift');
    rest();
    body.go(-1);
    body.find('lift');
    rest();
    expect(body.search.get().at).toBe(0);
    body.find('nowhere');
    rest();
    expect(body.search.get()).toMatchObject({ hits: [], found: 0, at: 0, done: true });
    body.go(1);
    expect(body.search.get().at).toBe(0);
  });

  it('is empty again with an empty text', async () => {
    const { body } = await arranged(text);
    body.find('lift');
    rest();
    body.find('');
    expect(body.search.get()).toEqual({ query: '', hits: [], found: 0, at: 0, done: true });
    expect(idle.size).toBe(0);
  });

  it('that begins before the body is there is made once it is', async () => {
    const { body } = open(text);
    body.find('other');
    expect(idle.size).toBe(0);
    expect(body.search.get().done).toBe(false);
    await vi.waitFor(() => expect(idle.size).toBe(1));
    rest();
    expect(idle.size).toBe(1);
    rest();
    expect(body.search.get()).toMatchObject({ hits: [2], found: 1, done: true });
  });

  it('takes the place of the one before, and ends with the body', async () => {
    const { body } = await arranged(text);
    body.find('lift');
    body.find('other');
    expect(idle.size).toBe(1);
    body.close();
    expect(idle.size).toBe(0);
  });
});
