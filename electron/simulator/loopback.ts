import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';

/** A private key and its certificate chain (without the root certificate), in PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const REQUEST_TIMEOUT_MS = 30_000;
const ATTEMPTS = 10;

/**
 * Listens on 127.0.0.1 and ::1 with the same port (0 for a free one), never on another interface; without IPv6 only on
 * IPv4. `tls` switches to https. Throws node's error (for instance EADDRINUSE) if it cannot listen.
 */
export async function listenOnLoopback(port: number, tls?: KeyPair) {
  const servers = await openBoth(port, tls);
  return {
    port: portOf(servers[0]),
    /** Requests that arrive before this call are not answered. */
    serve(request: RequestListener, upgrade: UpgradeListener): void {
      for (const server of servers) server.on('request', request).on('upgrade', upgrade);
    },
    /** Also closes open connections, so it does not have to wait for them. */
    close: () => closeAll(servers),
  };
}

async function openBoth(port: number, tls: KeyPair | undefined): Promise<readonly Server[]> {
  for (let attempt = 1; ; attempt += 1) {
    const server = await open(port, '127.0.0.1', tls);
    try {
      return [server, await open(portOf(server), '::1', tls)];
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return [server];
      await closeAll([server]);
      // The port is free on IPv4 but taken on IPv6: with port 0, try another one.
      if (port !== 0 || code !== 'EADDRINUSE' || attempt >= ATTEMPTS) throw error;
    }
  }
}

async function open(port: number, host: string, tls: KeyPair | undefined): Promise<Server> {
  const limits = { requestTimeout: REQUEST_TIMEOUT_MS };
  const server = tls === undefined ? createServer(limits) : createSecureServer({ ...limits, ...tls });
  server.listen({ port, host, ipv6Only: host === '::1' });
  await once(server, 'listening');
  return server;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  const closing = servers.map(
    (server) =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  await Promise.all(closing);
}

function portOf(server: Server | undefined): number {
  const address = server?.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
