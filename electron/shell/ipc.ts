import type { IpcMainInvokeEvent, WebContents } from 'electron';
import {
  type Call,
  calls,
  type EventName,
  type EventValue,
  type Handlers,
  type Input,
  type Output,
  type Reply,
} from '../contract.ts';
import { traceOf } from '../core/diagnostics/trace.ts';
import { AppError, toFailure } from '../core/errors.ts';
import type { Log } from '../core/ports.ts';
import { appOrigin } from './protocol.ts';

/**
 * The one place where the window's calls come in (R8): the sender, then the schema, then the handler. Whatever happens,
 * the answer is a Reply; a failure without a text of ours keeps its own to itself.
 */
export function answerCalls(contents: Pick<WebContents, 'ipc'>, handlers: Handlers, log: Log): void {
  for (const call of Object.keys(calls) as Call[]) {
    contents.ipc.handle(call, (event, ...args: unknown[]) => reply(call, event, args));
  }

  async function reply<C extends Call>(
    call: C,
    event: IpcMainInvokeEvent,
    args: unknown[],
  ): Promise<Reply<Output<C>>> {
    const started = performance.now();
    try {
      // Before the first await: senderFrame is null as soon as the page has navigated.
      if (!isOurPage(event)) throw new AppError('forbidden', 'This page may not call MAX Desk.');
      const value = await handlers[call](parseInput(call, args));
      log.debug('a call was answered', { call, ms: Math.round(performance.now() - started) });
      return { ok: true, value };
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'unexpected') log.error('a call failed', { call, ...traceOf(error) });
      else log.info('a call failed', { call, code: failure.code });
      return { ok: false, failure };
    }
  }
}

function parseInput<C extends Call>(call: C, args: unknown[]): Input<C> {
  try {
    if (args.length > 1) throw new TypeError('one argument at most');
    // Some hostile objects make zod itself throw, so its result is not asked for.
    return calls[call].input.parse(args[0]) as Input<C>;
  } catch (cause) {
    throw new AppError('bad-request', `"${call}" was called with a wrong argument.`, { cause });
  }
}

/** Our own page in the top frame: `event.sender` would be the same for every subframe. */
function isOurPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return (
    senderFrame !== null &&
    !senderFrame.detached &&
    senderFrame.parent === null &&
    senderFrame.origin === appOrigin
  );
}

/** Pushes an event to the window, if it is still there. */
export function sendTo<E extends EventName>(contents: WebContents, event: E, value: EventValue<E>): void {
  if (!contents.isDestroyed()) contents.send(event, value);
}
