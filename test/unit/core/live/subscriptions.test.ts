import { beforeEach, describe, expect, test } from 'vitest';
import { createSubscriptions, type HubMemory } from '../../../../electron/core/live/subscriptions.ts';

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
    const subscriptions = newSubscriptions();
    const done = subscriptions.sync();
    wanted = many(2);
    await done;
    expect(calls.flatMap(({ ids }) => ids)).toEqual(['unit 0', 'unit 1']);
  });

  test('are made in chunks of 200, each unit once', async () => {
    wanted = many(450);
    const subscriptions = newSubscriptions();
    await subscriptions.sync();
    await subscriptions.sync();
    expect(calls.map(({ ids }) => ids.length)).toEqual([200, 200, 50]);
    expect(new Set(calls.flatMap(({ ids }) => ids))).toEqual(wanted);
  });

  test('are given up when they are not wanted any more', async () => {
    wanted = many(3);
    const subscriptions = newSubscriptions();
    await subscriptions.sync();
    wanted = new Set(['unit 1', 'unit 9']);
    await subscriptions.sync();
    expect(calls.slice(1)).toEqual([
      { method: 'subscribe', ids: ['unit 9'] },
      { method: 'unsubscribe', ids: ['unit 0', 'unit 2'] },
    ]);
  });

  test('follow a change that comes while they are made', async () => {
    wanted = many(1);
    const subscriptions = newSubscriptions();
    const first = subscriptions.sync();
    wanted = new Set(['late']);
    await Promise.all([first, subscriptions.sync()]);
    expect(calls.flatMap(({ ids }) => ids)).toContain('late');
  });

  test('stay where the hub cannot unsubscribe, which it is asked once, by whatever connection', async () => {
    wanted = many(2);
    const subscriptions = newSubscriptions();
    await subscriptions.sync();
    refuses = true;
    wanted = new Set();
    await subscriptions.sync();
    await subscriptions.sync();
    expect(calls.filter(({ method }) => method === 'unsubscribe')).toHaveLength(1);
    expect(memory.knowsUnsubscribe).toBe(false);
  });

  test('reject when the hub refuses, and are tried again', async () => {
    wanted = many(1);
    refuses = true;
    const subscriptions = newSubscriptions();
    await expect(subscriptions.sync()).rejects.toThrow('no');
    refuses = false;
    await subscriptions.sync();
    expect(calls).toHaveLength(2);
  });
});
