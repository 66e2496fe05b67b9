import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../../errors.ts';
import { callbackHeaders, callbackPage, type PageLanguage, type Verdict } from './callback-page.ts';

const bodyLimit = 64 * 1024;

export interface Callback {
  parameters: URLSearchParams;
  /** Shows the result in the browser after the code exchange (R19). */
  answer(verdict: Verdict): void;
  /** Sends the browser on to another page of the provider. */
  goOn(url: string): void;
}

export interface LoopbackOptions {
  /** Ports to try in this order; empty means any free port. */
  ports: readonly number[];
  language: PageLanguage;
}

export type LoopbackListener = Awaited<ReturnType<typeof listenForCallback>>;

/**
 * Listens on loopback only (127.0.0.1 and ::1, RFC 8252 §7.3) for callbacks of the browser. Any other request
 * (favicon, HEAD, another path, host or state, a long body) is refused and does not end the attempt (R15, R16).
 * Throws `configuration` when every configured port is taken.
 */
export async function listenForCallback(options: LoopbackOptions) {
  const asked: { state: string; isHandled: boolean; resolve: (callback: Callback) => void }[] = [];

  const onParameters = (parameters: URLSearchParams, response: ServerResponse): void => {
    const [state = '', ...others] = parameters.getAll('state');
    const known = others.length === 0 ? asked.find((each) => sameText(state, each.state)) : undefined;
    const complete = parameters.has('code') || parameters.has('error');
    if (!known || !complete) return void send(response, 400, 'foreign');
    if (known.isHandled) return void send(response, 200, 'handled');
    known.isHandled = true;
    known.resolve({
      parameters,
      answer: (verdict) => send(response, 200, verdict),
      goOn(url) {
        if (!response.writableEnded) response.writeHead(303, { ...callbackHeaders, location: url }).end();
      },
    });
  };
  const send = (response: ServerResponse, status: number, verdict: Verdict): void => {
    if (!response.writableEnded)
      response.writeHead(status, callbackHeaders).end(callbackPage(verdict, options.language));
  };

  const { servers, port } = await listenOnLoopback(options.ports, (request, response) => {
    if (!isOurs(request)) return void response.writeHead(404, callbackHeaders).end();
    if (request.method === 'GET')
      return onParameters(new URL(request.url ?? '/', 'http://localhost').searchParams, response);
    readForm(request, response, (form) => onParameters(form, response));
  });
  return {
    /** B2C documents this name and refuses 127.0.0.1 (R18). */
    redirectUri: `http://localhost:${port}`,
    /** The first callback with this state, which the provider must send back; it is compared in constant time. */
    expect: (state: string) =>
      new Promise<Callback>((resolve) => asked.push({ state, isHandled: false, resolve })),
    close: () => servers.forEach(closeSoon),
  };
}

/** Only loopback host names and the path `/`, as a protection against DNS rebinding by web pages. */
function isOurs(request: IncomingMessage): boolean {
  const port = request.socket.localPort;
  // Browsers omit http's default port.
  const host = (request.headers.host ?? '').replace(/(?<!:\d+)$/, ':80');
  const path = (request.url ?? '').split('?')[0];
  const form = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  return (
    [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`].includes(host) &&
    path === '/' &&
    (request.method === 'GET' || (request.method === 'POST' && form))
  );
}

/** `response_mode=form_post`: the parameters are in a body of at most 64 KiB. */
function readForm(
  request: IncomingMessage,
  response: ServerResponse,
  done: (form: URLSearchParams) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= bodyLimit) return void chunks.push(chunk);
    request.removeAllListeners('data').removeAllListeners('end');
    response.writeHead(413, callbackHeaders).end(() => request.destroy());
  });
  request.on('end', () => done(new URLSearchParams(Buffer.concat(chunks).toString('utf8'))));
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function listenOnLoopback(ports: readonly number[], listener: Listener) {
  // A port that is free on 127.0.0.1 may be taken on ::1: then another one is tried.
  const candidates = ports.length > 0 ? ports : [0, 0, 0, 0, 0];
  let cause: unknown;
  for (const candidate of candidates) {
    const servers: Server[] = [];
    try {
      const v4 = await listen('127.0.0.1', candidate, listener);
      servers.push(v4);
      const { port } = v4.address() as AddressInfo;
      const v6 = await listen('::1', port, listener).catch(ignoreMissingIpv6);
      return { servers: v6 ? [v4, v6] : [v4], port };
    } catch (error) {
      for (const server of servers) server.close();
      cause = error;
    }
  }
  const list = ports.join(', ');
  throw new AppError('configuration', `No port for the sign-in's answer is free (${list || 'any'}).`, {
    cause,
    hint: 'Close the program that uses them, or add another registered port to "identity.redirectPorts".',
    details: { key: 'identity.redirectPorts', text: `has no free port (${list})` },
  });
}

function listen(host: string, port: number, listener: Listener): Promise<Server> {
  const server = createServer(
    { requestTimeout: 10_000, headersTimeout: 10_000, maxHeaderSize: bodyLimit },
    listener,
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => resolve(server));
  });
}

function ignoreMissingIpv6(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'EADDRINUSE') throw error;
}

/** Accepts no new requests; a response in progress gets 500 ms to finish. */
function closeSoon(server: Server): void {
  server.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 500).unref();
}

/** Compares digests, so that timing reveals neither content nor length. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
