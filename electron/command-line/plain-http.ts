import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { version } from '../../package.json';
import type { HttpResponse, HttpResponseHeaders } from '../core/ports.ts';
import { isUntrusted, type Trust } from './certificates.ts';

const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request with a text body or none through Node's http, which starts 30 ms sooner than fetch. Tries the first
 * authorities first, and all others only if the server's certificate is not trusted. Throws `configuration` for an
 * unusable file of authorities, errors similar to fetch's, and the abort reason.
 */
export async function plainHttp(
  url: string,
  init: RequestInit,
  trust: Trust,
): Promise<HttpResponse<HttpResponseHeaders>> {
  const { request } = process.getBuiltinModule(url.startsWith('https:') ? 'node:https' : 'node:http');
  const send = () => ask(request(url, optionsOf(init)), init);
  trust.first();
  try {
    return await send();
  } catch (error) {
    if (!isUntrusted(error)) throw error;
    trust.all();
    return send();
  }
}

function optionsOf({ method = 'GET', headers = {}, body }: RequestInit): RequestOptions {
  const length = typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {};
  return {
    method,
    headers: { 'user-agent': `max-desk/${version}`, ...(headers as Record<string, string>), ...length },
  };
}

function ask(request: ClientRequest, init: RequestInit): Promise<HttpResponse<HttpResponseHeaders>> {
  const { signal, body } = init;
  const { promise, resolve, reject } = Promise.withResolvers<HttpResponse<HttpResponseHeaders>>();
  const stop = () => request.destroy();
  const reasonOf = (error: unknown) => (signal?.aborted ? signal.reason : error);
  request.once('error', (error) => reject(reasonOf(error)));
  request.once('response', (response) => {
    if (redirects.has(response.statusCode ?? 0)) {
      stop();
      reject(new Error('unexpected redirect'));
    } else resolve(answerOf(response, reasonOf));
  });
  request.once('close', () => signal?.removeEventListener('abort', stop));
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  request.end(typeof body === 'string' ? body : undefined);
  return promise;
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
