import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createOutageNotices, type OutageChange } from '../../../../electron/core/units/outage-notices.ts';
import { fuzz } from '../../../fakes/fuzz.ts';
import { fakeClock } from '../../../fakes/ports.ts';

let clock: ReturnType<typeof fakeClock>;
let notices: ReturnType<typeof createOutageNotices>;
let shown: { at: number; changes: readonly OutageChange[] }[];

beforeEach(() => start());
function start(): void {
  clock = fakeClock(0);
  shown = [];
  notices = createOutageNotices(clock, (changes) => void shown.push({ at: clock.now(), changes }));
}
/** In small steps, so that a timer that another one has set is met on its way. */
function pass(ms: number): void {
  for (let left = ms; left > 0; left -= 100) clock.move(Math.min(left, 100));
}
const told = () => shown.map(({ changes }) => changes.map(({ id, out }) => `${id} ${out ? 'out' : 'back'}`));

describe('a unit', () => {
  test('is not told about at first sight, out of service or not', () => {
    notices.learn('a', true);
    notices.learn('b', false);
    pass(120_000);
    expect(shown).toEqual([]);
  });

  test('is told about once when it goes out of service, and once when it is back', () => {
    notices.learn('a', false);
    notices.learn('a', true);
    notices.learn('a', true);
    pass(70_000);
    expect(told()).toEqual([['a out']]);
    notices.learn('a', false);
    pass(70_000);
    expect(told()).toEqual([['a out'], ['a back']]);
  });

  test('does not wait for the ten seconds of others while there are few', () => {
    for (const id of ['a', 'b']) notices.learn(id, false);
    notices.learn('a', true);
    pass(50_000);
    // The minute of the one ends while the other has just been told.
    notices.learn('a', false);
    pass(3_000);
    notices.learn('b', true);
    pass(9_500);
    expect(told()).toEqual([['a out'], ['b out'], ['a back']]);
  });

  test('that flaps is told about once a minute at most, and its last state in the end', () => {
    notices.learn('a', false);
    for (let second = 0; second < 89; second++) {
      notices.learn('a', second % 2 === 0);
      pass(1_000);
    }
    expect(shown.length).toBeLessThanOrEqual(2);
    pass(120_000);
    expect(told().at(-1)).toEqual(['a out']);
    for (const [i, { at }] of shown.entries())
      expect(at - (shown[i - 1]?.at ?? -60_000)).toBeGreaterThanOrEqual(60_000);
  });

  test.each([-3 * 3_600_000, 3 * 3_600_000])(
    'is told about in time although the time of day is set by %d ms',
    (ms) => {
      notices.learn('a', false);
      notices.learn('a', true);
      pass(2_000);
      clock.set(ms);
      notices.learn('a', false);
      pass(60_000);
      expect(told()).toEqual([['a out'], ['a back']]);
    },
  );

  test('that is back before anything was told is not told about', () => {
    notices.learn('a', false);
    notices.learn('a', true);
    pass(500);
    notices.learn('a', false);
    pass(120_000);
    expect(shown).toEqual([]);
  });

  test('that is forgotten meanwhile is not told about, and starts anew', () => {
    notices.learn('a', false);
    notices.learn('a', true);
    notices.remove('a');
    pass(2_000);
    notices.learn('a', false);
    pass(2_000);
    expect(shown).toEqual([]);
  });
});

describe('several units', () => {
  const learn = (count: number, out: boolean, from = 0) => {
    for (let i = from; i < from + count; i++) notices.learn(`u${i}`, out);
  };

  test('up to five get a notification each', () => {
    learn(5, false);
    learn(5, true);
    pass(2_000);
    expect(shown.map(({ changes }) => changes.length)).toEqual([1, 1, 1, 1, 1]);
  });

  test('twelve at once get one together', () => {
    learn(12, false);
    learn(6, true);
    pass(300);
    learn(6, true, 6);
    pass(70_000);
    expect(shown.map(({ changes }) => changes.length)).toEqual([12]);
  });

  test('beyond five within ten seconds wait, and are told together', () => {
    learn(12, false);
    learn(5, true);
    pass(2_000);
    learn(7, true, 5);
    pass(6_000);
    expect(shown).toHaveLength(5);
    pass(10_000);
    expect(shown.map(({ changes }) => changes.length)).toEqual([1, 1, 1, 1, 1, 7]);
  });

  test('whose account has gone are not told about', () => {
    learn(3, false);
    learn(3, true);
    notices.clear();
    pass(120_000);
    expect(shown).toEqual([]);
  });
});

describe('an entrapment', () => {
  const changesOf = () => shown.map(({ changes }) => changes);

  test('is told at once and alone, however many others are waiting', () => {
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      notices.learn(id, false);
      notices.learn(id, true);
    }
    notices.learn('x', false);
    notices.learn('x', true, true);
    expect(changesOf()).toEqual([[{ id: 'x', out: true, entrapment: true }]]);
    pass(2_000);
    expect(changesOf()[1]).toHaveLength(7);
  });

  test('does not wait for the minute of its unit, and does not count for the others', () => {
    notices.learn('a', false);
    notices.learn('a', true);
    pass(2_000);
    notices.learn('a', true, true);
    expect(changesOf().at(-1)).toEqual([{ id: 'a', out: true, entrapment: true }]);
    notices.learn('a', false);
    pass(61_000);
    expect(changesOf().at(-1)).toEqual([{ id: 'a', out: false, entrapment: false }]);
  });

  test('that comes again is told again, even within the minute of its unit', () => {
    notices.learn('a', false);
    notices.learn('a', true, true);
    pass(20_000);
    notices.learn('a', false);
    pass(20_000);
    notices.learn('a', true, true);
    expect(changesOf()).toEqual(Array(2).fill([{ id: 'a', out: true, entrapment: true }]));
    pass(120_000);
    expect(shown).toHaveLength(2);
  });

  test('is told once as long as it lasts', () => {
    notices.learn('a', false);
    notices.learn('a', true, true);
    notices.learn('a', true);
    notices.learn('a', true, true);
    pass(120_000);
    expect(shown).toHaveLength(1);
  });
});

test('whatever happens: never more than 5 notifications within 10 s nor one unit twice a minute, and nothing lost', async () => {
  const event = fc.record({
    unit: fc.integer({ min: 0, max: 11 }),
    out: fc.boolean(),
    pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 30_000 })),
  });
  await fuzz(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      start();
      const actual = new Map<string, boolean>();
      const first = new Map<string, boolean>();
      for (const { unit, out, pause } of events) {
        const id = `u${unit}`;
        if (!first.has(id)) first.set(id, out);
        actual.set(id, out);
        notices.learn(id, out);
        pass(pause);
      }
      pass(90_000);
      const believed = new Map(first);
      const last = new Map<string, number>();
      for (const [i, { at, changes }] of shown.entries()) {
        expect(shown.slice(i).filter((each) => each.at - at < 10_000).length).toBeLessThanOrEqual(5);
        for (const { id, out } of changes) {
          expect(out).not.toBe(believed.get(id));
          believed.set(id, out);
          expect(at - (last.get(id) ?? -60_000)).toBeGreaterThanOrEqual(60_000);
          last.set(id, at);
        }
      }
      expect(believed).toEqual(actual);
    }),
    150,
  );
});
