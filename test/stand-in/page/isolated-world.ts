/** The half of the stand-in that lives in the preload's isolated world. Sent to the page by its source text. */
import type { ContextBridge, IpcRenderer } from 'electron';
import { type Bridge, createBridge } from './bridge.ts';
import { decode, encode } from './codec.ts';

/** About the sending frame; no script of the page can change it. */
type About = { top: boolean; href: string; origin: string };
/** What the isolated world tells main. */
export type FromPage = About &
  (
    | { kind: 'invoke'; id: number; channel: string; payload: string }
    | { kind: 'send'; channel: string; payload: string }
    | { kind: 'open'; url: string; name: string; features: string }
    | { kind: 'preload-error'; message: string }
  );
type WithoutFrame<T> = T extends unknown ? Omit<T, keyof About> : never;
type Send = (message: WithoutFrame<FromPage>) => void;

/** What main tells the isolated world: an event's channel or an invocation's id, and the encoded rest. */
export type ToPage =
  | { kind: 'event'; channel: string }
  | { kind: 'reply'; id: number }
  | { kind: 'failure'; id: number };

export interface IsolatedWorldSettings {
  secret: string;
  preloadInSubframes: boolean;
  /** Name of the function that carries text to main, and of the one through which main delivers. */
  binding: string;
  deliver: string;
  process: { platform: string; arch: string; versions: Record<string, string | undefined> };
}
type Preload = (require: (name: string) => unknown, module: object, exports: object, process: object) => void;
type Listener = (event: object, ...args: unknown[]) => void;

/** Runs the app's preload with what a sandboxed preload finds in Electron. */
export function startIsolatedWorld(settings: IsolatedWorldSettings, preload: Preload): void {
  const globals = globalThis as unknown as Record<string, (text: string) => void>;
  const raw = globals[settings.binding];
  if (!raw || (window !== window.top && !settings.preloadInSubframes)) return;
  const send: Send = (message) =>
    raw(JSON.stringify({ ...message, top: window === window.top, href: location.href, origin: self.origin }));
  const bridge = createBridge(settings.secret, 'isolated', 'main');
  bridge.on('open', (detail) =>
    send({ kind: 'open', ...(detail as { url: string; name: string; features: string }) }),
  );
  const { ipcRenderer, deliver } = createIpc(send);
  Object.defineProperty(globalThis, settings.deliver, { value: deliver });
  const electron = { contextBridge: createContextBridge(bridge), ipcRenderer };
  const requirePart = (name: string) => {
    if (/^electron(\/(renderer|common))?$/.test(name)) return electron;
    throw new Error(`module not found: ${name}`);
  };
  const about = {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    argv: [],
    env: {},
    ...settings.process,
  };
  const module = { exports: {} };
  try {
    preload(requirePart, module, module.exports, about);
  } catch (error) {
    send({ kind: 'preload-error', message: error instanceof Error ? String(error.stack) : String(error) });
    throw error;
  }
}

function createContextBridge(bridge: Bridge): Pick<ContextBridge, 'exposeInMainWorld'> {
  const exposed = new Set<string>();
  return {
    exposeInMainWorld(key: string, api: unknown) {
      if (exposed.has(key))
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      exposed.add(key);
      bridge.fire('expose', { key, api: bridge.toWire(api) });
    },
  };
}

function createIpc(send: Send) {
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  const add = (channel: string, listener: Listener, once = false) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const remove = (channel: string, listener: Listener) => {
    const list = [...(listeners.get(channel) ?? [])];
    const index = list.findLastIndex((entry) => entry.listener === listener);
    if (index >= 0) listeners.set(channel, list.toSpliced(index, 1));
    return ipcRenderer;
  };
  const invoke = (channel: string, ...args: unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      const payload = encode(args);
      waiting.set(++last, { resolve, reject });
      send({ kind: 'invoke', id: last, channel, payload });
    });
  const removeAllListeners = (channel: string) => {
    listeners.delete(channel);
    return ipcRenderer;
  };
  const ipcRenderer: Pick<IpcRenderer, 'invoke' | 'send'> & Record<string, unknown> = {
    invoke,
    send: (channel: string, ...args: unknown[]) => send({ kind: 'send', channel, payload: encode(args) }),
    on: add,
    addListener: add,
    once: (channel: string, listener: Listener) => add(channel, listener, true),
    off: remove,
    removeListener: remove,
    removeAllListeners,
  };
  const deliver = (message: ToPage, payload: string) => {
    if (message.kind === 'event') {
      for (const { listener, once } of listeners.get(message.channel) ?? []) {
        if (once) remove(message.channel, listener);
        listener({ sender: ipcRenderer, ports: [] }, ...(decode(payload) as unknown[]));
      }
      return;
    }
    const promise = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'reply') promise?.resolve(decode(payload));
    else promise?.reject(new Error(payload));
  };
  return { ipcRenderer, deliver };
}

/** All of this file, to be sent to the page. */
export const isolatedWorldSource = [startIsolatedWorld, createContextBridge, createIpc];
