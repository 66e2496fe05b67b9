import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { calls, events } from '../../electron/contract.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';

type Desktop = Record<string, (...args: unknown[]) => unknown>;
type Listener = (...args: unknown[]) => void;

let preload: Bundled;
let exposed: Map<string, Desktop>;
const NumberFormat = vi.fn(function (this: object) {
  Object.assign(this, { format: () => '' });
});
const ipcRenderer = { invoke: vi.fn(), on: vi.fn(), off: vi.fn(), send: vi.fn() };

beforeAll(async () => {
  preload = await bundle('preload', 'preload.cjs');
}, 60_000);
afterAll(() => preload.remove());

/** Has the built file run, and what it asks early answered with nothing; then nothing has been called. */
beforeEach(() => {
  vi.clearAllMocks();
  ipcRenderer.invoke.mockReset().mockResolvedValue(undefined);
  run();
  vi.clearAllMocks();
});

/** Runs the built file as a sandboxed preload runs: with `require` for Electron only. */
function run(): Desktop {
  exposed = new Map();
  const contextBridge = {
    exposeInMainWorld: (name: string, value: Desktop) => void exposed.set(name, value),
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return { contextBridge, ipcRenderer };
  };
  const module = { exports: {} };
  const globals = { require, module, exports: module.exports, Intl: { NumberFormat } };
  runInNewContext(preload.code, globals);
  return exposed.get('desktop') ?? {};
}

describe('the built preload (R11)', () => {
  test('stays under 4 KB', () => expect(Buffer.byteLength(preload.code)).toBeLessThan(4 * 1024));

  test('is made of one module of ours: nothing of zod or the core went in', () => {
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

  test.each(Object.keys(calls))('sends %s on its own channel, with one argument', async (call) => {
    await exposed.get('desktop')?.[call]?.('input', 'more');
    expect(ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith(call, 'input');
  });

  test.each(Object.keys(events))(
    'passes on the value of %s without Electron’s event, until it is told to stop',
    (event) => {
      const listener = vi.fn();
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

describe('what every page asks first', () => {
  const old = { ok: true, value: { session: { account: null } } };
  const units = { ok: true, value: 'units' };
  const answers = (given: Record<string, unknown>) =>
    ipcRenderer.invoke.mockImplementation(async (channel: string) => given[channel]);

  test('is asked before its script is there, and answered once', async () => {
    answers({ getState: old, cachedUnits: units });
    const desktop = run();
    expect(ipcRenderer.invoke.mock.calls).toEqual([
      ['getState', undefined],
      ['cachedUnits', { from: 0 }],
    ]);
    expect(await desktop['getState']?.()).toBe(old);
    expect(await desktop['cachedUnits']?.({ from: 0 })).toBe(units);
    expect(ipcRenderer.invoke).toHaveBeenCalledTimes(2);

    answers({ getState: 'new', cachedUnits: 'new' });
    expect(await desktop['getState']?.()).toBe('new');
    expect(await desktop['cachedUnits']?.({ from: 0 })).toBe('new');
  });

  test('is answered with the state that main has told since', async () => {
    answers({ getState: old });
    const desktop = run();
    const [, hear] = ipcRenderer.on.mock.calls[0] as [string, Listener];
    hear({}, 'newer');
    hear({}, 'newest');
    expect(await desktop['getState']?.()).toEqual({ ok: true, value: 'newest' });
    hear({}, 'told to the page itself');
    expect(await desktop['getState']?.()).toBe(old);
  });

  test.each([
    [
      'there was nothing',
      async (channel: string) => (channel === 'getState' ? old : { ok: true, value: null }),
    ],
    ['it was refused', async () => ({ ok: false, failure: {} })],
    ['it could not be answered', () => Promise.reject(new Error('gone'))],
  ])('is asked again when %s', async (_, answer) => {
    ipcRenderer.invoke.mockImplementation(answer);
    const desktop = run();
    answers({ getState: old, cachedUnits: units });
    expect(await desktop['getState']?.()).toBe(old);
    expect(await desktop['cachedUnits']?.({ from: 0 })).toBe(units);
  });

  test('is no answer to another question', async () => {
    answers({ cachedUnits: units });
    const desktop = run();
    answers({ cachedUnits: 'other' });
    expect(await desktop['cachedUnits']?.({ from: 100 })).toBe('other');
  });
});

test.each([
  ['is ready before the first rows of who is signed in', { id: 'sam' }, 1],
  ['is none of the first screen of nobody', null, 0],
])('the engine’s first format %s', async (_, account, made) => {
  ipcRenderer.invoke.mockResolvedValue({ ok: true, value: { session: { account } } });
  NumberFormat.mockClear();
  const desktop = run();
  await desktop['getState']?.();
  expect(NumberFormat).toHaveBeenCalledTimes(made);
});
