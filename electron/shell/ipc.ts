import type { IpcMainEvent, WebContents } from 'electron';
import {
  type Answer,
  type Call,
  type CallInput,
  calls,
  type EventName,
  type EventValue,
  type Handlers,
  type Reply,
} from '../contract/calls.ts';
import type { Failure } from '../contract/failure.ts';
import { traceOf } from '../core/diagnostics/trace.ts';
import { AppError, toFailure } from '../core/errors.ts';
import type { Log } from '../core/ports.ts';
import { appOrigin } from './protocol.ts';

/**
 * The only entry point for the window's calls (R8): checks the sender, then the schema, then runs the handler. It
 * always sends a Reply, in order with the events (R38); the message of an unexpected error is not revealed.
 */
export function answerCalls(contents: WebContents, handlers: Handlers, log: Log): void {
  /** Counts the pages shown here: calls of an earlier page get no reply. */
  let page = 0;
  const leave = () => {
    page += 1;
  };
  contents.on('did-navigate', leave);
  contents.on('render-process-gone', leave);

  for (const call of Object.keys(calls) as Call[]) {
    contents.ipc.on(call, (event, id: unknown, ...args: unknown[]) => {
      // Other senders get no reply, not even a refusal. One of them is the empty page that Chromium shows between a
      // crash and the reload: the preload runs there too.
      if (isOurPage(contents, event) && isId(id)) void answer(call, id, args);
      else log.info('a call was refused', { call });
    });
  }

  async function answer(call: Call, id: number, args: unknown[]): Promise<void> {
    const asker = page;
    const started = performance.now();
    const send = (reply: Reply<unknown>) => {
      if (page === asker) post(contents, 'answer', { id, reply });
    };
    try {
      const outcome: unknown = handlers[call](parseInput(call, args) as never);
      // A synchronous result is sent at once: during an `await`, something newer could be sent before it.
      const value = outcome instanceof Promise ? await outcome : outcome;
      send({ ok: true, value });
      log.debug('a call was answered', { call, ms: Math.round(performance.now() - started) });
    } catch (error) {
      send({ ok: false, failure: logged(call, error) });
    }
  }

  function logged(call: Call, error: unknown): Failure {
    const failure = toFailure(error);
    if (failure.code === 'unexpected') log.error('a call failed', { call, ...traceOf(error) });
    else log.info('a call failed', { call, code: failure.code });
    return failure;
  }
}

function parseInput<C extends Call>(call: C, args: unknown[]): CallInput<C> {
  try {
    if (args.length > 1) throw new TypeError('one argument at most');
    // `parse` in a try block, because some hostile objects make zod itself throw.
    return calls[call].input.parse(args[0]) as CallInput<C>;
  } catch (cause) {
    throw new AppError('bad-request', `"${call}" was called with a wrong argument.`, { cause });
  }
}

/**
 * Our own page in the top frame: `event.sender` is the same for every subframe, and a page that is being replaced has
 * its own frame. `detached` does not help: until Electron 44 it stays true after a crash (electron#53102).
 */
function isOurPage({ mainFrame }: WebContents, { senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === mainFrame && senderFrame.origin === appOrigin;
}

function isId(id: unknown): id is number {
  return Number.isSafeInteger(id);
}

/** Sends an event to the window, if it still exists. */
export function sendTo<E extends EventName>(contents: WebContents, event: E, value: EventValue<E>): void {
  post(contents, event, value);
}

/** The only way to the page, which keeps the order. Throws if a message cannot be cloned; `send` would only print. */
function post(contents: WebContents, channel: EventName | Answer['channel'], message: unknown): void {
  // Electron would throw if the page has crashed or is closed.
  if (!contents.isDestroyed() && !contents.mainFrame.isDestroyed()) contents.postMessage(channel, message);
}
