import { beforeEach, describe, expect, test } from 'vitest';
import type { Unit } from '../../../../electron/contract/units.ts';
import { createMemoryStore } from '../../../../electron/core/storage/memory-store.ts';
import { createOutageTimes } from '../../../../electron/core/units/outage-times.ts';
import { fakeClock, fakeLog } from '../../../fakes/ports.ts';
import { unit } from '../../renderer/units/sample.ts';

const minute = 60_000;
const entry = 'units.x.outages';
let clock: ReturnType<typeof fakeClock>;
let log: ReturnType<typeof fakeLog>;
let store: ReturnType<typeof createMemoryStore>;
let account: string | undefined;

beforeEach(() => {
  clock = fakeClock(0);
  log = fakeLog();
  store = createMemoryStore('simulated');
  account = 'sam';
});

const start = () => createOutageTimes({ store, entry, clock, log, accountOnDisk: () => account });
const out = (id: string, part: Partial<Unit> = {}) => unit(id, { condition: 'out-of-service', ...part });
const sinceOf = (units: readonly Unit[]) =>
  units.map(({ outSince, firstSeenHere }) => (firstSeenHere ? outSince : `told ${outSince}`));

/** One list, whole unless said otherwise. */
function read(times: ReturnType<typeof start>, units: readonly Unit[], isWhole = true): Unit[] {
  times.begin(account);
  const seen = times.see(units);
  if (isWhole) times.complete();
  return seen;
}

/** What is pending is written. */
async function settle(): Promise<void> {
  clock.move(2_000);
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

async function restarted() {
  await settle();
  const times = start();
  times.follow(account);
  await times.loaded();
  return times;
}

describe('a unit of which the service does not say since when it is out of service', () => {
  test('was first seen so in the first list that says it, whatever comes later', () => {
    const times = start();
    clock.move(5 * minute);
    expect(sinceOf(read(times, [out('a')]))).toEqual([5 * minute]);
    clock.move(minute);
    expect(sinceOf(read(times, [out('a', { condition: 'entrapment' })]))).toEqual([5 * minute]);
  });

  test('was first seen so at the live update that says it', () => {
    const times = start();
    read(times, [unit('a')]);
    times.apply([{ id: 'a', at: 7, condition: 'out-of-service' }]);
    times.apply([{ id: 'a', at: 9, floor: '3' }]);
    times.apply([{ id: 'a', at: 11, condition: 'out-of-service', outAt: 10 }]);
    clock.move(minute);
    expect(sinceOf(read(times, [out('a')]))).toEqual([7]);
  });

  test('is in another outage after it was seen in service, in a list or live', () => {
    const times = start();
    read(times, [out('a'), out('b'), out('c')]);
    read(times, [unit('a'), out('b'), out('c')]);
    times.apply([{ id: 'b', at: 2, condition: 'in-service' }]);
    times.apply([{ id: 'c', at: 5, condition: 'out-of-service', wasBack: true, outAt: 4 }]);
    clock.move(minute);
    expect(sinceOf(read(times, [out('a'), out('b'), out('c')]))).toEqual([minute, minute, 4]);
  });

  test('is in the same outage after nobody knew its condition, in a list and live, and after both', () => {
    const times = start();
    read(times, [out('a'), out('b'), out('c'), unit('d')]);
    clock.move(minute);
    for (const id of ['b', 'c', 'd']) times.apply([{ id, at: clock.now(), condition: 'unknown' }]);
    const unclear = ['a', 'b', 'd'].map((id) => unit(id, { condition: 'unknown' }));
    expect(sinceOf(read(times, [...unclear, out('c')]))).toEqual([0, 0, 'told undefined', 0]);
    clock.move(minute);
    times.apply([{ id: 'b', at: clock.now(), condition: 'out-of-service' }]);
    const listed = read(
      times,
      ['a', 'b', 'c', 'd'].map((id) => out(id)),
    );
    expect(sinceOf(listed)).toEqual([0, 0, 0, 2 * minute]);
  });

  test('is in another outage where several events in one end with an unknown condition, after it was back', () => {
    const times = start();
    read(times, [out('a'), out('b'), unit('c')]);
    times.apply([
      { id: 'a', at: 9, condition: 'unknown', wasBack: true },
      { id: 'b', at: 9, condition: 'unknown', wasBack: true, outAt: 7 },
      { id: 'c', at: 9, condition: 'unknown', outAt: 8 },
    ]);
    clock.move(minute);
    expect(sinceOf(read(times, [out('a'), out('b'), out('c')]))).toEqual([minute, 7, 8]);
  });

  test('has the time that a live update during the list has given it', () => {
    const times = start();
    expect(sinceOf(read(times, [out('a', { outSince: 3, firstSeenHere: true })]))).toEqual([3]);
    clock.move(minute);
    expect(sinceOf(read(times, [out('a')]))).toEqual([3]);
  });

  test('is forgotten when a whole list does not have it any more, not when a part does not', () => {
    const times = start();
    read(times, [out('a'), out('b')]);
    read(times, [out('b')], false);
    clock.move(minute);
    expect(sinceOf(read(times, [out('a')]))).toEqual([0]);
    clock.move(minute);
    expect(sinceOf(read(times, [out('a'), out('b')]))).toEqual([0, 2 * minute]);
  });
});

test('what the service says counts; where it says nothing any more, the time of the first sight does', () => {
  const times = start();
  clock.move(minute);
  expect(sinceOf(read(times, [out('a', { outSince: 5 })]))).toEqual(['told 5']);
  clock.move(minute);
  expect(sinceOf(read(times, [out('a')]))).toEqual([minute]);
});

test('units that run are passed as they are', () => {
  const running = unit('a');
  expect(read(start(), [running])[0]).toBe(running);
});

describe('after a restart', () => {
  test('the times are still known, for the kept list and for the new one', async () => {
    const before = start();
    read(before, [out('a'), unit('b')]);
    before.apply([{ id: 'b', at: 50, condition: 'entrapment' }]);
    const times = await restarted();
    clock.move(10 * minute);
    expect(sinceOf(times.recall([out('a'), out('c')], 30))).toEqual([0, 30]);
    expect(sinceOf(read(times, [out('a'), out('b'), out('c'), out('d')]))).toEqual([0, 50, 30, clock.now()]);
  });

  test('a list that comes before they are read has ended what it says has ended', async () => {
    read(start(), [out('a'), out('b')]);
    await settle();
    const times = start();
    times.follow(account);
    clock.move(minute);
    read(times, [unit('a'), out('b')]);
    await times.loaded();
    const [a, b] = sinceOf(read(times, [out('a'), out('b')]));
    expect({ a, b }).toEqual({ a: clock.now(), b: 0 });
  });

  test('another account has none of them', async () => {
    read(start(), [out('a')]);
    await settle();
    account = 'kim';
    const times = await restarted();
    expect(sinceOf(read(times, [out('a')]))).toEqual([clock.now()]);
  });

  test('what cannot be read is left alone and said, and nothing is made of it', async () => {
    await store.write(entry, '{"since":[["a","yesterday"]]}');
    const times = await restarted();
    expect(log.lines.join()).toContain('cannot be read');
    expect(sinceOf(read(times, [out('a')]))).toEqual([clock.now()]);
  });
});

test('another account that signs in sees nothing of the one before', () => {
  const times = start();
  read(times, [out('a')]);
  clock.move(minute);
  account = 'kim';
  expect(sinceOf(read(times, [out('a')]))).toEqual([clock.now()]);
});

test('R28 after a sign-out nothing is kept, even of what was about to be written', async () => {
  const times = start();
  read(times, [out('a')]);
  await settle();
  expect(await store.read(entry)).toContain('"a"');
  times.apply([{ id: 'b', at: 1, condition: 'out-of-service' }]);
  const removed = times.removeStored();
  await settle();
  await removed;
  expect(await store.read(entry)).toBeUndefined();
});

test('nothing is kept for an account of which nothing may be', async () => {
  const times = start();
  times.begin('pasted');
  account = undefined;
  times.see([out('a')]);
  await settle();
  expect(await store.read(entry)).toBeUndefined();
});
