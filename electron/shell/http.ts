import { session } from 'electron';
import type { Http } from '../core/ports.ts';

/**
 * Chromium's network stack: the system's proxy (PAC included) and certificates. Its own session keeps no cookies and no
 * cache, in memory only. Must not be called before Electron is ready.
 */
export function createHttp(): Http {
  return (url, init) => session.fromPartition('max-desk-http', { cache: false }).fetch(url, init);
}
