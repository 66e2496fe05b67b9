import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { RequestRecord } from './types.ts';

export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Aborted when the caller has gone, or the simulator closes. */
  readonly gone: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** `hang` never answers, `drop` destroys the socket: what broken networks do. */
export type Reaction = Answer | 'hang' | 'drop';
export type Handler = (incoming: Incoming) => Reaction | Promise<Reaction>;

const BODY_LIMIT = 64 * 1024;
const LOG_LIMIT = 1_000;
const PATH_LIMIT = 200;

/** A JSON answer that no cache keeps. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(value),
  };
}

/** A short plain-text answer, for people who look with curl or a browser. */
export function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: `${body}\n`,
  };
}

/** The 405 to give when the method is none of `allowed`; undefined when it is fine. GET includes HEAD. */
export function refuseMethod(incoming: Incoming, ...allowed: readonly string[]): Answer | undefined {
  const names = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
  if (names.includes(incoming.method)) return undefined;
  return text(405, 'Method not allowed.', { allow: names.join(', ') });
}

/** Turns a handler into a node:http listener and writes every request down in `log`. Nothing a caller sends makes it throw. */
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
        send(response, reaction, now());
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

/** Reads to the end even when over the limit, so that the caller can read the refusal; what is over is not kept. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  return size <= BODY_LIMIT ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: Answer, now: number): void {
  response.writeHead(status, {
    date: new Date(now).toUTCString(),
    'x-content-type-options': 'nosniff',
    ...headers,
    ...(status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  });
  response.end(body);
}

/** A page on the internet whose name resolves to this computer must not reach us (DNS rebinding). */
export function isOwnHost(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

function pathOf(url: string | undefined): string {
  return (url?.split(/[?#]/, 1)[0] ?? '').slice(0, PATH_LIMIT);
}
