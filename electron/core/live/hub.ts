import type { HttpClient, HttpRequest, HubConnection } from '@microsoft/signalr';
import type { AccessToken } from '../../contract/session.ts';
import { abortable } from '../abortable.ts';
import { isKeyRefused, refusal } from '../api/client.ts';
import { isSameOrigin } from '../connection/connection-file.ts';
import { AppError } from '../errors.ts';
import { requestText } from '../http/faults.ts';
import type { Http, Socket, Sockets } from '../ports.ts';
import { type OnEvent, tolerantProtocol } from './hub-protocol.ts';

/** One connection to the hub. It does not reconnect by itself. */
export type Hub = Awaited<ReturnType<typeof openHub>>;

export interface HubParts {
  /** The hub's, http or https. */
  url: string;
  keyHeader: string;
  subscriptionKey: string;
  /** A token; a new one if the hub has just refused `rejected`. */
  token: (rejected?: string) => Promise<AccessToken>;
  http: Http;
  sockets: Sockets;
  explain: (failure: AppError) => AppError;
  onEvent: OnEvent;
  /** For connecting, and for the response to a call, ms. */
  connectTimeout: number;
  /** A connection that is silent for this long is dead, ms. By default the hub pings every 15 s. */
  serverTimeout: number;
}

/**
 * Connects. Key and token go to the hub's own origin only (R32). If the negotiation names another host, as Azure
 * SignalR Service does, that host gets only the token from the negotiation.
 * Throws `offline`, `tls`, `api-*`, `captive-portal`, `sign-in-needed` …
 */
export async function openHub(parts: HubParts, signal: AbortSignal) {
  const { host } = new URL(parts.url);
  const token = await parts.token();
  // Loaded here, because it is not needed before sign-in and first paint.
  const signalR = await import('@microsoft/signalr');
  const opening = AbortSignal.any([signal, AbortSignal.timeout(parts.connectTimeout)]);
  const transport = createTransport(parts, token, opening);
  const connection = new signalR.HubConnectionBuilder()
    .withUrl(parts.url, {
      ...transport.options,
      transport: signalR.HttpTransportType.WebSockets,
      withCredentials: false,
    })
    .withHubProtocol(tolerantProtocol(new signalR.JsonHubProtocol(), parts.onEvent))
    .configureLogging({ log: () => undefined })
    .withServerTimeout(parts.serverTimeout)
    .build();
  const close = () => void connection.stop().catch(() => undefined);
  const ended = Promise.withResolvers<AppError>();
  connection.onclose((error) => ended.resolve(lost(host, error)));
  opening.addEventListener('abort', close);
  try {
    await connection.start();
    opening.throwIfAborted();
  } catch (error) {
    close();
    signal.throwIfAborted();
    const cause = transport.cause();
    throw cause instanceof AppError ? parts.explain(cause) : lost(host, error);
  } finally {
    opening.removeEventListener('abort', close);
  }
  const call = (method: string, ids: readonly string[]) =>
    invoke(connection, method, ids, host, parts.connectTimeout);
  return {
    /** The token that it was opened with. */
    token: transport.token(),
    /** Rejects when the hub refuses or the connection ends. */
    async subscribe(ids: readonly string[]): Promise<void> {
      if (await call('SubscribeToDigitalTwinUpdatesAsync', ids)) return;
      throw badAnswer(host, `The hub of ${host} refused a subscription.`);
    },
    /** False when the hub does not support it. Rejects when the connection ends. */
    unsubscribe: (ids: readonly string[]) => call('UnsubscribeFromDigitalTwinUpdatesAsync', ids),
    /** Why it ended. */
    ended: ended.promise,
    close,
  };
}

/** False when the hub refuses. Rejects when the connection has ended, or after `timeout` (ms). */
async function invoke(
  connection: HubConnection,
  method: string,
  ids: readonly string[],
  host: string,
  timeout: number,
): Promise<boolean> {
  const patience = AbortSignal.timeout(timeout);
  try {
    await abortable(connection.invoke(method, ids), patience);
    return true;
  } catch (error) {
    if (String(connection.state) === 'Connected' && !patience.aborted) return false;
    throw lost(host, error);
  }
}

function lost(host: string, cause: unknown): AppError {
  const details = { host, reason: 'connection lost' };
  return new AppError('offline', `The live connection to ${host} was lost.`, { cause, details });
}

function badAnswer(host: string, message: string): AppError {
  return new AppError('api-bad-answer', message, { details: { host, status: '' } });
}

/** Longest response to the negotiation, bytes. */
const answerLimit = 1024 * 1024;

type TransportParts = Omit<HubParts, 'explain' | 'onEvent' | 'serverTimeout'>;

/** SignalR's transport: our HTTP and our sockets, with our headers. */
export function createTransport(parts: TransportParts, first: AccessToken, signal: AbortSignal) {
  let token = first;
  let cause: unknown;
  const overHttp = (url: string) => new URL(url.replace(/^ws/, 'http'));
  const isOwn = (url: string) => isSameOrigin(overHttp(url), overHttp(parts.url));

  /** SignalR turns errors into text: the original is kept. */
  function kept(error: unknown): unknown {
    cause = error;
    return error;
  }

  /** Any host other than the hub's own must be encrypted (R1). */
  function check(url: string): void {
    if (URL.canParse(url) && (isOwn(url) || /^(https|wss):/.test(url))) return;
    const { host } = new URL(parts.url);
    throw kept(badAnswer(host, `${host} points to a place that is not asked.`));
  }

  /** Token and key for the hub's own origin; any other host gets only the token that SignalR negotiated for it. */
  function headersFor(url: string, theirs: Record<string, string> = {}): Record<string, string> {
    const negotiated = theirs['Authorization'];
    const ours = isOwn(url)
      ? { authorization: `Bearer ${token.accessToken}`, [parts.keyHeader]: parts.subscriptionKey }
      : {};
    return negotiated === undefined ? ours : { ...ours, authorization: negotiated };
  }

  async function send({ url = '', headers }: HttpRequest) {
    check(url);
    const ask = () =>
      requestText(parts.http, url, {
        method: 'POST',
        headers: headersFor(url, headers),
        timeout: parts.connectTimeout,
        limit: answerLimit,
        signal,
      });
    try {
      let answer = await ask();
      // A refused token is replaced once, as with every request to the API.
      if (answer.status === 401 && !isKeyRefused(answer) && isOwn(url)) {
        token = await parts.token(token.accessToken);
        answer = await ask();
      }
      if (answer.status !== 200) throw refusal(answer, new URL(url).host);
      return { statusCode: answer.status, content: answer.text };
    } catch (error) {
      throw kept(error);
    }
  }

  /** SignalR's WebSocket constructor: a function, because it is called with `new`. */
  function Connector(url: string, _protocols: undefined, options?: { headers?: Record<string, string> }) {
    check(url);
    const socket: Socket = parts.sockets(url, headersFor(url, options?.headers));
    // A socket without a response to its upgrade would wait forever. `once`: Node never frees a signal with listeners.
    const close = () => {
      if (socket.readyState === 0) socket.close();
    };
    signal.addEventListener('abort', close, { once: true });
    return socket;
  }

  return {
    options: {
      // SignalR wraps the client and calls nothing else of it.
      httpClient: { send, getCookieString: () => '' } as Partial<HttpClient> as HttpClient,
      WebSocket: Object.assign(Connector, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 }),
    },
    /** The token that is used now. */
    token: () => token,
    /** Why it failed. */
    cause: () => cause,
  };
}
