import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

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

/** Of a message, bytes. */
const MESSAGE_LIMIT = 1024 * 1024;
const CLOSE_GRACE_MS = 1_000;

const server = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: MESSAGE_LIMIT });

/** Speaks RFC 6455 on the socket, text only. Undefined for a request that cannot become a WebSocket: that was answered with its status. */
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
  // What is against the protocol it answers itself, with the code for it.
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
