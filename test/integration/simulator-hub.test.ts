import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type HubConnection, HubConnectionBuilder, HubConnectionState } from '@microsoft/signalr';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gatewayHeaders } from '../fakes/hub-client.ts';
import {
  type FleetUnit,
  type Simulator,
  type SimulatorOptions,
  start,
  type TwinEvent,
} from '../fakes/simulator.ts';

const subscribe = 'SubscribeToDigitalTwinUpdatesAsync';
/** Only against what never comes. */
const patient = { timeout: 20_000 };
const unsubscribe = 'UnsubscribeFromDigitalTwinUpdatesAsync';
let simulator: Simulator;
let headers: Record<string, string>;
const clients: HubConnection[] = [];

async function begin(options: SimulatorOptions = {}): Promise<void> {
  simulator = await start({ units: 300, pageSize: 1_000, ...options });
  headers = await gatewayHeaders(simulator);
}
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.stop()));
  await simulator.close();
});

/** Microsoft's own client, as it comes. */
function client(with_: Record<string, string> = headers): HubConnection {
  const built = new HubConnectionBuilder()
    .withUrl(simulator.connection.api.hubUrl, { headers: with_ })
    .configureLogging({ log: () => undefined })
    .withKeepAliveInterval(100)
    .withServerTimeout(600)
    .build();
  clients.push(built);
  return built;
}

async function listening(ids: readonly string[]): Promise<{ hub: HubConnection; events: TwinEvent[] }> {
  const hub = client();
  const events: TwinEvent[] = [];
  hub.on('ProcessRealtimeTwinEventMessage', (event: TwinEvent) => events.push(event));
  await hub.start();
  await hub.invoke(subscribe, ids);
  return { hub, events };
}

async function units(): Promise<FleetUnit[]> {
  const { baseUrl, unitsPath } = simulator.connection.api;
  const answer = await fetch(baseUrl + unitsPath, { headers });
  return ((await answer.json()) as { value: FleetUnit[] }).value;
}
const ids = async () => (await units()).map(({ unitId }) => unitId);
const quiet = { currentFloor: null, equipmentStatus: null, currentTripDirection: null };

describe('the simulated hub', () => {
  beforeEach(() => begin({ eventsPerSecond: 1_000 }));

  test('sends events of subscribed units only, and the list says the same as the hub', async () => {
    const some = (await ids()).slice(0, 100);
    const { hub, events } = await listening(some);
    await expect.poll(() => events.length, patient).toBeGreaterThan(150);
    // Its answer comes behind whatever was sent before.
    await hub.invoke(unsubscribe, some);
    expect(events.filter(({ unitId }) => !some.includes(unitId))).toEqual([]);
    const now = new Map((await units()).map((unit) => [unit.unitId, unit]));
    for (const unitId of new Set(events.map((event) => event.unitId))) {
      const last = (field: 'currentFloor' | 'equipmentStatus' | 'currentTripDirection') =>
        events.findLast((event) => event.unitId === unitId && event[field] !== null)?.[field];
      const unit = now.get(unitId);
      expect(unit?.currentFloor).toBe(last('currentFloor') ?? unit?.currentFloor);
      expect(unit?.equipmentStatus).toBe(last('equipmentStatus') ?? unit?.equipmentStatus);
      expect(unit?.currentTripDirection).toBe(last('currentTripDirection') ?? unit?.currentTripDirection);
      expect(Date.parse(unit?.lastEventAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    }
  });

  test('moves cars floor by floor, in the direction that they show', async () => {
    const { events } = await listening(await ids());
    await expect.poll(() => events.length, patient).toBeGreaterThan(2_000);
    const moves = [...Map.groupBy(events, ({ unitId }) => unitId).values()].flatMap((own) =>
      own.slice(1).map((event, i) => ({ event, before: own[i] })),
    );
    const floors = moves.filter(
      ({ event, before }) => event.currentFloor !== null && before?.currentFloor !== null,
    );
    expect(floors.length).toBeGreaterThan(100);
    for (const { event, before } of floors) {
      const step = (event.currentFloor ?? 0) - (before?.currentFloor ?? 0);
      expect(Math.abs(step)).toBeLessThanOrEqual(1);
      if (step !== 0) expect(before?.currentTripDirection).toBe(step > 0 ? 'Up' : 'Down');
    }
  });

  test('tells two clients the same of the units they share', async () => {
    const [one = '', two = '', three = ''] = await ids();
    const left = await listening([one, two]);
    const right = await listening([two, three]);
    expect(simulator.hub.subscribed).toEqual(new Set([one, two, three]));
    expect(simulator.hub.send({ ...quiet, unitId: two, equipmentStatus: 'Inspection' })).toBe(2);
    const seen = ({ events }: { events: TwinEvent[] }) =>
      events.some(({ unitId, equipmentStatus }) => unitId === two && equipmentStatus === 'Inspection');
    await expect.poll(() => seen(left) && seen(right)).toBe(true);
  });
});

describe('the simulated hub, told to be quiet', () => {
  let now: number;
  beforeEach(() => {
    now = Date.now();
    return begin({ eventsPerSecond: 0, hubKeepAliveMs: 200, accessTokenSeconds: 60, now: () => now });
  });

  test('sends what it is told to, and nothing after the unsubscription', async () => {
    const [one = '', two = ''] = await ids();
    const { hub, events } = await listening([one, two, 'XX-1']);
    expect(simulator.hub.subscribed).toEqual(new Set([one, two]));
    await hub.invoke(unsubscribe, [one]);
    expect(simulator.hub.send({ ...quiet, unitId: one, currentFloor: 1 })).toBe(0);
    expect(simulator.hub.send({ ...quiet, unitId: two, currentFloor: 1 })).toBe(1);
    await expect.poll(() => events).toEqual([{ ...quiet, unitId: two, currentFloor: 1 }]);
  });

  test('says that it does not know a method, and goes on', async () => {
    simulator.setFaults({ hubWithoutUnsubscribe: true });
    const { hub } = await listening([]);
    await expect(hub.invoke('LaunchMissiles')).rejects.toThrow("Unknown hub method 'LaunchMissiles'");
    await expect(hub.invoke(unsubscribe, [])).rejects.toThrow('Unknown hub method');
    await expect(hub.invoke(subscribe, 7)).rejects.toThrow('Failed to invoke');
    await expect(hub.invoke(subscribe, ['x'])).resolves.toBeNull();
  });

  test('pings, so a client that hears of nothing else stays', async () => {
    const { hub } = await listening([]);
    const ended = Promise.withResolvers<void>();
    hub.onclose(() => ended.resolve());
    // For longer than the client would bear silence.
    await expect.poll(() => simulator.hub.counts.pings, patient).toBeGreaterThan(4);
    expect(hub.state).toBe(HubConnectionState.Connected);
    simulator.setFaults({ hubStalled: true });
    await ended.promise;
  });

  test('ends a connection when its token does', async () => {
    const { hub } = await listening([]);
    const ended = Promise.withResolvers<Error | undefined>();
    hub.onclose((error) => ended.resolve(error));
    now += 60_000;
    expect((await ended.promise)?.message).toContain('expired');
  });

  test('lets nobody in without both headers, neither to negotiate nor to connect', async () => {
    const { hubUrl } = simulator.connection.api;
    const status = async (sent: Record<string, string>) =>
      (await fetch(`${hubUrl}/negotiate?negotiateVersion=1`, { method: 'POST', headers: sent })).status;
    const { authorization = '', ...key } = headers;
    expect(await status(headers)).toBe(200);
    expect(await status(key)).toBe(401);
    expect(await status({ authorization })).toBe(401);
    expect(await status({ ...key, authorization: `${authorization.slice(0, -4)}AAAA` })).toBe(401);
    await expect(client(key).start()).rejects.toThrow('401');
    const answer = await fetch(`${hubUrl}/negotiate?negotiateVersion=1`, { method: 'POST', headers });
    const { connectionToken } = (await answer.json()) as { connectionToken: string };
    expect(await upgraded(connectionToken, key)).toMatch(/^HTTP\/1.1 401/);
    expect(await upgraded('made-up', headers)).toMatch(/^HTTP\/1.1 404/);
    expect(await upgraded(connectionToken, headers)).toMatch(/^HTTP\/1.1 101/);
    expect(await upgraded(connectionToken, headers)).toMatch(/^HTTP\/1.1 404/);
  });

  test.each([401, 403, 404, 429, 503])('refuses to negotiate with %d when told to', async (hubStatus) => {
    simulator.setFaults({ hubStatus, retryAfter: 7 });
    await expect(client().start()).rejects.toThrow(String(hubStatus));
    simulator.clearFaults();
    await client().start();
  });

  test('expires tokens when told to: another one is needed', async () => {
    const { hub } = await listening([]);
    const ended = Promise.withResolvers<unknown>();
    hub.onclose(ended.resolve);
    simulator.hub.expireTokens();
    await ended.promise;
    await expect(client().start()).rejects.toThrow('401');
    // Within one second it would be the same token.
    now += 1_000;
    headers = await gatewayHeaders(simulator);
    await client().start();
  });
});

let raw: Socket | undefined;
afterEach(() => raw?.destroy());

/** The first line of the answer to an upgrade. */
async function upgraded(id: string, sent: Record<string, string>): Promise<string> {
  const { port, pathname } = new URL(simulator.connection.api.hubUrl);
  const lines = {
    host: `localhost:${port}`,
    upgrade: 'websocket',
    connection: 'keep-alive, Upgrade',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    ...sent,
  };
  raw?.destroy();
  raw = connect({ host: '127.0.0.1', port: Number(port) });
  const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  raw.write(`GET ${pathname}?id=${id} HTTP/1.1\r\n${text.join('')}\r\n`);
  return String((await once(raw, 'data'))[0]);
}

describe('the WebSocket of the simulated hub', () => {
  beforeEach(() => begin({ eventsPerSecond: 0 }));

  const mask = Buffer.from([1, 2, 3, 4]);
  /** A client's frame, written by hand. */
  function frame(first: number, payload: Buffer, length = Buffer.from([0x80 | payload.length])): Buffer {
    return Buffer.concat([
      Buffer.from([first]),
      length,
      mask,
      payload.map((byte, i) => byte ^ (mask[i & 3] ?? 0)),
    ]);
  }
  const long = (size: number) => {
    const bytes = Buffer.alloc(9, 0xff);
    bytes.writeBigUInt64BE(BigInt(size), 1);
    return bytes;
  };
  async function negotiated(): Promise<string> {
    const { hubUrl } = simulator.connection.api;
    const answer = await fetch(`${hubUrl}/negotiate?negotiateVersion=1`, { method: 'POST', headers });
    return ((await answer.json()) as { connectionToken: string }).connectionToken;
  }
  async function open(): Promise<Socket> {
    expect(await upgraded(await negotiated(), headers)).toMatch(/^HTTP\/1.1 101/);
    if (!raw) throw new Error('there is no socket');
    return raw;
  }
  const hello = Buffer.from('{"protocol":"json","version":1}\u001e');

  test('says nothing before the handshake, not even a ping', async () => {
    await simulator.close();
    await begin({ eventsPerSecond: 0, hubKeepAliveMs: 50 });
    const socket = await open();
    const heard: Buffer[] = [];
    socket.on('data', (bytes: Buffer) => heard.push(bytes));
    await listening([]);
    await expect.poll(() => simulator.hub.counts.pings, patient).toBeGreaterThan(3);
    expect(heard).toEqual([]);
  });

  test('lets nobody in whose token is still being checked when it closes', async () => {
    await simulator.close();
    const closed = Promise.withResolvers<void>();
    let closes = false;
    const now = () => {
      // The check of the token asks for the time.
      if (closes) simulator.close().then(closed.resolve);
      return Date.now();
    };
    await begin({ eventsPerSecond: 0, now });
    const connectionToken = await negotiated();
    closes = true;
    upgraded(connectionToken, headers).catch(() => undefined);
    await closed.promise;
    expect(simulator.hub.connections).toBe(0);
  });

  test.each<[string, number, Buffer]>([
    ['a frame beyond the limit', 1009, frame(0x81, Buffer.alloc(3), long(2 ** 40))],
    ['binary', 1003, frame(0x82, hello)],
    ['no UTF-8', 1007, frame(0x81, Buffer.from([0xc3, 0x28]))],
    ['a goodbye', 1000, frame(0x88, Buffer.from([0x03, 0xe8]))],
  ])('closes after %s with %d', async (_what, code, bytes) => {
    const socket = await open();
    socket.write(bytes);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer[0]).toBe(0x88);
    expect(answer.readUInt16BE(2)).toBe(code);
    socket.destroy();
    await expect.poll(() => simulator.hub.connections).toBe(0);
  });

  test('takes a long message, with a 16-bit and with a 64-bit length', async () => {
    const socket = await open();
    socket.write(frame(0x81, hello));
    await once(socket, 'data');
    for (const size of [1_000, 70_000]) {
      const text = JSON.stringify({ type: 1, invocationId: '1', target: 'x'.repeat(size), arguments: [] });
      const payload = Buffer.from(`${text}\u001e`);
      const short = Buffer.from([0xfe, payload.length >> 8, payload.length & 0xff]);
      socket.write(frame(0x81, payload, size < 65_536 ? short : long(payload.length)));
      const [answer] = (await once(socket, 'data')) as [Buffer];
      expect(String(answer)).toContain("Unknown hub method 'xxx");
    }
  });
});
