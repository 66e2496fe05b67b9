import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nothingKnown } from '../../../../electron/contract/incident-facts.ts';
import type { Incident } from '../../../../electron/contract/incidents.ts';
import type { Unit } from '../../../../electron/contract/units.ts';
import {
  incidentOrders,
  incidentRows,
  incidentStates,
  keptEnded,
  keptRows,
  nextTurn,
  recentlyEnded,
  stateOf,
} from '../../../../renderer/incidents/incident-rows.ts';
import { fuzz } from '../../../fakes/fuzz.ts';
import { unit } from '../units/sample.ts';

const now = 1_000;
const times = fc.integer({ min: 900, max: 1_100 });

interface Sample {
  trapped: boolean;
  since: number | null;
  acknowledgedAt: number | null;
  snoozedUntil: number | null;
  from: number | null;
  to: number | null;
}
/** Of whom nobody has said anything. */
const nobody: Sample = {
  trapped: false,
  since: null,
  acknowledgedAt: null,
  snoozedUntil: null,
  from: null,
  to: null,
};
/** Units that are out of service, each with what may be known of it. */
const fleet: fc.Arbitrary<Sample[]> = fc.array(
  fc.record({
    trapped: fc.boolean(),
    since: fc.option(fc.integer({ min: 0, max: 20 })),
    acknowledgedAt: fc.option(times),
    snoozedUntil: fc.option(times),
    from: fc.option(times),
    to: fc.option(fc.integer({ min: 1_101, max: 1_200 })),
  }),
  { maxLength: 60 },
);
function made(some: readonly Sample[]) {
  const known = new Map<string, Incident>();
  const units = some.map(({ trapped, since, acknowledgedAt, snoozedUntil, from, to }, place): Unit => {
    const id = `u-${place}`;
    const maintenance = from === null ? [] : [{ from, to }];
    if (acknowledgedAt !== null || snoozedUntil !== null || from !== null)
      known.set(id, { ...nothingKnown(id), acknowledgedAt, snoozedUntil, maintenance });
    const outSince = since === null ? {} : { outSince: since };
    return unit(id, { condition: trapped ? 'entrapment' : 'out-of-service', ...outSince });
  });
  return { units, incidentOf: (id: string) => known.get(id) ?? null };
}

describe('a list that is made anew', () => {
  const view = { order: 'newest', now, most: 10 } as const;

  test('has the rows of the one before, but for those that say something else', () => {
    const { units, incidentOf } = made([1, 2, 3].map((since) => ({ ...nobody, since })));
    const before = incidentRows(units, incidentOf, view);
    const [first, second, third] = before.rows;
    const changed = units.map((each) => (each === second?.unit ? { ...each, floor: '7' } : each));
    const acknowledged: Incident = { ...nothingKnown('u-0'), acknowledgedAt: 1 };
    const next = keptRows(
      before,
      incidentRows(changed, (id) => (id === 'u-0' ? acknowledged : null), view),
    );
    expect(next.rows[0]).toBe(first);
    expect(next.rows[1]).toMatchObject({ unit: { id: second?.unit.id, floor: '7' } });
    expect(next.rows[2]).toMatchObject({ unit: third?.unit, state: 'acknowledged' });
    expect(next.counts).toMatchObject({ new: 2, acknowledged: 1 });
  });

  test('is the one before where nothing has changed, and is not where a row that is not shown has', () => {
    const { units, incidentOf } = made([1, 2, 3].map((since) => ({ ...nobody, since })));
    const few = { ...view, most: 1 };
    const before = incidentRows(units, incidentOf, few);
    expect(keptRows(before, incidentRows(units, incidentOf, few))).toBe(before);
    const { units: more } = made([1, 2, 3, 0].map((since) => ({ ...nobody, since })));
    const [one, two, three] = units;
    if (!one || !two || !three || !more[3]) throw new Error('no units');
    const next = keptRows(before, incidentRows([one, two, three, more[3]], incidentOf, few));
    expect(next).toMatchObject({ total: 4, counts: { new: 4 } });
    expect(next.rows[0]).toBe(before.rows[0]);
    const fewer = keptRows(before, incidentRows([three], incidentOf, few));
    expect(fewer).toMatchObject({ total: 1, counts: { new: 1 } });
  });
});

describe('the open incidents', () => {
  test('come by state, entrapments first; then by time in their order; the first of them are those of all', async () => {
    await fuzz(
      fc.property(
        fleet,
        fc.constantFrom(...incidentOrders),
        fc.integer({ min: 1, max: 70 }),
        (some, order, most) => {
          const { units, incidentOf } = made(some);
          const all = incidentRows(units, incidentOf, { order, now, most: 1_000 });
          expect(all.rows.map((row) => row.unit).toSorted(byId)).toEqual(units.toSorted(byId));
          all.rows.slice(1).forEach((next, place) => {
            const row = all.rows[place] ?? next;
            const steps = incidentStates.indexOf(next.state) - incidentStates.indexOf(row.state);
            expect(steps).toBeGreaterThanOrEqual(0);
            if (steps > 0) return;
            const since = ({ outSince }: Unit) => outSince ?? Number.NaN;
            const later = since(next.unit) - since(row.unit);
            // Those of which nobody knows since when come last.
            if (Number.isNaN(later)) expect(next.unit.outSince).toBeUndefined();
            else expect(order === 'newest' ? -later : later).toBeGreaterThanOrEqual(0);
          });
          for (const { unit: each, state } of all.rows)
            expect(state === 'entrapment').toBe(each.condition === 'entrapment');
          const first = incidentRows(units.toReversed(), incidentOf, { order, now, most });
          expect(first.rows).toEqual(all.rows.slice(0, most));
          expect(first.total).toBe(units.length);
          for (const state of incidentStates)
            expect(first.counts[state]).toBe(all.rows.filter((row) => row.state === state).length);
        },
      ),
      300,
    );
  });

  test('are picked from 100,000 without sorting all', () => {
    const units = Array.from({ length: 100_000 }, (_, place) =>
      unit(`u-${place}`, { condition: 'out-of-service', outSince: place }),
    );
    const { rows } = incidentRows(units, () => null, { order: 'newest', now, most: 200 });
    expect(rows.map((row) => row.unit.outSince)).toEqual(
      Array.from({ length: 200 }, (_, place) => 99_999 - place),
    );
  });
});

describe('the state', () => {
  const out = unit('a', { condition: 'out-of-service' });
  const known = (part: Partial<Incident>): Incident => ({ ...nothingKnown('a'), ...part });

  test.each([
    ['nothing', null, 'new'],
    ['a note', known({ note: 'x' }), 'new'],
    ['an acknowledgement', known({ acknowledgedAt: 1 }), 'acknowledged'],
    ['a snooze', known({ acknowledgedAt: 1, snoozedUntil: now + 1 }), 'snoozed'],
    ['a snooze that is over', known({ snoozedUntil: now }), 'new'],
    ['maintenance', known({ snoozedUntil: now + 1, maintenance: [{ from: now, to: null }] }), 'maintenance'],
    ['maintenance that is over', known({ maintenance: [{ from: 0, to: now }] }), 'new'],
  ])('with %s', (_, incident, state) => expect(stateOf(out, incident, now)).toBe(state));

  test('changes by itself at the next of these times', () => {
    const one = known({ snoozedUntil: 1_200, maintenance: [{ from: 900, to: 1_100 }] });
    expect(nextTurn([one, known({ snoozedUntil: 1_050 })], now)).toBe(1_050);
    expect(nextTurn([one], now)).toBe(1_100);
    expect(nextTurn([one], 1_200)).toBeNull();
  });
});

test('those that have ended come with the latest first', () => {
  const ended = [3, 1, 2].map((endedAt) => ({
    ...{ id: 'a', outageAt: 0, endedAt, atLatest: false, condition: 'entrapment' as const },
    ...{ acknowledgedAt: null, note: '' },
  }));
  expect(recentlyEnded(ended, 2).map(({ endedAt }) => endedAt)).toEqual([3, 2]);
});

function byId(a: Unit, b: Unit): number {
  return a.id < b.id ? -1 : 1;
}

test('of those that have ended the page keeps what main keeps: what somebody spoke of stays longest', () => {
  const ended = (id: string, acknowledgedAt: number | null) => ({
    ...{ id, outageAt: 0, endedAt: 5, atLatest: false, condition: 'out-of-service' as const },
    ...{ acknowledgedAt, note: '' },
  });
  const many = Array.from({ length: 1_005 }, (_, place) => ended(`u-${place}`, null));
  const ids = keptEnded([ended('known', 1), ...many], 6).map(({ id }) => id);
  expect([ids.length, ids[0], ids[1], ids.at(-1)]).toEqual([1_000, 'known', 'u-6', 'u-1004']);
});
