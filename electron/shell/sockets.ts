import { net, session } from 'electron';
import type { Sockets } from '../core/ports.ts';

/** Chromium's WebSocket, through the same session as the HTTP: the system's proxy and certificates, no cookies. */
export function createSockets(): Sockets {
  return (url, headers) =>
    new net.WebSocket(url, { headers, session: session.fromPartition('max-desk-http', { cache: false }) });
}
