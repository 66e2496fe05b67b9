import type { Socket } from 'node:net';
import { abortable } from '../abortable.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { type AgentMessage, createFrameReader, encodeFrame } from './frames.ts';

/** How long the other side may take, ms. */
export const linkTimes = {
  /** Until the first message, and until the next one of a pairing. */
  answer: 10_000,
  /** From the first byte of a frame to its last, and until what was sent has been taken. */
  frame: 10_000,
  /** Between two requests. */
  idle: 60_000,
} as const;

/** One connection, message by message. It is closed as soon as the other side breaks a rule or takes too long. */
export interface AgentLink {
  /**
   * The next message. Throws `bad-request` for what is none, and `cancelled` once the connection is closed, which it is
   * where none comes in time. ms
   */
  next(time: number): Promise<AgentMessage>;
  /** Resolves when there is room for more. Throws `cancelled` once the connection is closed. */
  send(message: object): Promise<void>;
  /** Aborted when the connection is closed, from whichever side. */
  closed: AbortSignal;
  /** Closes it once all that was sent is on its way. */
  end(): void;
  /** Closes it at once. */
  close(): void;
}

export function createLink(socket: Socket, clock: Clock): AgentLink {
  const closing = new AbortController();
  const arrived: AgentMessage[] = [];
  let waiting: PromiseWithResolvers<AgentMessage> | undefined;
  let fault: unknown;
  let stopFrame: (() => void) | undefined;

  const reader = createFrameReader((message) => {
    stopFrame?.();
    stopFrame = undefined;
    if (waiting) {
      waiting.resolve(message);
      waiting = undefined;
      return;
    }
    // Each message is an answer to what was said before.
    if (arrived.length > 0) throw new AppError('bad-request', 'A message came before it was asked for.');
    arrived.push(message);
  });

  function close(): void {
    if (closing.signal.aborted) return;
    const reason = new AppError('cancelled', 'The connection was closed.');
    stopFrame?.();
    closing.abort(reason);
    waiting?.reject(reason);
    waiting = undefined;
    socket.destroy();
  }

  /** Nothing more is read; whoever waits for a message is told, else who waits next. */
  function fail(error: unknown): void {
    fault = error;
    socket.pause();
    if (waiting) waiting.reject(error);
    else close();
    waiting = undefined;
  }

  function read(chunk: Buffer): void {
    if (fault !== undefined) return;
    try {
      reader.push(chunk);
      if (reader.isPartial()) stopFrame ??= clock.later(linkTimes.frame, close);
    } catch (error) {
      fail(error);
    }
  }

  socket.on('data', read);
  socket.on('error', close);
  socket.on('end', close);
  socket.on('close', close);

  return {
    async next(time) {
      const message = arrived.shift();
      if (message) return message;
      if (fault !== undefined) throw fault;
      closing.signal.throwIfAborted();
      waiting = Promise.withResolvers<AgentMessage>();
      const stop = clock.later(time, close);
      return waiting.promise.finally(stop);
    },
    async send(message) {
      closing.signal.throwIfAborted();
      if (socket.write(encodeFrame(message))) return;
      const stop = clock.later(linkTimes.frame, close);
      await drained(socket, closing.signal).finally(stop);
    },
    closed: closing.signal,
    end() {
      socket.end();
      // The other side may never take it.
      const stop = clock.later(linkTimes.frame, close);
      socket.once('close', stop);
    },
    close,
  };
}

/** Resolves when there is room for more. Rejects when the connection is closed. */
function drained(socket: Socket, closed: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.once('drain', resolve);
  return abortable(promise, closed).finally(() => void socket.removeListener('drain', resolve));
}
