import type { Failure } from '../contract/failure.ts';
import { abortable } from '../core/abortable.ts';
import { required } from '../core/connection/connection-file.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { pause, retryDelay, usualRetry } from '../core/live/line.ts';
import { createLive, type Live } from '../core/live/live.ts';
import { unitMapping } from '../core/units/unit-mapping.ts';
import { incompleteList, readUnits } from '../core/units/units.ts';
import type { OpenedApi } from './api.ts';
import type { Context } from './context.ts';
import { createNodeSockets } from './sockets.ts';
import { createWatchLines, type WatchLines } from './watch-lines.ts';

/** Failures that pass without user action, for instance when the network is back. All others end the watch. */
const transient = new Set<Failure['code']>([
  'offline',
  'proxy-refused',
  'captive-portal',
  'provider-unavailable',
  'api-unavailable',
]);

/**
 * Prints live updates of these units (of all if `ids` is empty) until it is interrupted; reconnects after a drop and
 * prints what has changed meanwhile. Returns at the time limit if it was ever live. Throws failures before it is live,
 * and later only failures that do not pass by themselves.
 */
export async function printUpdates(context: Context, api: OpenedApi, ids: readonly string[]): Promise<void> {
  const { connection, id } = api.chosen;
  const { signal } = context;
  required(connection, 'api.hubUrl', connection.api.hubUrl);
  // Before the first request, so that "not signed in" is reported instead of "no live connection".
  await api.token();
  context.trustAll();
  const lines = createWatchLines();
  const end = Promise.withResolvers<void>();
  const wake = createWriter(context, lines, end.reject);
  const live = createLive({
    ...context,
    connection,
    sockets: createNodeSockets(context.routes),
    token: api.token,
    subscriptionKey: () => context.env['MAX_DESK_SUBSCRIPTION_KEY'],
    account: () => id,
    alwaysFollow: () => [],
    onChange: () => follower.changed(),
    onUpdates(updates) {
      for (const update of updates) lines.heard(update);
      wake();
    },
  });
  const follower = createFollower({ context, api, ids, lines, live, wake, fail: end.reject });
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

interface FollowerParts {
  context: Context;
  api: OpenedApi;
  ids: readonly string[];
  lines: WatchLines;
  live: Live;
  wake: () => void;
  fail: (error: unknown) => void;
}

/** Reads the list whenever the live connection needs it (R34), and reports changes of the connection. */
function createFollower({ context, api: { lists, chosen }, ids, lines, live, wake, fail }: FollowerParts) {
  const { signal, clock, tell } = context;
  const path = chosen.connection.api.unitsPath;
  const toUnit = unitMapping(chosen.connection.api);
  const named = new Set(ids);
  let hasBeenLive = false;
  let reading: AbortController | undefined;

  async function readOnce(ending: AbortSignal): Promise<void> {
    const list = live.listBegins();
    const missing = new Set(named);
    let gap: AppError | undefined;
    for await (const page of readUnits(lists, path, ending, toUnit)) {
      for (const unit of list.page(page.units)) {
        missing.delete(unit.id);
        if (named.size === 0 || named.has(unit.id)) lines.listed(unit, clock.now(), !hasBeenLive);
      }
      if (page.shortfall) gap = incompleteList(page.shortfall);
      wake();
    }
    // In what is missing of the list they may be.
    if (!hasBeenLive && missing.size > 0) throw gap ?? notListed([...missing]);
    if (gap) tell(gap.message);
    list.complete(gap === undefined);
  }

  async function read(): Promise<void> {
    reading?.abort();
    reading = new AbortController();
    const ending = AbortSignal.any([signal, reading.signal]);
    for (let failures = 1; !ending.aborted; failures++) {
      try {
        return await readOnce(ending);
      } catch (error) {
        if (ending.aborted) return;
        const failure = toAppError(error);
        if (!passes(failure)) return;
        await pause(clock, retryDelay(usualRetry, failure, failures, true), ending);
      }
    }
  }

  /** Before it was live every failure ends the watch. */
  function passes(failure: Failure): boolean {
    const doesPass = hasBeenLive && transient.has(failure.code);
    if (doesPass) tell(`${failure.message} Trying again.`);
    else fail(asError(failure));
    return doesPass;
  }

  return {
    read,
    changed() {
      const { phase, problem } = live.state();
      if (phase === 'catching-up') void read();
      if (phase === 'live') {
        if (hasBeenLive) tell('The live connection is there again.');
        else if (context.options.verbose || process.stderr.isTTY) tell('Live. Ctrl-C ends it.');
        hasBeenLive = true;
      }
      if (!problem) return;
      reading?.abort();
      passes(problem);
    },
    /** Throws `offline`, or the current problem, if it was never live. */
    assertLive() {
      if (!hasBeenLive) throw notLive(live.state().problem);
    },
  };
}

function notLive(problem: Failure | null): AppError {
  return problem ? asError(problem) : new AppError('offline', 'There was no live connection in time.');
}

function asError({ code, message, hint, details }: Failure): AppError {
  return new AppError(code, message, { hint, details });
}

function notListed(ids: string[]): AppError {
  const names = ids.slice(0, 5).map((id) => `"${id}"`);
  const more = ids.length > names.length ? ` and ${ids.length - names.length} more` : '';
  return new AppError('usage', `The list has no unit ${names.join(', ')}${more}.`, {
    hint: 'Run "max-desk units" to see the ids of the units that this account may see.',
  });
}
