import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../../../../electron/core/errors.ts';
import type { Hub } from '../../../../electron/core/live/hub.ts';
import { holdLine, type LineParts, retryDelay, usualRetry } from '../../../../electron/core/live/line.ts';
import { fakeClock, fakeLog } from '../../../fakes/ports.ts';

const opened = vi.hoisted((): { next: () => Hub } => ({
  next: () => {
    throw new Error('not yet');
  },
}));
// A function of vitest's own would keep what it has returned.
vi.mock('../../../../electron/core/live/hub.ts', () => ({ openHub: async () => opened.next() }));

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** What a line needs here; the key is there, and what is wanted is known. */
type Given = Pick<LineParts, 'clock' | 'memory' | 'wanted' | 'onOpen' | 'token'>;
function lineParts(given: Given): LineParts {
  const settled = { log: fakeLog(), subscriptionKey: () => 'key', ready: async () => undefined };
  return { ...settled, ...given } as unknown as LineParts;
}

test('a connection that another one has taken over from is not held on to: a line may last for months', async () => {
  const clock = fakeClock();
  const wanted = new Set(['1']);
  const hubs: WeakRef<Hub>[] = [];
  const token = () => ({ accessToken: `token ${hubs.length}`, expiresAt: clock.now() + 600_000, scopes: [] });
  opened.next = () => {
    const hub = {
      token: token(),
      subscribe: async () => undefined,
      unsubscribe: async () => true,
      ended: new Promise(() => undefined),
      close: () => undefined,
    } as unknown as Hub;
    hubs.push(new WeakRef(hub));
    return hub;
  };
  const parts = lineParts({
    clock,
    memory: { knowsUnsubscribe: true },
    wanted: () => wanted,
    onOpen: () => undefined,
    token: async () => token(),
  });
  const over = new AbortController();
  const line = holdLine(parts, over.signal);
  await vi.waitFor(() => expect(hubs).toHaveLength(1));
  for (let renewals = 1; renewals < 5; renewals += 1) {
    await vi.waitFor(() => {
      clock.move(500_000);
      expect(hubs.length).toBeGreaterThan(renewals);
    });
  }
  const left = async () => {
    await pause(1);
    collect();
    return hubs.slice(0, 3).filter((each) => each.deref()).length;
  };
  await expect.poll(left).toBe(0);
  over.abort(new Error('over'));
  await expect(line).rejects.toThrow('over');
});

test('a subscription that is under way when another connection takes over is made there, and does not end the line', async () => {
  const clock = fakeClock();
  let wanted: ReadonlySet<string> = new Set(['1']);
  const subscribed: string[][] = [];
  const token = () => ({
    accessToken: `token ${subscribed.length}`,
    expiresAt: clock.now() + 600_000,
    scopes: [],
  });
  opened.next = () => {
    const ids: string[] = [];
    const closed = Promise.withResolvers<void>();
    closed.promise.catch(() => undefined);
    const isFirst = subscribed.length === 0;
    const hub = {
      token: token(),
      async subscribe(more: readonly string[]) {
        // The first one does not answer any more.
        if (isFirst && more.includes('2')) await closed.promise;
        ids.push(...more);
      },
      ended: new Promise(() => undefined),
      close: () => closed.reject(offline),
    } as unknown as Hub;
    subscribed.push(ids);
    return hub;
  };
  const onOpen = vi.fn<LineParts['onOpen']>();
  const parts = lineParts({
    clock,
    memory: { knowsUnsubscribe: false },
    wanted: () => wanted,
    onOpen,
    token: async () => token(),
  });
  const over = new AbortController();
  const onEnd = vi.fn();
  const line = holdLine(parts, over.signal).finally(onEnd);
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalled());
  wanted = new Set(['1', '2']);
  const synced = onOpen.mock.lastCall?.[0]();
  clock.move(500_000);
  await synced;
  await pause(1);
  expect(subscribed).toEqual([['1'], ['1', '2']]);
  expect(onEnd).not.toHaveBeenCalled();
  over.abort(new Error('over'));
  await expect(line).rejects.toThrow('over');
});

const offline = new AppError('offline', 'No network.');
const busy = new AppError('api-unavailable', 'Busy.');
const delays = (failure: AppError, failures: number, held = false) =>
  Array.from({ length: 200 }, () => retryDelay(usualRetry, failure, failures, held));

describe('the pause before the next connection', () => {
  test('is as short while a proxy asks for a password: it may be there any moment', () => {
    const asked = new AppError('proxy-sign-in', 'The proxy asks.');
    expect(Math.max(...delays(asked, 50))).toBeLessThanOrEqual(4_000);
  });

  test.each([1, 5, 50, 5_000])(
    'is at most 4 s while the network is away, after %d failures (R34)',
    (failures) => {
      expect(Math.max(...delays(offline, failures))).toBeLessThanOrEqual(4_000);
    },
  );

  test('grows up to 30 s for a hub in trouble, and is never twice the same (R34)', () => {
    expect(Math.max(...delays(busy, 1))).toBeLessThanOrEqual(500);
    const late = delays(busy, 5_000);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(15_000);
    expect(Math.max(...late)).toBeLessThanOrEqual(30_000);
    expect(new Set(late).size).toBeGreaterThan(100);
  });

  test('grows too for a hub that takes us in and throws us out', () => {
    expect(Math.min(...delays(offline, 20, true))).toBeGreaterThanOrEqual(15_000);
  });

  test('is what the hub asks for', () => {
    const asked = new AppError('api-unavailable', 'Busy.', { details: { seconds: '90' } });
    expect(Math.min(...delays(asked, 1))).toBeGreaterThanOrEqual(90_000);
  });
});
