import { getEventListeners } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';
import { pause } from '../../../../electron/core/backoff.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import type { Hub } from '../../../../electron/core/live/hub.ts';
import {
  holdLine,
  type LineParts,
  retryDelay,
  stayConnected,
  usualRetry,
} from '../../../../electron/core/live/line.ts';
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
    await rest(1);
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
  await rest(1);
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

describe('a pause', () => {
  test.each(['its time is over', 'it is aborted'])(
    'leaves neither listener nor timer behind when %s',
    async (end) => {
      const clock = fakeClock();
      const abort = new AbortController();
      const timers = vi.spyOn(clock, 'later');
      let isOver = false;
      const waiting = pause(clock, 1_000, abort.signal).then(() => {
        isOver = true;
      });
      clock.move(999);
      await rest(1);
      expect([isOver, getEventListeners(abort.signal, 'abort').length]).toEqual([false, 1]);
      if (end === 'it is aborted') abort.abort(new Error('over'));
      else clock.move(1);
      await waiting;
      expect(getEventListeners(abort.signal, 'abort')).toHaveLength(0);
      expect(timers).toHaveBeenCalledOnce();
      // Nothing is left to cancel.
      expect(timers.mock.results[0]?.value()).toBe(false);
    },
  );
});

describe('a line that breaks', () => {
  /** How long each pause was (ms) with hubs that last so long (ms), and what was said of each loss. */
  async function pausesWith(lasts: number, failure: AppError, count: number) {
    const clock = fakeClock();
    const pauses: number[] = [];
    const losses: boolean[] = [];
    const { later } = clock;
    const wanted = new Set(['1']);
    let isHeld = false;
    opened.next = () => {
      if (lasts < 0) throw failure;
      const ended = Promise.withResolvers<AppError>();
      isHeld = true;
      later(lasts, () => {
        isHeld = false;
        ended.resolve(failure);
      });
      const token = { accessToken: 'x', expiresAt: Number.POSITIVE_INFINITY, scopes: [] };
      return {
        token,
        subscribe: async () => undefined,
        ended: ended.promise,
        close: () => undefined,
      } as unknown as Hub;
    };
    clock.later = (ms, run) => {
      if (!isHeld && Number.isFinite(ms)) pauses.push(ms);
      return later(ms, run);
    };
    const over = new AbortController();
    const parts = {
      ...lineParts({
        clock,
        memory: { knowsUnsubscribe: true },
        wanted: () => wanted,
        onOpen: () => undefined,
        token: async () => ({ accessToken: 'x', expiresAt: Number.POSITIVE_INFINITY, scopes: [] }),
      }),
      ...usualRetry,
      onLost: (_failure: AppError, noHub: boolean) => void losses.push(noHub),
    };
    const line = stayConnected(parts, over.signal);
    while (pauses.length < count) {
      await rest(0);
      clock.move(500);
    }
    over.abort(new Error('over'));
    clock.move(300_000);
    await line;
    return { pauses, losses };
  }

  test('at once, again and again, is tried less and less often: such a hub would be asked twice a second', async () => {
    const { pauses } = await pausesWith(0, offline, 7);
    expect(pauses[0]).toBeLessThanOrEqual(500);
    expect(pauses[6]).toBeGreaterThanOrEqual(15_000);
  });

  test('after it has lasted is tried again soon, each time', async () => {
    const { pauses } = await pausesWith(usualRetry.goodAfter, offline, 5);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(500);
  });

  test('and never was there, because there is no hub, is tried every five minutes', async () => {
    const missing = new AppError('api-bad-answer', 'None.', { details: { status: '404' } });
    const { pauses, losses } = await pausesWith(-1, missing, 2);
    expect(pauses.slice(0, 2)).toEqual([300_000, 300_000]);
    expect(losses.slice(0, 2)).toEqual([true, true]);
  });

  test('and was there before is only missing for a moment', async () => {
    const missing = new AppError('api-bad-answer', 'None.', { details: { status: '404' } });
    const { pauses, losses } = await pausesWith(0, missing, 2);
    expect(pauses[0]).toBeLessThanOrEqual(500);
    expect(losses.slice(0, 2)).toEqual([false, false]);
  });
});
