import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { version } from '../../package.json';
import type { HttpResponse, HttpResponseHeaders } from '../core/ports.ts';
import { isUntrusted, type Trust } from './certificates.ts';

const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * A request with a text or nothing in it, by Node's own http: it starts 30 ms sooner than fetch. Whoever is trusted first is
 * asked first, the others only when those do not vouch for the server. Throws `configuration` for a file of authorities that
 * cannot be used, in substance what fetch throws, and what was aborted with.
 */
export async function plainHttp(
  url: string,
  init: RequestInit,
  trust: Trust,
): Promise<HttpResponse<HttpResponseHeaders>> {
  const { request } = process.getBuiltinModule(url.startsWith('https:') ? 'node:https' : 'node:http');
  const send = () => ask(request(url, optionsOf(init)), init);
  trust.first();
  prepareHostCheck();
  try {
    return await send();
  } catch (error) {
    if (!isUntrusted(error)) throw error;
    trust.all();
    return send();
  }
}

/**
 * Node asks of every host whether it is an IPv6 address, by a regular expression that V8 takes 6 ms to optimise, for the two
 * times it is used. Here it is compiled without the optimiser; the flag is set for that long only, because V8 does not use code
 * that was compiled in advance under other flags.
 */
function prepareHostCheck(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  const { isIPv6 } = process.getBuiltinModule('node:net');
  setFlagsFromString('--no-regexp-optimization');
  // Interpreted at the first time, compiled at the second.
  isIPv6('localhost');
  isIPv6('localhost');
  setFlagsFromString('--regexp-optimization');
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
