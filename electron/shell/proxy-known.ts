import type { Session } from 'electron';

/** How long a request waits at most, ms: a network process that has crashed never responds. */
const patience = 1_000;
const known = new WeakMap<Session, Promise<unknown>>();

/**
 * Await this before a request of this session. A new session learns of the proxy with a delay, and earlier requests
 * bypass it (electron#26166); reloading the configuration, and waiting for it, takes one round trip, once.
 */
export async function proxyKnown(session: Session): Promise<void> {
  const found =
    known.get(session) ?? Promise.race([session.forceReloadProxyConfig(), late()]).catch(() => undefined);
  known.set(session, found);
  await found;
}

function late(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, patience).unref());
}
