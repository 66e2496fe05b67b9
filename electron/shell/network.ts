import { app, net, type Session, session } from 'electron';
import type { DoctorNetwork } from '../core/doctor/doctor.ts';
import { createPeek, systemLookup } from '../core/doctor/network-checks.ts';
import type { Http, Log, Sockets } from '../core/ports.ts';

const networkService = 'network.mojom.NetworkService';

/**
 * The session of every request: no cookies and no cache, in memory only. Call the returned function for each request,
 * after Electron is ready.
 *
 * After a crash of Chromium's network process it is a new one: Electron before 42 keeps connections to the dead
 * process, and every request would fail until a restart (electron#49572, fixed by electron#49887).
 */
export function createMaxSession(log: Log): () => Session {
  let crashes = 0;
  app.on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName !== networkService) return;
    crashes += 1;
    log.warn('requests go through a new session', { crashes });
  });
  return () =>
    session.fromPartition(crashes === 0 ? 'max-desk-http' : `max-desk-http-${crashes}`, { cache: false });
}

/** How long a request waits at most, ms: a network process that has crashed never responds. */
const patience = 1_000;
const known = new WeakMap<Session, Promise<unknown>>();

/**
 * The session, once it knows its proxy. A new session learns of it with a delay, and earlier requests bypass it
 * (electron#26166); reloading the configuration, and waiting for it, takes one round trip, once.
 */
export async function withProxy(target: Session): Promise<Session> {
  const late = () => new Promise((resolve) => void setTimeout(resolve, patience).unref());
  const found =
    known.get(target) ?? Promise.race([target.forceReloadProxyConfig(), late()]).catch(() => undefined);
  known.set(target, found);
  await found;
  return target;
}

/**
 * Chromium's network stack, with the system's proxy (PAC included) and certificates. Logs Chromium's error names
 * (net::ERR_…), which a help desk needs.
 */
export function createHttp(log: Log, maxSession: () => Session): Http {
  return async (url, init) => {
    const started = performance.now();
    const line = () => ({ host: new URL(url).host, ms: Math.round(performance.now() - started) });
    try {
      const response = await (await withProxy(maxSession())).fetch(url, init);
      log.debug('a request was answered', { ...line(), status: response.status });
      return response;
    } catch (error) {
      const [reason] = /\bnet::ERR_[A-Z_]+/.exec(error instanceof Error ? error.message : '') ?? [];
      if (reason) log.info('a request failed', { ...line(), reason });
      throw error;
    }
  };
}

/** Chromium's WebSocket, through the same session as the HTTP: the system's proxy and certificates, no cookies. */
export function createSockets(maxSession: () => Session): Sockets {
  return (url, headers) => new net.WebSocket(url, { headers, session: maxSession() });
}

/** How Chromium reaches a server: its proxy comes from the system, PAC scripts included. */
export function createNetwork(maxSession: () => Session): DoctorNetwork {
  return {
    lookup: systemLookup,
    peekCertificate: createPeek(),
    /** Chromium returns `DIRECT`, or `PROXY host:port; …` in the order in which they are tried. */
    async proxyFor(url) {
      const [first = 'DIRECT'] = (await (await withProxy(maxSession())).resolveProxy(url)).split(';');
      const [kind, address] = first.trim().split(/\s+/);
      return kind === 'DIRECT' ? undefined : address;
    },
  };
}
