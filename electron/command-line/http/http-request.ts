import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { proxyFault, proxyWantsSignIn } from '../../core/proxy/environment-proxy.ts';
import type { HttpRoutes } from './http-routes.ts';

export interface HttpRequest {
  method: string;
  headers: OutgoingHttpHeaders;
  /** A stream is sent as it comes; its length has to be in the headers, else it goes in chunks. */
  body?: string | Readable | undefined;
  signal?: AbortSignal | undefined;
  /** The connection may be silent for so long, ms; then it is a TimeoutError. */
  idle?: number;
}

/** A kept connection broke before the response: the request can be sent again. */
class StaleConnection extends Error {}

/**
 * One request by the routes of the command line, and the response as Node has it, with any status but the 407 of a proxy.
 * A redirect is not followed. Throws Node's errors, the abort reason, and `proxy-sign-in`, `proxy-refused`, `configuration`.
 */
export async function sendRequest(
  url: string,
  request: HttpRequest,
  routes: HttpRoutes,
): Promise<IncomingMessage> {
  for (;;) {
    try {
      return await once(url, request, routes);
    } catch (error) {
      // The server has closed the kept connection at the same moment (Node's documentation of reusedSocket).
      if (!(error instanceof StaleConnection)) throw error;
    }
  }
}

async function once(
  url: string,
  { method, headers, body, signal, idle }: HttpRequest,
  { route }: HttpRoutes,
): Promise<IncomingMessage> {
  const { agent, proxy } = route(url, method);
  const { request } = process.getBuiltinModule(url.startsWith('https:') ? 'node:https' : 'node:http');
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = request(url, { method, headers, agent, ...(signal ? { signal } : {}) }, resolve);
  const isStream = typeof body === 'object';
  if (idle)
    sent.setTimeout(idle, () => sent.destroy(new DOMException('Nothing came in time.', 'TimeoutError')));
  sent.on('error', (error: NodeJS.ErrnoException) => {
    const isStale = sent.reusedSocket && error.code === 'ECONNRESET' && !signal?.aborted && !isStream;
    const fault = proxy && proxyFault(error, proxy, new URL(url).host);
    reject(isStale ? new StaleConnection() : signal?.aborted ? signal.reason : (fault ?? error));
  });
  if (isStream) body.pipe(sent);
  else sent.end(body);
  const response = await promise;
  if (response.statusCode !== 407 || !proxy) return response;
  sent.destroy();
  throw proxyWantsSignIn(proxy);
}
