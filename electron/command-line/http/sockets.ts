import { WebSocket } from 'ws';
import type { Sockets } from '../../core/ports.ts';
import type { HttpRoutes } from './http-routes.ts';

/** A longer message ends the connection: no hub sends one. Bytes. */
const longestMessage = 16 * 1024 * 1024;

/**
 * Sockets on the same connections as the requests. Node's own WebSocket takes neither an agent nor our rules for
 * proxies. No redirect is followed.
 */
export function createRoutedSockets({ route }: HttpRoutes): Sockets {
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

/** These sockets, and a promise that resolves when all that were opened are closed, by both sides. */
export function countedSockets(sockets: Sockets) {
  const open = new Set<Promise<void>>();
  const counted: Sockets = (url, headers) => {
    const socket = sockets(url, headers);
    const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
    open.add(closed);
    void closed.then(() => open.delete(closed));
    return socket;
  };
  return { sockets: counted, closed: () => Promise.all(open) };
}
