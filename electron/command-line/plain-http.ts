import type { IncomingMessage, RequestOptions } from 'node:http';
import { version } from '../../package.json';
import type { HttpResponse, HttpResponseHeaders, PlainHttp } from '../core/ports.ts';

const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request with a text body or none through Node's http, which starts 30 ms sooner than fetch. Throws errors
 * similar to fetch's, and the abort reason.
 */
export const plainHttp: PlainHttp = async (url, init) => {
  const { signal, body } = init;
  const { request } = process.getBuiltinModule(url.startsWith('https:') ? 'node:https' : 'node:http');
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const reasonOf = (error: unknown) => (signal?.aborted ? signal.reason : error);
  const sent = request(url, optionsOf(init), resolve);
  sent.on('error', (error) => reject(reasonOf(error)));
  sent.end(typeof body === 'string' ? body : undefined);
  const response = await promise;
  if (!redirects.has(response.statusCode ?? 0)) return answerOf(response, reasonOf);
  sent.destroy();
  throw new Error('unexpected redirect');
};

function optionsOf({ method = 'GET', headers = {}, body, signal }: RequestInit): RequestOptions {
  const length = typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {};
  return {
    method,
    headers: { 'user-agent': `max-desk/${version}`, ...(headers as Record<string, string>), ...length },
    ...(signal ? { signal } : {}),
  };
}

function answerOf(
  response: IncomingMessage,
  reasonOf: (error: unknown) => unknown,
): HttpResponse<HttpResponseHeaders> {
  async function* body(): AsyncGenerator<Uint8Array> {
    try {
      yield* response as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw reasonOf(error);
    }
  }
  return {
    status: response.statusCode ?? 0,
    headers: {
      get(name) {
        const value = response.headers[name.toLowerCase()];
        return Array.isArray(value) ? value.join(', ') : (value ?? null);
      },
    },
    body: body(),
  };
}
