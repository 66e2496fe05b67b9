import { backoff, pause } from '../core/backoff.ts';
import { toFailure } from '../core/errors.ts';
import { createLiveFeed, type LiveFeed } from '../core/gateway/live-feed.ts';
import type { Sockets } from '../core/ports.ts';
import type { Context } from './context.ts';
import type { OpenedApi } from './opened-api.ts';
import { followUnits, type UnitSink } from './unit-following.ts';

/** Units that are new, and those without a live connection, are found by the list: it is read again so often, ms. */
const listEvery = 900_000;
/** After a failure that ends the following it begins again, later and later, ms. */
const firstRetry = 5_000;
const longestRetry = 300_000;

/**
 * A live feed that begins when somebody wants it, and goes on until `context.signal` is aborted: a failure ends it not,
 * but is in its state, and is tried again.
 */
export function createGatewayFeed(context: Context, api: OpenedApi, sockets: Sockets) {
  const { clock, signal, tell } = context;
  const feed = createLiveFeed(clock);
  let isWanted = false;

  async function run(): Promise<void> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      let wasLive = false;
      const ready = () => {
        wasLive = true;
      };
      try {
        await followUnits(context, { api, ids: [], sockets, sink: sinkOf(feed), ready, listEvery });
      } catch (error) {
        if (signal.aborted) return;
        const problem = toFailure(error);
        tell(`There are no live updates: ${problem.message} Trying again later.`);
        feed.changed({ phase: 'reconnecting', since: clock.now(), problem, cover: null });
      }
      if (wasLive) failures = 0;
      await pause(clock, backoff(firstRetry, longestRetry, failures + 1), signal);
    }
  }

  return {
    feed,
    /** Begins to follow the units, once. */
    want(): void {
      if (isWanted) return;
      isWanted = true;
      void run();
    },
  };
}

function sinkOf(feed: LiveFeed): UnitSink {
  return {
    heard: feed.heard,
    changed: feed.changed,
    listBegins() {
      const reading = feed.listBegins();
      return {
        page(units) {
          for (const unit of units) reading.listed(unit);
        },
        complete: reading.complete,
      };
    },
  };
}
