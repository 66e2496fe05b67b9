import { createConnection, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type AgentMessage, createFrameReader, encodeFrame } from '../../core/agent/frames.ts';
import { createNonce, isSignedBy } from '../../core/agent/keys.ts';
import { type AgentErrorMessage, helloText, protocolVersion } from '../../core/agent/protocol.ts';
import { assertPrivateFolder } from '../../core/agent/socket-place.ts';
import { AppError } from '../../core/errors.ts';
import { systemClock } from '../../core/ports.ts';
import { agentFailure } from './agent-failures.ts';

/** A flood of others may have taken the place; an honest connection is served within milliseconds. */
const attempts = 8;
/** Between two attempts, ms; as much again is added at random. */
const interval = 20;

/** A window that has not said hello by then hangs, or waits for the password of its keyring, ms. */
const silence = 10_000;

/** A connection to the agent that has said hello. */
export interface AgentConnection {
  /** The agent's public key, which it has shown to be its own. */
  agentKey: string;
  challenge: string;
  isOpen(): boolean;
  send(message: object): void;
  /** Throws what the agent says is wrong, and `agent-unavailable` if it is gone. */
  next(): Promise<AgentMessage>;
  close(): void;
}

/** Throws `agent-unavailable` if nobody serves the socket. */
export async function connectToAgent(socket: string, signal: AbortSignal): Promise<AgentConnection> {
  assertPrivateFolder(socket, false);
  for (let left = attempts - 1; ; left--) {
    signal.throwIfAborted();
    try {
      return await greeted(createConnection(socket), socket, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (left === 0 || !isCrowded(error)) throw notThere(socket, error);
      await pause(interval * (1 + Math.random()));
    }
  }
}

/** The agent has no place for now, or has just closed the connection to give it to another one. */
function isCrowded(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'EAGAIN' || code === 'ECONNRESET' || code === 'EPIPE' || error === closedEarly;
}
const closedEarly = new Error('The connection was closed.');
const saidNothing = Object.assign(new Error('Nothing was said in time.'), { code: 'ETIMEDOUT' });

function notThere(socket: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code = 'closed' } = error as NodeJS.ErrnoException;
  return new AppError('agent-unavailable', `The window of MAX Desk does not answer at ${socket} (${code}).`, {
    cause: error,
    details: { file: socket, text: code },
  });
}

async function greeted(socket: Socket, path: string, signal: AbortSignal): Promise<AgentConnection> {
  const abort = () => socket.destroy();
  signal.addEventListener('abort', abort, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', abort));
  // Whoever waits for a message is told.
  socket.on('error', () => undefined);
  const messages = messagesOf(socket);
  const send = (message: object) => void socket.write(encodeFrame(message));
  let isSilent = false;
  const stopWaiting = systemClock.later(silence, () => {
    isSilent = true;
    socket.destroy();
  });
  async function next(): Promise<AgentMessage> {
    const { value } = await messages.next().catch((error: unknown) => {
      throw isSilent ? saidNothing : error;
    });
    if (!value) throw isSilent ? saidNothing : closedEarly;
    if (value['type'] === 'error') throw agentFailure(value as unknown as AgentErrorMessage);
    return value;
  }
  try {
    const nonce = createNonce();
    send({ type: 'hello', versions: [protocolVersion], nonce });
    const hello = await next();
    stopWaiting();
    const [publicKey, challenge, signature] = [
      hello['publicKey'],
      hello['challenge'],
      hello['signature'],
    ].map(String);
    const isOwn = isSignedBy(publicKey ?? '', helloText(nonce, challenge ?? ''), signature ?? '');
    if (!isOwn || !publicKey || !challenge) throw strange(path);
    return {
      agentKey: publicKey,
      challenge,
      isOpen: () => !socket.destroyed && socket.readable && socket.writable,
      send,
      async next() {
        try {
          return await next();
        } catch (error) {
          signal.throwIfAborted();
          throw notThere(path, error);
        }
      },
      close: () => void socket.destroy(),
    };
  } catch (error) {
    stopWaiting();
    socket.destroy();
    throw error;
  }
}

/** At the reader's pace: what it does not take stays with the agent. */
async function* messagesOf(socket: Socket): AsyncGenerator<AgentMessage, undefined> {
  let arrived: AgentMessage[] = [];
  const reader = createFrameReader((message) => void arrived.push(message));
  for await (const chunk of socket) {
    reader.push(chunk as Buffer);
    yield* arrived;
    arrived = [];
  }
}

function strange(socket: string): AppError {
  return new AppError('agent-unavailable', `What answers at ${socket} is not MAX Desk.`, {
    hint: 'See what has put it there, and start MAX Desk again.',
    details: { file: socket, text: 'no proof', why: 'another' },
  });
}
