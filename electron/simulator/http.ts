import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { promises as timers } from 'node:timers';
import type { RequestRecord } from './types.ts';

export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Aborted when the client disconnects or the simulator closes. */
  readonly gone: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A body that is too large to build at once, in pieces; used instead of `body`. */
  readonly pieces?: Iterable<string>;
}

/** `hang` never responds, `drop` destroys the socket, as on a broken network. */
export type Reaction = Answer | 'hang' | 'drop';
export type Handler = (incoming: Incoming) => Reaction | Promise<Reaction>;

const BODY_LIMIT = 64 * 1024;
const LOG_LIMIT = 1_000;
const PATH_LIMIT = 200;

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/** A JSON response with `no-store`. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { ...JSON_HEADERS, ...headers },
    body: JSON.stringify(value),
  };
}

/** The same, with the text in pieces. */
export function jsonInPieces(status: number, pieces: Iterable<string>): Answer {
  return { status, headers: JSON_HEADERS, pieces };
}

/** A short plain-text response, for people who use curl or a browser. */
export function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: `${body}\n`,
  };
}

/** A 405 response if the method is not in `allowed`, else undefined. GET includes HEAD. */
export function refuseMethod(incoming: Incoming, ...allowed: readonly string[]): Answer | undefined {
  const names = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
  if (names.includes(incoming.method)) return undefined;
  return text(405, 'Method not allowed.', { allow: names.join(', ') });
}

/** Converts a handler to a node:http listener that records every request in `log`. No request makes it throw. */
export function listenerFor(
  handler: Handler,
  origin: string,
  log: RequestRecord[],
  now: () => number,
): RequestListener {
  return (request, response) => {
    const record = { method: request.method ?? '', path: pathOf(request.url), status: 0, at: now() };
    log.push(record);
    if (log.length > LOG_LIMIT) log.shift();
    void react(request, response, handler, origin).then((reaction) => {
      if (reaction === 'drop') request.socket.destroy();
      else if (reaction !== 'hang' && !response.destroyed) {
        record.status = reaction.status;
        void send(response, reaction, now());
      }
    });
  };
}

async function react(
  request: IncomingMessage,
  response: ServerResponse,
  handler: Handler,
  origin: string,
): Promise<Reaction> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    if (!isOwnHost(request.headers.host)) return text(400, 'This simulator answers to localhost only.');
    const path = request.url ?? '';
    if (!path.startsWith('/') || path.startsWith('//') || !URL.canParse(path, origin)) {
      return text(400, 'The address cannot be read.');
    }
    const body = await bodyOf(request);
    if (body === undefined) return text(413, `The body is larger than ${BODY_LIMIT} bytes.`);
    return await handler({
      method: request.method ?? '',
      url: new URL(path, origin),
      headers: request.headers,
      body,
      gone: gone.signal,
    });
  } catch {
    return gone.signal.aborted ? 'drop' : text(500, 'The simulator failed on this request.');
  }
}

/** Reads the whole body, even above the limit, so that the client can read the error; does not store the excess. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  return size <= BODY_LIMIT ? Buffer.concat(chunks).toString('utf8') : undefined;
}

async function send(
  response: ServerResponse,
  { status, headers = {}, body = '', pieces }: Answer,
  now: number,
): Promise<void> {
  const sized = status !== 204 && pieces === undefined;
  response.writeHead(status, {
    date: new Date(now).toUTCString(),
    'x-content-type-options': 'nosniff',
    ...headers,
    ...(sized ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
  });
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  for (const piece of pieces ?? []) {
    // Waits for the reader and yields to other requests; only a few pieces are in memory.
    if (response.write(piece)) await timers.setImmediate();
    else await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
    if (gone.signal.aborted) return;
  }
  response.end(body);
}

/** Protects against DNS rebinding: web pages whose host name resolves to this computer are rejected. */
export function isOwnHost(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

function pathOf(url: string | undefined): string {
  return (url?.split(/[?#]/, 1)[0] ?? '').slice(0, PATH_LIMIT);
}
