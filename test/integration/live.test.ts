import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LiveState, UnitUpdate } from '../../electron/contract/live.ts';
import type { LiveTiming } from '../../electron/core/live/live.ts';
import type { Workplace } from '../../electron/core/workplace.ts';
import { openSocket } from '../fakes/network.ts';
import { type Operator, operator, type WorkplaceFakes } from '../fakes/operator.ts';
import { type Simulator, type SimulatorOptions, start, type TwinEvent } from '../fakes/simulator.ts';

const timing: Partial<LiveTiming> = {
  connectTimeout: 3_000,
  serverTimeout: 2_000,
  followPause: 5,
  firstRetry: 20,
  longestRetry: 80,
  offlineRetry: 40,
  noHubRetry: 60,
  goodAfter: 300,
};
/** Only against what never comes. */
const patient = { timeout: 20_000, interval: 5 };
let simulator: Simulator;
let person: Operator;
let workplace: Workplace;
let connection: () => string;
let phases: LiveState['phase'][];
let problems: string[];
let updates: UnitUpdate[];
let sockets: { url: string; headers: Record<string, string> }[];
/** How far the service's clock is ahead of this computer's, ms. */
let ahead: number;
let runs: number;

beforeEach(() => {
  ahead = 0;
  runs = 0;
  phases = [];
  problems = [];
  updates = [];
  sockets = [];
  connection = () => JSON.stringify(simulator.connection);
});
afterEach(async () => {
  person?.end();
  await simulator.close();
});

/** The simulator, and somebody at work there who is not signed in yet. */
async function begin(options: SimulatorOptions = {}, parts: Partial<WorkplaceFakes> = {}): Promise<void> {
  simulator = await start({
    units: 50,
    pageSize: 20,
    eventsPerSecond: 0,
    hubKeepAliveMs: 200,
    now: () => Date.now() + ahead,
    ...options,
  });
  person = operator(
    () => connection(),
    () => simulator.subscriptionKey,
  );
  workplace = await person.begin({
    timing: { live: timing },
    onUpdates: (some) => updates.push(...some),
    onChange: () => {
      const { phase, problem } = workplace?.live.state() ?? {};
      if (problem) problems.push(`${problem.message} ${JSON.stringify(problem.details)}`);
      if (phase !== undefined && phase !== phases.at(-1)) phases.push(phase);
    },
    sockets(url, headers) {
      sockets.push({ url, headers });
      return openSocket(url, headers);
    },
    ...parts,
  });
}
const live = () => workplace.live;
const phase = () => live().state().phase;
const inPhase = (wanted: LiveState['phase']) => expect.poll(phase, patient).toBe(wanted);
const list = () => workplace.units.list(++runs);
const ids = () => person.units.slice(-50).map(({ id }) => id);
const quiet = { currentFloor: null, equipmentStatus: null, currentTripDirection: null };
const send = (event: Partial<TwinEvent> & { unitId: string }) => simulator.hub.send({ ...quiet, ...event });
const last = (id: string) => updates.findLast((update) => update.id === id);
const statusOf = (id: string) => person.units.findLast((unit) => unit.id === id)?.status;

/** Signed in, all units followed, and live. */
async function atWork(options: SimulatorOptions = {}, parts: Partial<WorkplaceFakes> = {}): Promise<string> {
  await begin(options, parts);
  await workplace.session.signIn();
  live().follow('all');
  await list();
  await inPhase('catching-up');
  await list();
  await inPhase('live');
  return ids()[0] ?? '';
}

describe('live updates', () => {
  test('begin with the sign-in, and count as live after a list that began after the subscription (R34)', async () => {
    await begin();
    expect(phase()).toBe('off');
    await workplace.session.signIn();
    live().follow('all');
    await list();
    await inPhase('catching-up');
    expect(simulator.hub.subscribed.size).toBe(50);
    expect(live().state().problem).toBeNull();
    await list();
    expect(phase()).toBe('live');
    expect(phases.filter((each) => each !== 'off')).toEqual(['connecting', 'catching-up', 'live']);
    const [unit = ''] = ids();
    send({ unitId: unit, currentFloor: 7, equipmentStatus: 'Out Of Service', currentTripDirection: 'Down' });
    await expect
      .poll(() => updates, patient)
      .toEqual([
        {
          id: unit,
          at: expect.any(Number),
          floor: '7',
          status: 'Out Of Service',
          condition: 'out-of-service',
          direction: 'down',
        },
      ]);
  });

  test('do not become live by a list that began before (R34)', async () => {
    await begin();
    await workplace.session.signIn();
    await list();
    live().follow(ids());
    await inPhase('catching-up');
    simulator.setFaults({ delayMs: 50 });
    const early = list();
    simulator.hub.disconnect();
    await inPhase('reconnecting');
    await inPhase('catching-up');
    await early;
    expect(phase()).toBe('catching-up');
    await list();
    expect(phase()).toBe('live');
  });

  test('follow what is shown in chunks, and let go of the rest', async () => {
    await atWork({ units: 450, pageSize: 500 });
    await workplace.watch.change([person.units[440]?.id ?? 'none'], true);
    expect(simulator.hub.counts.subscribeCalls).toBe(3);
    const shown = person.units.slice(0, 30).map(({ id }) => id);
    live().follow(shown);
    const wanted = new Set([...shown, person.units[440]?.id]);
    await expect.poll(() => simulator.hub.subscribed, patient).toEqual(wanted);
    live().follow([]);
    await expect.poll(() => simulator.hub.subscribed.size, patient).toBe(1);
    expect(phase()).toBe('live');
  });

  test('reach as many units as the hub takes, those in sight first, and say how many that are', async () => {
    await begin({ units: 450, pageSize: 500, faults: { hubLimit: 230 } });
    await workplace.session.signIn();
    live().follow('all');
    await list();
    await expect.poll(() => simulator.hub.subscribed.size, patient).toBe(200);
    await inPhase('catching-up');
    await list();
    await inPhase('live');
    expect(live().state().cover).toEqual({ followed: 200, of: 450 });
    const shown = person.units.slice(440, 450).map(({ id }) => id);
    live().follow('all', shown);
    await expect.poll(() => shown.filter((id) => simulator.hub.subscribed.has(id)), patient).toEqual(shown);
    expect(phase()).toBe('live');
    simulator.setFaults({ hubLimit: 2 });
    simulator.hub.disconnect();
    await inPhase('reconnecting');
    expect(live().state().cover).toEqual({ followed: 200, of: 450 });
  });

  test('ignore what is not shown where the hub cannot unsubscribe, and ask it once', async () => {
    const unit = await atWork({ faults: { hubWithoutUnsubscribe: true } });
    const other = ids()[1] ?? '';
    live().follow([other]);
    send({ unitId: unit, currentFloor: 3 });
    await expect
      .poll(() => send({ unitId: unit, currentFloor: 3 }) && live().counts().unknown, patient)
      .toBeGreaterThan(0);
    updates.length = 0;
    send({ unitId: unit, currentFloor: 3 });
    send({ unitId: other, currentFloor: 4 });
    await expect.poll(() => updates.map(({ id }) => id), patient).toEqual([other]);
    expect(simulator.hub.subscribed.size).toBe(50);
    expect(phase()).toBe('live');
  });

  test('stay with every unit where a later list is cut, and know those of it', async () => {
    let isCut = false;
    const http = async (url: string, init?: RequestInit) => {
      const answer = await fetch(url, init);
      if (!url.includes('/units')) return answer;
      const { value } = (await answer.json()) as { value: { unitId: string }[] };
      const [, second, third] = value;
      return Response.json(
        isCut ? { value: [second, second, third], count: 3 } : { value: value.slice(0, 2) },
      );
    };
    const first = await atWork({ units: 3 }, { http });
    expect(simulator.hub.subscribed.size).toBe(2);
    isCut = true;
    expect(await list()).toMatchObject({ received: 2, sameId: 1, shortfall: { total: 3, received: 2 } });
    // It is wanted as soon as the list has ended, or not any more, however long the hub takes to hear of it.
    send({ unitId: first, currentFloor: 7 });
    await expect.poll(() => last(first)?.floor, patient).toBe('7');
    await expect.poll(() => simulator.hub.subscribed.size, patient).toBe(3);
  });

  test('end with the sign-out: nothing is connected any more (R28)', async () => {
    const unit = await atWork();
    const out = workplace.signOut();
    await inPhase('off');
    await out;
    await expect.poll(() => simulator.hub.connections, patient).toBe(0);
    expect(send({ unitId: unit, currentFloor: 1 })).toBe(0);
    expect(updates).toEqual([]);
  });

  test('pause, and come back by way of the list', async () => {
    await atWork();
    live().pause(true);
    expect(phase()).toBe('paused');
    await expect.poll(() => simulator.hub.connections, patient).toBe(0);
    live().pause(false);
    expect(phase()).toBe('connecting');
    await inPhase('catching-up');
    await list();
    expect(phase()).toBe('live');
  });

  test('are not there where the connection names no hub', async () => {
    connection = () => {
      const { api, ...rest } = simulator.connection;
      return JSON.stringify({ ...rest, api: { ...api, hubUrl: '' } });
    };
    await begin();
    await workplace.session.signIn();
    expect(live().state()).toMatchObject({ phase: 'not-available', problem: null });
    expect(simulator.hub.counts.negotiations).toBe(0);
  });

  test('are not there where the service has no hub, until it has', async () => {
    await begin({ faults: { hubStatus: 404 } });
    await workplace.session.signIn();
    await inPhase('not-available');
    expect(live().state().problem?.details['status']).toBe('404');
    simulator.clearFaults();
    await inPhase('catching-up');
  });

  test('do not count as live before it is known, and subscribed to, what is shown (R34)', async () => {
    await begin();
    await workplace.session.signIn();
    await list();
    const [watched = ''] = ids();
    await workplace.watch.change([watched], true);
    await expect.poll(() => simulator.hub.subscribed, patient).toEqual(new Set([watched]));
    await list();
    expect(phase()).toBe('connecting');
    live().follow('all');
    await inPhase('catching-up');
    expect(simulator.hub.subscribed.size).toBe(50);
    await list();
    expect(phases.filter((each) => each !== 'off')).toEqual(['connecting', 'catching-up', 'live']);
  });

  test('ask for a list where there is none to say of what is shown', async () => {
    let answer: Promise<Response> | undefined;
    const failing = Promise.withResolvers<Response>();
    await begin({}, { http: (url, init) => (url.includes('/units') && answer) || fetch(url, init) });
    await workplace.session.signIn();
    await inPhase('catching-up');
    answer = failing.promise;
    const first = list();
    simulator.hub.disconnect();
    await inPhase('reconnecting');
    // One is on its way: the window will say what of it is shown.
    await inPhase('connecting');
    failing.resolve(new Response('', { status: 503 }));
    await expect(first).rejects.toMatchObject({ code: 'api-unavailable' });
    expect(phase()).toBe('catching-up');
    answer = undefined;
    await list();
    expect(phase()).toBe('connecting');
    live().follow('all');
    await inPhase('catching-up');
    await list();
    expect(phase()).toBe('live');
  });

  test('ask for no second list where the first one begins just after the connection', async () => {
    await begin();
    await workplace.session.signIn();
    await inPhase('catching-up');
    const first = list();
    expect(phase()).toBe('connecting');
    await first;
    expect(phase()).toBe('connecting');
  });

  test('of an empty list need nobody to say what is shown', async () => {
    await begin({ units: 0 });
    await workplace.session.signIn();
    await expect.poll(() => simulator.hub.connections, patient).toBe(1);
    await list();
    await inPhase('catching-up');
    await list();
    expect(phase()).toBe('live');
  });
});

describe('after a lost connection', () => {
  test('everything is subscribed to again and the list read again: no update is lost (R34)', async () => {
    const unit = await atWork();
    simulator.setFaults({ hubDown: true });
    simulator.hub.disconnect();
    await inPhase('reconnecting');
    expect(live().state().problem?.code).toBe('offline');
    // Nobody hears of this.
    expect(send({ unitId: unit, equipmentStatus: 'Inspection' })).toBe(0);
    simulator.clearFaults();
    await inPhase('catching-up');
    expect(simulator.hub.subscribed.size).toBe(50);
    await list();
    expect(phase()).toBe('live');
    expect(statusOf(unit)).toBe('Inspection');
    expect(last(unit)).toBeUndefined();
  });

  test('a page that is older than an event does not undo it', async () => {
    const unit = await atWork();
    const [old] = person.units;
    const reading = live().listBegins();
    // The page was made before this, and comes after it.
    send({ unitId: unit, equipmentStatus: 'Maintenance', currentFloor: 2 });
    await expect.poll(() => last(unit)?.status, patient).toBe('Maintenance');
    const [shown] = reading.page(old ? [old] : []);
    expect(shown).toEqual({
      ...old,
      status: 'Maintenance',
      condition: 'limited',
      floor: '2',
      lastEventAt: last(unit)?.at,
    });
  });

  test('a hub that is silent but open is left, and silence with pings is not (R34)', async () => {
    await atWork();
    const before = simulator.hub.counts.pings;
    await expect.poll(() => simulator.hub.counts.pings, patient).toBeGreaterThan(before + 6);
    expect(phases.at(-1)).toBe('live');
    simulator.setFaults({ hubStalled: true });
    await inPhase('reconnecting');
    simulator.clearFaults();
    await inPhase('catching-up');
  });

  test('it never gives up, whatever the hub answers, and says why (R34)', async () => {
    await atWork();
    for (const [hubStatus, code] of [
      [503, 'api-unavailable'],
      [403, 'api-refused'],
      [404, 'api-bad-answer'],
      [500, 'api-unavailable'],
    ] as const) {
      simulator.setFaults({ hubStatus });
      simulator.hub.disconnect();
      await expect.poll(() => live().state().problem?.code, patient).toBe(code);
      expect(phase()).toBe('reconnecting');
      simulator.clearFaults();
      await inPhase('catching-up');
    }
    expect(live().state().problem).toBeNull();
  });

  test('the computer’s sleep counts as one: it is connected anew at once (R34)', async () => {
    await atWork();
    const { connections } = simulator.hub.counts;
    live().wake();
    expect(phase()).toBe('reconnecting');
    await inPhase('catching-up');
    expect(simulator.hub.counts.connections).toBe(connections + 1);
    await expect.poll(() => simulator.hub.connections, patient).toBe(1);
    await list();
    expect(phase()).toBe('live');
  });
});

describe('the token of a live connection', () => {
  test('is renewed before it ends: nothing is lost, and nobody notices (R34)', async () => {
    const unit = await atWork({ accessTokenSeconds: 6 });
    phases.length = 0;
    problems.length = 0;
    const first = sockets.length;
    let floor = 0;
    const beat = setInterval(() => {
      floor += 1;
      send({ unitId: unit, currentFloor: floor });
    }, 10);
    await expect.poll(() => sockets.length, patient).toBeGreaterThan(first);
    await expect.poll(() => simulator.hub.connections, patient).toBe(1);
    const renewedAt = floor;
    await expect.poll(() => floor, patient).toBeGreaterThan(renewedAt + 50);
    clearInterval(beat);
    await expect.poll(() => last(unit)?.floor, patient).toBe(String(floor));
    expect(problems).toEqual([]);
    expect(phases.filter((each) => each !== 'live')).toEqual([]);
    // What came in one frame of the screen is put together; beyond that nothing is left out or comes twice.
    const floors = updates.filter(({ id }) => id === unit).map((update) => Number(update.floor));
    expect(floors).toEqual([...floors].sort((a, b) => a - b));
    const gaps = floors.slice(1).map((each, i) => each - (floors[i] ?? 0));
    // A second of a busy computer.
    expect(Math.max(...gaps)).toBeLessThan(100);
    const [before, after] = [sockets.at(first - 1), sockets.at(-1)].map((s) => s?.headers['authorization']);
    expect(after).not.toBe(before);
  });

  test('is replaced once when the hub refuses it', async () => {
    await atWork();
    ahead += 2_000;
    simulator.hub.expireTokens();
    await inPhase('reconnecting');
    await inPhase('catching-up');
    const [before, after] = [sockets.at(0), sockets.at(-1)].map((s) => s?.headers['authorization']);
    expect(after).not.toBe(before);
  });

  test('refused again is a problem that is shown, until the hub takes it', async () => {
    await atWork();
    simulator.setFaults({ hubStatus: 401 });
    simulator.hub.disconnect();
    await expect.poll(() => live().state().problem?.code, patient).toBe('api-refused');
    expect(phase()).toBe('reconnecting');
    simulator.clearFaults();
    await inPhase('catching-up');
  });
});

describe('what a hub must not do', () => {
  const record = (message: unknown) => `${JSON.stringify(message)}\u001e`;
  const event = (...args: unknown[]) =>
    record({ type: 1, target: 'ProcessRealtimeTwinEventMessage', arguments: args });

  test.each<[string, string]>([
    ['no JSON', 'garbage\u001e{"type":\u001e'],
    ['half a record', '{"type":1,"target":"x","arguments":[]}'],
    [
      'values that are no messages',
      record(null) + record(7) + record([]) + record({}) + record({ type: 'x' }),
    ],
    ['messages of unknown types', record({ type: 99 }) + record({ type: -1 })],
    ['methods that we do not have', record({ type: 1, target: 'format', arguments: ['c:'] })],
    ['arguments that are none', record({ type: 1, target: 'x', arguments: { length: 1e8 } })],
    ['events that are none', event() + event(null) + event(7) + event('x') + event([]) + event({})],
    ['events of nobody', event({ unitId: '' }) + event({ unitId: 7 }) + event({ unitId: 'x'.repeat(600) })],
    ['events of others', event({ unitId: 'XX-1', currentFloor: 1 }) + event({ unitId: '__proto__' })],
    ['completions of nothing', record({ type: 3, invocationId: '99' }) + record({ type: 3 })],
  ])('neither ends the connection nor reaches the window: %s (R33)', async (_what, text) => {
    const unit = await atWork();
    simulator.hub.sendText(text);
    simulator.hub.sendText(event({ UnitId: unit, CurrentFloor: 'E', EquipmentStatus: null }));
    await expect.poll(() => updates, patient).toEqual([{ id: unit, at: expect.any(Number), floor: 'E' }]);
    expect(phase()).toBe('live');
    expect(simulator.hub.counts.connections).toBe(1);
  });

  test('values out of range are dropped and counted, the others of the event are not (R33)', async () => {
    const unit = await atWork();
    const bad = { currentFloor: 1e9, equipmentStatus: { a: 1 }, currentTripDirection: 'sideways' };
    simulator.hub.sendText(
      event({ unitId: unit, ...bad }) + event({ unitId: unit, ...bad, currentFloor: -2 }),
    );
    await expect.poll(() => updates, patient).toEqual([{ id: unit, at: expect.any(Number), floor: '-2' }]);
    expect(live().counts()).toMatchObject({ received: 2, invalid: 5, unknown: 0 });
  });

  test.each<[string, () => void]>([
    ['a giant message', () => simulator.hub.sendText('x'.repeat(9 * 1024 * 1024))],
    ['a broken frame', () => simulator.hub.sendRaw(Buffer.from([0xff, 0xff, 0xff]))],
    [
      'a goodbye for good',
      () => simulator.hub.sendText(record({ type: 7, error: 'Go away', allowReconnect: false })),
    ],
  ])('%s costs the connection, and no more than that (R33)', async (_what, misbehave) => {
    await atWork();
    misbehave();
    await inPhase('reconnecting');
    await inPhase('catching-up');
  });
});

describe('key and token', () => {
  test('go to the hub in both requests, and in no address (R32)', async () => {
    await atWork();
    const [socket] = sockets;
    expect(socket?.headers).toEqual({
      authorization: expect.stringMatching(/^Bearer ey/),
      'Ocp-Apim-Subscription-Key': simulator.subscriptionKey,
    });
    expect(socket?.url).not.toContain('access_token');
    expect(socket?.url.startsWith(`${simulator.connection.api.hubUrl.replace('http', 'ws')}?id=`)).toBe(true);
  });

  /** A hub of its own that answers the negotiation as told, and what it and `elsewhere` were sent. */
  async function hubThat(
    answers: (url: string) => { status: number; headers?: Record<string, string>; body?: object },
  ) {
    const seen: { path: string; headers: IncomingHttpHeaders }[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push({ path: request.url ?? '', headers: request.headers });
      response.writeHead(404).end();
    });
    elsewhere.on('upgrade', (request, socket) => {
      seen.push({ path: request.url ?? '', headers: request.headers });
      socket.destroy();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const other = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    const hub = createServer((_request, response) => {
      const { status, headers = {}, body = {} } = answers(other);
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
    const url = `http://localhost:${(hub.address() as AddressInfo).port}/hub`;
    connection = () => {
      const { api, ...rest } = simulator.connection;
      return JSON.stringify({ ...rest, api: { ...api, hubUrl: url } });
    };
    await begin();
    await workplace.session.signIn();
    return {
      seen,
      close: () => {
        for (const server of [hub, elsewhere]) {
          server.close();
          server.closeAllConnections();
        }
      },
    };
  }

  test('go nowhere else by a redirect (R32)', async () => {
    const { seen, close } = await hubThat((other) => ({ status: 307, headers: { location: `${other}/x` } }));
    await expect.poll(() => live().state().problem?.code, patient).toBe('captive-portal');
    expect(seen).toEqual([]);
    close();
  });

  test('go nowhere without encryption, wherever the negotiation points (R1, R32)', async () => {
    const { seen, close } = await hubThat((other) => ({
      status: 200,
      body: { url: other, accessToken: 'theirs' },
    }));
    await expect.poll(() => live().state().problem?.code, patient).toBe('api-bad-answer');
    expect(seen).toEqual([]);
    expect(sockets).toEqual([]);
    close();
  });
});
