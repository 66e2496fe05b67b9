import { abortable } from '../core/abortable.ts';
import { required } from '../core/connection/connection-file.ts';
import { AppError } from '../core/errors.ts';
import { createLive } from '../core/live/live.ts';
import type { Sockets } from '../core/ports.ts';
import type { Context } from './context.ts';
import type { OpenedApi } from './opened-api.ts';
import { createServiceNotices } from './service-notices.ts';
import { countedSockets, createRoutedSockets } from './sockets.ts';
import { createFollower } from './watch-follower.ts';
import { createWatchLines, type WatchLines } from './watch-lines.ts';

/** How long a hub may take to say goodbye, ms: services are given 90 s to stop. */
const patience = 2_000;

/**
 * Prints live updates of these units (of all if `ids` is empty) until it is interrupted; reconnects after a drop and
 * prints what has changed meanwhile. Returns at the time limit if it was ever live, and after SIGTERM, by which services
 * are stopped, when the hub has been left in order. Throws failures before it is live, and later only failures that do
 * not pass by themselves.
 */
export async function printUpdates(context: Context, api: OpenedApi, ids: readonly string[]): Promise<void> {
  const stopping = new AbortController();
  const notices = createServiceNotices(context.env, context.tell);
  const { sockets, closed } = countedSockets(createRoutedSockets(context.routes));
  context.signals.take('SIGTERM', () => {
    notices.stopping();
    stopping.abort(new AppError('cancelled', 'Stopped.'));
  });
  const signal = AbortSignal.any([context.signal, stopping.signal]);
  try {
    await follow({ ...context, signal }, { api, ids, sockets, ready: () => notices.ready('Live.') });
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    const end = AbortSignal.timeout(patience);
    await abortable(closed(), AbortSignal.any([context.signal, end])).catch(() => undefined);
  } finally {
    notices.close();
  }
}

interface Following {
  api: OpenedApi;
  ids: readonly string[];
  sockets: Sockets;
  /** Called whenever it is live. */
  ready: () => void;
}

async function follow(context: Context, { api, ids, sockets, ready }: Following): Promise<void> {
  const { connection, id } = api.chosen;
  const { signal } = context;
  required(connection, 'api.hubUrl', connection.api.hubUrl);
  // Before the first request, so that "not signed in" is reported instead of "no live connection".
  await abortable(api.token(), signal);
  const key = await abortable(api.subscriptionKey(), signal);
  context.trustAll();
  const lines = createWatchLines();
  const end = Promise.withResolvers<void>();
  const wake = createWriter(context, lines, end.reject);
  const live = createLive({
    ...context,
    connection,
    sockets,
    token: api.token,
    subscriptionKey: () => key,
    account: () => id,
    alwaysFollow: () => [],
    onChange: () => follower.changed(),
    onUpdates(updates) {
      for (const update of updates) lines.heard(update);
      wake();
    },
  });
  const follower = createFollower({ context, api, ids, lines, live, wake, ready, fail: end.reject });
  // Nothing else keeps the process alive while it waits for the next attempt.
  const awake = setInterval(() => undefined, 2 ** 30);
  try {
    live.check();
    // After `check`, because what is followed depends on the account.
    live.follow(ids.length === 0 ? 'all' : ids);
    if (ids.length === 0) void follower.read();
    await abortable(end.promise, signal);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'TimeoutError')) throw error;
    follower.assertLive();
  } finally {
    clearInterval(awake);
    live.close();
    const { received, invalid, unknown } = live.counts();
    context.log.info('the watch has ended', { received, invalid, unknown });
  }
}

/** Writes waiting lines one piece after the other, at the reader's pace, whenever it is called. */
function createWriter({ output }: Context, lines: WatchLines, fail: (error: unknown) => void): () => void {
  let isBusy = false;
  async function run(): Promise<void> {
    isBusy = true;
    try {
      for (let text = lines.next(); text !== undefined; text = lines.next()) await output.write(text);
    } finally {
      // Reset at once: lines that are added after the last `next` must start it again.
      isBusy = false;
    }
  }
  return () => {
    if (!isBusy) run().catch(fail);
  };
}
