import type { Sockets } from '../core/ports.ts';

/** Node's WebSocket, which takes headers and follows no redirect. */
export const openSocket: Sockets = (url, headers) => new WebSocket(url, { headers });
