import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import type { AllowedTarget, AllowList } from './allow-list.ts';
import type { Exchange } from './forwarder.ts';
import type { EndedCall, GatewayCall } from './gateway-call.ts';
import { createHostCheck, gatewayOrigin, type ListenAddress } from './listen-address.ts';
import type { LiveEvents } from './live-events.ts';
import { type OwnAnswer, sendAnswer } from './own-answer.ts';
import { type MetricFamily, metricsText, metricsType } from './prometheus.ts';

export interface GatewayParts {
  address: ListenAddress;
  clock: Clock;
  /** Who calls, by what the headers show. */
  clientOf: (headers: IncomingMessage['headers']) => string | undefined;
  allow: AllowList;
  forward(call: GatewayCall, target: AllowedTarget, exchange: Exchange): Promise<void>;
  health(): Promise<OwnAnswer>;
  metrics(): readonly MetricFamily[];
  live: LiveEvents;
  /** Each call, when it has ended. */
  onEnded(call: EndedCall): void;
  /** An error in the gateway itself; the client gets no response. */
  onFault(error: unknown): void;
  limits?: Partial<GatewayLimits> | undefined;
}

/** For slow and for many clients; times in ms. */
const usualLimits = {
  connections: 256,
  /** Until the request's headers are there. */
  head: 10_000,
  /** Until the end of its body. */
  body: 120_000,
  /** Between two requests of a connection. */
  pause: 15_000,
  /** While nothing moves in either direction; longer than the API may be silent. */
  idle: 120_000,
  /** How often the first two are looked at. */
  look: 5_000,
};
export type GatewayLimits = typeof usualLimits;

/** How long calls may take to end after `close`, ms. */
const patience = 2_000;

/** Answers of the gateway itself, beside the calls that it passes on. */
const ownPaths = ['/healthz', '/metrics', '/live'];

/** The gateway for the programs of this computer. `listen` throws `usage` for an address that cannot be had. */
export function createGatewayServer(parts: GatewayParts) {
  const { clock, allow, live } = parts;
  let isMeant = createHostCheck(parts.address);
  let isClosing = false;
  const server = createLimitedServer({ ...usualLimits, ...parts.limits }, begin);

  function begin(request: IncomingMessage, response: ServerResponse): void {
    serve(request, response).catch((error: unknown) => {
      parts.onFault(error);
      response.destroy();
    });
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const at = clock.now();
    const began = clock.steady();
    const call: GatewayCall = { client: undefined, method, path: pathIn(url), bytes: 0 };
    response.once('close', () => {
      const status = response.headersSent ? response.statusCode : 0;
      if (!response.writableFinished) call.error ??= 'cancelled';
      parts.onEnded({ ...call, status, at, ms: clock.steady() - began });
      if (isClosing) setImmediate(() => server.closeIdleConnections());
    });
    const answer = (own: OwnAnswer) => {
      call.error = own.code;
      call.bytes = sendAnswer(response, own);
    };
    const refusal = strangerIn(request, isMeant);
    if (refusal) return answer(refusal);
    if (call.path === '/healthz') return answer(readOnly(call) ?? (await parts.health()));
    call.client = parts.clientOf(request.headers);
    if (call.client === undefined) return answer(noSecret);
    if (ownPaths.includes(call.path)) {
      const wrong = readOnly(call);
      if (wrong) return answer(wrong);
      if (call.path === '/live') return live.serve(call, { request, response });
      return answer({
        status: 200,
        text: metricsText(parts.metrics()),
        headers: { 'content-type': metricsType },
      });
    }
    const target = allow.check(method, url);
    if ('status' in target) return answer(target);
    await parts.forward(call, target, { request, response });
  }

  return {
    /** Resolves with the address once it listens there. */
    async listen(): Promise<string> {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      server.once('error', (error) => reject(notListening(parts.address, error)));
      server.listen({ ...parts.address, exclusive: true }, resolve);
      await promise;
      const { port } = server.address() as AddressInfo;
      const address = { ...parts.address, port };
      isMeant = createHostCheck(address);
      return gatewayOrigin(address);
    },
    /** Takes no more calls; resolves when those under way have ended, after 2 s at most. */
    close(): Promise<void> {
      isClosing = true;
      live.end();
      return new Promise((resolve) => {
        const late = setTimeout(() => server.closeAllConnections(), patience);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
      });
    },
  };
}

function createLimitedServer(limits: GatewayLimits, begin: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: limits.head,
      requestTimeout: limits.body,
      keepAliveTimeout: limits.pause,
      connectionsCheckingInterval: limits.look,
    },
    begin,
  );
  // Else Node would ask for the body before anybody knows whether it is wanted.
  server.on('checkContinue', begin);
  server.maxConnections = limits.connections;
  return server.setTimeout(limits.idle);
}

/** For the log: without the query, and no longer than anybody reads. */
function pathIn(url: string): string {
  return url.split('?', 1)[0]?.slice(0, 200) ?? '';
}

/** Refuses a page in a browser: one whose name leads here, and one that asks from another address. */
function strangerIn(
  { headers }: IncomingMessage,
  isMeant: (host: string | undefined) => boolean,
): OwnAnswer | undefined {
  if (!isMeant(headers.host))
    return {
      status: 403,
      code: 'wrong-host',
      text: 'The header Host names another address than the one that the gateway listens on.\n',
    };
  if (headers.origin === undefined) return undefined;
  return {
    status: 403,
    code: 'from-a-page',
    text: 'The gateway is for programs, not for pages in a browser.\n',
  };
}

function readOnly({ method, path }: GatewayCall): OwnAnswer | undefined {
  const methods = path === '/live' ? ['GET'] : ['GET', 'HEAD'];
  if (methods.includes(method)) return undefined;
  const allow = methods.join(', ');
  return { status: 405, code: 'not-allowed', text: `${path} takes ${allow} only.\n`, headers: { allow } };
}

const noSecret: OwnAnswer = {
  status: 401,
  code: 'unknown-client',
  text: 'Show the secret of a client: as "Authorization: Bearer …" or "X-MAX-Desk-Secret: …".\nThe gateway says at its start in which file it is.\n',
  headers: { 'www-authenticate': 'Bearer realm="MAX Desk gateway"' },
};

function notListening(address: ListenAddress, error: NodeJS.ErrnoException): AppError {
  const { code = 'unknown' } = error;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program listens there',
    EACCES: 'this user may not listen on that port',
  };
  return new AppError('usage', `Cannot listen on ${gatewayOrigin(address)}: ${reasons[code] ?? code}.`, {
    cause: error,
    hint: 'Name another port with --listen, for instance --listen 127.0.0.1:8621; port 0 takes a free one.',
  });
}
