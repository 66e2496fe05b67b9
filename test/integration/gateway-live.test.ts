import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Unit } from '../../electron/contract/units.ts';
import type { GatewayCall } from '../../electron/core/gateway/gateway-call.ts';
import { createLiveEvents } from '../../electron/core/gateway/live-events.ts';
import { createLiveFeed } from '../../electron/core/gateway/live-feed.ts';
import { systemClock } from '../../electron/core/ports.ts';
import { createUnitIds } from '../../electron/core/units/unit-ids.ts';
import { unitMapping } from '../../electron/core/units/unit-mapping.ts';
import { serve, type TestServer } from '../fakes/server.ts';

const at = Date.UTC(2026, 10, 29);
const time = '2026-11-29T00:00:00.000Z';
const toUnit = unitMapping();
const unit = (unitId: string, more: object = {}): Unit => {
  const mapped = toUnit({ unitId, equipmentStatus: 'In Service', ...more });
  if (!mapped) throw new Error('no unit');
  return mapped;
};
const soon = (check: () => void) => vi.waitFor(check, { interval: 5 });
const never = 2 ** 30;
const running: TestServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

interface Event {
  event: string;
  id: string | undefined;
  data: Record<string, unknown>;
}

/** The events in a stream so far; a comment is one named "comment". */
function eventsIn(text: string): Event[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((block) => {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)));
      if ('' in fields) return { event: 'comment', id: undefined, data: { text: fields[''] } };
      const { event = 'none', id, data, ...rest } = fields as Record<string, string | undefined>;
      return { event, id, data: data === undefined ? rest : (JSON.parse(data) as Record<string, unknown>) };
    });
}

/** A feed that is served, with a list of these units if there are any. */
async function serving(
  units?: readonly Unit[],
  timing: Partial<{ heartbeat: number; slow: number }> = {},
  capacity?: number,
) {
  const clock = { ...systemClock, now: () => at };
  const feed = createLiveFeed(clock);
  const read = (all: readonly Unit[]) => {
    const reading = feed.listBegins();
    const ids = createUnitIds();
    for (const each of all) {
      ids.add(each.id);
      reading.listed(each);
    }
    reading.complete(ids, true);
  };
  if (units) read(units);
  const live = createLiveEvents(feed, { heartbeat: never, slow: never, retry: 3_000, ...timing }, capacity);
  const calls: GatewayCall[] = [];
  const server = await serve((request, response) => {
    const call: GatewayCall = { client: 'tester', method: 'GET', path: '/live', bytes: 0 };
    calls.push(call);
    void live.serve(call, { request, response });
  });
  running.push(server);

  /** Reads from the beginning, or from after this event. */
  async function reader(lastEventId?: string) {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const sent = request(server.url, { headers, agent: false });
    sent.on('error', () => undefined).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    let text = '';
    let isOver = false;
    response.setEncoding('utf8').on('data', (more: string) => {
      text += more;
    });
    response
      .on('error', () => undefined)
      .on('close', () => {
        isOver = true;
      });
    return { response, events: () => eventsIn(text), text: () => text, isOver: () => isOver };
  }
  return { feed, live, read, reader, calls };
}
const names = (events: readonly Event[]) => events.map(({ event }) => event);

describe('live events', () => {
  test('are the state and the list, then what changes, each with a number', async () => {
    const { feed, read, reader } = await serving([unit('a'), unit('b')]);
    const { events, response } = await reader();
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    await soon(() => expect(names(events())).toEqual(['none', 'state', 'list']));
    expect(events()[0]?.data).toEqual({ retry: '3000' });
    expect(events()[1]).toMatchObject({ id: undefined, data: { phase: 'off', problem: null } });
    expect(events()[2]?.data).toMatchObject({
      more: false,
      units: [{ id: 'a', condition: 'in-service' }, { id: 'b' }],
    });
    feed.heard([{ id: 'a', at, floor: '3', outAt: at }]);
    read([unit('a', { currentFloor: 3 }), unit('c', { siteName: 'Nord' })]);
    feed.changed({ phase: 'live', since: at, problem: null, cover: null });
    await soon(() =>
      expect(names(events()).slice(3)).toEqual(['unit', 'unit', 'removed', 'listed', 'state']),
    );
    const [live, listed, removed, list, state] = events()
      .slice(3)
      .map(({ data }) => data);
    expect(live).toEqual({ at: time, source: 'live', id: 'a', floor: '3' });
    expect(listed).toEqual({ at: time, source: 'list', ...unit('c', { siteName: 'Nord' }) });
    expect(removed).toEqual({ at: time, id: 'b' });
    expect(list).toEqual({ at: time, count: 2, whole: true });
    expect(state).toEqual({ phase: 'live', since: time, problem: null });
    const ids = events()
      .slice(2)
      .map(({ id }) => Number(id?.split('-')[1]));
    expect(ids).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('wait for the first list, and tell the state until then', async () => {
    const { feed, read, reader } = await serving();
    const { events } = await reader();
    feed.changed({ phase: 'connecting', since: at, problem: null, cover: null });
    await soon(() => expect(names(events())).toEqual(['none', 'state', 'state']));
    read([unit('a')]);
    await soon(() => expect(names(events())).toEqual(['none', 'state', 'state', 'list']));
    expect(events().at(-1)?.data).toMatchObject({ units: [{ id: 'a' }] });
  });

  test('tell a state that comes together with the first list', async () => {
    const { feed, read, reader } = await serving();
    const { events } = await reader();
    await soon(() => expect(names(events())).toEqual(['none', 'state']));
    read([unit('a')]);
    feed.changed({ phase: 'live', since: at, problem: null, cover: null });
    await soon(() => expect(names(events())).toEqual(['none', 'state', 'state', 'list']));
    expect(events()[2]?.data).toMatchObject({ phase: 'live' });
  });

  test('go on after the one that a reader names, and begin with the list where that is not known', async () => {
    const { feed, reader } = await serving([unit('a')], {}, 3);
    const { events } = await reader();
    await soon(() => expect(names(events())).toContain('list'));
    const heard = (floor: number) => feed.heard([{ id: 'a', at, floor: String(floor) }]);
    for (const floor of [1, 2]) heard(floor);
    await soon(() => expect(names(events()).slice(3)).toEqual(['unit', 'unit']));
    const first = events()[3]?.id ?? '';
    const back = await reader(first);
    await soon(() => expect(names(back.events())).toEqual(['none', 'state', 'unit']));
    expect(back.events().at(-1)?.data).toMatchObject({ floor: '2' });
    for (let floor = 3; floor < 20; floor += 1) heard(floor);
    for (const id of [
      first,
      first.replace(/^./, 'x'),
      first.replace(/-.*/, '-999'),
      first.replace(/.*-/, '0-'),
      'x',
      '',
    ]) {
      const again = await reader(id);
      await soon(() => expect(names(again.events())).toEqual(['none', 'state', 'list']));
    }
  });

  test('come in pieces of the list, of which the last one only has a number', async () => {
    const { reader } = await serving(Array.from({ length: 1_201 }, (_, i) => unit(`U-${i}`)));
    const { events } = await reader();
    await soon(() => expect(names(events())).toEqual(['none', 'state', 'list', 'list', 'list']));
    const lists = events().slice(2);
    expect(
      lists.map(({ data, id }) => [(data['units'] as unknown[]).length, data['more'], id === undefined]),
    ).toEqual([
      [500, true, true],
      [500, true, true],
      [201, false, false],
    ]);
  });

  test('have a comment where nothing happens, so that nobody takes the connection for dead', async () => {
    const { reader } = await serving([], { heartbeat: 5 });
    const { events } = await reader();
    await soon(() => expect(names(events()).slice(3, 6)).toEqual(['comment', 'comment', 'comment']));
  });

  test('run nothing on a terminal, and are one line each whatever a service says', async () => {
    const { feed, reader } = await serving([unit('a')]);
    const { events, text } = await reader();
    await soon(() => expect(names(events())).toContain('list'));
    feed.heard([{ id: 'a', at, status: 'x\n\ndata: y\u009b2J\u202e\u2028' }]);
    await soon(() =>
      expect(events().at(-1)?.data).toMatchObject({ status: 'x\n\ndata: y\u009b2J\u202e\u2028' }),
    );
    expect(text()).not.toMatch(/[\u009b\u202e\u2028]/);
  });

  test('cut off a reader that takes nothing, without keeping anything for it', async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => unit(`U-${i}`, { siteName: 'x'.repeat(100) }));
    const { reader, calls, live } = await serving(many, { slow: 50 });
    const { response } = await reader();
    response.pause();
    await soon(() => expect(live.open()).toBe(0));
    expect(calls).toMatchObject([{ error: 'too-slow' }]);
    // The list alone has more than ten times as much.
    expect(calls[0]?.bytes).toBeLessThan(8_000_000);
  });

  test('cut off a reader that is too far behind, which then comes back for the list', async () => {
    const { feed, reader, calls } = await serving([unit('a')], {}, 1_000);
    const { response, events, isOver } = await reader();
    await soon(() => expect(names(events())).toContain('list'));
    response.pause();
    const status = 'x'.repeat(2_000);
    for (let burst = 0; burst < 40 && !isOver() && calls[0]?.error === undefined; burst += 1) {
      for (let i = 0; i < 1_000; i += 1) feed.heard([{ id: 'a', at, status, floor: String(i) }]);
      await new Promise(setImmediate);
    }
    response.resume();
    await soon(() => expect(isOver()).toBe(true));
    expect(calls).toMatchObject([{ error: 'too-slow' }]);
  });

  test('are for 32 readers at a time, and end for all of them together', async () => {
    const { live, reader } = await serving([unit('a')]);
    const readers = await Promise.all(Array.from({ length: 32 }, () => reader()));
    const one = await reader();
    expect(one.response).toMatchObject({
      statusCode: 503,
      headers: { 'max-desk-error': 'too-many-readers' },
    });
    await soon(() => expect(readers.every(({ events }) => names(events()).includes('list'))).toBe(true));
    live.end();
    await soon(() => expect(readers.every(({ isOver }) => isOver())).toBe(true));
    expect(readers.every(({ response }) => response.complete)).toBe(true);
  });
});
