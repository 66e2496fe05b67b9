import { AppError } from '../errors.ts';
import type { HttpResponseHeaders } from '../ports.ts';

/** A response as far as it says what it is. */
interface Answer {
  status: number;
  headers: HttpResponseHeaders;
  text: string;
}

/**
 * Something else responded instead of the service: a hotel's sign-in page, a proxy, a gateway's HTML.
 * @param what it sent, if that is known: a verb and its object
 */
export function captivePortal(host: string, cause?: unknown, what = ''): AppError {
  const message = `Something else answered in the place of ${host}${what && `: it ${what}`}.`;
  return new AppError('captive-portal', message, { cause, details: { host } });
}

const redirects = new Set([301, 302, 303, 307, 308]);

/** Whether a status sends the client to another address. */
export function isRedirect(status: number): boolean {
  return redirects.has(status);
}

/** A redirect, which is not followed: key and token would go along. Only its origin is told, the rest may be secret. */
export function redirected(
  host: string,
  status: number,
  location: string | undefined,
  url: string,
): AppError {
  const target = location === undefined ? null : URL.parse(location, url);
  return captivePortal(host, undefined, `redirects to ${target?.origin ?? 'no address'} (${status})`);
}

/** HTML instead of JSON. */
export function isPage({ headers, text }: Pick<Answer, 'headers' | 'text'>): boolean {
  return /html/i.test(headers.get('content-type') ?? '') || text.trimStart().startsWith('<');
}

/** What came instead of JSON, as a verb and its object (R37). */
export function instead(answer: Answer): string {
  const { status, text } = answer;
  if (text.trim() === '') return `sent an empty response (${status})`;
  return isPage(answer) ? `sent a web page (${status})` : `sent something else than JSON (${status})`;
}

/**
 * The JSON of a provider. Throws `provider-unavailable` for nothing, and `captive-portal` for anything else; except for
 * a 404, which B2C sends for an unknown policy: then it throws the error of `unknownPolicy`.
 */
export function providerJson(
  answer: Answer,
  host: string,
  unknownPolicy: (host: string) => AppError,
): unknown {
  try {
    return JSON.parse(answer.text);
  } catch (cause) {
    if (answer.status === 404) throw unknownPolicy(host);
    throw noJson(answer, host, cause);
  }
}

/** A provider's response that is not JSON: `provider-unavailable` or `captive-portal`. */
export function noJson(answer: Answer, host: string, cause?: unknown): AppError {
  const what = instead(answer);
  if (answer.text.trim() !== '') return captivePortal(host, cause, what);
  return new AppError('provider-unavailable', `${host} ${what}.`, {
    cause,
    details: { host, status: String(answer.status) },
  });
}
