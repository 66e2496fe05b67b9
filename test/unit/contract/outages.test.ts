/** Since when a unit is out of service, and when it was last heard of: never a guess, and never that of another outage. */
import { describe, expect, test } from 'vitest';
import type { UnitUpdate } from '../../../electron/contract/live.ts';
import { gather, overlaid } from '../../../electron/contract/overlay.ts';
import { timeAt, timeOf } from '../../../electron/contract/unit-times.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { unit } from '../renderer/units/sample.ts';

const now = 1_000;
const out = (at: number): UnitUpdate => ({
  id: '1',
  at,
  status: 'Out Of Service',
  condition: 'out-of-service',
});
const back = (at: number): UnitUpdate => ({ id: '1', at, status: 'In Service', condition: 'in-service' });
const unclear = (at: number): UnitUpdate => ({ id: '1', at, status: '?', condition: 'unknown' });
const moved = (at: number): UnitUpdate => ({ id: '1', at, floor: String(at) });
const told = unit('1', {
  condition: 'out-of-service',
  outSince: 10,
  fault: 'D-1',
  outSinceZoneAssumed: true,
});

function outageAfter(before: Unit, ...updates: UnitUpdate[]): Partial<Unit> {
  const gathered = new Map<string, UnitUpdate>();
  for (const update of updates) gather(gathered, update);
  const { outSince, firstSeenHere, outSinceZoneAssumed, fault } = overlaid(before, gathered.get('1'), now);
  return { outSince, firstSeenHere, outSinceZoneAssumed, fault };
}

describe('a unit with live updates', () => {
  test.each<[string, UnitUpdate[], number]>([
    ['that goes out of service', [out(20)], 20],
    ['that moved before', [moved(15), out(20)], 20],
    ['that is heard of later', [out(20), moved(30)], 20],
    ['whose status is said again', [out(20), moved(25), out(30)], 20],
    ['that was back in between', [out(20), back(25), out(30)], 30],
    ['that was out of service twice before', [out(20), back(25), out(30), back(35), out(40), moved(50)], 40],
    [
      'in which somebody is trapped later',
      [out(20), { id: '1', at: 30, condition: 'entrapment', status: 'x' }],
      20,
    ],
  ])('%s was first seen so at that time', (_case, updates, expected) => {
    expect(outageAfter(unit('1'), ...updates)).toEqual({ outSince: expected, firstSeenHere: true });
    // The same one after the other.
    const last = updates.reduce((each, update) => overlaid(each, update, now), unit('1'));
    expect(last).toMatchObject({ outSince: expected, firstSeenHere: true });
  });

  test('keeps what the service said of an outage that goes on', () => {
    const said = { outSince: 10, fault: 'D-1', outSinceZoneAssumed: true };
    expect(outageAfter(told, moved(20))).toEqual(said);
    expect(outageAfter(told, out(20), moved(30), out(40))).toEqual(said);
  });

  test('has nothing of an outage that has ended, and nothing of it in the next one', () => {
    expect(outageAfter(told, back(20))).toEqual({});
    expect(outageAfter(told, back(20), out(30))).toEqual({ outSince: 30, firstSeenHere: true });
    expect(outageAfter(told, out(20), back(25), out(30), moved(40))).toEqual({
      outSince: 30,
      firstSeenHere: true,
    });
  });

  test('is in the same outage after nobody knew its condition, and meanwhile is not said to be out of service', () => {
    const said = { outSince: 10, fault: 'D-1', outSinceZoneAssumed: true };
    expect(outageAfter(told, unclear(20))).toEqual(said);
    expect(outageAfter(told, unclear(20), out(30))).toEqual(said);
    expect(outageAfter(told, out(15), unclear(20), moved(25), out(30))).toEqual(said);
    const unknown = overlaid(told, unclear(20), now);
    expect([timeAt(unknown, 'outSince'), timeOf(unknown, 'outSince')]).toEqual([null, null]);
    expect(timeAt(overlaid(unknown, out(30), now), 'outSince')).toBe(10);
    expect(outageAfter(unknown, back(30))).toEqual({});
    expect(outageAfter(unit('1'), unclear(20))).toEqual({});
    expect(outageAfter(unit('1'), unclear(20), out(30))).toEqual({ outSince: 30, firstSeenHere: true });
  });

  test.each([
    [
      'an outage that an unknown condition interrupts',
      [out(20), back(25), out(30), unclear(33), out(40)],
      30,
    ],
    ['an outage after it was back and unknown', [out(20), back(25), unclear(27), moved(28), out(30)], 30],
    ['an outage of which nobody knows how it goes on', [back(25), out(30), moved(35), unclear(40)], 30],
    ['unknown conditions only', [unclear(20), moved(25), unclear(30), out(40)], 10],
    ['unknown after it was back', [out(20), back(25), moved(27), unclear(30)], undefined],
  ])('gathered in two steps, as in main and in the page, is as in one and as one by one: %s', (...given) => {
    const [, updates, outSince] = given;
    expect(updates.reduce((each, update) => overlaid(each, update, now), told).outSince).toBe(outSince);
    expect(outageAfter(told, ...updates).outSince).toBe(outSince);
    for (let cut = 1; cut < updates.length; cut += 1) {
      const parts = [updates.slice(0, cut), updates.slice(cut)].map((part) => {
        const gathered = new Map<string, UnitUpdate>();
        for (const update of part) gather(gathered, update);
        return gathered.get('1') as UnitUpdate;
      });
      expect(outageAfter(told, ...parts).outSince).toBe(outSince);
      expect(parts.reduce((each, part) => overlaid(each, part, now), told).outSince).toBe(outSince);
    }
  });

  test('was last seen at its last event, unless the service has heard of it later', () => {
    expect(timeAt(unit('1'), 'lastSeen')).toBeNull();
    expect(timeAt(unit('1', { lastEventAt: 5 }), 'lastSeen')).toBe(5);
    expect(timeAt(unit('1', { lastEventAt: 5, lastSeenAt: 9 }), 'lastSeen')).toBe(9);
    expect(timeAt(unit('1', { lastEventAt: 9, lastSeenAt: 5 }), 'lastSeen')).toBe(9);
    expect(timeAt(overlaid(unit('1', { lastSeenAt: 9 }), moved(20), now), 'lastSeen')).toBe(20);
  });

  test('does not stay last seen in the future of a wrong clock', () => {
    const ahead = unit('1', { lastSeenAt: now + 60_000 });
    expect(timeAt(overlaid(ahead, moved(900), now), 'lastSeen')).toBe(900);
  });

  test('says of each time how it is known', () => {
    expect(timeOf(told, 'outSince')).toEqual({ at: 10, zoneAssumed: true, seenHere: false });
    expect(timeOf(overlaid(unit('1'), out(20), now), 'outSince')).toMatchObject({ seenHere: true });
    expect(timeOf(unit('1'), 'outSince')).toBeNull();
    const event = unit('1', { lastEventAt: 9, zoneAssumed: true, lastSeenAt: 5 });
    expect(timeOf(event, 'lastSeen')).toMatchObject({ at: 9, zoneAssumed: true });
    expect(timeOf({ ...event, lastSeenAt: 10 }, 'lastSeen')).toMatchObject({ at: 10, zoneAssumed: false });
    expect(timeOf({ ...event, lastSeenAt: 10, lastSeenZoneAssumed: true }, 'lastSeen')).toMatchObject({
      zoneAssumed: true,
    });
  });
});
