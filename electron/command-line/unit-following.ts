import type { LiveState, UnitUpdate } from '../contract/live.ts';
import type { Unit } from '../contract/units.ts';
import { abortable, isTimeout } from '../core/abortable.ts';
import { createLive } from '../core/live/live.ts';
import type { Sockets } from '../core/ports.ts';
import type { UnitIds } from '../core/units/unit-ids.ts';
import type { Context } from './context.ts';
import type { OpenedApi } from './opened-api.ts';
import { createFollower } from './watch-follower.ts';

/** Who is told of the units that are followed. */
export interface UnitSink {
  heard(updates: readonly UnitUpdate[]): void;
  /** A list begins to be read. */
  listBegins(): ListSink;
  /** The live updates have another state. */
  changed?(state: LiveState): void;
}

export interface ListSink {
  /** The followed units of a page, with what was heard meanwhile; `isFirst` as long as it was never live. */
  page(units: readonly Unit[], isFirst: boolean): void;
  /** The list has come to its end with these ids, whole by what the API says or not (R41). */
  complete?(ids: UnitIds, isWhole: boolean): void;
}

export interface Following {
  api: OpenedApi;
  /** All if there are none. */
  ids: readonly string[];
  sockets: Sockets;
  sink: UnitSink;
  /** Called whenever it is live. */
  ready: () => void;
  /** Rejects when the sink fails. */
  broken?: Promise<never>;
  /**
   * The list is read again after so long, ms, and does without the live connection; without this, only when the live
   * connection asks for it.
   */
  listEvery?: number;
}

/**
 * Follows units: reads the list, hears the live updates, connects again after a drop and reads the list then (R34). Ends
 * at the time limit if it was ever live. Throws failures before it is live, later, and with `listEvery`, only failures that do
 * not pass by themselves, the reason of `context.signal`, and what `broken` rejects with.
 */
export async function followUnits(context: Context, following: Following): Promise<void> {
  const { api, ids, sockets, sink, listEvery, broken } = following;
  const { signal } = context;
  // Before the first request, so that "not signed in" is reported instead of "no live connection".
  await abortable(api.token(), signal);
  const key = await abortable(api.subscriptionKey(), signal);
  context.trustAll();
  const end = Promise.withResolvers<never>();
  const live = createLive({
    ...context,
    connection: api.chosen.connection,
    sockets,
    token: api.token,
    subscriptionKey: () => key,
    account: () => api.chosen.id,
    alwaysFollow: () => [],
    onChange() {
      sink.changed?.(live.state());
      follower.changed();
    },
    onUpdates: sink.heard,
  });
  const follower = createFollower({ context, ...following, live, fail: end.reject });
  // Nothing else keeps the process alive while it waits for the next attempt.
  const awake = setInterval(() => void (listEvery && follower.read()), listEvery ?? 2 ** 30);
  try {
    live.check();
    // After `check`, because what is followed depends on the account.
    live.follow(ids.length === 0 ? 'all' : ids);
    if (ids.length === 0) void follower.read();
    await abortable(Promise.race([end.promise, ...(broken ? [broken] : [])]), signal);
  } catch (error) {
    if (!isTimeout(error)) throw error;
    follower.assertLive();
  } finally {
    clearInterval(awake);
    live.close();
    const { received, invalid, unknown } = live.counts();
    context.log.info('the watch has ended', { received, invalid, unknown });
  }
}
