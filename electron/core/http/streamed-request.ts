import { AppError } from '../errors.ts';
import type { Http, HttpResponse, HttpResponseHeaders } from '../ports.ts';
import { networkFault } from './faults.ts';

export interface StreamedRequest {
  /** GET unless given. */
  method?: string | undefined;
  body?: string | undefined;
  headers: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** Idle timeout: until the response starts, and between two chunks of its body. ms */
  idle: number;
  /** A longer body is refused, bytes. */
  limit: number;
}

export interface StreamedAnswer {
  status: number;
  headers: HttpResponseHeaders;
  /**
   * The chunks as they arrive, at the reader's pace. Leaving the loop closes the connection. Throws what
   * `requestStream` throws, and `api-bad-answer` for a body beyond the limit.
   */
  body: AsyncGenerator<Uint8Array, void>;
}

/**
 * A request with an idle timeout but no total timeout; no cookies, cache or redirects. An abort closes the connection
 * at once. Throws `offline`, `tls`, `captive-portal`, `proxy-refused`, `cancelled`, or the reason of the abort.
 */
export async function requestStream(
  http: Http,
  url: string,
  request: StreamedRequest,
): Promise<StreamedAnswer> {
  const { host } = new URL(url);
  const watch = createWatch(request);
  try {
    const response = await watch.within(() => http(url, strictInit(request, watch.signal)));
    return {
      status: response.status,
      headers: response.headers,
      body: bodyOf(response, host, request.limit, watch),
    };
  } catch (error) {
    throw networkFault(error, host);
  }
}

/** A request without cookies, cache or redirects. GET unless it says otherwise. */
export function strictInit(
  { method = 'GET', headers = {}, body }: Pick<Partial<StreamedRequest>, 'method' | 'headers' | 'body'>,
  signal: AbortSignal,
): RequestInit {
  const plain = {
    method,
    headers,
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    signal,
  } as const;
  return body === undefined ? plain : { ...plain, body };
}

/** The timer runs only while waiting for the service: a slow reader is not the service's fault. */
function createWatch({ signal, idle }: StreamedRequest) {
  const silence = new AbortController();
  return {
    signal: AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]),
    async within<T>(wait: () => Promise<T>): Promise<T> {
      const timer = setTimeout(
        () => silence.abort(new DOMException('Nothing came in time.', 'TimeoutError')),
        idle,
      );
      try {
        return await wait();
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

async function* bodyOf(
  { body }: Pick<HttpResponse, 'body'>,
  host: string,
  limit: number,
  { signal, within }: ReturnType<typeof createWatch>,
): AsyncGenerator<Uint8Array, void> {
  const reader = body?.getReader();
  if (!reader) return;
  // Cancelling the reader ends a pending read at once, even if the stream ignores the signal.
  const stop = () => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  let size = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await within(() => reader.read());
      signal.throwIfAborted();
      if (done || value === undefined) return;
      size += value.byteLength;
      if (size > limit) {
        throw new AppError('api-bad-answer', `${host} sent more than ${limit} bytes.`, { details: { host } });
      }
      yield value;
    }
  } catch (error) {
    throw networkFault(error, host);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
