import type { Sockets } from '../core/ports.ts';

/** Node's WebSocket, which accepts headers and does not follow redirects. */
export const openSocket: Sockets = (url, headers) => new WebSocket(url, { headers });

/** The same, and a promise that resolves when all that were opened are closed, by both sides. */
export function countedSockets() {
  const open = new Set<Promise<void>>();
  const sockets: Sockets = (url, headers) => {
    const socket = new WebSocket(url, { headers });
    const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
    open.add(closed);
    void closed.then(() => open.delete(closed));
    return socket;
  };
  return { sockets, closed: () => Promise.all(open) };
}
