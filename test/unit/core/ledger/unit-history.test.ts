import { beforeEach, describe, expect, test } from 'vitest';
import { fleetHistoryOf } from '../../../../electron/core/ledger/fleet-history.ts';
import { groupAvailabilityOf } from '../../../../electron/core/ledger/group-availability.ts';
import type { LedgerStore } from '../../../../electron/core/ledger/ledger-store.ts';
import { createMemoryFolder } from '../../../../electron/core/ledger/memory-folder.ts';
import { withStretch } from '../../../../electron/core/ledger/observed-times.ts';
import { unitHistoryOf } from '../../../../electron/core/ledger/unit-history.ts';
import { unitSparksOf } from '../../../../electron/core/ledger/unit-sparks.ts';
import { openTestLedger, viewOf } from '../../../fakes/ledger.ts';

const hour = 3_600_000;
let store: LedgerStore;

beforeEach(async () => {
  store = await openTestLedger(createMemoryFolder());
});

/** Somebody looks all the time, but for the holes. */
function watchedUntil(end: number, ...holes: [number, number][]): void {
  let from = 0;
  for (const [start, stop] of holes) {
    store.ledger.look(from, start);
    from = stop;
  }
  store.ledger.look(from, end);
}

const history = (id: string, from: number, to: number, end = to) =>
  unitHistoryOf(viewOf(store, end), id, { from, to });

describe('an outage', () => {
  test('that goes on while nobody looks is one, and only what was watched of it counts as out', async () => {
    watchedUntil(100, [30, 60]);
    store.ledger.tell('a', 0, 'in-service', 'list');
    store.ledger.tell('a', 20, 'out-of-service', 'event');
    store.ledger.tell('a', 80, 'in-service', 'event');
    const { outages, availability, spans } = await history('a', 0, 100);
    expect(outages).toEqual([
      { from: 20, to: 80, condition: 'out-of-service', source: 'event', maintenance: 0 },
    ]);
    expect(availability).toEqual({
      least: 0.4,
      most: 0.7,
      unwatched: 30,
      unrecorded: 0,
      maintenance: 0,
      out: 30,
      outages: 1,
      repair: 60,
    });
    expect(spans.map(({ from, condition }) => [from, condition])).toEqual([
      [0, 'in-service'],
      [20, 'out-of-service'],
      [30, 'not-watched'],
      [60, 'out-of-service'],
      [80, 'in-service'],
    ]);
  });

  test('in which somebody was trapped is an entrapment, told by whoever told it first', async () => {
    watchedUntil(100);
    store.ledger.tell('a', 0, 'in-service', 'list');
    store.ledger.tell('a', 10, 'out-of-service', 'list');
    store.ledger.tell('a', 20, 'entrapment', 'event');
    store.ledger.tell('a', 30, 'out-of-service', 'event');
    const { outages } = await history('a', 0, 100);
    expect(outages).toEqual([
      { from: 10, to: null, condition: 'entrapment', source: 'list', maintenance: 0 },
    ]);
  });

  test('that began before the period has its true beginning, and counts within the period only', async () => {
    watchedUntil(100);
    store.ledger.tell('a', 0, 'in-service', 'list');
    store.ledger.tell('a', 10, 'out-of-service', 'event');
    store.ledger.tell('a', 60, 'in-service', 'event');
    const { outages, availability } = await history('a', 50, 100);
    expect(outages[0]).toMatchObject({ from: 10, to: 60 });
    expect(availability).toMatchObject({ out: 10, repair: 50, least: 0.8 });
  });

  test('of a unit that goes from the list ends when it was last seen, and its history with it', async () => {
    watchedUntil(100);
    store.ledger.tell('a', 10, 'out-of-service', 'list');
    store.ledger.beginList();
    store.ledger.endList(40, true);
    const { outages, availability } = await history('a', 0, 100);
    expect(outages).toEqual([
      { from: 10, to: 40, condition: 'out-of-service', source: 'list', maintenance: 0 },
    ]);
    expect(availability).toMatchObject({ out: 30, unwatched: 0, least: 0, most: 0 });
  });

  test('within maintenance is none, and its time counts apart', async () => {
    watchedUntil(100);
    store.ledger.tell('a', 0, 'in-service', 'list');
    store.ledger.tell('a', 20, 'out-of-service', 'event');
    store.ledger.tell('a', 60, 'in-service', 'event');
    const view = viewOf(store, 100, () => [{ from: 20, to: 60 }]);
    const { outages, availability, spans } = await unitHistoryOf(view, 'a', { from: 0, to: 100 });
    expect(outages).toEqual([]);
    expect(availability).toMatchObject({ least: 1, most: 1, maintenance: 40, outages: 0 });
    expect(spans.map(({ condition }) => condition)).toEqual(['in-service', 'maintenance', 'in-service']);
  });
});

test('an outage of which a part was maintenance has that apart, in its own time as in the mean', async () => {
  watchedUntil(100);
  store.ledger.tell('a', 0, 'in-service', 'list');
  store.ledger.tell('a', 20, 'out-of-service', 'event');
  store.ledger.tell('a', 60, 'in-service', 'event');
  store.ledger.tell('a', 80, 'out-of-service', 'event');
  const view = viewOf(store, 100, () => [
    { from: 10, to: 40 },
    { from: 95, to: Number.POSITIVE_INFINITY },
  ]);
  const { outages, availability } = await unitHistoryOf(view, 'a', { from: 0, to: 100 });
  expect(outages).toMatchObject([
    { from: 80, to: null, maintenance: 5 },
    { from: 20, to: 60, maintenance: 20 },
  ]);
  expect(availability).toMatchObject({ outages: 2, repair: 20, maintenance: 35, out: 35 });
});

test('never silently 100%: the time before a first sight, and out of the list, is told, of groups for all their units', async () => {
  watchedUntil(100);
  store.ledger.tell('a', 40, 'in-service', 'list');
  store.ledger.tell('b', 0, 'in-service', 'list');
  store.ledger.beginList();
  store.ledger.tell('b', 70, 'in-service', 'list');
  store.ledger.endList(70, true);
  const view = viewOf(store, 100, (id) => (id === 'b' ? [{ from: 10, to: 20 }] : []));
  const period = { from: 0, to: 500 };
  const of = async (id: string) => (await unitHistoryOf(view, id, period)).availability;
  expect([await of('a'), await of('b')]).toMatchObject([
    { least: 1, unrecorded: 40 + 30 },
    { least: 1, unrecorded: 0, maintenance: 10 },
  ]);
  expect(await of('never seen')).toMatchObject({ least: null, unrecorded: 100 });
  const groups = await groupAvailabilityOf(view, period, [['a', 'b', 'b', 'never seen'], ['b'], []]);
  expect(groups).toMatchObject([{ least: 1, unrecorded: 170 }, { unrecorded: 0 }, { unrecorded: 0 }]);
  expect((await fleetHistoryOf(view, period)).availability).toMatchObject({ least: 1, unrecorded: 70 });
  // What is ahead cannot be missing yet.
  expect((await groupAvailabilityOf(view, { from: 200, to: 300 }, [['a']]))[0]?.unrecorded).toBe(0);
});

test('a beat in the middle of a question counts no time twice', async () => {
  watchedUntil(70);
  for (const id of ['a', 'b', 'c']) store.ledger.tell(id, 0, 'in-service', 'list');
  const view = viewOf(store, 100);
  const { availability, unwatched } = await fleetHistoryOf(
    {
      ...view,
      observed: withStretch(view.observed, { from: 70, to: 90 }),
      // Others have their turn after each unit: what was not told before is told then.
      breath: () => void store.ledger.look(70, 95),
    },
    { from: 0, to: 100 },
  );
  expect(availability).toMatchObject({ least: 0.9, most: 1, unwatched: 30 });
  expect(unwatched).toEqual([{ from: 90, to: 100 }]);
});

test('of a unit that changed between two lists nobody knows when', async () => {
  watchedUntil(200);
  store.ledger.tell('a', 0, 'in-service', 'list');
  store.ledger.tell('a', 100, 'limited', 'list', 40);
  const { spans, availability } = await history('a', 0, 200);
  expect(spans.map(({ from, condition }) => [from, condition])).toEqual([
    [0, 'in-service'],
    [60, 'not-watched'],
    [100, 'limited'],
  ]);
  expect(availability.unwatched).toBe(40);
});

test('a unit that is missing in a list which is not whole is not watched; one that comes back goes on', async () => {
  watchedUntil(100);
  store.ledger.tell('a', 0, 'in-service', 'list');
  store.ledger.beginList();
  store.ledger.endList(40, false);
  store.ledger.tell('a', 70, 'in-service', 'list');
  const { availability } = await history('a', 0, 100);
  expect(availability).toMatchObject({ unwatched: 30, least: 0.7, most: 1 });
});

test('nothing is known of a unit that was never seen, or of a time before its first sight', async () => {
  watchedUntil(100);
  store.ledger.tell('a', 50, 'in-service', 'list');
  expect(await history('b', 0, 100)).toMatchObject({
    spans: [],
    since: null,
    availability: { least: null, most: null },
  });
  expect(await history('a', 0, 40)).toMatchObject({ spans: [], since: 50, availability: { least: null } });
  expect((await history('a', 0, 100)).availability).toMatchObject({ least: 1, unwatched: 0 });
});

test('a period that is over, or upside down, is no mistake', async () => {
  watchedUntil(100);
  store.ledger.tell('a', 0, 'in-service', 'list');
  expect((await history('a', 500, 900)).availability.least).toBeNull();
  expect((await history('a', 90, 10)).spans).toEqual([]);
});

test('of a unit that flaps the worst of each short stretch is shown, from the beginning to the end', async () => {
  store.ledger.tell('a', 0, 'in-service', 'list');
  for (let at = 1; at < 20_000; at += 1)
    store.ledger.tell(
      'a',
      at,
      at % 2 === 0 ? 'in-service' : at < 10_000 ? 'limited' : 'out-of-service',
      'event',
    );
  watchedUntil(20_000);
  const { spans, outages } = await history('a', 0, 20_000);
  expect(spans.length).toBeLessThanOrEqual(2_000);
  expect(new Set(spans.map(({ condition }) => condition))).toEqual(new Set(['limited', 'out-of-service']));
  expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([0, 20_000]);
  for (const [index, { from }] of spans.entries()) expect(from).toBe(spans[index - 1]?.to ?? 0);
  // The newest of them.
  expect(outages).toHaveLength(1_000);
  expect(outages[0]?.from).toBe(19_999);
});

test('the fleet has the worst units, ids only where they were asked for, and when nobody looked', async () => {
  watchedUntil(100, [40, 50]);
  for (const [index, id] of ['a', 'b', 'c'].entries()) {
    store.ledger.tell(id, 0, 'in-service', 'list');
    for (let outage = 0; outage < index; outage += 1) {
      store.ledger.tell(id, 60 + outage * 10, 'out-of-service', 'event');
      store.ledger.tell(id, 60 + outage * 10 + (id === 'b' ? 9 : 1), 'in-service', 'event');
    }
  }
  const view = viewOf(store, 100);
  const all = await fleetHistoryOf(view, { from: 0, to: 100 });
  expect(all.worst.longest).toEqual([
    { id: 'b', out: 9 },
    { id: 'c', out: 2 },
  ]);
  expect(all.worst.often).toEqual([
    { id: 'c', outages: 2 },
    { id: 'b', outages: 1 },
  ]);
  expect(all.unwatched).toEqual([{ from: 40, to: 50 }]);
  expect(all.availability).toMatchObject({ out: 11, unwatched: 30, outages: 3 });
  const some = await fleetHistoryOf(view, { from: 0, to: 100 }, ['a', 'never seen', 'b', 'b']);
  expect(some.availability).toMatchObject({ out: 9, unwatched: 20 });
});

test('sparks have the worst of each cell, up to now', async () => {
  const day = 24 * hour;
  const end = 30 * day;
  store.ledger.tell('a', 0, 'in-service', 'list');
  store.ledger.tell('a', 28 * day + hour, 'limited', 'event');
  store.ledger.tell('a', 28 * day + 2 * hour, 'in-service', 'event');
  store.ledger.tell('a', 29 * day + hour, 'out-of-service', 'event');
  store.ledger.look(25 * day, end);
  const view = viewOf(store, end);
  const [a, b] = await unitSparksOf(view, ['a', 'never seen'], 30);
  expect(a?.cells).toEqual([...new Array(25).fill(0), 1, 1, 1, 2, 3]);
  expect(b).toEqual({ id: 'never seen', cells: new Array(30).fill(0) });
  const [week] = await unitSparksOf(view, ['a'], 7);
  expect(week?.cells).toHaveLength(28);
  expect(week?.cells.slice(-9)).toEqual([1, 2, 1, 1, 1, 3, 3, 3, 3].slice(-9));
});

test('sparks tell maintenance apart, as the timeline does: it is neither an outage nor hidden by good times', async () => {
  const day = 24 * hour;
  const end = 30 * day;
  store.ledger.tell('a', 0, 'in-service', 'list');
  store.ledger.tell('a', 26 * day + hour, 'out-of-service', 'event');
  store.ledger.tell('a', 28 * day, 'in-service', 'event');
  store.ledger.look(25 * day, end);
  const cells = async (from: number, to: number) => {
    const [a] = await unitSparksOf(
      viewOf(store, end, () => [{ from, to }]),
      ['a'],
      30,
    );
    return a?.cells.slice(-5);
  };
  expect(await cells(0, 1)).toEqual([1, 3, 3, 1, 1]);
  expect(await cells(26 * day, 29 * day + hour)).toEqual([1, 4, 4, 4, 4]);
  expect(await cells(26 * day + 2 * hour, Number.POSITIVE_INFINITY)).toEqual([1, 3, 4, 4, 4]);
});
