import { app, type Session, session } from 'electron';
import type { Log } from '../core/ports.ts';

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
