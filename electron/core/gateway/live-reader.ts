import type { ServerResponse } from 'node:http';
import type { LiveState } from '../../contract/live.ts';
import type { EventHistory } from './event-history.ts';
import { eventText, stateData } from './event-text.ts';
import type { GatewayCall } from './gateway-call.ts';
import type { LiveFeed } from './live-feed.ts';

/** All in ms. */
export const usualEventTiming = {
  /** A comment after so long without an event, so that nobody in between takes the connection for dead. */
  heartbeat: 15_000,
  /** A reader that has not taken anything for so long is cut off. */
  slow: 30_000,
  /** When a client comes back. */
  retry: 3_000,
};
export type EventTiming = typeof usualEventTiming;

/** Who reads the live events. */
interface Reader {
  response: ServerResponse;
  /** Gets how it goes. */
  call: GatewayCall;
}

interface ReaderParts {
  feed: LiveFeed;
  history: EventHistory;
  timing: EventTiming;
  /** The id of the event with this number. */
  idOf: (seq: number) => string;
}

/** Units in one event of the list. */
const pieceSize = 500;

/** Makes the function that tells a reader of the feed; it rejects when the reader has left, or takes nothing any more. */
export function createStreaming({ feed, history, timing, idOf }: ReaderParts) {
  /** Resolves when the reader has room for more. Throws if it has left, or takes nothing any more. */
  async function write({ response, call }: Reader, text: string): Promise<void> {
    if (response.destroyed || response.writableEnded) throw new Error('The reader has left.');
    call.bytes += Buffer.byteLength(text);
    if (response.write(text)) return;
    const drained = (done: () => void) => {
      response.once('drain', done);
      return () => void response.off('drain', done);
    };
    if (await happens(drained, response, timing.slow)) return;
    if (!response.destroyed) call.error = 'too-slow';
    throw new Error('The reader takes nothing.');
  }

  /** Only the last piece has the number: who breaks off before begins anew. */
  async function writeList(reader: Reader, seq: number): Promise<void> {
    const units = [...feed.units().values()];
    for (let at = 0; at === 0 || at < units.length; at += pieceSize) {
      const more = at + pieceSize < units.length;
      const data = { more, units: units.slice(at, at + pieceSize) };
      await write(reader, eventText('list', data, more ? undefined : idOf(seq)));
    }
  }

  /** Until there is a list, only the state is told. */
  async function begin(reader: Reader): Promise<number> {
    for (let told: LiveState | undefined; ; ) {
      const at = feed.last();
      if (told !== feed.state()) {
        told = feed.state();
        await write(reader, eventText('state', stateData(told)));
      }
      if (feed.listedAt() !== undefined) {
        await writeList(reader, at);
        return at;
      }
      if (feed.last() === at) await waitForNews(reader);
    }
  }

  /** Resolves at the next event, or after a comment. */
  async function waitForNews(reader: Reader): Promise<void> {
    if (!(await happens(feed.onEvent, reader.response, timing.heartbeat)))
      await write(reader, ': still here\n\n');
  }

  /** @param from after this event; undefined to begin with the list */
  return async function stream(reader: Reader, from: number | undefined): Promise<void> {
    const { call } = reader;
    await write(reader, `retry: ${timing.retry}\n\n`);
    if (from !== undefined) await write(reader, eventText('state', stateData(feed.state())));
    for (let at = from ?? (await begin(reader)); ; ) {
      const events = history.since(at);
      if (events === undefined) {
        call.error = 'too-slow';
        return;
      }
      at += events.length;
      if (events.length === 0) await waitForNews(reader);
      else await write(reader, events.join(''));
    }
  };
}

/**
 * Resolves with true when it happens, with false after `ms` or when the reader has left.
 * @param listen calls its argument then, and returns what ends that
 */
function happens(
  listen: (done: () => void) => () => void,
  response: ServerResponse,
  ms: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (has: boolean) => {
      clearTimeout(timer);
      stop();
      response.off('close', leave);
      resolve(has);
    };
    const leave = () => end(false);
    const timer = setTimeout(leave, ms);
    const stop = listen(() => end(true));
    response.once('close', leave);
  });
}
