import { beforeEach, describe, expect, test } from 'vitest';
import type { UnitUpdate } from '../../../../electron/contract/live.ts';
import { gather } from '../../../../electron/contract/overlay.ts';
import { createOutageTrack, type EndedOutage } from '../../../../electron/core/incidents/outage-track.ts';
import { fakeClock } from '../../../fakes/ports.ts';
import { unit } from '../../renderer/units/sample.ts';

const minute = 60_000;
let clock: ReturnType<typeof fakeClock>;
let ended: EndedOutage[];
let trapped: string[];
let track: ReturnType<typeof createOutageTrack>;

beforeEach(() => {
  clock = fakeClock(100 * minute);
  ended = [];
  trapped = [];
  track = createOutageTrack(
    clock,
    (each) => void ended.push(each),
    (id) => void trapped.push(id),
  );
  track.recall([]);
});

const told = (id: string, outSince: number) => unit(id, { condition: 'out-of-service', outSince });
const seenHere = (id: string, outSince: number) => ({ ...told(id, outSince), firstSeenHere: true });
/** One list, whole unless said otherwise. */
function read(units: Parameters<typeof track.see>[0], isWhole = true): void {
  track.begin();
  track.see(units);
  if (isWhole) track.complete();
}

describe('an outage', () => {
  test('ends by an event at its time, and by a list at the latest when that was read', () => {
    read([told('a', 5 * minute), seenHere('b', 6 * minute)]);
    clock.move(minute);
    track.apply([{ id: 'a', at: 100.5 * minute, condition: 'in-service' }]);
    read([unit('a'), unit('b')]);
    expect(ended).toEqual([
      {
        id: 'a',
        outageAt: 5 * minute,
        endedAt: 100.5 * minute,
        atLatest: false,
        condition: 'out-of-service',
      },
      { id: 'b', outageAt: 6 * minute, endedAt: 101 * minute, atLatest: true, condition: 'out-of-service' },
    ]);
    expect([track.outageOf('a'), track.outageOf('b')]).toEqual([null, null]);
  });

  test('has the worst condition that was seen', () => {
    track.apply([{ id: 'a', at: 1, condition: 'entrapment' }]);
    track.apply([{ id: 'a', at: 2, condition: 'out-of-service' }]);
    track.apply([{ id: 'a', at: 3, condition: 'limited' }]);
    expect(ended).toMatchObject([{ outageAt: 1, endedAt: 3, condition: 'entrapment' }]);
    track.apply([{ id: 'b', at: 1, condition: 'out-of-service' }]);
    expect(trapped).toEqual([]);
    for (const at of [2, 3]) track.apply([{ id: 'b', at, condition: 'entrapment' }]);
    expect([trapped, track.trapped()]).toEqual([['b'], ['b']]);
  });

  test('is open, also while nobody knows what its unit is, and told with the worst that was seen and since when', () => {
    read([told('a', 5), seenHere('b', 6), told('c', 7)]);
    track.apply([
      { id: 'b', at: 20, condition: 'entrapment' },
      { id: 'd', at: 30, condition: 'out-of-service' },
    ]);
    track.apply(['a', 'b'].map((id) => ({ id, at: 40, condition: 'unknown' })));
    read([told('c', 7), ...['a', 'b', 'd'].map((id) => unit(id, { condition: 'unknown' }))]);
    const all = [
      { id: 'b', since: 6, firstSeenHere: true, condition: 'entrapment' },
      { id: 'd', since: 30, firstSeenHere: true, condition: 'out-of-service' },
      { id: 'c', since: 7, firstSeenHere: false, condition: 'out-of-service' },
      { id: 'a', since: 5, firstSeenHere: false, condition: 'out-of-service' },
    ];
    expect(track.open(9)).toEqual(all);
    expect(track.open(2)).toEqual(all.slice(0, 2));
    read([told('d', 10)]);
    expect(track.open(9)).toEqual([
      { id: 'd', since: 10, firstSeenHere: false, condition: 'out-of-service' },
    ]);
  });

  test('ends with a unit that a whole list does not have any more, not with a list that is cut short', () => {
    read([told('a', 0), told('b', 0)]);
    read([told('a', 0)], false);
    expect(ended).toEqual([]);
    read([told('a', 0)]);
    expect(ended).toMatchObject([{ id: 'b', atLatest: true }]);
  });

  test('neither begins nor ends with a condition that nobody knows', () => {
    read([told('a', 0)]);
    track.apply([{ id: 'a', at: 1, condition: 'unknown' }]);
    track.apply([{ id: 'a', at: 1, floor: '3' }]);
    read([unit('a', { condition: 'unknown' })]);
    expect(ended).toEqual([]);
    expect(track.outageOf('a')).toBe(0);
    track.apply([{ id: 'b', at: 1, condition: 'unknown' }]);
    expect(track.outageOf('b')).toBeNull();
  });

  test('follows several events in one that end with an unknown condition', () => {
    read([told('a', 0), told('b', 0)]);
    track.apply([
      { id: 'a', at: 30, condition: 'unknown', wasBack: true },
      { id: 'b', at: 30, condition: 'unknown', wasBack: true, outAt: 20 },
      { id: 'c', at: 30, condition: 'unknown', outAt: 20 },
    ]);
    expect(ended).toMatchObject([
      { id: 'a', endedAt: 30 },
      { id: 'b', endedAt: 20 },
    ]);
    expect(['a', 'b', 'c'].map(track.outageOf)).toEqual([null, 20, 20]);
  });

  test('goes on where events that come together say that it was unknown in between', () => {
    const [once, sooner] = [new Map<string, UnitUpdate>(), 99 * minute];
    read([told('a', 0)]);
    for (const condition of ['unknown', 'out-of-service'] as const)
      gather(once, { id: 'a', at: sooner, condition });
    track.apply([...once.values()]);
    expect(ended).toEqual([]);
    expect(track.outageOf('a')).toBe(0);
  });

  test('is another one where an event says that the unit was back in between', () => {
    track.apply([{ id: 'a', at: 10, condition: 'out-of-service' }]);
    track.apply([{ id: 'a', at: 30, outAt: 20, wasBack: true, condition: 'out-of-service' }]);
    expect(ended).toMatchObject([{ id: 'a', outageAt: 10, endedAt: 20, atLatest: true }]);
    expect(track.outageOf('a')).toBe(20);
  });

  test('is another one where the service says that it began after the last was seen, beyond what clocks differ', () => {
    read([told('a', 5 * minute)]);
    clock.move(60 * minute);
    read([told('a', 101 * minute)]);
    expect(ended).toEqual([]);
    clock.move(60 * minute);
    read([told('a', 200 * minute)]);
    expect(ended).toMatchObject([{ id: 'a', endedAt: 200 * minute, atLatest: true }]);
    expect(track.outageOf('a')).toBe(200 * minute);
  });

  test('keeps its name when the service tells a better time, which its end has', () => {
    track.apply([{ id: 'a', at: 100 * minute, condition: 'out-of-service' }]);
    read([told('a', 98 * minute)]);
    expect(track.outageOf('a')).toBe(100 * minute);
    track.apply([{ id: 'a', at: 110 * minute, condition: 'in-service' }]);
    expect(ended).toMatchObject([{ outageAt: 98 * minute, endedAt: 110 * minute }]);
  });

  test('never ends before it began, whatever the clocks say', () => {
    track.apply([{ id: 'a', at: 50, condition: 'out-of-service' }]);
    track.apply([{ id: 'a', at: 40, condition: 'in-service' }]);
    expect(ended).toMatchObject([{ outageAt: 50, endedAt: 50 }]);
  });
});

describe('the outages of the last run', () => {
  const last = {
    id: 'a',
    outageAt: 50 * minute,
    seenAt: 60 * minute,
    condition: 'out-of-service',
  } as const;
  beforeEach(() => track.clear());

  test('go on if the first list has them, under the name that they had', () => {
    track.recall([last]);
    read([seenHere('a', 90 * minute)]);
    expect(ended).toEqual([]);
    expect(track.outageOf('a')).toBe(50 * minute);
  });

  test.each([
    ['a list that is there already says that the unit is back', [unit('a')], true],
    ['one that is not whole says so', [unit('a')], false],
    ['a whole list does not have the unit', [unit('b')], true],
  ])('have ended at the latest now if %s', (_, units, isWhole) => {
    read(units, isWhole);
    track.recall([last]);
    expect(ended).toMatchObject([{ id: 'a', outageAt: 50 * minute, endedAt: 100 * minute, atLatest: true }]);
    expect(track.outageOf('a')).toBeNull();
  });

  test('have ended if the service says that the one of now began later', () => {
    read([told('a', 90 * minute)]);
    track.recall([last]);
    expect(ended).toMatchObject([{ id: 'a', endedAt: 90 * minute }]);
    expect(track.outageOf('a')).toBe(90 * minute);
  });

  test('have the worst condition that was seen, in that run or this one', () => {
    read([told('b', 90 * minute), unit('c', { condition: 'entrapment', outSince: 50 * minute })]);
    track.recall([
      { ...last, condition: 'entrapment' },
      { ...last, id: 'b', condition: 'entrapment', seenAt: 95 * minute },
      { ...last, id: 'c' },
    ]);
    expect(track.trapped().sort()).toEqual(['b', 'c']);
    read([]);
    expect(ended.map(({ id, condition }) => [id, condition])).toEqual(
      ['a', 'b', 'c'].map((id) => [id, 'entrapment']),
    );
  });

  test('are open until something is heard of them: whether a whole list was seen is told', () => {
    track.recall([last]);
    expect([track.outageOf('a'), track.isComplete()]).toEqual([50 * minute, false]);
    read([]);
    expect([track.outageOf('a'), track.isComplete()]).toEqual([null, true]);
  });
});
