import type { IncomingMessage } from 'node:http';
import { version } from '../../../package.json';
import { isRedirect, redirected } from '../../core/http/strange-answers.ts';
import type { Http, HttpBody, HttpBodyReader, HttpResponseHeaders } from '../../core/ports.ts';
import { decoded } from './content-coding.ts';
import { type HttpRequest, sendRequest } from './http-request.ts';
import type { HttpRoutes } from './http-routes.ts';

/** RFC 9110 §15.3.5 and §15.4.5. */
const bodiless = new Set([204, 304]);

/**
 * The HTTP of the whole command line: Node's, which starts 30 ms sooner than fetch, takes proxies by our rules and
 * names the target of a redirect. The body is text or none; a response may have any content coding. Throws errors
 * similar to fetch's, the abort reason, and `captive-portal`, `proxy-sign-in`, `proxy-refused`, `configuration`.
 */
export function createHttpClient(routes: HttpRoutes): Http {
  return async function http(url, init): ReturnType<Http> {
    const { signal, method = 'GET' } = init;
    const response = await sendRequest(url, requestOf(init), routes);
    const status = response.statusCode ?? 0;
    const { host } = new URL(url);
    if (isRedirect(status)) {
      response.destroy();
      throw redirected(host, status, response.headers.location, url);
    }
    const isEmpty = method === 'HEAD' || bodiless.has(status);
    if (isEmpty) response.resume();
    const reasonOf = (error: unknown) => (signal?.aborted ? signal.reason : error);
    return { status, headers: headersOf(response), body: isEmpty ? null : bodyOf(response, host, reasonOf) };
  };
}

function requestOf({ method = 'GET', headers = {}, body, signal }: RequestInit): HttpRequest {
  const text = typeof body === 'string' ? body : undefined;
  const length = text === undefined ? {} : { 'content-length': Buffer.byteLength(text) };
  return {
    method,
    headers: {
      'user-agent': `max-desk/${version}`,
      'accept-encoding': 'gzip, deflate, br',
      ...(headers as Record<string, string>),
      ...length,
    },
    body: text,
    signal: signal ?? undefined,
  };
}

/** Several headers of one name are joined, as fetch does. */
function headersOf({ headers }: IncomingMessage): HttpResponseHeaders {
  const text = (value: string | string[]) => (Array.isArray(value) ? value.join(', ') : value);
  return {
    get(name) {
      const value = headers[name.toLowerCase()];
      return value === undefined ? null : text(value);
    },
    *[Symbol.iterator]() {
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) yield [name, text(value)];
    },
  };
}

function bodyOf(response: IncomingMessage, host: string, reasonOf: (error: unknown) => unknown): HttpBody {
  const cancel = async () => void response.destroy();
  return {
    cancel,
    getReader() {
      try {
        return readerOf(decoded(response, host), cancel, reasonOf);
      } catch (error) {
        response.destroy();
        throw error;
      }
    },
  };
}

function readerOf(
  chunks: AsyncIterable<Uint8Array>,
  close: () => Promise<void>,
  reasonOf: (error: unknown) => unknown,
): HttpBodyReader {
  const iterator = chunks[Symbol.asyncIterator]();
  let isCancelled = false;
  return {
    async read() {
      try {
        const { done = false, value } = await iterator.next();
        return { done, value };
      } catch (error) {
        if (isCancelled) return { done: true };
        throw reasonOf(error);
      }
    },
    cancel() {
      isCancelled = true;
      return close();
    },
  };
}
