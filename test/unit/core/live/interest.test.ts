import { beforeEach, describe, expect, test } from 'vitest';
import {
  createInterest,
  createSubscriptions,
  type HubMemory,
} from '../../../../electron/core/live/interest.ts';

const newInterest = (watched: string[] = []) => {
  let changes = 0;
  const interest = createInterest(
    () => watched,
    () => {
      changes += 1;
    },
  );
  return { interest, watched, changes: () => changes };
};

describe('the units that live updates are wanted for', () => {
  test('are those shown and those watched, which may change', () => {
    const { interest, watched, changes } = newInterest(['w']);
    interest.follow(['a', 'w']);
    expect(interest.wanted()).toEqual(new Set(['a', 'w']));
    watched.push('v');
    interest.refresh();
    expect(interest.wanted()).toEqual(new Set(['a', 'w', 'v']));
    expect(changes()).toBe(2);
  });

  test('are all of the list, once it is there: whoever waits is told, however often is asked meanwhile', async () => {
    const { interest } = newInterest();
    interest.follow('all');
    const ready = interest.ready();
    interest.refresh();
    interest.refresh();
    interest.listed(new Set(['a', 'b']));
    await ready;
    expect(interest.wanted()).toEqual(new Set(['a', 'b']));
  });

  test('stay where a later list is not whole', () => {
    const { interest } = newInterest();
    interest.follow('all');
    interest.listed(new Set(['a']), false);
    interest.listed(new Set(['b']), false);
    expect(interest.wanted()).toEqual(new Set(['a', 'b']));
    interest.listed(new Set(['b']));
    expect(interest.wanted()).toEqual(new Set(['b']));
  });

  test('are forgotten with whom they belong to, but not that all of them are wanted', () => {
    const { interest } = newInterest();
    interest.follow(['a']);
    interest.clear();
    expect(interest.wanted().size).toBe(0);
    interest.follow('all');
    interest.listed(new Set(['b']));
    interest.clear();
    expect(interest.wanted().size).toBe(0);
    expect(interest.followsAll()).toBe(true);
  });

  test('are told by the window, for each person anew; of an empty list there is nothing to tell', () => {
    const { interest } = newInterest(['w']);
    expect(interest.isTold()).toBe(false);
    interest.listed(new Set(['a']));
    expect(interest.isTold()).toBe(false);
    interest.follow([]);
    expect(interest.isTold()).toBe(true);
    interest.clear();
    expect(interest.isTold()).toBe(false);
    interest.listed(new Set());
    expect(interest.isTold()).toBe(true);
  });
});

describe('a hub that takes only so many units', () => {
  test('gets those that are watched and in sight first, and what is live of the list is known', () => {
    const { interest } = newInterest(['w']);
    expect(interest.cover()).toBeNull();
    interest.follow('all', ['c']);
    interest.listed(new Set(['a', 'b', 'c', 'd', 'w']));
    expect(interest.cover()).toBeNull();
    expect(interest.limit(3)).toBe(true);
    expect(interest.wanted()).toEqual(new Set(['w', 'c', 'a']));
    expect(interest.cover()).toEqual({ followed: 3, of: 5 });
    interest.follow('all', ['d']);
    expect(interest.wanted()).toEqual(new Set(['w', 'd', 'a']));
  });

  test('is not asked for less again and again, and not at all where it takes none', () => {
    const { interest } = newInterest();
    interest.follow('all');
    interest.listed(new Set(['a', 'b', 'c']));
    expect(interest.limit(0)).toBe(false);
    expect(interest.limit(3)).toBe(false);
    expect(interest.limit(2)).toBe(true);
    expect(interest.limit(2)).toBe(false);
  });

  test('may take more for somebody else', () => {
    const { interest } = newInterest();
    interest.follow('all');
    interest.listed(new Set(['a', 'b']));
    interest.limit(1);
    interest.clear();
    interest.listed(new Set(['c', 'd']));
    expect(interest.cover()).toBeNull();
  });
});

let calls: { method: string; ids: readonly string[] }[];
let wanted: Set<string>;
let memory: HubMemory;
let refuses: boolean;
beforeEach(() => {
  calls = [];
  wanted = new Set();
  memory = { knowsUnsubscribe: true };
  refuses = false;
});
const newSubscriptions = () =>
  createSubscriptions(
    {
      async subscribe(ids) {
        calls.push({ method: 'subscribe', ids });
        if (refuses) throw new Error('no');
      },
      async unsubscribe(ids) {
        calls.push({ method: 'unsubscribe', ids });
        return !refuses;
      },
    },
    () => wanted,
    memory,
  );
const many = (count: number) => new Set(Array.from({ length: count }, (_, i) => `unit ${i}`));

describe('the subscriptions of a connection', () => {
  test('are complete only with what came to be wanted while they were made', async () => {
    wanted = many(1);
    const sync = newSubscriptions();
    const done = sync();
    wanted = many(2);
    await done;
    expect(calls.flatMap(({ ids }) => ids)).toEqual(['unit 0', 'unit 1']);
  });

  test('are made in chunks of 200, each unit once', async () => {
    wanted = many(450);
    const sync = newSubscriptions();
    await sync();
    await sync();
    expect(calls.map(({ ids }) => ids.length)).toEqual([200, 200, 50]);
    expect(new Set(calls.flatMap(({ ids }) => ids))).toEqual(wanted);
  });

  test('are given up when they are not wanted any more', async () => {
    wanted = many(3);
    const sync = newSubscriptions();
    await sync();
    wanted = new Set(['unit 1', 'unit 9']);
    await sync();
    // First the old ones, because a hub that takes only so many needs the room.
    expect(calls.slice(1)).toEqual([
      { method: 'unsubscribe', ids: ['unit 0', 'unit 2'] },
      { method: 'subscribe', ids: ['unit 9'] },
    ]);
  });

  test('follow a change that comes while they are made', async () => {
    wanted = many(1);
    const sync = newSubscriptions();
    const first = sync();
    wanted = new Set(['late']);
    await Promise.all([first, sync()]);
    expect(calls.flatMap(({ ids }) => ids)).toContain('late');
  });

  test('stay where the hub cannot unsubscribe, which it is asked once, by whatever connection', async () => {
    wanted = many(2);
    const sync = newSubscriptions();
    await sync();
    refuses = true;
    wanted = new Set();
    await sync();
    await sync();
    expect(calls.filter(({ method }) => method === 'unsubscribe')).toHaveLength(1);
    expect(memory.knowsUnsubscribe).toBe(false);
  });

  test('reject when the hub refuses, and are tried again', async () => {
    wanted = many(1);
    refuses = true;
    const sync = newSubscriptions();
    await expect(sync()).rejects.toThrow('no');
    refuses = false;
    await sync();
    expect(calls).toHaveLength(2);
  });
});
