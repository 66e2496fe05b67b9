import type { ErrorCode } from '../../contract/failure.ts';
import type { AccessToken } from '../../contract/session.ts';
import { isSameOrigin } from '../connection/allowed-urls.ts';
import { required } from '../connection/authorities.ts';
import type { Connection } from '../connection/connection-file.ts';
import { AppError } from '../errors.ts';
import type { BoundedAnswer } from '../http/bounded-request.ts';
import { inTrouble } from '../http/faults.ts';
import { requestStream, type StreamedAnswer } from '../http/streamed-request.ts';
import type { Http, HttpResponseHeaders } from '../ports.ts';

const usualIdle = 60_000;
const limit = 200 * 1024 * 1024;
/** Bytes read of an error body: enough to see whether it mentions the key. */
const refusalLength = 8_192;
/** With a body that is read as it comes: 206 is a part of it. */
const streamed: readonly number[] = [200, 206];

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

/** A request other than a plain GET; the client adds its own two headers. */
export interface ApiRequest {
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** A response with any status, whose body is not read yet. */
export interface ApiReply {
  status: number;
  /** The base of relative links in it. */
  url: string;
  headers: HttpResponseHeaders;
  body: StreamedAnswer['body'];
  /** The beginning of an error body; empty for a 200 and a 206. */
  text: string;
  /** Sent token and key, which must be hidden if the API echoes them (R29). */
  secrets: readonly string[];
  /** To be called when an error body is not read to its end. */
  close(): Promise<void>;
}

export type ApiClient = ReturnType<typeof createApiClient>;

/** The customer API behind its gateway: sends token and key, retries a 401 once, calls no other host (R32). */
export function createApiClient(parts: ApiClientParts) {
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
    const isStreamed = streamed.includes(answer.status);
    const begun = isStreamed ? { text: '', body: answer.body } : await beginningOf(answer.body);
    // On the body itself: a wrapping generator that has not started would not close it.
    const close = async () => void (await answer.body.return());
    return { ...answer, ...begun, close };
  }

  /** Any request and any response: a status of 400 or more does not throw. Otherwise throws as `open` does. */
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

  /** The error for a reply's status; `clock` if a wrong clock caused it. */
  const failureOf = (reply: ApiReply) => explain(refusal(reply, new URL(reply.url).host));

  return {
    send,
    failureOf,
    /**
     * GETs a path below the base URL, or an absolute URL of the same origin; the response has status 200, 204 or 206.
     * `accept` says what it may be, JSON unless given. Throws `api-*`, `offline`, `proxy-refused`, `tls`, `clock`,
     * `captive-portal`, `sign-in-needed`, `configuration`.
     */
    async open(target: string, signal?: AbortSignal, accept = 'application/json'): Promise<ApiReply> {
      const reply = await send(target, { method: 'GET', headers: { accept } }, signal);
      if (streamed.includes(reply.status) || reply.status === 204) return reply;
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
  const { host } = new URL(base);
  const url = URL.parse(target.startsWith('/') ? `.${target}` : target, base);
  if (url && isSameOrigin(url, new URL(base)) && !url.username && !url.password) return url;
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

/** The error for a response that is not what was asked for: `api-*` or `captive-portal`. */
export function refusal(answer: BoundedAnswer, host: string): AppError {
  const { status } = answer;
  const trouble = inTrouble('api-unavailable', answer, host);
  if (trouble) return trouble;
  const details = { host, status: String(status) };
  const failure = (code: ErrorCode, text: string) => new AppError(code, `${host} ${text}.`, { details });
  if (status === 401 && isKeyRefused(answer))
    return failure('api-key-refused', 'refused the subscription key (401)');
  if (status === 401) return failure('api-refused', 'refused the access token (401)');
  if (status === 403) return failure('api-refused', 'refused the request (403)');
  return failure('api-bad-answer', `answered ${status}`);
}
