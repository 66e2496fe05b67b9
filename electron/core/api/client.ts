import type { AccessToken } from '../../contract/session.ts';
import { type Connection, required } from '../connection/connection-file.ts';
import { AppError } from '../errors.ts';
import { type BoundedAnswer, inTrouble } from '../http/faults.ts';
import { requestStream, type StreamedAnswer } from '../http/streamed-request.ts';
import type { Http } from '../ports.ts';

const usualIdle = 60_000;
const limit = 200 * 1024 * 1024;
/** What is read of a refusal: enough to see whether it speaks of the key. Bytes */
const refusalLength = 8_192;

export interface ApiClientParts {
  connection: Connection;
  http: Http;
  /** A token for the next request; with an argument, another one than the API has just refused. */
  token: (rejected?: string) => Promise<AccessToken>;
  subscriptionKey: () => Promise<string | undefined>;
  /** Finds a wrong clock behind a refusal. */
  explain?: (failure: AppError) => AppError;
  /** How long the API may say nothing, ms. */
  requestTimeout?: number;
}

/** A 200 of the API whose body is still to come. `url` is what relative links in it refer to. */
export interface ApiAnswer {
  url: string;
  headers: Headers;
  body: StreamedAnswer['body'];
}

/** A request other than a plain GET; its headers are beside the client's own two. */
export interface ApiRequest {
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** An answer with whatever status. */
export interface ApiReply extends ApiAnswer {
  status: number;
  /** How the body of a refusal begins; empty for a 200. */
  text: string;
  /** What was sent and must not be shown, should the API say it back (R29). */
  secrets: readonly string[];
  /** For whoever does not read the body of a refusal to its end. */
  close(): Promise<void>;
}

/** The customer API behind its gateway: both headers, one retry after a 401, nothing to other hosts (R32). */
export interface ApiClient {
  /**
   * What is at a path below the base URL, or at an absolute URL of the same origin.
   * Throws `api-*`, `offline`, `tls`, `clock`, `captive-portal`, `sign-in-needed`, `configuration`.
   */
  open(target: string, signal?: AbortSignal): Promise<ApiAnswer>;
  /** Any request, with any response: a status of 400 and more is not a failure here. Throws as `open` does for the rest. */
  send(target: string, request: ApiRequest, signal?: AbortSignal): Promise<ApiReply>;
  /** The failure behind the status of a reply, with a wrong clock found out. */
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
    // Of the body itself: one that stands around it ends nothing before it was begun.
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

/** How a body begins, as text, and the whole of it as if nothing had been read yet. */
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
    // To leave the loop closes the connection, wherever it is left.
    await rest.return();
  }
}

/** Azure API Management refuses a key with a 401 too, but its text speaks of the subscription. */
export function isKeyRefused({ text }: Pick<BoundedAnswer, 'text'>): boolean {
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
