import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { HUB_PATH } from './directory.ts';
import { type FaultBoard, unauthorized } from './faults.ts';
import type { Fleet } from './fleet.ts';
import { admit, type GatewaySettings, type Pass } from './gateway.ts';
import { type Answer, type Handler, type Incoming, isOwnHost, json, refuseMethod } from './http.ts';
import { type HubConnection, openHubConnection } from './hub-connection.ts';
import { createHubPulse } from './hub-pulse.ts';
import type { UpgradeListener } from './loopback.ts';
import type { Traffic } from './traffic.ts';
import type { HubControls } from './types.ts';

export interface HubSettings extends GatewaySettings {
  readonly fleet: Fleet;
  readonly traffic: Traffic;
  readonly faults: FaultBoard;
  /** Events per second for this many subscribed units. */
  readonly rate: (subscribed: number) => number;
  readonly keepAliveMs: number;
}

export interface Hub {
  readonly negotiate: Handler;
  readonly upgrade: UpgradeListener;
  readonly controls: HubControls;
  close(): void;
}

const NEGOTIATION_LIMIT = 1_000;

/** The SignalR hub behind the gateway: checks both headers on negotiate and connect; only JSON over WebSockets. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the connections
export function createHub(settings: HubSettings): Hub {
  const { faults } = settings;
  const connections = new Set<HubConnection>();
  const negotiated = new Set<string>();
  const refused = new Set<string>();
  const counts = {
    negotiations: 0,
    connections: 0,
    subscribeCalls: 0,
    unsubscribeCalls: 0,
    events: 0,
    pings: 0,
  };
  const pulse = createHubPulse({
    ...settings,
    connections,
    stalled: () => faults.current().hubStalled,
    counts,
  });

  const admitted = (headers: Incoming['headers']): Pass | Answer => {
    const pass = admit(settings, headers);
    return 'token' in pass && refused.has(pass.token) ? unauthorized() : pass;
  };

  function negotiate(incoming: Incoming): Answer {
    const wrongMethod = refuseMethod(incoming, 'POST');
    if (wrongMethod !== undefined) return wrongMethod;
    const pass = admitted(incoming.headers);
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

  const upgrade: UpgradeListener = (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (faults.current().hubDown) return void socket.destroy();
    const { pathname, searchParams } = new URL(request.url ?? '', settings.url);
    const pass = admitted(request.headers);
    const fault =
      (isOwnHost(request.headers.host) ? undefined : 400) ??
      (pathname === HUB_PATH ? undefined : 404) ??
      ('status' in pass ? pass.status : undefined) ??
      faults.current().hubStatus ??
      (negotiated.delete(searchParams.get('id') ?? '') ? undefined : 404);
    if (fault !== undefined || 'status' in pass) return refuse(socket, fault ?? 401);
    const connection = openHubConnection(request, socket, head, {
      pass,
      knows: (id) => settings.fleet.find(id) !== undefined,
      stalled: () => faults.current().hubStalled,
      hasUnsubscribe: () => !faults.current().hubWithoutUnsubscribe,
      onCall: (method) => {
        counts[method.startsWith('un') ? 'unsubscribeCalls' : 'subscribeCalls'] += 1;
        pulse.refresh();
      },
      onEnd: (ended) => {
        connections.delete(ended);
        pulse.refresh();
      },
    });
    if (connection === undefined) return;
    connections.add(connection);
    counts.connections += 1;
    pulse.refresh();
  };

  return {
    negotiate: faults.guard('hub', negotiate),
    upgrade,
    controls: {
      get connections() {
        return connections.size;
      },
      get subscribed() {
        return new Set([...connections].flatMap(({ subscribed }) => [...subscribed]));
      },
      counts,
      drop: () => forEach(connections, ({ peer }) => peer.destroy()),
      expireTokens: () =>
        forEach(connections, (connection) => {
          refused.add(connection.pass.token);
          connection.end();
        }),
      send: (event) => pulse.send(event),
      sendRaw: (bytes) => forEach(connections, ({ peer }) => peer.write(Buffer.from(bytes))),
      sendText: (text) => forEach(connections, ({ peer }) => peer.send(text)),
    },
    close() {
      pulse.close();
      forEach(connections, ({ peer }) => peer.destroy());
    },
  };
}

function forEach<T>(all: ReadonlySet<T>, run: (each: T) => void): void {
  for (const each of [...all]) run(each);
}

/** Before the upgrade, the socket still speaks HTTP. */
function refuse(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
