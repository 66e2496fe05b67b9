import {
  createServer as createPlainServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { KeyPair } from './types.ts';

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

interface Listeners {
  readonly request: RequestListener;
  readonly upgrade: UpgradeListener;
}

export interface Listening<L> {
  readonly port: number;
  /** The listeners that were created for the port. */
  readonly listeners: L;
  /** Also closes open connections, so it does not have to wait for them. */
  close(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 30_000;
const ATTEMPTS = 10;

/**
 * Listens on 127.0.0.1 and ::1 with the same port (0 for a free one), never on another interface; without IPv6 only on
 * IPv4. Calls `listenersOf` when the port is known. `tls` switches to https. Throws node's error (for instance
 * EADDRINUSE) if it cannot listen.
 */
export async function listenOnLoopback<L extends Listeners>(
  port: number,
  listenersOf: (port: number) => L,
  tls?: KeyPair,
): Promise<Listening<L>> {
  for (let attempt = 1; ; attempt += 1) {
    const servers = [await open(port, '127.0.0.1', tls)];
    const found = portOf(servers[0]);
    try {
      servers.push(await open(found, '::1', tls));
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') {
        await closeAll(servers);
        // The port is free on IPv4 but taken on IPv6: with port 0, try another one.
        if (port === 0 && code === 'EADDRINUSE' && attempt < ATTEMPTS) continue;
        throw error;
      }
    }
    const listeners = listenersOf(found);
    for (const server of servers) server.on('request', listeners.request).on('upgrade', listeners.upgrade);
    return { port: found, listeners, close: () => closeAll(servers) };
  }
}

function open(port: number, host: string, tls: KeyPair | undefined): Promise<Server> {
  const limits = { requestTimeout: REQUEST_TIMEOUT_MS };
  const server = tls === undefined ? createPlainServer(limits) : createSecureServer({ ...limits, ...tls });
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host === '::1' }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    ),
  );
}

function portOf(server: Server | undefined): number {
  const address = server?.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
