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

/** Why an answer is for nobody: another place, cut short, of another attempt, used already. */
export type CallbackFault = 'elsewhere' | 'incomplete' | 'foreign' | 'handled';

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

  /** Hands an answer to whoever expects it, or says why it is for nobody. */
  function deliver(
    parameters: URLSearchParams,
    back: Omit<Callback, 'parameters'>,
  ): CallbackFault | undefined {
    const names = [...parameters.keys()];
    const isWhole = parameters.has('state') && parameters.has('code') !== parameters.has('error');
    // A parameter that is given twice means something else to each reader (RFC 6749 §3.1).
    if (!isWhole || new Set(names).size < names.length) return 'incomplete';
    const known = asked.find((each) => sameText(parameters.get('state') ?? '', each.state));
    if (!known) return 'foreign';
    if (known.isHandled) return 'handled';
    known.isHandled = true;
    known.resolve({ parameters, ...back });
    return undefined;
  }
  const onParameters = (parameters: URLSearchParams, response: ServerResponse): void => {
    const fault = deliver(parameters, {
      answer: (verdict) => send(response, 200, verdict),
      goOn(url) {
        if (!response.writableEnded) response.writeHead(303, { ...callbackHeaders, location: url }).end();
      },
    });
    if (fault === 'handled') send(response, 200, 'handled');
    else if (fault) send(response, 400, 'foreign');
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
  const redirectUri = `http://localhost:${port}`;
  return {
    /** B2C documents this name and refuses 127.0.0.1 (R18). */
    redirectUri,
    /** The first callback with this state, which the provider must send back; it is compared in constant time. */
    expect: (state: string) =>
      new Promise<Callback>((resolve) => asked.push({ state, isHandled: false, resolve })),
    /** Takes the address that a browser on another computer ended at, as if it had come here. Returns what is wrong. */
    take(address: string): CallbackFault | undefined {
      const url = URL.canParse(address) ? new URL(address) : undefined;
      if (url?.origin !== new URL(redirectUri).origin || url.pathname !== '/') return 'elsewhere';
      return deliver(url.searchParams, { answer: () => undefined, goOn: () => undefined });
    },
    close: () => servers.forEach(closeSoon),
  };
}

/** Only loopback host names, as a protection against DNS rebinding by web pages; and one only. */
export function hasOwnHost({ headersDistinct, socket }: IncomingMessage): boolean {
  // Node's `headers` keep the first of several.
  const [given = '', ...others] = headersDistinct['host'] ?? [];
  // Browsers omit http's default port.
  const host = given.replace(/(?<!:\d+)$/, ':80');
  const own = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${socket.localPort}`);
  return others.length === 0 && own.includes(host);
}

function isOurs(request: IncomingMessage): boolean {
  const path = (request.url ?? '').split('?')[0];
  const form = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  return (
    hasOwnHost(request) && path === '/' && (request.method === 'GET' || (request.method === 'POST' && form))
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
