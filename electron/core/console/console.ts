import type { ConsoleAnswer, ConsoleRequest } from '../../contract/console.ts';
import type { consoleRefusals } from '../../contract/names.ts';
import { bracesIn, placeholders } from '../../contract/placeholders.ts';
import { type ApiClient, type ApiReply, resolveTarget } from '../api/client.ts';
import { filledPath } from '../api/placeholders.ts';
import type { Connection } from '../connection/connection-file.ts';
import { AppError, toAppError } from '../errors.ts';
import { hopByHop } from '../http/hop-by-hop.ts';
import { jsonIn } from '../json.ts';
import type { PlainRequest } from './curl.ts';

/** For a request body, bytes. */
export const longestBody = 10 * 1024 * 1024;
/** For a response body, bytes. */
const longestAnswer = 50 * 1024 * 1024;

/** Headers that the client sets itself, and those of the connection. */
const reserved = new Set<string>([
  ...hopByHop,
  'authorization',
  'content-length',
  'cookie',
  'cookie2',
  'expect',
  'host',
  'set-cookie',
]);

/**
 * Sends a request as the user wrote it; a response may have any status. Throws `bad-request` for a request that is not
 * sent (`details.console` says why), and what `ApiClient.send` throws.
 */
export async function callApi(
  api: Pick<ApiClient, 'send'>,
  connection: Connection,
  request: ConsoleRequest,
  signal?: AbortSignal,
): Promise<ApiReply> {
  const { url, ...checked } = checkedRequest(connection, request);
  return api.send(url, checked, signal);
}

/** What is sent of a request, apart from token and key. Throws `bad-request` for one that is not sent. */
export function checkedRequest(connection: Connection, request: ConsoleRequest): PlainRequest {
  const url = targetOf(connection, request.path).href;
  const body = checkedBody(request);
  const headers = { ...contentType(body), ...checkedHeaders(connection, request.headers) };
  return { url, method: request.method, headers, body };
}

/**
 * The request with `{unitId}` and `{userId}` in its path filled in; other braces are left as they are where there is
 * neither. Throws `bad-request` for one that is not known, and what `userId` throws.
 * @param userId asked only where it is needed; null if the access token names nobody
 */
export async function filledRequest(
  request: ConsoleRequest,
  userId: () => Promise<string | null>,
): Promise<ConsoleRequest> {
  const { path, unitId } = request;
  const named = bracesIn(path);
  if (!placeholders.some((name) => named.includes(name))) return request;
  const user = named.includes('userId') ? await userId() : null;
  const values: Readonly<Record<string, string | undefined>> = { unitId, userId: user ?? undefined };
  // Dots alone would be another place.
  const missing = named.find((name) => /^\.{0,2}$/.test(values[name] ?? ''));
  if (missing === undefined) return { ...request, path: filledPath(path, (name) => values[name]) };
  const placeholder = `{${missing}}`;
  throw refused('no-value', `Nothing is known to stand for ${placeholder} in the path.`, { placeholder });
}

/** The whole body of a reply. Throws what reading it throws, and `api-bad-answer` for more than 50 MB. */
export async function readReply(reply: ApiReply): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of reply.body) {
    size += chunk.byteLength;
    if (size > longestAnswer) {
      const { host } = new URL(reply.url);
      throw new AppError('api-bad-answer', `${host} sent more than ${longestAnswer / 1024 / 1024} MB.`, {
        hint: 'Ask for less at once, by a filter or a page size for instance.',
        details: { host, console: 'answer-too-long' satisfies Refusal },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The kind of a body, by its type and beginning. */
export function bodyKind(
  headers: Pick<Headers, 'get'>,
  body: Uint8Array,
): Pick<ConsoleAnswer, 'kind' | 'charset'> {
  const type = headers.get('content-type') ?? '';
  const named = /charset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1]?.toLowerCase() ?? 'utf-8';
  const charset = isKnownCharset(named) ? named : 'utf-8';
  if (body.byteLength === 0) return { kind: 'empty', charset };
  if (!isText(type, charset, body)) return { kind: 'binary', charset };
  const beginning = new TextDecoder(charset).decode(body.subarray(0, 64)).trimStart();
  const isJson = /[/+]json\b/i.test(type) || (!/html|xml/i.test(type) && /^[[{]/.test(beginning));
  return { kind: isJson ? 'json' : 'text', charset };
}

type Refusal = (typeof consoleRefusals)[number];

/** The error for a request that is not sent; the window translates `why`. */
export function refused(why: Refusal, message: string, details: Record<string, string> = {}): AppError {
  return new AppError('bad-request', message, {
    hint: 'Correct the request, then send it again.',
    details: { ...details, console: why },
  });
}

/** Spaces and letters such as umlauts are encoded, what is encoded already stays (WHATWG URL). */
function targetOf(connection: Connection, path: string): URL {
  const wanted = path.trim();
  // A URL silently loses tabs and line breaks.
  if (wanted === '' || /\p{Cc}/u.test(wanted)) {
    throw refused('path', 'A path is not empty, and has no control characters in it.');
  }
  try {
    return resolveTarget(connection, wanted);
  } catch (error) {
    const failure = toAppError(error);
    if (failure.code !== 'api-bad-answer') throw failure;
    const { host = '' } = failure.details;
    throw refused('other-host', `Only ${host} is asked, because the token and the key go with a request.`, {
      host,
    });
  }
}

function checkedBody({ method, body }: ConsoleRequest): string | undefined {
  if (body === null || body === '') return undefined;
  if (method === 'GET' || method === 'HEAD') {
    throw refused('body-not-allowed', `A ${method} request has no body.`, { method });
  }
  if (Buffer.byteLength(body) > longestBody) throw refused('body-too-long', 'A body has at most 10 MB.');
  return body;
}

/** Keyed by lower-case name; the values of a repeated header are joined (RFC 9110 §5.3). */
function checkedHeaders(connection: Connection, headers: ConsoleRequest['headers']): Record<string, string> {
  const checked = new Map<string, string>();
  const key = connection.api.subscriptionKeyHeader.toLowerCase();
  for (const { name, value } of headers) {
    const header = name.trim();
    const lower = header.toLowerCase();
    if (!/^[\w!#$%&'*+.^`|~-]{1,128}$/.test(header)) {
      throw refused('header-name', `"${header}" is not a valid header name.`, { header });
    }
    if (reserved.has(lower) || lower === key) {
      throw refused('header-reserved', `The header "${header}" is set by MAX Desk itself.`, { header });
    }
    // fetch cannot send other characters; a line break would start another header.
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw refused('header-value', `The value of "${header}" holds characters that a header cannot carry.`, {
        header,
      });
    }
    const before = checked.get(lower);
    checked.set(lower, before === undefined ? value.trim() : `${before}, ${value.trim()}`);
  }
  return Object.fromEntries(checked);
}

function contentType(body: string | undefined): Record<string, string> {
  if (body === undefined) return {};
  const isJson = jsonIn(body) !== undefined;
  return { 'content-type': isJson ? 'application/json' : 'text/plain; charset=utf-8' };
}

/** True for a text type, or an unspecific one with bytes that decode as text. */
function isText(type: string, charset: string, body: Uint8Array): boolean {
  const beginning = body.subarray(0, 4_096);
  if (!charset.startsWith('utf-16') && beginning.includes(0)) return false;
  if (/^\s*text\/|json|xml|javascript|x-www-form-urlencoded|yaml|graphql/i.test(type)) return true;
  if (type !== '' && !/octet-stream/i.test(type)) return false;
  // The last character may be cut in the middle.
  return !new TextDecoder(charset).decode(beginning, { stream: true }).includes('\ufffd');
}

function isKnownCharset(name: string): boolean {
  try {
    return new TextDecoder(name) !== undefined;
  } catch {
    return false;
  }
}
