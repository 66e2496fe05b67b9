import { AppError } from '../errors.ts';
import type { Http, HttpResponse, HttpResponseHeaders } from '../ports.ts';
import { networkFault } from './faults.ts';
import { type StreamedRequest, strictInit } from './streamed-request.ts';

/** Default timeout, ms: MSAL's own POST has none. */
const usualTimeout = 15_000;
/** Default limit, bytes. */
const usualLimit = 1024 * 1024;

export interface BoundedRequest extends Partial<Omit<StreamedRequest, 'idle'>> {
  /** Until the end of the body, ms. */
  timeout?: number | undefined;
}

export interface BoundedAnswer {
  status: number;
  headers: HttpResponseHeaders;
  text: string;
}

/**
 * One request with a timeout over headers and body, a size limit, no cookies, cache or redirects. Throws `offline`,
 * `tls`, `captive-portal`, `proxy-refused`, `cancelled` or `api-bad-answer` (too large).
 */
export async function requestText(http: Http, url: string, request: BoundedRequest): Promise<BoundedAnswer> {
  const host = new URL(url).host;
  const { timeout = usualTimeout, limit = usualLimit, signal } = request;
  const signals = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])];
  try {
    const response = await http(url, strictInit(request, AbortSignal.any(signals)));
    return {
      status: response.status,
      headers: response.headers,
      text: await bodyText(response, host, limit),
    };
  } catch (error) {
    throw networkFault(error, host);
  }
}

async function bodyText({ body }: Pick<HttpResponse, 'body'>, host: string, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  const reader = body?.getReader();
  let size = 0;
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || value === undefined) return new TextDecoder().decode(Buffer.concat(chunks));
    size += value.byteLength;
    if (size > limit) {
      reader?.cancel().catch(() => undefined);
      throw new AppError('api-bad-answer', `${host} sent more than ${limit} bytes.`, { details: { host } });
    }
    chunks.push(value);
  }
}
