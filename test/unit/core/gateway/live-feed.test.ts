import { expect, test } from 'vitest';
import type { Unit } from '../../../../electron/contract/units.ts';
import { createLiveFeed, type FeedEvent } from '../../../../electron/core/gateway/live-feed.ts';
import { systemClock } from '../../../../electron/core/ports.ts';
import { createUnitIds } from '../../../../electron/core/units/unit-ids.ts';
import { unitMapping } from '../../../../electron/core/units/unit-mapping.ts';

const at = Date.UTC(2026, 10, 25);
const clock = { ...systemClock, now: () => at };
const toUnit = unitMapping();
const unit = (unitId: string, equipmentStatus = 'In Service', more: object = {}): Unit => {
  const mapped = toUnit({ unitId, name: unitId, equipmentStatus, ...more });
  if (!mapped) throw new Error('no unit');
  return mapped;
};

function listen() {
  const feed = createLiveFeed(clock);
  const events: FeedEvent[] = [];
  const stop = feed.onEvent((event) => void events.push(event));
  const read = (units: readonly Unit[], isWhole = true) => {
    const reading = feed.listBegins();
    const ids = createUnitIds();
    for (const each of units) {
      ids.add(each.id);
      reading.listed(each);
    }
    reading.complete(ids, isWhole);
  };
  return { feed, events, stop, read };
}
const kinds = (events: readonly FeedEvent[]) =>
  events.map((event) => ('unit' in event ? `${event.kind} ${event.unit.id}` : event.kind));

test('the first list is what is known, and no news; a later one tells what is other, new or gone', () => {
  const { feed, events, read } = listen();
  read([unit('a'), unit('b'), unit('c')]);
  expect(events).toEqual([{ kind: 'list', isFirst: true, isWhole: true, count: 3, seq: 1, at }]);
  expect(feed.listedAt()).toBe(at);
  read([unit('a', 'In Service', { availability: 7 }), unit('b', 'Out of Service'), unit('d')]);
  expect(kinds(events.slice(1))).toEqual(['unit b', 'unit d', 'removed c', 'list']);
  expect(events[1]).toMatchObject({
    source: 'list',
    before: { condition: 'in-service' },
    unit: { condition: 'out-of-service' },
  });
  expect(events[2]).toMatchObject({ before: undefined });
  expect([...feed.units().keys()].sort()).toEqual(['a', 'b', 'd']);
  // Its availability is no news, but known.
  expect(feed.units().get('a')?.availability).toBe(7);
});

test('a list that is not whole takes no unit away (R41)', () => {
  const { feed, events, read } = listen();
  read([unit('a'), unit('b')]);
  read([unit('a')], false);
  expect(kinds(events.slice(1))).toEqual(['list']);
  expect([...feed.units().keys()]).toEqual(['a', 'b']);
});

test('the beginning of a first list that broke off is no news, and forgotten where the next has it not', () => {
  const { feed, events, read } = listen();
  feed.listBegins().listed(unit('gone'));
  read([unit('a')]);
  expect(kinds(events)).toEqual(['list']);
  expect([...feed.units().keys()]).toEqual(['a']);
});

test('a live event is laid over its unit and told with what was before; one of an unknown unit is none', () => {
  const { feed, events, read } = listen();
  read([unit('a')]);
  const update = {
    id: 'a',
    at: at + 5,
    status: 'Out of Service',
    condition: 'out-of-service' as const,
    floor: '3',
  };
  feed.heard([{ id: 'unknown', at, floor: '1' }, update]);
  expect(events.slice(1)).toEqual([
    {
      kind: 'unit',
      source: 'live',
      seq: 2,
      at: at + 5,
      update,
      before: expect.objectContaining({ condition: 'in-service' }),
      unit: expect.objectContaining({ condition: 'out-of-service', floor: '3' }),
    },
  ]);
  expect(feed.units().get('a')).toBe((events[1] as { unit: Unit }).unit);
  expect(feed.last()).toBe(2);
});

test('tells the state of the live updates once each, and nothing more to who has ended listening', () => {
  const { feed, events, stop } = listen();
  const state = { phase: 'live' as const, since: at, problem: null, cover: null };
  feed.changed(state);
  feed.changed(state);
  expect(kinds(events)).toEqual(['state']);
  expect(feed.state()).toBe(state);
  stop();
  feed.changed({ ...state, phase: 'reconnecting' });
  expect(events).toHaveLength(1);
});
