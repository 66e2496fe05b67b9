import type { Failure } from '../contract/failure.ts';
import { pause } from '../core/backoff.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { retryDelay, usualRetry } from '../core/live/line.ts';
import type { Live } from '../core/live/live.ts';
import { createUnitIds } from '../core/units/unit-ids.ts';
import { unitMapping } from '../core/units/unit-mapping.ts';
import { incompleteList, readUnits } from '../core/units/units.ts';
import type { Context } from './context.ts';
import type { Following } from './unit-following.ts';

/** Failures that pass without user action, for instance when the network is back. All others end the watch. */
export const transientFailures: ReadonlySet<Failure['code']> = new Set([
  'offline',
  'proxy-refused',
  'captive-portal',
  'provider-unavailable',
  'api-unavailable',
]);

interface FollowerParts extends Pick<Following, 'api' | 'ids' | 'sink' | 'ready' | 'listEvery'> {
  context: Context;
  live: Live;
  fail: (error: unknown) => void;
}

/** Reads the list whenever the live connection needs it (R34), and reports changes of the connection. */
export function createFollower({
  context,
  api: { lists, chosen },
  ids,
  sink,
  live,
  ready,
  listEvery,
  fail,
}: FollowerParts) {
  const { signal, clock, tell } = context;
  const path = chosen.connection.api.unitsPath;
  const toUnit = unitMapping(chosen.connection.api);
  const named = new Set(ids);
  let hasBeenLive = false;
  let known = live.state().cover;
  let reading: AbortController | undefined;

  async function readOnce(ending: AbortSignal): Promise<void> {
    const list = live.listBegins();
    const told = sink.listBegins();
    const listed = createUnitIds();
    const missing = new Set(named);
    let gap: AppError | undefined;
    for await (const page of readUnits(lists, path, ending, toUnit, listed)) {
      const units = list.page(page.units);
      for (const { id } of units) missing.delete(id);
      told.page(named.size === 0 ? units : units.filter(({ id }) => named.has(id)), !hasBeenLive);
      if (page.shortfall) gap = incompleteList(page.shortfall);
    }
    // In what is missing of the list they may be.
    if (!hasBeenLive && missing.size > 0) throw gap ?? notListed([...missing]);
    if (gap) tell(gap.message);
    told.complete?.(listed, gap === undefined);
    list.complete(listed, gap === undefined);
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

  /** Before it was live every failure ends the watch, unless the list is worth having without live updates. */
  function passes(failure: Failure): boolean {
    const doesPass = (hasBeenLive || listEvery !== undefined) && transientFailures.has(failure.code);
    if (doesPass) tell(`${failure.message} Trying again.`);
    else fail(asError(failure));
    return doesPass;
  }

  return {
    read,
    changed() {
      const { phase, problem, cover } = live.state();
      // Nothing else changes together with it.
      if (cover !== known) {
        known = cover;
        if (cover && named.size === 0)
          tell(`The hub takes only ${cover.followed} of ${cover.of} units: the others are not followed.`);
        return;
      }
      if (phase === 'catching-up') void read();
      if (phase === 'live') {
        if (hasBeenLive) tell('The live connection is there again.');
        else if (context.options.verbose || process.stderr.isTTY) tell('Live. Ctrl-C ends it.');
        hasBeenLive = true;
        ready();
      }
      if (!problem) return;
      // A list that is read by itself comes to its end without the hub.
      if (listEvery === undefined || !transientFailures.has(problem.code)) reading?.abort();
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
