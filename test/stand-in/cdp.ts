/** A client of the Chrome DevTools Protocol, so that the app's process needs no Playwright. */
import { EventEmitter } from 'node:events';
// Playwright's declarations of the protocol; its package exports them only wrapped in CDPSession.
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts';
import type { Transport } from './cdp-transport.ts';

export type { Protocol };

type Command = keyof Protocol.CommandParameters;
type Result<C extends Command> = Protocol.CommandReturnValues[C];
type EventName = keyof Protocol.Events;

/** The whole browser, or one page of it. */
export interface CdpSession {
  send<C extends Command>(method: C, params?: Protocol.CommandParameters[C]): Promise<Result<C>>;
  /** Returns the function that takes the listener off. */
  on<E extends EventName>(event: E, listener: (params: Protocol.Events[E]) => void): () => void;
}
export interface Cdp extends CdpSession {
  session(id: string): CdpSession;
  onClose(listener: () => void): void;
}
type Message = {
  id?: number;
  method?: string;
  params?: unknown;
  sessionId?: string;
  result?: unknown;
  error?: { message: string };
};

/** True for the error of a command whose page or browser has gone; nobody needs to hear of it. */
export function isGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    /CDP closed|Session with given id not found|Invalid InterceptionId|No target with given id|Target closed|Inspected target navigated or closed|Cannot find context|uniqueContextId not found/.test(
      error.message,
    )
  );
}

/** Speaks the protocol over `transport`; commands reject with the method's name and Chromium's message. */
export function createCdp(transport: Transport): Cdp {
  const pending = new Map<
    number,
    { method: string; resolve(result: never): void; reject(error: Error): void }
  >();
  const emitters = new Map<string, EventEmitter>();
  const closed = new EventEmitter();
  let last = 0;
  let open = true;
  transport.onMessage((text) => {
    const message: Message = JSON.parse(text);
    if (message.id === undefined) {
      emitters.get(message.sessionId ?? '')?.emit(String(message.method), message.params);
      return;
    }
    const command = pending.get(message.id);
    pending.delete(message.id);
    if (message.error) command?.reject(new Error(`${command.method}: ${message.error.message}`));
    else command?.resolve(message.result as never);
  });
  transport.onClose(() => {
    open = false;
    for (const { method, reject } of pending.values()) reject(new Error(`${method}: CDP closed`));
    pending.clear();
    closed.emit('close');
  });
  const session = (sessionId: string): CdpSession => {
    const emitter = new EventEmitter().setMaxListeners(0);
    emitters.set(sessionId, emitter);
    return {
      send: (method, params) =>
        new Promise((resolve, reject) => {
          if (!open) throw new Error(`${method}: CDP closed`);
          pending.set(++last, { method, resolve, reject });
          transport.send(
            JSON.stringify({ id: last, method, params: params ?? {}, ...(sessionId && { sessionId }) }),
          );
        }),
      on: (event, listener) => {
        emitter.on(event, listener);
        return () => void emitter.off(event, listener);
      },
    };
  };
  return { ...session(''), session, onClose: (listener) => void closed.on('close', listener) };
}
