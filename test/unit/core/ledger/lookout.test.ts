import { beforeEach, expect, test } from 'vitest';
import { createLookout } from '../../../../electron/core/ledger/lookout.ts';

const second = 1_000;
const minute = 60 * second;
const live = { phase: 'live', cover: null } as const;

let now: number;
let looks: [number, number][];
let lookout: ReturnType<typeof createLookout>;

beforeEach(() => {
  now = 0;
  looks = [];
  lookout = createLookout(
    () => now,
    (from, to) => looks.push([from, to]),
  );
});

/** Lets time pass, with a beat each minute. */
function pass(ms: number): void {
  const end = now + ms;
  for (; now + minute <= end; ) {
    now += minute;
    lookout.beat();
  }
  now = end;
}

/** What was told, where parts that follow each other are one. */
function told(): [number, number][] {
  const found: [number, number][] = [];
  for (const [from, to] of looks) {
    const last = found.at(-1);
    if (last?.[1] === from) last[1] = to;
    else found.push([from, to]);
  }
  return found;
}

test('somebody looks while the updates are live, until they are paused', () => {
  lookout.check(live);
  pass(10 * minute + second);
  lookout.check({ phase: 'paused', cover: null });
  pass(5 * minute);
  expect(told()).toEqual([[0, 10 * minute + second]]);
});

test('a line that is lost may have been dead for half a minute', () => {
  lookout.check(live);
  pass(10 * minute);
  lookout.check({ phase: 'reconnecting', cover: null });
  expect(told()).toEqual([[0, 10 * minute - 30 * second]]);
});

test('whoever asks before the first beat after a sleep learns that nobody looked meanwhile', () => {
  lookout.check(live);
  pass(3 * minute);
  now += 8 * 60 * minute;
  const asked = lookout.untold();
  expect(asked).toEqual({ from: 3 * minute - 30 * second, to: 3 * minute });
  lookout.beat();
  expect(told()).toEqual([[0, 3 * minute]]);
  expect(lookout.untold()).toEqual({ from: now, to: now });
});

test('what is not certain yet is told of as untold, so that nothing is missing now', () => {
  lookout.check(live);
  pass(3 * minute);
  expect(told()).toEqual([[0, 3 * minute - 30 * second]]);
  expect(lookout.untold()).toEqual({ from: 3 * minute - 30 * second, to: 3 * minute });
});

test('a computer that slept did not look', () => {
  lookout.check(live);
  pass(2 * minute);
  now += 60 * minute;
  lookout.beat();
  pass(5 * minute);
  lookout.check({ phase: 'paused', cover: null });
  expect(told()).toEqual([
    [0, 2 * minute],
    [62 * minute, 67 * minute],
  ]);
});

test('a computer that slept and comes back without its line did not look either', () => {
  lookout.check(live);
  pass(2 * minute);
  now += 60 * minute;
  lookout.check({ phase: 'reconnecting', cover: null });
  // Nothing of the sleep but the half minute before it, which the last beat had held back.
  expect(told()).toEqual([[0, 2 * minute]]);
});

test('updates that do not reach every unit are no looking at all of them', () => {
  lookout.check({ phase: 'live', cover: { followed: 5, of: 9 } });
  pass(10 * minute);
  lookout.check({ phase: 'off', cover: null });
  expect(told()).toEqual([]);
});

test('two lists in two minutes count as looking between them, two that are further apart do not', () => {
  lookout.listed(true);
  pass(2 * minute);
  lookout.listed(true);
  pass(2 * minute + 1);
  lookout.listed(true);
  expect(told()).toEqual([[0, 2 * minute]]);
});

test('what a list says of a unit is as old as its beginning', () => {
  lookout.begins();
  pass(40 * second);
  lookout.listed(true);
  pass(minute);
  lookout.begins();
  expect(lookout.gap()).toBe(100 * second);
  pass(30 * second);
  expect(lookout.gap()).toBe(130 * second);
  lookout.listed(true);
  pass(second);
  expect(lookout.gap()).toBe(31 * second);
  // It counts as looking by how far the lists are apart, however long they are.
  pass(2 * minute);
  expect(lookout.gap()).toBe(0);
  expect(told()).toEqual([[40 * second, 130 * second]]);
});

test('what was followed after a list is known up to its end', () => {
  lookout.begins();
  pass(40 * second);
  lookout.listed(true);
  lookout.check(live);
  pass(minute);
  lookout.check({ phase: 'paused', cover: null });
  pass(second);
  expect(lookout.gap()).toBe(second);
});

test('a list that is not whole is none', () => {
  lookout.listed(true);
  pass(minute);
  lookout.listed(false);
  expect(told()).toEqual([]);
});

test('a list soon after the line was lost counts from its loss on', () => {
  lookout.check(live);
  pass(5 * minute);
  lookout.check({ phase: 'reconnecting', cover: null });
  pass(20 * second);
  expect(lookout.gap()).toBe(50 * second);
  lookout.listed(true);
  lookout.check(live);
  expect(lookout.gap()).toBe(0);
  pass(minute);
  lookout.check({ phase: 'off', cover: null });
  expect(told()).toEqual([[0, 6 * minute + 20 * second]]);
});

test('a clock that is set back tells nothing twice', () => {
  lookout.check(live);
  pass(60 * minute);
  now -= 30 * minute;
  lookout.beat();
  pass(10 * minute);
  lookout.check({ phase: 'off', cover: null });
  for (const [from, to] of looks) expect(to).toBeGreaterThan(from);
  expect(Math.max(...looks.map(([, to]) => to))).toBeLessThanOrEqual(60 * minute);
});

test('another account has not been looked at', () => {
  lookout.listed(true);
  lookout.check(live);
  pass(minute);
  lookout.end();
  pass(minute);
  lookout.listed(true);
  expect(told()).toEqual([[0, minute]]);
});
