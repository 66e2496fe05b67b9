import { describe, expect, test } from 'vitest';
import { HandedOver } from '../../../../electron/contract/hand-over.ts';
import { nothingKnown } from '../../../../electron/contract/incident-facts.ts';
import type { EndedIncident, Incident } from '../../../../electron/contract/incidents.ts';
import { longestNote } from '../../../../electron/contract/table.ts';
import type { Unit } from '../../../../electron/contract/units.ts';
import { handedOver, stillOpen, takenOver } from '../../../../renderer/incidents/hand-over-rows.ts';
import { createOpenUnits } from '../../../../renderer/incidents/open-units.ts';
import { observable } from '../../../../renderer/observable.ts';
import { storeOf, unit } from '../units/sample.ts';

const hour = 3_600_000;
const now = 1_000 * hour;
const out = (id: string, part: Partial<Unit> = {}) => unit(id, { condition: 'out-of-service', ...part });
const ended = (id: string, endedAt: number): EndedIncident => ({
  ...{ id, outageAt: endedAt - 5, endedAt, atLatest: true, condition: 'entrapment' },
  ...{ acknowledgedAt: null, note: '' },
});

/** What is handed over of these units and incidents. */
function handed(units: readonly Unit[], known: readonly Incident[], over: readonly EndedIncident[] = []) {
  const of = (id: string) => known.find((each) => each.id === id) ?? nothingKnown(id);
  const fleet = {
    outages: () => units.filter(({ condition }) => condition !== 'in-service'),
    find: (id: string) => units.find((each) => each.id === id),
  };
  return handedOver(fleet, { of, ended: observable(over) }, now);
}
/** What is handed over of one open outage. */
function handedOne(of: Unit): HandedOver {
  const [one] = handed([of], []).incidents;
  if (one === undefined) throw new Error('nothing is handed over');
  return one;
}

describe('what is handed over', () => {
  test('are the open outages as the screen has them, then those that have ended within a day, the latest first', () => {
    const { incidents: rows, left } = handed(
      [out('a', { outSince: 1 }), out('b', { outSince: 2 }), unit('c', { condition: 'entrapment' })],
      [{ ...nothingKnown('b'), acknowledgedAt: 5, note: 'ask jo@example.com' }],
      [ended('old', now - 24 * hour), ended('x', now - 2 * hour), ended('a', now - hour)],
    );
    expect(rows.map(({ id, endedAt }) => [id, endedAt])).toEqual([
      ['c', null],
      ['a', null],
      ['b', null],
      ['a', now - hour],
      ['x', now - 2 * hour],
    ]);
    expect(left).toBe(0);
    expect(rows[2]).toMatchObject({ name: 'Unit b', acknowledgedAt: 5, note: 'ask […]' });
    for (const row of rows) expect(HandedOver.parse(row)).toEqual(row);
  });

  test('fits the file, however long the words of a service are', () => {
    const row = handedOne(
      out('a', { name: 'x'.repeat(5_000), site: 'y'.repeat(5_000), fault: 'z'.repeat(5_000) }),
    );
    expect(HandedOver.safeParse(row).success).toBe(true);
  });

  test('is no more than the file takes, and says how many are left', () => {
    const units = Array.from({ length: 5_002 }, (_, place) => out(`u-${place}`, { outSince: place }));
    const many = handed(units, [], [ended('x', now - hour)]);
    expect([many.incidents.length, many.incidents[0]?.id, many.left]).toEqual([5_000, 'u-5001', 3]);
    const fitting = handed(units.slice(0, 4_999), [], [ended('x', now - hour), ended('y', now - 1)]);
    expect([fitting.incidents.at(-1)?.id, fitting.left]).toEqual(['y', 1]);
  });
});

test('where not all that ended within a day are kept, it says since when it has them', () => {
  const many = (count: number, from: number) =>
    Array.from({ length: count }, (_, place) => ended(`u-${place}`, from + place));
  const spoken = { ...ended('known', now - 20 * hour), note: 'x' };
  const of = (over: readonly EndedIncident[]) => handed([], [], over).endedFrom;
  expect(of(many(999, now - hour))).toBeNull();
  expect(of([spoken, ...many(999, now - hour)]), 'of those that nobody spoke of the oldest go first').toBe(
    now - hour,
  );
  expect(of(many(1_000, now - 24 * hour)), 'they go back for longer').toBeNull();
});

describe('what can be taken over', () => {
  const madeAt = 10 * hour;
  const began = 5 * hour;
  const handOver = (part: Partial<HandedOver>) => ({
    madeAt,
    incidents: [{ ...handedOne(out('a', { outSince: began })), acknowledgedAt: 60, ...part }],
  });
  const open = (given: ReturnType<typeof handOver>, unitNow: Unit | undefined) =>
    stillOpen(given, createOpenUnits(storeOf(...(unitNow === undefined ? [] : [unitNow]))).of).length;
  const seenThere = { firstSeenHere: true };

  test.each([
    ['an outage that goes on', {}, out('a', { outSince: began + 60_000 }), 1],
    ['one of which only a note is known', { acknowledgedAt: null, note: 'x' }, out('a'), 1],
    ['one that nobody said anything about', { acknowledgedAt: null }, out('a', { outSince: began }), 0],
    ['one that was first seen here later', {}, out('a', { outSince: 20 * hour, firstSeenHere: true }), 1],
    ['one of which only the service here knows', seenThere, out('a', { outSince: began - hour }), 1],
    ['another one, which began after the hand-over', seenThere, out('a', { outSince: madeAt + 1 }), 0],
    ['another one, which an old list or a wrong clock did not have', {}, out('a', { outSince: 9 * hour }), 0],
    ['one that had ended then', { endedAt: 9 * hour }, out('a', { outSince: began }), 0],
    ['one that has ended since', {}, unit('a'), 0],
    ['one of a unit that is not in the list', {}, undefined, 0],
  ])('is %s', (_, part, unitNow, count) => expect(open(handOver(part), unitNow)).toBe(count));

  test('is one of a unit of which nobody knows any more what it is, too', () => {
    const store = storeOf(out('a', { outSince: began }));
    const openUnits = createOpenUnits(store);
    openUnits.look();
    store.apply([{ id: 'a', at: 7 * hour, condition: 'unknown' }]);
    expect(stillOpen(handOver({}), openUnits.of)).toMatchObject([{ id: 'a' }]);
  });

  test('adds to what is known here, and takes nothing of it away', () => {
    const theirs = { ...handedOne(out('a')), acknowledgedAt: 60, note: 'theirs' };
    const own = { ...nothingKnown('a'), acknowledgedAt: 70, note: 'own' };
    expect(takenOver(theirs)(own)).toEqual({ ...own, note: 'own\ntheirs' });
    expect(takenOver(theirs)(takenOver(theirs)(own))).toEqual({ ...own, note: 'own\ntheirs' });
    // What does not fit is seen to be cut off.
    const { note } = takenOver(theirs)({ ...own, note: 'x'.repeat(longestNote - 3) });
    expect(note).toBe(`${'x'.repeat(longestNote - 3)}\nt…`);
    expect(takenOver(theirs)(nothingKnown('a'))).toMatchObject({ acknowledgedAt: 60, note: 'theirs' });
  });
});
