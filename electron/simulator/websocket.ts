import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createFrameReader, type Frame, frameOf, OPCODE, WebSocketFault } from './websocket-frames.ts';

/** The server's end of one WebSocket. */
export interface WebSocketPeer {
  /** Bytes that wait to be sent. */
  readonly waiting: number;
  send(text: string): void;
  /** Writes bytes as they are: what no sane server sends, for tests of clients. */
  write(bytes: Buffer): void;
  /** Begins the closing handshake; the socket ends a moment later, whatever the client does. */
  close(code: number, reason: string): void;
  /** Cuts the line. */
  destroy(): void;
}

export interface PeerEvents {
  onText(text: string): void;
  /** The line has ended; nothing comes after this. */
  onEnd(): void;
}

/** Section 1.3. */
const ACCEPT_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const MESSAGE_LIMIT = 1024 * 1024;
const CLOSE_GRACE_MS = 1_000;

/** Why this request cannot become a WebSocket, as an HTTP status; undefined when it can (section 4.2.1). */
export function upgradeFault({ method, headers }: IncomingMessage): 400 | 426 | undefined {
  const connection = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/);
  if (method !== 'GET' || headers.upgrade?.toLowerCase() !== 'websocket' || !connection.includes('upgrade'))
    return 400;
  if (headers['sec-websocket-version'] !== '13') return 426;
  return /^[A-Za-z0-9+/]{22}==$/.test(headers['sec-websocket-key'] ?? '') ? undefined : 400;
}

/** Answers 101 and speaks RFC 6455 on the socket. Text only; a message has at most 1 MiB. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  events: PeerEvents,
): WebSocketPeer {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}${ACCEPT_GUID}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const reader = createFrameReader(MESSAGE_LIMIT);
  const message = createMessage();
  let closing = false;

  function close(code: number, reason: string): void {
    if (closing) return;
    closing = true;
    const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
    payload.writeUInt16BE(code, 0);
    payload.write(reason, 2);
    socket.write(frameOf(OPCODE.close, payload));
    setTimeout(() => socket.destroy(), CLOSE_GRACE_MS).unref();
  }

  function take(frame: Frame): void {
    if (frame.opcode === OPCODE.close) {
      close(closeCodeOf(frame.payload), '');
      socket.end();
    } else if (closing || frame.opcode === OPCODE.pong) return;
    else if (frame.opcode === OPCODE.ping) socket.write(frameOf(OPCODE.pong, frame.payload));
    else {
      const text = message.add(frame);
      if (text !== undefined) events.onText(text);
    }
  }

  function read(chunk: Buffer): void {
    try {
      for (const frame of reader.read(chunk)) take(frame);
    } catch (error) {
      const fault = error instanceof WebSocketFault ? error : new WebSocketFault(1011, 'the server failed');
      close(fault.code, fault.message);
      socket.off('data', read);
      socket.resume();
    }
  }

  socket.on('data', read);
  socket.on('error', () => socket.destroy());
  // The client has nothing more to say, and it listens to no one who has ended.
  socket.on('end', () => socket.destroy());
  socket.once('close', events.onEnd);
  if (head.length > 0) read(head);
  return {
    get waiting() {
      return socket.writableLength;
    },
    send: (text) => void (closing || socket.write(frameOf(OPCODE.text, Buffer.from(text)))),
    write: (bytes) => void (closing || socket.write(bytes)),
    close,
    destroy: () => socket.destroy(),
  };
}

/** Puts the fragments of a message together (section 5.4). */
function createMessage(): { add(frame: Frame): string | undefined } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let parts: Buffer[] | undefined;
  let size = 0;
  return {
    add({ opcode, final, payload }) {
      if (opcode === OPCODE.binary) throw new WebSocketFault(1003, 'only text is understood');
      if ((opcode === OPCODE.continuation) === (parts === undefined))
        throw new WebSocketFault(1002, 'a message begins before the last one has ended, or goes on after it');
      parts ??= [];
      parts.push(payload);
      size += payload.length;
      if (size > MESSAGE_LIMIT)
        throw new WebSocketFault(1009, `the message is larger than ${MESSAGE_LIMIT} bytes`);
      if (!final) return undefined;
      const whole = Buffer.concat(parts);
      parts = undefined;
      size = 0;
      try {
        return decoder.decode(whole);
      } catch {
        throw new WebSocketFault(1007, 'the text is no UTF-8');
      }
    },
  };
}

/** The code to answer a close frame with: the client's own, if it may send that (section 7.4). */
function closeCodeOf(payload: Buffer): number {
  if (payload.length === 0) return 1000;
  const code = payload.length === 1 ? 0 : payload.readUInt16BE(0);
  return (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code < 5000)
    ? code
    : 1002;
}
