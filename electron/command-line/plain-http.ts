import type { IncomingMessage, RequestOptions } from 'node:http';
import { version } from '../../package.json';
import type { HttpResponse, HttpResponseHeaders, PlainHttp } from '../core/ports.ts';

const redirects = new Set([301, 302, 303, 307, 308]);

/** Encodings that a proxy or a gateway may use without being asked. */
const decoders = {
  gzip: 'createGunzip',
  'x-gzip': 'createGunzip',
  deflate: 'createInflate',
  br: 'createBrotliDecompress',
  zstd: 'createZstdDecompress',
} as const;

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
      yield* decoded(response) as AsyncIterable<Uint8Array>;
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

function decoded(response: IncomingMessage): AsyncIterable<unknown> {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (!Object.hasOwn(decoders, encoding)) return response;
  const { pipeline } = process.getBuiltinModule('node:stream');
  const decoder = process.getBuiltinModule('node:zlib')[decoders[encoding as keyof typeof decoders]]();
  // The decoder ends with the error of either.
  pipeline(response, decoder, () => undefined);
  return decoder;
}
