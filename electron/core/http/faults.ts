import { isTimeout } from '../abortable.ts';
import { counted } from '../counted.ts';
import { AppError } from '../errors.ts';
import type { HttpResponse, HttpResponseHeaders } from '../ports.ts';
import { captivePortal } from './strange-answers.ts';

/**
 * Error names of Node, OpenSSL and Chromium (net::) that point to the certificate, not the network. In capitals only,
 * because a host may be called ssl.example.com.
 */
const tlsFault =
  /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|wrong version number|unexpected EOF while reading/;
/** The connection failed or broke; breaking during the TLS handshake does not point to a certificate. */
const connectionFault = /^(ECONN|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_)/;
/** Chromium's names for a proxy that is unreachable, refuses to connect or cannot be determined. */
const proxyFault = /^ERR_(PROXY|TUNNEL|SOCKS|PAC|MANDATORY_PROXY|NO_SUPPORTED_PROXIES)/;
const redirectFault = /unexpected redirect|redirect was cancelled|ERR_UNSAFE_REDIRECT/i;

/** Walks the causes: undici hides the reason behind "fetch failed", and an AggregateError has several. */
function reasons(error: unknown, depth = 0): string[] {
  if (depth > 5 || !(error instanceof Error)) return [];
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors.flatMap((e) => reasons(e, depth + 1)) : [];
  return [...code, error.message, ...reasons(error.cause, depth + 1), ...inner];
}

/**
 * Maps a failed request to `cancelled`, `tls`, `captive-portal` (an unexpected redirect), `proxy-refused` or `offline`.
 * @param host shown to the user, with its port
 */
export function networkFault(error: unknown, host: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && error.name === 'AbortError') {
    return new AppError('cancelled', 'The request was cancelled.', { cause: error });
  }
  const all = reasons(error);
  const reason =
    all.find((text) => /^[A-Z_]+$/.test(text)) ?? /net::(\S+)/.exec(all.join(' '))?.[1] ?? 'no answer';
  const options = { cause: error, details: { host, reason } };
  if (isTimeout(error)) {
    return new AppError('offline', `${host} did not answer in time.`, options);
  }
  if (all.some((text) => redirectFault.test(text))) return captivePortal(host, error);
  if (proxyFault.test(reason)) {
    return new AppError('proxy-refused', `The proxy gives no connection to ${host} (${reason}).`, options);
  }
  if (!connectionFault.test(reason) && all.some((text) => tlsFault.test(text))) {
    return new AppError('tls', `The secure connection to ${host} failed (${reason}).`, options);
  }
  return new AppError('offline', `${host} cannot be reached (${reason}).`, options);
}

/** 429 and 5xx: an error with `code` and the seconds of Retry-After; undefined for any other status. */
export function inTrouble(
  code: 'provider-unavailable' | 'api-unavailable',
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  host: string,
): AppError | undefined {
  // RFC 6585 §6: the network requires its own sign-in.
  if (status === 511) return captivePortal(host, undefined, 'asks for the sign-in of the network (511)');
  if (status !== 429 && status < 500) return undefined;
  const wait = retryAfter(headers, Date.now());
  const details = { host, status: String(status) };
  if (wait === undefined) return new AppError(code, `${host} answered ${status}.`, { details });
  return new AppError(code, `${host} answered ${status}.`, {
    details: { ...details, seconds: String(wait) },
    hint: `Try again in ${counted(wait, 'second')}.`,
  });
}

const longestWait = 999_999;

/**
 * Seconds to wait, in either form of RFC 9110 §10.2.3: seconds or a date. A date is relative to the response's own
 * Date, because this computer's clock may be wrong, else to `now` (ms since 1970). Undefined when there is none, when
 * it is in the past, or more than eleven days away.
 */
export function retryAfter(headers: HttpResponseHeaders, now: number): number | undefined {
  const text = (headers.get('retry-after') ?? '').trim();
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const until = httpDate(text);
  if (until === undefined) return undefined;
  const wait = Math.ceil((until - (httpDate(headers.get('date') ?? '') ?? now)) / 1_000);
  return wait > 0 && wait <= longestWait ? wait : undefined;
}

/** RFC 9110 §5.6.7: the usual form and the two obsolete ones, of which asctime's omits GMT. ms since 1970. */
export function httpDate(text: string): number | undefined {
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const time = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
