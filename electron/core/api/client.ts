import type { AccessToken } from '../../contract/session.ts';
import { type Connection, required } from '../connection/connection-file.ts';
import { AppError } from '../errors.ts';
import { type BoundedAnswer, inTrouble } from '../http/faults.ts';
import { requestStream, type StreamedAnswer } from '../http/streamed-request.ts';
import type { Http } from '../ports.ts';

const usualIdle = 60_000;
const limit = 200 * 1024 * 1024;
/** Bytes read of an error body: enough to see whether it mentions the key. */
const refusalLength = 8_192;

export interface ApiClientParts {
  connection: Connection;
  http: Http;
  /** A token for the next request; a new one if the API has just refused `rejected`. */
  token: (rejected?: string) => Promise<AccessToken>;
  subscriptionKey: () => Promise<string | undefined>;
  /** Detects a wrong clock behind a failure. */
  explain?: (failure: AppError) => AppError;
  /** Idle timeout, ms. */
  requestTimeout?: number;
}

/** A 200 response whose body is not read yet. `url` is the base of relative links in it. */
export interface ApiAnswer {
  url: string;
  headers: Headers;
  body: StreamedAnswer['body'];
}

/** A request other than a plain GET; the client adds its own two headers. */
export interface ApiRequest {
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** A response with any status. */
export interface ApiReply extends ApiAnswer {
  status: number;
  /** The beginning of an error body; empty for a 200. */
  text: string;
  /** Sent token and key, which must be hidden if the API echoes them (R29). */
  secrets: readonly string[];
  /** To be called when an error body is not read to its end. */
  close(): Promise<void>;
}

/** The customer API behind its gateway: sends token and key, retries a 401 once, calls no other host (R32). */
export interface ApiClient {
  /**
   * GETs a path below the base URL, or an absolute URL of the same origin.
   * Throws `api-*`, `offline`, `proxy-refused`, `tls`, `clock`, `captive-portal`, `sign-in-needed`, `configuration`.
   */
  open(target: string, signal?: AbortSignal): Promise<ApiAnswer>;
  /** Any request and any response: a status of 400 or more does not throw. Otherwise throws as `open` does. */
  send(target: string, request: ApiRequest, signal?: AbortSignal): Promise<ApiReply>;
  /** The error for a reply's status; `clock` if a wrong clock caused it. */
  failureOf(reply: ApiReply): AppError;
}

const plain: ApiRequest = { method: 'GET', headers: {} };

export function createApiClient(parts: ApiClientParts): ApiClient {
  const { connection, http, requestTimeout: idle = usualIdle, explain = (failure) => failure } = parts;

  async function once(url: URL, request: ApiRequest, key: string, token: string, signal?: AbortSignal) {
    const answer = await requestStream(http, url.href, {
      idle,
      limit,
      signal,
      method: request.method,
      body: request.body,
      headers: {
        accept: 'application/json',
        ...request.headers,
        authorization: `Bearer ${token}`,
        [connection.api.subscriptionKeyHeader]: key,
      },
    });
    const begun = answer.status === 200 ? { text: '', body: answer.body } : await beginningOf(answer.body);
    // On the body itself: a wrapping generator that has not started would not close it.
    const close = async () => void (await answer.body.return());
    return { ...answer, ...begun, close };
  }

  async function send(target: string, request: ApiRequest, signal?: AbortSignal): Promise<ApiReply> {
    const url = resolveTarget(connection, target);
    const key = checkedKey(await parts.subscriptionKey());
    const { accessToken } = await parts.token();
    const secrets = [accessToken, key];
    let answer = await once(url, request, key, accessToken, signal);
    if (answer.status === 401 && !isKeyRefused(answer)) {
      await answer.close();
      const next = await parts.token(accessToken);
      secrets.push(next.accessToken);
      answer = await once(url, request, key, next.accessToken, signal);
    }
    return { ...answer, url: url.href, secrets };
  }

  const failureOf = (reply: ApiReply) => explain(refusal(reply, new URL(reply.url).host));

  return {
    send,
    failureOf,
    async open(target, signal) {
      const reply = await send(target, plain, signal);
      if (reply.status === 200) return reply;
      await reply.close();
      throw failureOf(reply);
    },
  };
}

/** Returns the key if a header can carry it. Throws `api-key-missing`, `api-key-refused`. */
export function checkedKey(key: string | undefined): string {
  if (!key) throw new AppError('api-key-missing', 'The API asks for a subscription key and none is set.');
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new AppError('api-key-refused', 'The subscription key holds characters that no key has.');
}

/** Token and key may go to the API's own origin only, wherever a `nextLink` points (R32). */
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

/** The beginning of a body as text, and the whole body, unread. */
async function beginningOf(
  body: StreamedAnswer['body'],
): Promise<{ text: string; body: StreamedAnswer['body'] }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size < refusalLength) {
    const { done, value } = await body.next();
    if (done) break;
    chunks.push(value);
    size += value.byteLength;
  }
  return { text: Buffer.concat(chunks).toString('utf8'), body: afresh(chunks, body) };
}

async function* afresh(chunks: readonly Uint8Array[], rest: StreamedAnswer['body']): StreamedAnswer['body'] {
  try {
    yield* chunks;
    yield* rest;
  } finally {
    // Leaving the loop closes the connection, even within `chunks`.
    await rest.return();
  }
}

/** Azure API Management refuses a key with a 401 too, but its text mentions the subscription key. */
export function isKeyRefused({ text }: Pick<BoundedAnswer, 'text'>): boolean {
  return /subscription key/i.test(text.slice(0, 2_000));
}

/** The error for a response other than 200: `api-*` or `captive-portal`. */
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
