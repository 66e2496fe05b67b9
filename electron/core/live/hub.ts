import type { HubConnection, IHttpConnectionOptions } from '@microsoft/signalr';
import type { AccessToken } from '../../contract/session.ts';
import { AppError } from '../errors.ts';
import { tolerantProtocol } from './protocol.ts';
import { httpClientFor, socketsFor, type TransportParts } from './transport.ts';

/** One connection to the hub. It does not reconnect by itself. */
export interface Hub {
  /** The token that it was opened with. */
  readonly token: AccessToken;
  /** Rejects when the hub refuses or the connection ends. */
  subscribe(ids: readonly string[]): Promise<void>;
  /** False when the hub does not support it. Rejects when the connection ends. */
  unsubscribe(ids: readonly string[]): Promise<boolean>;
  /** Why it ended. Does not resolve after `close`. */
  readonly ended: Promise<AppError>;
  close(): void;
}

export interface HubParts extends TransportParts {
  explain: (failure: AppError) => AppError;
  onEvent: (event: unknown) => void;
  onGarbage: () => void;
  /** A connection that is silent for this long is dead, ms. By default the hub pings every 15 s. */
  serverTimeout: number;
}

/**
 * Connects. Key and token go to the hub's own origin only (R32). If the negotiation names another host, as Azure
 * SignalR Service does, that host gets only the token from the negotiation.
 * Throws `offline`, `tls`, `api-*`, `captive-portal`, `sign-in-needed` …
 */
export async function openHub(parts: HubParts, signal: AbortSignal): Promise<Hub> {
  const { host } = new URL(parts.url);
  const access = { token: await parts.token() };
  // Loaded here, because it is not needed before sign-in and first paint.
  const signalR = await import('@microsoft/signalr');
  const opening = AbortSignal.any([signal, AbortSignal.timeout(parts.connectTimeout)]);
  // SignalR turns errors into text: the original is kept here.
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
  const call = (method: string, ids: readonly string[]) =>
    invoke(connection, method, ids, host, parts.connectTimeout);
  return {
    token: access.token,
    async subscribe(ids) {
      if (await call('SubscribeToDigitalTwinUpdatesAsync', ids)) return;
      const details = { host, status: '' };
      throw new AppError('api-bad-answer', `The hub of ${host} refused a subscription.`, { details });
    },
    unsubscribe: (ids) => call('UnsubscribeFromDigitalTwinUpdatesAsync', ids),
    ended: ended.promise,
    close() {
      closed = true;
      stop();
    },
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
  const late = Promise.withResolvers<never>();
  const giveUp = () => late.reject(patience.reason);
  patience.addEventListener('abort', giveUp);
  try {
    await Promise.race([connection.invoke(method, ids), late.promise]);
    return true;
  } catch (error) {
    if (String(connection.state) === 'Connected' && !patience.aborted) return false;
    throw lost(host, error);
  } finally {
    patience.removeEventListener('abort', giveUp);
  }
}

function lost(host: string, cause: unknown): AppError {
  const details = { host, reason: 'connection lost' };
  return new AppError('offline', `The live connection to ${host} was lost.`, { cause, details });
}
