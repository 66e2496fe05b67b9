import { expect, test } from 'vitest';
import {
  createObservedTimes,
  frozenTimes,
  holesIn,
  merged,
  withStretch,
} from '../../../../electron/core/ledger/observed-times.ts';

function observedTimes(...stretches: [number, number][]) {
  const observed = createObservedTimes();
  for (const [from, to] of stretches) observed.add(from, to);
  return observed;
}

test('counts what was observed before a time', () => {
  const observed = observedTimes([10, 20], [30, 50]);
  expect([5, 10, 15, 20, 25, 30, 40, 50, 99].map(observed.until)).toEqual([0, 0, 5, 10, 10, 10, 20, 30, 30]);
});

test('stretches that touch are one, and a clock that was set back adds nothing', () => {
  const observed = observedTimes([10, 20], [20, 30], [12, 18], [15, 40]);
  expect(observed.within({ from: 0, to: 100 })).toEqual([{ from: 10, to: 40 }]);
  expect(observed.until(100)).toBe(30);
});

test('an empty stretch is none', () => {
  expect(observedTimes([10, 10]).within({ from: 0, to: 100 })).toEqual([]);
});

test('cuts what it finds to what was asked for', () => {
  const observed = observedTimes([10, 20], [30, 50], [60, 70]);
  expect(observed.within({ from: 15, to: 40 })).toEqual([
    { from: 15, to: 20 },
    { from: 30, to: 40 },
  ]);
  expect(observed.within({ from: 20, to: 30 })).toEqual([]);
});

test('one more stretch counts like those before it', () => {
  const observed = withStretch(observedTimes([10, 20]), { from: 20, to: 25 });
  expect(observed.until(22)).toBe(12);
  expect(observed.until(99)).toBe(15);
  expect(observed.within({ from: 15, to: 22 })).toEqual([{ from: 15, to: 22 }]);
  expect(observed.within({ from: 0, to: 12 })).toEqual([{ from: 10, to: 12 }]);
});

test('one more stretch counts once where it was observed already', () => {
  const observed = withStretch(observedTimes([10, 20]), { from: 15, to: 25 });
  expect([12, 18, 22, 99].map(observed.until)).toEqual([2, 8, 12, 15]);
  expect(observed.within({ from: 0, to: 100 })).toEqual([{ from: 10, to: 25 }]);
  expect(observed.end()).toBe(25);
  const before = withStretch(observedTimes([10, 20]), { from: 5, to: 15 });
  expect([8, 12, 99].map(before.until)).toEqual([0, 2, 10]);
  expect(before.within({ from: 0, to: 100 })).toEqual([{ from: 10, to: 20 }]);
  expect(before.end()).toBe(20);
});

test('frozen, they have nothing of what is added later', () => {
  const live = observedTimes([10, 20]);
  const frozen = frozenTimes(live);
  const empty = observedTimes();
  const nothing = frozenTimes(empty);
  live.add(20, 25);
  live.add(30, 40);
  empty.add(10, 20);
  expect([15, 22, 99].map(frozen.until)).toEqual([5, 10, 10]);
  expect(frozen.within({ from: 0, to: 100 })).toEqual([{ from: 10, to: 20 }]);
  expect(frozen.end()).toBe(20);
  expect(nothing.until(99)).toBe(0);
  expect(nothing.within({ from: 0, to: 100 })).toEqual([]);
});

test('holes are what stretches leave of the whole', () => {
  const whole = { from: 0, to: 100 };
  expect(holesIn(whole, [])).toEqual([whole]);
  expect(holesIn(whole, [{ from: 0, to: 10 }])).toEqual([{ from: 10, to: 100 }]);
  expect(holesIn(whole, [{ from: 20, to: 30 }])).toEqual([
    { from: 0, to: 20 },
    { from: 30, to: 100 },
  ]);
  expect(holesIn(whole, [whole])).toEqual([]);
});

test('stretches in any order become some in order', () => {
  expect(
    merged([
      { from: 30, to: 40 },
      { from: 10, to: 20 },
      { from: 15, to: 25 },
      { from: 50, to: 50 },
    ]),
  ).toEqual([
    { from: 10, to: 25 },
    { from: 30, to: 40 },
  ]);
});
