import type { Sockets } from '../core/ports.ts';

/** Node's WebSocket, which accepts headers and does not follow redirects. */
export const openSocket: Sockets = (url, headers) => new WebSocket(url, { headers });
