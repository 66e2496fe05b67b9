import { WebSocket } from 'ws';
import type { Sockets } from '../core/ports.ts';
import type { Routes } from './routes.ts';

/** A longer message ends the connection: no hub sends one. Bytes. */
const longestMessage = 16 * 1024 * 1024;

/**
 * Sockets on the same connections as the requests. Node's own WebSocket takes neither an agent nor our rules for
 * proxies. No redirect is followed.
 */
export function createNodeSockets({ route }: Routes): Sockets {
  return (url, headers) => {
    const { agent } = route(url);
    const socket = new WebSocket(url, [], {
      headers,
      agent,
      maxPayload: longestMessage,
      perMessageDeflate: false,
    });
    // SignalR listens, but nobody does any more when it has given up.
    socket.on('error', () => undefined);
    return socket;
  };
}
