import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { createEventHistory } from './event-history.ts';
import type { Exchange } from './forwarder.ts';
import type { GatewayCall } from './gateway-call.ts';
import type { LiveFeed } from './live-feed.ts';
import { createStreaming, type EventTiming, usualEventTiming } from './live-reader.ts';
import { type OwnAnswer, sendAnswer } from './own-answer.ts';

/** Readers at a time. */
const mostReaders = 32;

export type LiveEvents = ReturnType<typeof createLiveEvents>;

/**
 * The feed as server-sent events (WHATWG HTML §9.2): the list, then what changes. A reader that comes back with
 * `Last-Event-ID` gets what it missed, or the list again if that is too much. Events are kept once for all readers, so that
 * a slow one costs no memory: it is cut off, and comes back.
 * @param capacity how many events are kept at least
 */
export function createLiveEvents(feed: LiveFeed, timing: EventTiming = usualEventTiming, capacity?: number) {
  /** Numbers of another process mean nothing. */
  const run = randomBytes(6).toString('hex');
  const readers = new Set<ServerResponse>();
  const idOf = (seq: number) => `${run}-${seq}`;
  const history = createEventHistory(feed, idOf, capacity);
  const stream = createStreaming({ feed, history, timing, idOf });

  /** The events since then; undefined if the reader has to begin with the list. */
  function known(id: string | string[] | undefined): number | undefined {
    const [, its, seq] = /^([0-9a-f]+)-(\d{1,15})$/.exec(String(id)) ?? [];
    return its === run && history.since(Number(seq)) ? Number(seq) : undefined;
  }

  return {
    /** Answers a reader until it leaves, is too slow, or `end` is called. `call` gets how it went. */
    async serve(call: GatewayCall, { request, response }: Exchange): Promise<void> {
      if (readers.size >= mostReaders) {
        call.error = fullHouse.code;
        call.bytes = sendAnswer(response, fullHouse);
        return;
      }
      readers.add(response);
      response.once('close', () => readers.delete(response));
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      // It has left, or takes nothing any more.
      await stream({ response, call }, known(request.headers['last-event-id'])).catch(() => undefined);
      if (!response.writableEnded) response.destroy();
    },
    /** How many readers there are. */
    open: () => readers.size,
    /** The readers are told nothing more; they may come back. */
    end(): void {
      for (const response of readers) response.end();
    },
  };
}

const fullHouse = {
  status: 503,
  code: 'too-many-readers',
  text: `There are ${mostReaders} readers of live events already.\n`,
  headers: { 'retry-after': '30' },
} satisfies OwnAnswer;
