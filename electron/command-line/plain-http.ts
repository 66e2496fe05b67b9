import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { version } from '../../package.json';
import type { Answer, AnswerHeaders } from '../core/ports.ts';
import { isUntrusted, readPem, trustAll, unusable } from './certificates.ts';

const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * A request with a text or nothing in it, by Node's own http: it starts 30 ms sooner than fetch. The authorities of `ca`
 * (a PEM file) are asked first, if there is one, else those that come with Node; the system's only when these do not
 * vouch for the server. Throws `configuration` for `ca`, in substance what fetch throws, and what was aborted with.
 */
export async function plainHttp(
  url: string,
  init: RequestInit,
  ca: string | undefined,
): Promise<Answer<AnswerHeaders>> {
  const extra = ca === undefined ? {} : { ca: authorities(ca) };
  const options = optionsOf(init);
  if (!url.startsWith('https:'))
    return ask(process.getBuiltinModule('node:http').request(url, options), init);
  const { request } = process.getBuiltinModule('node:https');
  try {
    return await ask(request(url, { ...options, ...extra }), init);
  } catch (error) {
    if (!isUntrusted(error)) throw error;
    trustAll(ca);
    return ask(request(url, options), init);
  }
}

function authorities(file: string): string {
  const text = readPem(file);
  try {
    // TLS itself passes over what it cannot read.
    new (process.getBuiltinModule('node:crypto').X509Certificate)(text);
    return text;
  } catch (cause) {
    throw unusable(file, 'it holds no valid certificate', cause);
  }
}

function optionsOf({ method = 'GET', headers = {}, body }: RequestInit): RequestOptions {
  const length = typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {};
  return {
    method,
    headers: { 'user-agent': `max-desk/${version}`, ...(headers as Record<string, string>), ...length },
  };
}

function ask(request: ClientRequest, init: RequestInit): Promise<Answer<AnswerHeaders>> {
  const { signal, body } = init;
  const { promise, resolve, reject } = Promise.withResolvers<Answer<AnswerHeaders>>();
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

function answerOf(response: IncomingMessage, reasonOf: (error: unknown) => unknown): Answer<AnswerHeaders> {
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
