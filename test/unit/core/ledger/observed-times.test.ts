import { expect, test } from 'vitest';
import {
  createObservedTimes,
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
