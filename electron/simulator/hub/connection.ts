import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Pass } from '../api/gateway.ts';
import type { Faults } from '../faults.ts';
import { handshakeFault, invocationOf, MESSAGE, type Message, record, recordsOf } from './protocol.ts';

export interface HubConnectionParts {
  readonly client: WebSocket;
  /** Below the WebSocket protocol, which tests of clients violate. */
  readonly socket: Duplex;
  readonly pass: Pass;
  readonly faults: () => Faults;
  readonly knows: (unitId: string) => boolean;
  readonly onCall: (method: 'subscribe' | 'unsubscribe') => void;
  readonly onEnd: (connection: HubConnection) => void;
}

/** One client of the hub, from the upgrade to the end of its connection. */
export interface HubConnection extends Pick<HubConnectionParts, 'client' | 'socket' | 'pass'> {
  readonly subscribed: Set<string>;
  /** When the last message arrived, ms of `performance.now()`. */
  heardAt: number;
  /** Whether the handshake is complete; no other message may be sent before. */
  isOpen: boolean;
  /** Sends one record, unless the hub is stalled. */
  say(text: string): void;
  /** Sends a close message with the error, like ASP.NET Core, and closes. */
  end(error?: string): void;
}

/** The most units in one subscription call; a call with more is rejected. */
const MOST_IDS = 5_000;
const CLOSE_GRACE_MS = 1_000;
const METHODS = new Map([
  ['subscribetodigitaltwinupdatesasync', 'subscribe' as const],
  ['unsubscribefromdigitaltwinupdatesasync', 'unsubscribe' as const],
]);

/** Speaks with a client from its handshake on; JSON in text frames only. */
export function createHubConnection(parts: HubConnectionParts): HubConnection {
  const { client, socket, pass } = parts;
  const connection: HubConnection = {
    client,
    socket,
    pass,
    subscribed: new Set(),
    heardAt: performance.now(),
    isOpen: false,
    say: (text) => void (parts.faults().hubStalled || client.send(text)),
    end(error) {
      connection.say(record({ type: MESSAGE.close, allowReconnect: true, error }));
      close(client, 1000);
    },
  };
  client.on('message', (data, isBinary) => {
    if (isBinary) return close(client, 1003, 'only text is understood');
    connection.heardAt = performance.now();
    const records = recordsOf(String(data));
    if (records === undefined) return connection.end('The message cannot be read.');
    if (!connection.isOpen) shake(connection, records.shift());
    if (connection.isOpen) for (const each of records) answer(connection, parts, each);
  });
  // The library answers protocol violations itself, with the matching close code.
  client.on('error', () => undefined);
  client.on('close', () => parts.onEnd(connection));
  return connection;
}

/** Starts the closing handshake; the socket is closed a moment later, whatever the client does. */
function close(client: WebSocket, code: number, reason?: string): void {
  client.close(code, reason);
  setTimeout(() => client.terminate(), CLOSE_GRACE_MS).unref();
}

function shake(connection: HubConnection, handshake: Message | undefined): void {
  const error = handshakeFault(handshake);
  connection.say(record({ error }));
  if (error === undefined) connection.isOpen = true;
  else close(connection.client, 1000);
}

function answer(connection: HubConnection, parts: HubConnectionParts, message: Message): void {
  if (message['type'] === MESSAGE.close) connection.end();
  const invocation = invocationOf(message);
  if (invocation === undefined) return;
  const { target, given, invocationId } = invocation;
  const error = call(connection, parts, target, given);
  if (invocationId === undefined) return;
  const outcome = error === undefined ? { result: null } : { error };
  connection.say(record({ type: MESSAGE.completion, invocationId, ...outcome }));
}

/** Calls a method of the hub. Returns why it failed, if it did. */
function call(
  { subscribed }: HubConnection,
  { faults, knows, onCall }: HubConnectionParts,
  target: string,
  [ids, ...more]: readonly unknown[],
): string | undefined {
  const method = METHODS.get(target.toLowerCase());
  if (method === undefined || (method === 'unsubscribe' && faults().hubWithoutUnsubscribe))
    return `Unknown hub method '${target}'`;
  if (more.length > 0 || !isIds(ids)) return `Failed to invoke '${target}' due to an error on the server.`;
  const { hubLimit } = faults();
  if (method === 'subscribe' && typeof hubLimit === 'number') {
    const added = ids.filter((id) => !subscribed.has(id)).length;
    if (subscribed.size + added > hubLimit) return 'There are too many subscriptions.';
  }
  for (const id of ids) {
    if (method === 'unsubscribe') subscribed.delete(id);
    else if (knows(id)) subscribed.add(id);
  }
  onCall(method);
  return undefined;
}

function isIds(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST_IDS &&
    value.every((id) => typeof id === 'string' && id !== '')
  );
}
