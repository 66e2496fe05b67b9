import type { Session } from 'electron';
import type { Http, Log } from '../core/ports.ts';
import { proxyKnown } from './proxy-known.ts';

/**
 * Chromium's network stack, with the system's proxy (PAC included) and certificates. Logs Chromium's error names
 * (net::ERR_…), which a help desk needs.
 */
export function createHttp(log: Log, maxSession: () => Session): Http {
  return async (url, init) => {
    const started = performance.now();
    const line = () => ({ host: new URL(url).host, ms: Math.round(performance.now() - started) });
    try {
      const session = maxSession();
      await proxyKnown(session);
      const response = await session.fetch(url, init);
      log.debug('a request was answered', { ...line(), status: response.status });
      return response;
    } catch (error) {
      const [reason] = /\bnet::ERR_[A-Z_]+/.exec(error instanceof Error ? error.message : '') ?? [];
      if (reason) log.info('a request failed', { ...line(), reason });
      throw error;
    }
  };
}
