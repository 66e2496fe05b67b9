import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

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
  /** A body that is too large to build at once comes in pieces, which are sent at the reader's pace. */
  readonly body?: string | Iterable<string | Uint8Array>;
  /** Compresses the body on its way. */
  readonly coder?: () => Transform;
}

/** `hang` never responds, `disconnect` destroys the socket, as on a broken network. */
export type Reaction = Answer | 'hang' | 'disconnect';
export type Handler = (incoming: Incoming) => Promise<Reaction>;

/** A received request, without query, headers and body. `status` is 0 until it is answered; `at` is ms since 1970. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly at: number;
}

const BODY_LIMIT = 64 * 1024;
const LOG_LIMIT = 1_000;
const PATH_LIMIT = 200;

export const JSON_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
};

/** A JSON response with `no-store`. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { ...JSON_HEADERS, ...headers }, body: JSON.stringify(value) };
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
export function refuseMethod({ method }: Incoming, ...allowed: readonly string[]): Answer | undefined {
  const names = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
  if (names.includes(method)) return undefined;
  return text(405, 'Method not allowed.', { allow: names.join(', ') });
}

/** Converts a handler to a node:http listener that records every request in `log`. No request makes it throw. */
export function listenerFor(
  handler: Handler,
  origin: string,
  log: RequestRecord[],
  now: () => number,
): RequestListener {
  return async (request, response) => {
    const record = { method: request.method ?? '', path: pathOf(request.url), status: 0, at: now() };
    log.push(record);
    if (log.length > LOG_LIMIT) log.shift();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const reaction = await react(request, handler, origin, gone.signal).catch(() =>
      text(500, 'The simulator failed on this request.'),
    );
    if (reaction === 'disconnect') request.socket.destroy();
    if (gone.signal.aborted || typeof reaction === 'string') return;
    record.status = reaction.status;
    // A client that stops reading is no failure.
    await send(response, reaction, now()).catch(() => undefined);
  };
}

async function react(
  request: IncomingMessage,
  handler: Handler,
  origin: string,
  gone: AbortSignal,
): Promise<Reaction> {
  const { method = '', url: path = '', headers } = request;
  if (!namesThisComputer(request)) return text(400, 'This simulator answers to localhost only.');
  const url = path.startsWith('/') && !path.startsWith('//') ? URL.parse(path, origin) : null;
  if (url === null) return text(400, 'The address cannot be read.');
  const body = await bodyOf(request);
  if (body === undefined) return text(413, `The body is larger than ${BODY_LIMIT} bytes.`);
  return handler({ method, url, headers, body, gone });
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
  { status, headers, body = '', coder }: Answer,
  now: number,
): Promise<void> {
  response.writeHead(status, {
    date: new Date(now).toUTCString(),
    'x-content-type-options': 'nosniff',
    ...headers,
    ...(status !== 204 && typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {}),
  });
  if (typeof body === 'string') response.end(body);
  else if (coder === undefined) await pipeline(Readable.from(body), response);
  else await pipeline(Readable.from(body), coder(), response);
}

/** Protects against DNS rebinding: web pages whose host name resolves to this computer are rejected. */
export function namesThisComputer({ headersDistinct }: IncomingMessage): boolean {
  const [host, ...others] = headersDistinct['host'] ?? [];
  return others.length === 0 && isOwnHost(host);
}

/** Whether a host, with or without a port, is this computer. */
export function isOwnHost(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

function pathOf(url: string | undefined): string {
  return (url?.split(/[?#]/, 1)[0] ?? '').slice(0, PATH_LIMIT);
}
