import type { Session } from 'electron';

/** How long a request waits at most, ms: a network process that has crashed never answers. */
const patience = 1_000;
const known = new WeakMap<Session, Promise<unknown>>();

/**
 * To be awaited before a request of this session. A new session hears of the proxy a moment after it was made, and what it is
 * asked before goes past the proxy (electron#26166); to have it read anew, and to wait for that, takes one round trip, once.
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
