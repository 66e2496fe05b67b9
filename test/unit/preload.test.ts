import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { calls, events } from '../../electron/contract.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';

type Desktop = Record<string, (...args: unknown[]) => unknown>;

let preload: Bundled;
let exposed: Map<string, Desktop>;
const ipcRenderer = { invoke: vi.fn(), on: vi.fn(), off: vi.fn(), send: vi.fn() };

beforeAll(async () => {
  preload = await bundle('preload', 'preload.cjs');
}, 60_000);
afterAll(() => preload.remove());

/** Runs the built file as a sandboxed preload runs: with `require` for Electron only. */
beforeEach(() => {
  vi.clearAllMocks();
  exposed = new Map();
  const contextBridge = {
    exposeInMainWorld: (name: string, value: Desktop) => void exposed.set(name, value),
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return { contextBridge, ipcRenderer };
  };
  const module = { exports: {} };
  runInNewContext(preload.code, { require, module, exports: module.exports });
});

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

  test.each(Object.keys(calls))('sends %s on its own channel, with one argument', (call) => {
    exposed.get('desktop')?.[call]?.('input', 'more');
    expect(ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith(call, 'input');
  });

  test.each(Object.keys(events))(
    'passes on the value of %s without Electron’s event, until it is told to stop',
    (event) => {
      const listener = vi.fn();
      const stop = exposed.get('desktop')?.['on']?.(event, listener) as () => unknown;
      const [channel, wrapped] = ipcRenderer.on.mock.calls[0] as [string, (...args: unknown[]) => void];
      expect(channel).toBe(event);
      wrapped({ sender: ipcRenderer }, 'value', 'more');
      expect(listener).toHaveBeenCalledExactlyOnceWith('value');
      expect(stop()).toBeUndefined();
      expect(ipcRenderer.off).toHaveBeenCalledExactlyOnceWith(event, wrapped);
    },
  );
});
