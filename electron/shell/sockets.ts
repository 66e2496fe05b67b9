import { net, type Session } from 'electron';
import type { Sockets } from '../core/ports.ts';

/** Chromium's WebSocket, through the same session as the HTTP: the system's proxy and certificates, no cookies. */
export function createSockets(maxSession: () => Session): Sockets {
  return (url, headers) => new net.WebSocket(url, { headers, session: maxSession() });
}
