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
 * The one place where the window's calls come in (R8): the sender, then the schema, then the handler. Whatever happens,
 * the answer is a Reply, sent the way events are (R38); a failure without a text of ours keeps its own to itself.
 */
export function answerCalls(contents: WebContents, handlers: Handlers, log: Log): void {
  /** Counts the pages that were shown here: nobody waits any more for what an earlier one asked. */
  let page = 0;
  const leave = () => {
    page += 1;
  };
  contents.on('did-navigate', leave);
  contents.on('render-process-gone', leave);

  for (const call of Object.keys(calls) as Call[]) {
    contents.ipc.on(call, (event, id: unknown, ...args: unknown[]) => {
      // A stranger is not even told that it was refused. One is the empty page that Chromium shows between a crash and the
      // page that is loaded anew: the preload runs there too.
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
      // What is known at once is sent at once: during an `await` something newer could be pushed before it.
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
    // Some hostile objects make zod itself throw, so its result is not asked for.
    return calls[call].input.parse(args[0]) as CallInput<C>;
  } catch (cause) {
    throw new AppError('bad-request', `"${call}" was called with a wrong argument.`, { cause });
  }
}

/**
 * Our own page in the top frame: `event.sender` would be the same for every subframe, and a page that is being replaced has
 * a frame of its own. `detached` does not say so: until Electron 44 it stays true after a crash (electron#53102).
 */
function isOurPage({ mainFrame }: WebContents, { senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === mainFrame && senderFrame.origin === appOrigin;
}

function isId(id: unknown): id is number {
  return Number.isSafeInteger(id);
}

/** Pushes an event to the window, if it is still there. */
export function sendTo<E extends EventName>(contents: WebContents, event: E, value: EventValue<E>): void {
  post(contents, event, value);
}

/** The one way to the page: what is sent first arrives first. Throws for what cannot be cloned, where `send` would only print. */
function post(contents: WebContents, channel: EventName | Answer['channel'], message: unknown): void {
  // A page that has crashed, or is closed, hears nothing, and Electron would throw.
  if (!contents.isDestroyed() && !contents.mainFrame.isDestroyed()) contents.postMessage(channel, message);
}
