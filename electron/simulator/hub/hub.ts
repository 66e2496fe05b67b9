import { randomBytes } from 'node:crypto';
import { type IncomingHttpHeaders, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Admit, Pass } from '../api/gateway.ts';
import { type FaultBoard, unauthorized } from '../faults.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { TwinEvent } from '../fleet/traffic.ts';
import { type Answer, type Incoming, json, namesThisComputer, type Reaction, refuseMethod } from '../http.ts';
import { createHubConnection, type HubConnection } from './connection.ts';
import { createHubPulse, type HubPulseSettings, subscribedUnits } from './pulse.ts';

export interface HubSettings extends HubPulseSettings {
  readonly admit: Admit;
  readonly fleet: Fleet;
  readonly faults: FaultBoard;
  /** Called whenever a client subscribes to units. */
  readonly onSubscribe?: () => void;
}

export const HUB_PATH = '/api/hub';
const NEGOTIATION_LIMIT = 1_000;
/** Maximum size of a message, bytes. */
const MESSAGE_LIMIT = 1024 * 1024;

/** The SignalR hub behind the gateway: checks both headers on negotiate and connect; only JSON over WebSockets. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the connections
export function createHub(settings: HubSettings) {
  const { faults } = settings;
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: MESSAGE_LIMIT });
  const connections = new Set<HubConnection>();
  const negotiated = new Set<string>();
  const refused = new Set<string>();
  const counts = { negotiations: 0, connections: 0, subscribeCalls: 0, events: 0, pings: 0 };
  const pulse = createHubPulse(settings, connections, counts);
  let closed = false;

  async function admitted(headers: IncomingHttpHeaders): Promise<Pass | Answer> {
    const pass = await settings.admit(headers);
    return 'token' in pass && refused.has(pass.token) ? unauthorized() : pass;
  }

  async function negotiate(incoming: Incoming): Promise<Reaction> {
    const fault = (await faults.strike('hub', incoming)) ?? refuseMethod(incoming, 'POST');
    if (fault !== undefined) return fault;
    const pass = await admitted(incoming.headers);
    if ('status' in pass) return pass;
    counts.negotiations += 1;
    const connectionToken = randomBytes(16).toString('base64url');
    negotiated.add(connectionToken);
    // Removes the oldest negotiations that no client has used.
    for (const old of negotiated) if (negotiated.size > NEGOTIATION_LIMIT) negotiated.delete(old);
    return json(200, {
      negotiateVersion: 1,
      connectionId: randomBytes(16).toString('base64url'),
      connectionToken,
      availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text'] }],
    });
  }

  /** Why an upgrade is refused, as a status of HTTP; else the pass. Uses up the negotiation. */
  async function passOf(request: IncomingMessage): Promise<Pass | number> {
    const { headers, url = '' } = request;
    const asked = URL.parse(url, 'http://localhost');
    if (!namesThisComputer(request)) return 400;
    if (asked?.pathname !== HUB_PATH) return 404;
    const pass = await admitted(headers);
    if ('status' in pass) return pass.status;
    return faults.current().hubStatus ?? (negotiated.delete(asked.searchParams.get('id') ?? '') ? pass : 404);
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    if (faults.current().hubDown) return void socket.destroy();
    const pass = await passOf(request);
    // The check takes a moment, in which the simulator may have been closed.
    if (closed) return void socket.destroy();
    if (typeof pass === 'number') return refuse(socket, pass);
    sockets.handleUpgrade(request, socket, head, (client) => {
      const connection = createHubConnection({
        client,
        socket,
        pass,
        faults: faults.current,
        knows: (id) => settings.fleet.find(id) !== undefined,
        onCall: (method) => {
          if (method === 'subscribe') counts.subscribeCalls += 1;
          pulse.refresh();
          if (method === 'subscribe') settings.onSubscribe?.();
        },
        onEnd: (ended) => {
          connections.delete(ended);
          pulse.refresh();
        },
      });
      connections.add(connection);
      counts.connections += 1;
      pulse.refresh();
    });
  }

  /** Closes every connection without a close message. */
  const disconnect = () => {
    for (const { client } of connections) client.terminate();
  };

  return {
    negotiate,
    upgrade,
    send: pulse.send,
    /** For tests. */
    controls: {
      /** The number of open connections. */
      get connections() {
        return connections.size;
      },
      /** All units with a subscription. */
      get subscribed(): ReadonlySet<string> {
        return subscribedUnits(connections);
      },
      /** Totals since the start. */
      counts: counts as Readonly<typeof counts>,
      disconnect,
      /** Closes every connection as if its token had expired, and rejects these tokens from now on. */
      expireTokens() {
        for (const connection of connections) {
          refused.add(connection.pass.token);
          connection.end();
        }
      },
      /** Sends this event and changes the unit in the list. Returns the number of receivers. */
      send: (event: TwinEvent) => pulse.send([event]),
      /** Sends any text message to every client. */
      sendText(text: string) {
        for (const { client } of connections) client.send(text);
      },
      /** Sends bytes below the WebSocket protocol to every client. */
      sendRaw(bytes: Uint8Array) {
        for (const { socket } of connections) socket.write(bytes);
      },
    },
    close() {
      closed = true;
      pulse.stop();
      disconnect();
    },
  };
}

/** Before the upgrade, the socket still speaks HTTP. */
function refuse(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
