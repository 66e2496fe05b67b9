import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Pass } from './gateway.ts';
import { handshakeFault, invocationOf, MESSAGE, record, recordsOf } from './hub-protocol.ts';
import { acceptWebSocket, type WebSocketPeer } from './websocket.ts';

/** One client of the hub, from the upgrade to the end of its connection. */
export interface HubConnection {
  readonly pass: Pass;
  readonly subscribed: ReadonlySet<string>;
  readonly peer: WebSocketPeer;
  /** When the last message arrived, ms of `performance.now()`. */
  readonly heardAt: number;
  /** Whether the handshake is complete; no other message may be sent before. */
  readonly isOpen: boolean;
  /** Sends one record, unless the hub is stalled. */
  say(text: string): void;
  /** Sends a close message with the error, like ASP.NET Core, and closes. */
  end(error?: string): void;
}

export interface HubConnectionParts {
  readonly pass: Pass;
  readonly knows: (unitId: string) => boolean;
  readonly stalled: () => boolean;
  readonly hasUnsubscribe: () => boolean;
  readonly onCall: (method: string) => void;
  readonly onEnd: (connection: HubConnection) => void;
}

/** The most units in one subscription call; a call with more is rejected. */
const MOST_IDS = 5_000;

/** Undefined if the request cannot become a WebSocket; it has been answered then. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share one connection
export function openHubConnection(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  parts: HubConnectionParts,
): HubConnection | undefined {
  const subscribed = new Set<string>();
  const methods = new Map<string, (ids: readonly string[]) => void>([
    [
      'subscribetodigitaltwinupdatesasync',
      (ids) => {
        for (const id of ids) if (parts.knows(id)) subscribed.add(id);
      },
    ],
    [
      'unsubscribefromdigitaltwinupdatesasync',
      (ids) => {
        for (const id of ids) subscribed.delete(id);
      },
    ],
  ]);
  let shaken = false;
  let heardAt = performance.now();

  function fault(target: string, list: readonly unknown[]): string | undefined {
    const method = target.toLowerCase();
    const known = methods.get(method);
    if (known === undefined || (method.startsWith('unsubscribe') && !parts.hasUnsubscribe()))
      return `Unknown hub method '${target}'`;
    const [ids, ...more] = list;
    if (more.length > 0 || !isIds(ids)) return `Failed to invoke '${target}' due to an error on the server.`;
    parts.onCall(method);
    known(ids);
    return undefined;
  }

  function answer(message: Readonly<Record<string, unknown>>): void {
    if (message['type'] === MESSAGE.close) connection.end();
    const invocation = invocationOf(message);
    if (invocation === undefined) return;
    const { target, arguments: list, invocationId } = invocation;
    const error = fault(target, list);
    if (invocationId === undefined) return;
    const outcome = error === undefined ? { result: null } : { error };
    connection.say(record({ type: MESSAGE.completion, invocationId, ...outcome }));
  }

  function shake([first]: readonly Readonly<Record<string, unknown>>[]): void {
    const error = first === undefined ? 'There is no handshake.' : handshakeFault(first);
    connection.say(record(error === undefined ? {} : { error }));
    if (error === undefined) shaken = true;
    else connection.peer.close(1000, '');
  }

  const peer = acceptWebSocket(request, socket, head, {
    onText(text) {
      heardAt = performance.now();
      const records = recordsOf(text);
      if (records === undefined) return connection.end('The message cannot be read.');
      if (!shaken) shake(records.splice(0, 1));
      if (shaken) records.forEach(answer);
    },
    onEnd: () => parts.onEnd(connection),
  });
  if (peer === undefined) return undefined;
  const connection: HubConnection = {
    pass: parts.pass,
    subscribed,
    peer,
    get heardAt() {
      return heardAt;
    },
    get isOpen() {
      return shaken;
    },
    say: (text) => void (parts.stalled() || peer.send(text)),
    end(error) {
      connection.say(record({ type: MESSAGE.close, allowReconnect: true, ...(error ? { error } : {}) }));
      peer.close(1000, '');
    },
  };
  return connection;
}

function isIds(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST_IDS &&
    value.every((id) => typeof id === 'string' && id !== '')
  );
}
