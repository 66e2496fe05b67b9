import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { LiveState } from '../../contract/live.ts';
import { printableJson } from '../printable.ts';
import type { Exchange } from './forwarder.ts';
import type { GatewayCall } from './gateway-call.ts';
import type { FeedEvent, LiveFeed, UnitChanged } from './live-feed.ts';
import { type OwnAnswer, sendAnswer } from './own-answer.ts';

/** All in ms. */
const usualTiming = {
  /** A comment after so long without an event, so that nobody in between takes the connection for dead. */
  heartbeat: 15_000,
  /** A reader that has not taken anything for so long is cut off. */
  slow: 30_000,
  /** When a client comes back. */
  retry: 3_000,
};
type EventTiming = typeof usualTiming;

interface Reader {
  response: ServerResponse;
  call: GatewayCall;
}

/** Readers at a time. */
const mostReaders = 32;
/** Units in one event of the list. */
const pieceSize = 500;

export type LiveEvents = ReturnType<typeof createLiveEvents>;

/**
 * The feed as server-sent events (WHATWG HTML §9.2): the list, then what changes. A reader that comes back with
 * `Last-Event-ID` gets what it missed, or the list again if that is too much. Only the feed keeps events, so that a slow
 * reader costs no memory: it is cut off, and comes back.
 */
export function createLiveEvents(feed: LiveFeed, timing: EventTiming = usualTiming) {
  /** Numbers of another process mean nothing. */
  const run = randomBytes(6).toString('hex');
  const readers = new Set<ServerResponse>();
  const idOf = (seq: number) => `${run}-${seq}`;

  /** The events since then; undefined if the reader has to begin with the list. */
  function known(id: string | string[] | undefined): number | undefined {
    const [, its, seq] = /^([0-9a-f]+)-(\d{1,15})$/.exec(String(id)) ?? [];
    return its === run && feed.since(Number(seq)) ? Number(seq) : undefined;
  }

  /** Resolves when the reader has room for more. Throws if it has left, or takes nothing any more. */
  async function write({ response, call }: Reader, text: string): Promise<void> {
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

  async function writeList(reader: Reader): Promise<number> {
    const seq = feed.last();
    const units = [...feed.units().values()];
    for (let at = 0; at === 0 || at < units.length; at += pieceSize) {
      const more = at + pieceSize < units.length;
      const data = { more, units: units.slice(at, at + pieceSize) };
      // Only the last piece has the number: who breaks off before begins anew.
      await write(reader, eventText('list', data, more ? undefined : idOf(seq)));
    }
    return seq;
  }

  /** Before there is a list, only the state is told. */
  async function stream(reader: Reader, from: number | undefined): Promise<void> {
    const { response, call } = reader;
    let isListed = from !== undefined;
    let at = from ?? feed.last();
    await write(reader, `retry: ${timing.retry}\n\n${eventText('state', stateData(feed.state()))}`);
    while (!response.destroyed && !response.writableEnded) {
      if (!isListed && feed.listedAt() !== undefined) {
        at = await writeList(reader);
        isListed = true;
      }
      const events = feed.since(at);
      if (events === undefined) {
        call.error = 'too-slow';
        return;
      }
      at += events.length;
      const told = events.filter(({ kind }) => isListed || kind === 'state');
      if (told.length > 0) await write(reader, told.map((event) => textOf(event, idOf(event.seq))).join(''));
      else if (events.length === 0 && !(await happens(feed.onEvent, response, timing.heartbeat)))
        await write(reader, ': still here\n\n');
    }
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
      response.destroy();
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

/** What a reader is told of an event. */
function textOf(event: FeedEvent, id: string): string {
  const at = new Date(event.at).toISOString();
  if (event.kind === 'unit') return eventText('unit', { at, source: event.source, ...newsOf(event) }, id);
  if (event.kind === 'removed') return eventText('removed', { at, id: event.unit.id }, id);
  if (event.kind === 'state') return eventText('state', stateData(event.state), id);
  return eventText('listed', { at, count: event.count, whole: event.isWhole }, id);
}

/** What a live event says; the whole unit where the list tells it. */
function newsOf({ source, unit, update }: UnitChanged): object {
  if (source === 'list') return unit;
  const { at: _at, outAt: _outAt, wasBack: _wasBack, ...said } = update;
  return said;
}

function stateData({ phase, since, problem }: LiveState) {
  return {
    phase,
    since: new Date(since).toISOString(),
    problem: problem && { code: problem.code, message: problem.message },
  };
}

function eventText(event: string, data: object, id?: string): string {
  const number = id === undefined ? '' : `id: ${id}\n`;
  return `event: ${event}\n${number}data: ${printableJson(JSON.stringify(data))}\n\n`;
}
