import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** The server side of one WebSocket. */
export interface WebSocketPeer {
  /** Bytes that are not sent yet. */
  readonly waiting: number;
  send(text: string): void;
  /** Writes raw bytes, which may violate the protocol, for tests of clients. */
  write(bytes: Buffer): void;
  /** Starts the closing handshake; the socket is closed a moment later, whatever the client does. */
  close(code: number, reason: string): void;
  /** Closes the connection without a handshake. */
  destroy(): void;
}

export interface PeerEvents {
  onText(text: string): void;
  /** The connection has ended; no other event follows. */
  onEnd(): void;
}

/** Maximum size of a message, bytes. */
const MESSAGE_LIMIT = 1024 * 1024;
const CLOSE_GRACE_MS = 1_000;

const server = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: MESSAGE_LIMIT });

/** Accepts a WebSocket (RFC 6455), text only. Undefined if the request is invalid; it was answered with an error. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  events: PeerEvents,
): WebSocketPeer | undefined {
  let peer: WebSocketPeer | undefined;
  server.handleUpgrade(request, socket, head, (client) => {
    peer = peerOf(client, socket, events);
  });
  return peer;
}

function peerOf(client: WebSocket, socket: Duplex, events: PeerEvents): WebSocketPeer {
  const isOpen = () => client.readyState === client.OPEN;
  function close(code: number, reason: string): void {
    client.close(code, reason);
    setTimeout(() => client.terminate(), CLOSE_GRACE_MS).unref();
  }
  client.on('message', (data, isBinary) => {
    if (isBinary) close(1003, 'only text is understood');
    else events.onText(String(data));
  });
  // The library answers protocol violations itself, with the matching close code.
  client.on('error', () => undefined);
  client.on('close', events.onEnd);
  return {
    get waiting() {
      return client.bufferedAmount;
    },
    send: (text) => void (isOpen() && client.send(text)),
    write: (bytes) => void (isOpen() && socket.write(bytes)),
    close,
    destroy: () => client.terminate(),
  };
}
