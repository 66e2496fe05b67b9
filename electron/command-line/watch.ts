import { abortable } from '../core/abortable.ts';
import { required } from '../core/connection/authorities.ts';
import { AppError } from '../core/errors.ts';
import type { Context } from './context.ts';
import { countedSockets, createRoutedSockets } from './http/sockets.ts';
import type { OpenedApi } from './opened-api.ts';
import { isReaderGone } from './output.ts';
import { beginRecording, type Recording, type RecordingOptions } from './recording.ts';
import { createServiceNotices } from './service-notices.ts';
import { followUnits, type UnitSink } from './unit-following.ts';
import { type FallibleSink, severalSinks } from './unit-sinks.ts';
import { keepingLedger } from './watch-ledger.ts';
import { createWatchLines, type WatchLines } from './watch-lines.ts';

/** How long a hub may take to say goodbye, ms: services are given 90 s to stop. */
const patience = 2_000;

/** What a watch does with the updates besides printing them. */
interface WatchKeeping {
  record?: RecordingOptions | undefined;
  /** The folder of a ledger, for all units only. */
  ledger?: string | undefined;
}

/**
 * Prints live updates of these units (of all if `ids` is empty) until it is interrupted; reconnects after a drop and
 * prints what has changed meanwhile; records it, and keeps a ledger of it, where it is told to. Returns at the time limit if it was ever live, and
 * after SIGTERM, by which services are stopped, when the hub has been left in order, and when nobody reads its output any more. Throws failures before it is live,
 * and later only failures that do not pass by themselves, those of the recording too. A ledger is closed first, after SIGINT too.
 */
export async function printUpdates(
  context: Context,
  api: OpenedApi,
  ids: readonly string[],
  { record, ledger }: WatchKeeping = {},
): Promise<void> {
  const stopping = new AbortController();
  const notices = createServiceNotices(context.env, context.tell);
  const { sockets, closed } = countedSockets(createRoutedSockets(context.routes));
  context.signals.take('SIGTERM', () => {
    notices.stopping();
    stopping.abort(new AppError('cancelled', 'Stopped.'));
  });
  const signal = AbortSignal.any([context.signal, stopping.signal]);
  let recording: Recording | undefined;
  try {
    const { connection } = api.chosen;
    required(connection, 'api.hubUrl', connection.api.hubUrl);
    recording = record && beginRecording(record, context);
    const ready = () => notices.ready('Live.');
    const follow = (ending: AbortSignal, ...kept: FallibleSink[]) => {
      const told = severalSinks([printedSink(context), ...(recording ? [recording] : []), ...kept]);
      return followUnits({ ...context, signal: ending }, { api, ids, sockets, ready, ...told });
    };
    if (ledger === undefined) await follow(signal);
    else await keepingLedger({ ...context, signal }, api, ledger, (sink, ending) => follow(ending, sink));
  } catch (error) {
    if (isReaderGone(error)) return;
    if (!stopping.signal.aborted) throw error;
    await leftInOrder(closed, context.signal);
  } finally {
    notices.close();
    await recording?.end();
  }
}

/** Waits until the hub has said goodbye, too. */
export async function leftInOrder(closed: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  const end = AbortSignal.timeout(patience);
  await abortable(closed(), AbortSignal.any([signal, end])).catch(() => undefined);
}

/** Prints each change as a line. */
function printedSink({ output, clock }: Context): FallibleSink {
  const lines = createWatchLines();
  const broken = Promise.withResolvers<never>();
  // It may reject when nobody follows any more.
  broken.promise.catch(() => undefined);
  const wake = createWriter(output, lines, broken.reject);
  const sink: UnitSink = {
    heard(updates) {
      for (const update of updates) lines.heard(update);
      wake();
    },
    listBegins: () => ({
      page(units, isFirst) {
        for (const unit of units) lines.listed(unit, clock.now(), isFirst);
        wake();
      },
    }),
  };
  return { sink, broken: broken.promise };
}

/** Writes waiting lines one piece after the other, at the reader's pace, whenever it is called. */
function createWriter(
  output: Context['output'],
  lines: WatchLines,
  fail: (error: unknown) => void,
): () => void {
  let isBusy = false;
  async function run(): Promise<void> {
    isBusy = true;
    try {
      for (let text = lines.next(); text !== undefined; text = lines.next())
        await output.write(text, undefined, 'throws');
    } finally {
      // Reset at once: lines that are added after the last `next` must start it again.
      isBusy = false;
    }
  }
  return () => {
    if (!isBusy) run().catch(fail);
  };
}
