import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { calls, events } from '../../electron/contract/calls.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';

type Desktop = Record<string, (...args: unknown[]) => unknown>;
type Listener = (...args: unknown[]) => void;

let preload: Bundled;
let exposed: Map<string, Desktop>;
const ipcRenderer = { on: vi.fn(), off: vi.fn(), send: vi.fn() };

beforeAll(async () => {
  preload = await bundle('preload', 'preload.cjs');
});
afterAll(() => preload.remove());

beforeEach(() => {
  vi.resetAllMocks();
  run();
});

interface Sent {
  channel: string;
  id: number;
  input: unknown;
}
/** What the page has sent to main. */
const sent = (): Sent[] =>
  ipcRenderer.send.mock.calls.map(([channel, id, input]) => ({ channel, id, input }));
const lastSent = (channel: string): Sent => {
  const found = sent().findLast((each) => each.channel === channel);
  if (!found) throw new Error(`${channel} was not sent`);
  return found;
};

/** Main sends something to the page. */
function tell(channel: string, message: unknown): void {
  for (const [name, listener] of ipcRenderer.on.mock.calls)
    if (name === channel) (listener as Listener)({}, message);
}
const answer = ({ id }: Sent, reply: unknown) => tell('answer', { id, reply });

/** Runs the built file as a sandboxed preload runs: with `require` for Electron only. */
function run(): Desktop {
  exposed = new Map();
  ipcRenderer.on.mockClear();
  ipcRenderer.send.mockClear();
  const contextBridge = {
    exposeInMainWorld: (name: string, value: Desktop) => void exposed.set(name, value),
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return { contextBridge, ipcRenderer };
  };
  const module = { exports: {} };
  const globals = { require, module, exports: module.exports };
  runInNewContext(preload.code, globals);
  return exposed.get('desktop') ?? {};
}

describe('the built preload (R11)', () => {
  test('stays under 2 KB', () => expect(Buffer.byteLength(preload.code)).toBeLessThan(2 * 1024));

  test('is made of itself, with the names of the contract written in: nothing of zod or the core went in', () => {
    expect(preload.sources.filter((source) => !source.startsWith('\0'))).toEqual(['electron/preload.ts']);
  });

  test('exposes every call of the contract and `on`, by name, and nothing else', () => {
    expect([...exposed.keys()]).toEqual(['desktop']);
    expect(Object.keys(exposed.get('desktop') ?? {}).sort()).toEqual([...Object.keys(calls), 'on'].sort());
  });

  test('hands out functions only, never ipcRenderer', () => {
    for (const value of Object.values(exposed.get('desktop') ?? {})) {
      expect(typeof value).toBe('function');
      expect(Object.values(ipcRenderer)).not.toContain(value);
    }
  });

  test.each(Object.keys(calls))('sends %s on its own channel, with an id and one argument', async (call) => {
    ipcRenderer.send.mockClear();
    // What was asked early is good for the first question only.
    const input = { from: 1, good: 'input' };
    if (call === 'getState') void exposed.get('desktop')?.[call]?.();
    const reply = exposed.get('desktop')?.[call]?.(input, 'more');
    await undefined;
    expect(sent()).toEqual([{ channel: call, id: expect.any(Number), input }]);
    answer(lastSent(call), 'the reply');
    expect(await reply).toBe('the reply');
  });

  test.each(Object.keys(events))(
    'passes on the value of %s without Electron’s event, until it is told to stop',
    (event) => {
      const listener = vi.fn();
      ipcRenderer.on.mockClear();
      const stop = exposed.get('desktop')?.['on']?.(event, listener) as () => unknown;
      const [channel, wrapped] = ipcRenderer.on.mock.calls[0] as [string, Listener];
      expect(channel).toBe(event);
      wrapped({ sender: ipcRenderer }, 'value', 'more');
      expect(listener).toHaveBeenCalledExactlyOnceWith('value');
      expect(stop()).toBeUndefined();
      expect(ipcRenderer.off).toHaveBeenCalledExactlyOnceWith(event, wrapped);
    },
  );
});

describe('the id of a call', () => {
  test('is a safe integer, one more each time, and another one after a reload', () => {
    const [first, second] = sent();
    expect(Number.isSafeInteger(first?.id)).toBe(true);
    expect(second?.id).toBe((first?.id ?? 0) + 1);
    run();
    expect(Math.abs((sent()[0]?.id ?? 0) - (first?.id ?? 0))).toBeGreaterThan(1_000);
  });

  test('brings each answer to its own call, in whatever order they come, and only once', async () => {
    const desktop = exposed.get('desktop');
    const token = desktop?.['getToken']?.();
    const identity = desktop?.['getIdentity']?.();
    answer(lastSent('getIdentity'), 'identity');
    answer(lastSent('getIdentity'), 'identity again');
    answer({ channel: 'getToken', id: 1, input: undefined }, 'the token of another page');
    answer(lastSent('getToken'), 'token');
    expect(await Promise.all([token, identity])).toEqual(['token', 'identity']);
  });

  test('is given to nobody when the input cannot be cloned: the call fails at once', async () => {
    ipcRenderer.send.mockImplementationOnce(() => {
      throw new Error('An object could not be cloned.');
    });
    await expect(exposed.get('desktop')?.['keepView']?.(() => 1)).rejects.toThrow('cloned');
  });
});

describe('what every page asks first', () => {
  const old = { ok: true, value: { session: { account: null } } };
  const units = { ok: true, value: 'units' };

  test('is asked before its script is there, and answered once', async () => {
    const desktop = exposed.get('desktop') ?? {};
    expect(sent()).toMatchObject([
      { channel: 'getState', input: undefined },
      { channel: 'cachedUnits', input: { from: 0 } },
    ]);
    answer(lastSent('getState'), old);
    answer(lastSent('cachedUnits'), units);
    expect(await desktop['getState']?.()).toBe(old);
    expect(await desktop['cachedUnits']?.({ from: 0 })).toBe(units);
    expect(sent()).toHaveLength(2);

    const again = [desktop['getState']?.(), desktop['cachedUnits']?.({ from: 0 })];
    await undefined;
    answer(lastSent('getState'), 'new');
    answer(lastSent('cachedUnits'), 'newer');
    expect(await Promise.all(again)).toEqual(['new', 'newer']);
  });

  test('is answered with the state that main has told since', async () => {
    answer(lastSent('getState'), old);
    await undefined;
    tell('stateChanged', 'newer');
    tell('stateChanged', 'newest');
    expect(await exposed.get('desktop')?.['getState']?.()).toEqual({ ok: true, value: 'newest' });
  });

  test('is not answered with a state that main had told before: that is older than the answer', async () => {
    tell('stateChanged', 'older');
    answer(lastSent('getState'), old);
    expect(await exposed.get('desktop')?.['getState']?.()).toBe(old);
  });

  test('may be asked for before the answer is there', async () => {
    const asked = exposed.get('desktop')?.['getState']?.();
    tell('stateChanged', 'older');
    answer(lastSent('getState'), old);
    expect(await asked).toBe(old);
    expect(sent()).toHaveLength(2);
  });

  test.each([
    ['there was nothing', { ok: true, value: null }],
    ['it was refused', { ok: false, failure: {} }],
  ])('is asked again when %s', async (_, nothing) => {
    answer(lastSent('cachedUnits'), nothing);
    const asked = exposed.get('desktop')?.['cachedUnits']?.({ from: 0 });
    await vi.waitFor(() => expect(sent()).toHaveLength(3));
    answer(lastSent('cachedUnits'), units);
    expect(await asked).toBe(units);
  });

  test('is no answer to another question', async () => {
    answer(lastSent('cachedUnits'), units);
    const asked = exposed.get('desktop')?.['cachedUnits']?.({ from: 100 });
    await vi.waitFor(() => expect(sent()).toHaveLength(3));
    expect(lastSent('cachedUnits').input).toEqual({ from: 100 });
    answer(lastSent('cachedUnits'), 'other');
    expect(await asked).toBe('other');
  });
});
