import type { HubConnection } from '@microsoft/signalr';
import { abortable } from '../abortable.ts';
import { AppError } from '../errors.ts';
import { type OnEvent, tolerantProtocol } from './hub-protocol.ts';
import { badHubAnswer, createTransport, type TransportParts } from './hub-transport.ts';

/** One connection to the hub. It does not reconnect by itself. */
export type Hub = Awaited<ReturnType<typeof openHub>>;

export interface HubParts extends TransportParts {
  explain: (failure: AppError) => AppError;
  onEvent: OnEvent;
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
    throw cause instanceof AppError ? parts.explain(cause) : notOpened(host, error);
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
      throw badHubAnswer(host, `The hub of ${host} refused a subscription.`);
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

function notOpened(host: string, cause: unknown): AppError {
  const details = { host, reason: 'no connection' };
  return new AppError('offline', `The live connection to ${host} could not be opened.`, { cause, details });
}

function lost(host: string, cause: unknown): AppError {
  const details = { host, reason: 'connection lost' };
  return new AppError('offline', `The live connection to ${host} was lost.`, { cause, details });
}
