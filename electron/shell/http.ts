import { type Session, session } from 'electron';
import type { Http } from '../core/ports.ts';

/** The session of every request: it keeps no cookies and no cache, in memory only. Not before Electron is ready. */
export function maxSession(): Session {
  return session.fromPartition('max-desk-http', { cache: false });
}

/** Chromium's network stack: the system's proxy (PAC included) and certificates. */
export function createHttp(): Http {
  return (url, init) => maxSession().fetch(url, init);
}
