import { contextBridge, ipcRenderer } from 'electron';
import type { Answer, Call, Desktop, Reply } from './contract/calls.ts';
import type { DeskState } from './contract/desk.ts';
import { callNames } from './contract/names.ts';
import type { CachedPage } from './contract/units.ts';

/** Begins anywhere, so that an answer to the page before a reload fits no call of this one. */
let lastId = Math.floor(Math.random() * 2 ** 52);
const open = new Map<number, (reply: Reply<never>) => void>();

// Answers come the way events do: Electron's own, to `invoke`, overtake events that were sent before them (R38).
ipcRenderer.on('answer' satisfies Answer['channel'], (_event, { id, reply }: Answer['message']) => {
  open.get(id)?.(reply);
  open.delete(id);
});

const call =
  (channel: Call) =>
  <T>(input?: unknown): Promise<Reply<T>> =>
    new Promise((resolve) => {
      lastId += 1;
      ipcRenderer.send(channel, lastId, input);
      // Not before: it throws when the input cannot be cloned, and nobody would answer.
      open.set(lastId, resolve);
    });

/**
 * What every page asks first is asked before its script is there, and the answer waits for it. It is good once; when it
 * brought nothing, main is asked again.
 */
function early<T>(channel: Call, input?: { readonly from: number }) {
  const ask = call(channel);
  const asked = ask<T>(input);
  let kept: typeof asked | undefined = asked;
  let isAnswered = false;
  void asked.then(() => {
    isAnswered = true;
  });
  return {
    asked,
    async ask(given?: typeof input): Promise<Reply<T>> {
      const first = given?.from === input?.from ? kept : undefined;
      kept = undefined;
      const reply = await first;
      return reply?.ok && reply.value !== null ? reply : ask(given);
    },
    /** Takes the place of an answer that came before it. One that is still to come is newer. */
    renew(value: T) {
      if (isAnswered && kept) kept = Promise.resolve({ ok: true, value });
    },
  };
}

const state = early<DeskState>('getState');
// Until the page's script is there, nobody else hears it.
ipcRenderer.on('stateChanged', (_event, value) => state.renew(value));
void state.asked.then((reply) => {
  // The first format of all takes the engine 10 to 20 ms. It has them while it still reads the page's script; the first rows,
  // with their numbers and ages, would have to wait.
  if (reply?.ok && reply.value.session.account !== null) new Intl.NumberFormat().format(0);
});
const units = early<CachedPage | null>('cachedUnits', { from: 0 });

const sent = Object.fromEntries(
  Object.values(callNames)
    .flat()
    .map((name) => [name, call(name)]),
) as Omit<Desktop, 'on'>;

const desktop: Desktop = {
  ...sent,
  getState: state.ask,
  cachedUnits: units.ask,
  on: (event, listener) => {
    // Electron's own event object stays here: it would hand the page a sender (R11).
    const wrapped = (_event: unknown, value: Parameters<typeof listener>[0]) => listener(value);
    ipcRenderer.on(event, wrapped);
    return () => void ipcRenderer.off(event, wrapped);
  },
};

contextBridge.exposeInMainWorld('desktop', desktop);
