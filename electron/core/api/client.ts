import type { AccessToken } from '../../contract.ts';
import { type Connection, required } from '../connection/connection-file.ts';
import { AppError } from '../errors.ts';
import { type BoundedAnswer, captivePortal, inTrouble, isPage, requestText } from '../faults.ts';
import type { Http } from '../ports.ts';

const usualTimeout = 60_000;
const limit = 200 * 1024 * 1024;

export interface ApiClientParts {
  connection: Connection;
  http: Http;
  /** A token for the next request; with an argument, another one than the API has just refused. */
  token: (rejected?: string) => Promise<AccessToken>;
  subscriptionKey: () => Promise<string | undefined>;
  /** Finds a wrong clock behind a refusal. */
  explain?: (failure: AppError) => AppError;
  /** Of one request, ms. */
  requestTimeout?: number;
}

/** `url` is what relative links in the answer refer to, `link` its Link header. */
export interface ApiAnswer {
  url: string;
  json: unknown;
  link: string | null;
}

/** The customer API behind its gateway: both headers, one retry after a 401, nothing to other hosts (R32). */
export interface ApiClient {
  /**
   * The JSON at a path below the base URL, or at an absolute URL of the same origin.
   * Throws `api-*`, `offline`, `tls`, `clock`, `captive-portal`, `sign-in-needed`, `configuration`.
   */
  getJson(target: string, signal?: AbortSignal): Promise<ApiAnswer>;
}

export function createApiClient(parts: ApiClientParts): ApiClient {
  const { connection, http, requestTimeout: timeout = usualTimeout, explain = (failure) => failure } = parts;

  async function send(url: URL, key: string, token: string, signal?: AbortSignal): Promise<BoundedAnswer> {
    return requestText(http, url.href, {
      timeout,
      limit,
      signal,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        [connection.api.subscriptionKeyHeader]: key,
      },
    });
  }

  return {
    async getJson(target, signal) {
      const url = resolveTarget(connection, target);
      const key = checkedKey(await parts.subscriptionKey());
      const { accessToken } = await parts.token();
      let answer = await send(url, key, accessToken, signal);
      if (answer.status === 401 && !isKeyRefused(answer)) {
        const next = await parts.token(accessToken);
        answer = await send(url, key, next.accessToken, signal);
      }
      if (answer.status !== 200) throw explain(refusal(answer, url.host));
      return { url: url.href, json: parseJson(answer, url.host), link: answer.headers.get('link') };
    },
  };
}

/** The key, if it is one that a header can carry. Throws `api-key-missing`, `api-key-refused`. */
export function checkedKey(key: string | undefined): string {
  if (!key) throw new AppError('api-key-missing', 'The API asks for a subscription key and none is set.');
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new AppError('api-key-refused', 'The subscription key holds characters that no key has.');
}

/** Both headers may go to the API's own origin only, wherever a page's `nextLink` points (R32). */
export function resolveTarget(connection: Connection, target: string): URL {
  const base = `${required(connection, 'api.baseUrl', connection.api.baseUrl)}/`;
  const { origin, host } = new URL(base);
  const url = URL.parse(target.startsWith('/') ? `.${target}` : target, base);
  if (url?.origin === origin && !url.username && !url.password) return url;
  const where = url ? `another host (${url.host})` : 'no address';
  throw new AppError('api-bad-answer', `${host} points to ${where}, which is not asked.`, {
    details: { host, status: '' },
  });
}

/** Azure API Management refuses a key with a 401 too, but its text speaks of the subscription. */
export function isKeyRefused({ text }: BoundedAnswer): boolean {
  return /subscription key/i.test(text.slice(0, 2_000));
}

/** What an answer other than 200 means: `api-*`, or `captive-portal`. */
export function refusal(answer: BoundedAnswer, host: string): AppError {
  const { status } = answer;
  const trouble = inTrouble('api-unavailable', answer, host);
  if (trouble) return trouble;
  const details = { host, status: String(status) };
  if (status === 401 && isKeyRefused(answer)) {
    return new AppError('api-key-refused', `${host} refused the subscription key (401).`, { details });
  }
  if (status === 401)
    return new AppError('api-refused', `${host} refused the access token (401).`, { details });
  if (status === 403) return new AppError('api-refused', `${host} refused the request (403).`, { details });
  return new AppError('api-bad-answer', `${host} answered ${status}.`, { details });
}

function parseJson(answer: BoundedAnswer, host: string): unknown {
  try {
    return JSON.parse(answer.text);
  } catch (cause) {
    if (isPage(answer)) throw captivePortal(host, cause);
    throw new AppError('api-bad-answer', `${host} did not answer with JSON.`, {
      cause,
      details: { host, status: String(answer.status) },
    });
  }
}
