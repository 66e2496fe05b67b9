import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Attempt,
  createDeliveryQueue,
} from '../../../../../electron/core/gateway/webhooks/delivery-queue.ts';

const delivery = (unit: string, id: string) => ({ id, unit, body: '' });

describe('the queue of deliveries', () => {
  test('lets a unit wait for its oldest, and others pass', () => {
    const queue = createDeliveryQueue(10);
    for (const [unit, id] of ['a1', 'a2', 'b1', 'a3'].map((id) => [id.charAt(0), id] as const))
      queue.add(delivery(unit, id));
    const [first, second] = [queue.take(0), queue.take(0)];
    expect([first?.delivery.id, second?.delivery.id, queue.take(0)]).toEqual(['a1', 'b1', undefined]);
    queue.failed(delivery('a', 'a1'), 50);
    queue.done(delivery('b', 'b1'));
    expect(queue.take(49)).toBeUndefined();
    expect(queue.nextAt()).toBe(50);
    expect(queue.take(50)).toEqual({ delivery: delivery('a', 'a1'), number: 2 });
    expect(queue.nextAt()).toBeUndefined();
    queue.done(delivery('a', 'a1'));
    expect(queue.take(50)?.delivery.id).toBe('a2');
  });

  test('gives up the oldest that is not being sent', () => {
    const queue = createDeliveryQueue(2);
    queue.add(delivery('a', 'a1'));
    queue.take(0);
    expect(queue.add(delivery('a', 'a2'))).toBeUndefined();
    expect(queue.add(delivery('b', 'b1'))).toEqual(delivery('a', 'a2'));
    expect(queue.size()).toBe(2);
    expect(queue.clear().map(({ id }) => id)).toEqual(['a1', 'b1']);
    // It was on its way meanwhile.
    queue.done(delivery('a', 'a1'));
    expect(queue.take(0)).toBeUndefined();
  });

  test('never sends two of a unit at once, nor in another order than they came, whatever fails', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), unit: fc.constantFrom('a', 'b', 'c') }),
      fc.record({
        kind: fc.constantFrom('take' as const, 'done' as const, 'failed' as const),
        which: fc.nat(5),
      }),
    );
    const run = (
      steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[],
      limit: number,
    ) => {
      const queue = createDeliveryQueue(limit);
      const sending: Attempt[] = [];
      const received: Record<string, number> = {};
      let count = 0;
      let now = 0;
      for (const each of steps) {
        now += 1;
        if (each.kind === 'add') {
          count += 1;
          queue.add(delivery(each.unit, String(count)));
        } else if (each.kind === 'take') {
          const taken = queue.take(now);
          if (!taken) continue;
          expect(sending.some(({ delivery: { unit } }) => unit === taken.delivery.unit)).toBe(false);
          expect(Number(taken.delivery.id)).toBeGreaterThan(received[taken.delivery.unit] ?? 0);
          sending.push(taken);
        } else {
          const [ended] = sending.splice(each.which % Math.max(1, sending.length), 1);
          if (!ended) continue;
          if (each.kind === 'failed') queue.failed(ended.delivery, now + each.which);
          else {
            queue.done(ended.delivery);
            received[ended.delivery.unit] = Number(ended.delivery.id);
          }
        }
        expect(queue.size()).toBeLessThanOrEqual(Math.max(limit, sending.length + 1));
      }
    };
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 2, max: 8 }), run));
  });
});
