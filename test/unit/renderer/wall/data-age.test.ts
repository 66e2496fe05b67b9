import { beforeEach, describe, expect, test } from 'vitest';
import type { LiveState } from '../../../../electron/contract/live.ts';
import { createDataAge } from '../../../../renderer/wall/data-age.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

let clock: { now: number; steady: number };
let live: Pick<LiveState, 'phase' | 'since' | 'cover'>;
let list: { fetchedAt: number | null; begunAt: number | null; awaited: number | null; incomplete: boolean };
let updatedAt: number | null;
let size: number;
let unshown: number;
let dataAge: ReturnType<typeof createDataAge>;

beforeEach(() => {
  clock = { now: 1_700_000_000_000, steady: 0 };
  live = { phase: 'live', since: 1, cover: null };
  list = { fetchedAt: clock.now, begunAt: null, awaited: null, incomplete: false };
  updatedAt = null;
  size = 100;
  unshown = 0;
  dataAge = createDataAge(
    {
      live: () => live,
      list: () => list,
      lastUpdate: () => updatedAt && clock.now - updatedAt,
      size: () => size,
      unshown: () => unshown,
    },
    { now: () => clock.now, steady: () => clock.steady },
  );
});

/** Time passes, with a look every five seconds. */
function pass(ms: number) {
  for (let left = ms; left > 0; left -= 5 * second) {
    clock.now += Math.min(left, 5 * second);
    clock.steady += Math.min(left, 5 * second);
    dataAge.look();
  }
  return dataAge.look();
}
const set = (phase: LiveState['phase']) => {
  live = { ...live, phase, since: clock.now };
};
/** A list has come, and everything is live. */
function recover() {
  list = { ...list, fetchedAt: clock.now };
  set('live');
}

describe('while everything is live', () => {
  test('data are current, however long nothing happens', () => {
    expect(pass(10 * hour)).toEqual({ age: 0, isStale: false, isInDoubt: false });
  });

  test('through the renewal of a line they stay so', () => {
    pass(hour);
    set('catching-up');
    expect(pass(20 * second)).toMatchObject({ age: 20 * second, isStale: false });
    recover();
    expect(pass(second)).toMatchObject({ age: 0 });
  });
});

describe('after the line has broken', () => {
  test('they are as old as the last update, which a dead line hides for half a minute at most', () => {
    pass(minute);
    updatedAt = clock.now - 12 * second;
    set('reconnecting');
    expect(dataAge.look().age).toBe(12 * second);
    expect(pass(48 * second)).toMatchObject({ age: minute, isStale: false });
    expect(pass(second)).toMatchObject({ age: 61 * second, isStale: true });
    recover();
    updatedAt = clock.now - 20 * minute;
    pass(second);
    set('reconnecting');
    expect(dataAge.look().age, 'no more than what is noticed in any case').toBe(30 * second);
  });

  test('they get older by the second, and are current again once all is live', () => {
    pass(minute);
    set('reconnecting');
    expect(pass(3 * hour)).toMatchObject({ age: 3 * hour + 30 * second, isStale: true });
    recover();
    expect(pass(second)).toEqual({ age: 0, isStale: false, isInDoubt: false });
  });

  test('a list makes them as young as it is, one that is not whole does not', () => {
    pass(minute);
    set('reconnecting');
    pass(hour);
    list = { fetchedAt: clock.now - second, begunAt: null, awaited: null, incomplete: true };
    expect(dataAge.look()).toMatchObject({ isStale: true });
    list = { ...list, incomplete: false };
    expect(dataAge.look()).toMatchObject({ age: second, isStale: false });
    expect(pass(minute)).toMatchObject({ age: 61 * second, isStale: true });
  });

  test('a clock that is set back makes nothing younger, and one that is set forward nothing current', () => {
    pass(minute);
    set('reconnecting');
    pass(10 * minute);
    clock.now -= 5 * hour;
    expect(dataAge.look().age).toBe(10 * minute + 30 * second);
    clock.now += 9 * hour;
    expect(dataAge.look().isStale).toBe(true);
  });
});

describe('whatever says that they are current', () => {
  test('a list is as old as its first page, which took its time to come', () => {
    pass(minute);
    set('reconnecting');
    pass(hour);
    list = { ...list, begunAt: clock.now - 50 * second, fetchedAt: clock.now };
    expect(dataAge.look()).toMatchObject({ age: 50 * second, isStale: false });
    expect(pass(11 * second)).toMatchObject({ age: 61 * second, isStale: true });
  });

  test('a list from the future, of a clock that was wrong, makes nothing current', () => {
    dataAge.clear();
    set('connecting');
    list = { ...list, fetchedAt: clock.now + hour };
    expect(dataAge.look()).toMatchObject({ age: null });
    expect(pass(61 * second)).toMatchObject({ age: null, isStale: true });
    list = { ...list, fetchedAt: clock.now };
    expect(dataAge.look()).toMatchObject({ age: 0, isStale: false });
  });

  test('what has not come onto the screen has not', () => {
    pass(minute);
    unshown = 9 * second;
    expect(pass(second)).toMatchObject({ age: 0 });
    unshown = 10 * second;
    expect(pass(minute)).toMatchObject({ age: minute, isStale: false });
    list = { ...list, fetchedAt: clock.now };
    expect(pass(second), 'a list that is not shown either is no help').toMatchObject({
      age: 61 * second,
      isStale: true,
    });
    unshown = 0;
    expect(dataAge.look()).toMatchObject({ age: 0, isStale: false });
  });
});

describe('after sleep', () => {
  const sleep = (ms: number) => {
    // The steady clock may stand still meanwhile.
    clock.now += ms;
  };

  test('what was live is not believed, until a list has come', () => {
    pass(minute);
    sleep(8 * hour);
    expect(dataAge.look()).toMatchObject({ age: 8 * hour, isStale: true, isInDoubt: true });
    expect(pass(10 * second)).toMatchObject({ isStale: true, isInDoubt: true });
    list = { ...list, fetchedAt: clock.now };
    expect(dataAge.look()).toEqual({ age: 0, isStale: false, isInDoubt: false });
  });

  test('a live update shows that the line is the same', () => {
    pass(minute);
    sleep(30 * second);
    expect(dataAge.look().isInDoubt).toBe(true);
    clock.now += second;
    updatedAt = clock.now;
    expect(dataAge.look()).toEqual({ age: 0, isStale: false, isInDoubt: false });
  });

  test('one that came before shows nothing', () => {
    pass(minute);
    updatedAt = clock.now;
    sleep(hour);
    dataAge.look();
    expect(pass(5 * second)).toMatchObject({ isStale: true, isInDoubt: true });
  });
});

describe('without live updates for all units', () => {
  test.each([
    ['the service has no hub', 'not-available', null, 100, 90],
    ['the hub takes a part', 'live', { followed: 5, of: 100 }, 100, 90],
    ['there are more units than are followed', 'live', null, 200_000, 630],
  ] as const)(
    '%s: the list that is read again and again may be as old as it becomes',
    (_, phase, cover, units, limit) => {
      size = units;
      live = { phase, since: clock.now, cover };
      expect(pass(limit * second)).toMatchObject({ age: limit * second, isStale: false });
      expect(pass(second)).toMatchObject({ isStale: true });
      list = { ...list, fetchedAt: clock.now };
      expect(pass(second)).toMatchObject({ age: second, isStale: false });
    },
  );
});

test('without any data there is a minute for them to come, also for another account', () => {
  list = { ...list, fetchedAt: null };
  set('connecting');
  expect(pass(minute)).toMatchObject({ age: null, isStale: false });
  expect(pass(second)).toMatchObject({ age: null, isStale: true });
  dataAge.clear();
  expect(dataAge.look()).toMatchObject({ age: null, isStale: false });
});
