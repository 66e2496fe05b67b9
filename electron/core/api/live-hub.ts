import type { HttpClient, HubConnection, IHttpConnectionOptions } from '@microsoft/signalr';
import type { AccessToken } from '../../contract.ts';
import { AppError } from '../errors.ts';
import { requestText } from '../faults.ts';
import type { Http, Socket, Sockets } from '../ports.ts';
import { isKeyRefused, refusal } from './client.ts';
import { tolerantProtocol } from './live-protocol.ts';

/** One connection to the hub. It does not come back by itself. */
export interface Hub {
  /** When the token ends that it was opened with, ms since 1970. */
  readonly expiresAt: number;
  /** Rejects when the hub refuses or the connection ends. */
  subscribe(ids: readonly string[]): Promise<void>;
  /** False when the hub does not do that. Rejects when the connection ends. */
  unsubscribe(ids: readonly string[]): Promise<boolean>;
  /** Why it ended. Does not resolve after `close`. */
  readonly ended: Promise<AppError>;
  close(): void;
}

export interface HubParts {
  /** http or https. */
  url: string;
  keyHeader: string;
  subscriptionKey: string;
  /** A token; with an argument, another one than the hub has just refused. */
  token: (rejected?: string) => Promise<AccessToken>;
  http: Http;
  sockets: Sockets;
  explain: (failure: AppError) => AppError;
  onEvent: (event: unknown) => void;
  onGarbage: () => void;
  /** Until it is connected, ms. */
  connectTimeout: number;
  /** A connection that is silent for so long is dead, ms. The hub pings every 15 s unless it is set otherwise. */
  serverTimeout: number;
}

const answerLimit = 1024 * 1024;

/**
 * Connects. Key and token go to the hub's own origin only (R32): where its negotiation names another place, as Azure
 * SignalR Service does, that gets the token which came with it and nothing of ours.
 * Throws `offline`, `tls`, `api-*`, `captive-portal`, `sign-in-needed` …
 */
export async function openHub(parts: HubParts, signal: AbortSignal): Promise<Hub> {
  const { host } = new URL(parts.url);
  // Only here, because a window that is not signed in has no use for it.
  const signalR = await import('@microsoft/signalr');
  const opening = AbortSignal.any([signal, AbortSignal.timeout(parts.connectTimeout)]);
  const access = { token: await parts.token() };
  // SignalR makes texts of errors: what they were is kept here.
  let cause: unknown;
  const keep = (error: unknown) => {
    cause = error;
    return error;
  };
  const options: IHttpConnectionOptions & { WebSocket: unknown } = {
    httpClient: httpClientFor(parts, access, opening, keep),
    WebSocket: socketsFor(parts, access, opening, keep),
    transport: signalR.HttpTransportType.WebSockets,
    withCredentials: false,
  };
  const connection = new signalR.HubConnectionBuilder()
    .withUrl(parts.url, options)
    .withHubProtocol(tolerantProtocol(new signalR.JsonHubProtocol(), parts.onEvent, parts.onGarbage))
    .configureLogging({ log: () => undefined })
    .withServerTimeout(parts.serverTimeout)
    .build();
  const stop = () => void connection.stop().catch(() => undefined);
  const ended = Promise.withResolvers<AppError>();
  let closed = false;
  connection.onclose((error) => {
    if (!closed) ended.resolve(lost(host, error));
  });
  opening.addEventListener('abort', stop);
  try {
    await connection.start();
    opening.throwIfAborted();
  } catch (error) {
    stop();
    signal.throwIfAborted();
    throw cause instanceof AppError ? parts.explain(cause) : lost(host, error);
  } finally {
    opening.removeEventListener('abort', stop);
  }
  return {
    expiresAt: access.token.expiresAt,
    async subscribe(ids) {
      if (await invoke(connection, 'SubscribeToDigitalTwinUpdatesAsync', ids, host)) return;
      const details = { host, status: '' };
      throw new AppError('api-bad-answer', `The hub of ${host} refused a subscription.`, { details });
    },
    unsubscribe: (ids) => invoke(connection, 'UnsubscribeFromDigitalTwinUpdatesAsync', ids, host),
    ended: ended.promise,
    close() {
      closed = true;
      stop();
    },
  };
}

/** False when the hub says no. Rejects when the connection has ended. */
async function invoke(
  connection: HubConnection,
  method: string,
  ids: readonly string[],
  host: string,
): Promise<boolean> {
  try {
    await connection.invoke(method, ids);
    return true;
  } catch (error) {
    if (String(connection.state) === 'Connected') return false;
    throw lost(host, error);
  }
}

function lost(host: string, cause: unknown): AppError {
  const details = { host, reason: 'connection lost' };
  return new AppError('offline', `The live connection to ${host} was lost.`, { cause, details });
}

interface Access {
  token: AccessToken;
}

/** Both headers for the hub's own origin; elsewhere nothing but the token that SignalR was given for there. */
function headersFor(
  parts: HubParts,
  access: Access,
  url: string,
  theirs: Record<string, string> = {},
): Record<string, string> {
  const negotiated = theirs['Authorization'];
  const ours = isOwn(parts, url)
    ? {
        authorization: `Bearer ${access.token.accessToken}`,
        [parts.keyHeader]: parts.subscriptionKey,
      }
    : {};
  return negotiated === undefined ? ours : { ...ours, authorization: negotiated };
}

function isOwn({ url: hub }: HubParts, url: string): boolean {
  return httpOrigin(url) === httpOrigin(hub);
}

function httpOrigin(url: string): string {
  return new URL(url.replace(/^ws/, 'http')).origin;
}

/** SignalR's HTTP over ours. A token that is refused is replaced once, as with every request to the API. */
function httpClientFor(
  parts: HubParts,
  access: Access,
  signal: AbortSignal,
  keep: (error: unknown) => unknown,
): HttpClient {
  async function post(url: string, theirs: Record<string, string> | undefined) {
    const ask = () =>
      requestText(parts.http, url, {
        method: 'POST',
        headers: headersFor(parts, access, url, theirs),
        timeout: parts.connectTimeout,
        limit: answerLimit,
        signal,
      });
    const answer = await ask();
    if (answer.status !== 401 || isKeyRefused(answer) || !isOwn(parts, url)) return answer;
    access.token = await parts.token(access.token.accessToken);
    return ask();
  }

  async function send(url: string, headers: Record<string, string> | undefined) {
    try {
      if (!isSafe(parts, url)) throw elsewhere(parts);
      const answer = await post(url, headers);
      if (answer.status !== 200) throw refusal(answer, new URL(url).host);
      return { statusCode: answer.status, content: answer.text };
    } catch (error) {
      throw keep(error);
    }
  }

  const unused = () => Promise.reject(new Error('Only negotiation uses HTTP.'));
  return {
    get: unused,
    delete: unused,
    send: ({ url = '', headers }) => send(url, headers),
    post: (url: string, request?: { headers?: Record<string, string> }) => send(url, request?.headers),
    getCookieString: () => '',
  };
}

/** What SignalR takes for the WebSocket constructor: called with `new`, so a function, and with its constants. */
function socketsFor(
  parts: HubParts,
  access: Access,
  signal: AbortSignal,
  keep: (error: unknown) => unknown,
): unknown {
  function Connector(url: string, _protocols: undefined, options?: { headers?: Record<string, string> }) {
    if (!isSafe(parts, url)) throw keep(elsewhere(parts));
    const socket: Socket = parts.sockets(url, headersFor(parts, access, url, options?.headers));
    // One whose upgrade is never answered would wait for ever.
    signal.addEventListener('abort', () => {
      if (socket.readyState === 0) socket.close();
    });
    return socket;
  }
  return Object.assign(Connector, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
}

/** Wherever the negotiation points: encrypted, if it is not the hub itself (R1). */
function isSafe(parts: HubParts, url: string): boolean {
  return URL.canParse(url) && (isOwn(parts, url) || /^(https|wss):/.test(url));
}

function elsewhere({ url }: HubParts): AppError {
  const { host } = new URL(url);
  return new AppError('api-bad-answer', `${host} points to a place that is not asked.`, {
    details: { host, status: '' },
  });
}
