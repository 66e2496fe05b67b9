import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import type { Hub } from '../../../../electron/core/live/hub.ts';
import { holdLine, type LineParts } from '../../../../electron/core/live/line.ts';
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

test('a connection that another one has taken over from is not held on to: a line may last for months', async () => {
  const clock = fakeClock();
  const wanted = new Set(['1']);
  const hubs: WeakRef<Hub>[] = [];
  const token = () => ({ accessToken: `token ${hubs.length}`, expiresAt: clock.now() + 600_000 });
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
  const parts = {
    clock,
    log: fakeLog(),
    memory: { knowsUnsubscribe: true },
    subscriptionKey: () => 'key',
    wanted: () => wanted,
    ready: async () => undefined,
    onSubscribed: () => undefined,
    token: async () => token(),
  } as unknown as LineParts;
  const over = new AbortController();
  const line = holdLine(parts, over.signal, () => undefined);
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
