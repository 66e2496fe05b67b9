import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createReceiver, type Receiver } from '../../../../../electron/core/gateway/webhooks/receiver.ts';
import { fakeClock } from '../../../../fakes/ports.ts';
import {
  type Answer,
  fakeReceiver,
  isSigned,
  type Received,
  webhookSecret,
} from '../../../../fakes/receiver.ts';

const secondsIn = (header: string) => Number(/t=(\d+)/.exec(header)?.[1]);
const settled = async () => {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
};
let open: Receiver | undefined;
afterEach(() => open?.close());

function begun(answer?: (received: Received, count: number) => Answer | Promise<Answer>, limit?: number) {
  const clock = fakeClock(1_000_000_000_000);
  const { http, received } = fakeReceiver(answer);
  const told: string[] = [];
  const over: string[] = [];
  const receiver = createReceiver({
    settings: { name: 'room', url: 'https://hooks.example.com/path-hunter2?key=hunter2' },
    secret: webhookSecret,
    http,
    clock,
    tell: (text) => void told.push(text),
    isOwed: () => true,
    onOver: (all) => over.push(...all.map(({ id }) => id)),
    random: () => 1,
    limit,
  });
  open = receiver;
  let count = 0;
  const add = (unit: string) => {
    count += 1;
    receiver.add({
      id: `${unit}${count}`,
      unit,
      body: JSON.stringify({ id: `${unit}${count}`, unit: { id: unit } }),
    });
  };
  const move = async (ms: number) => {
    clock.move(ms);
    await settled();
  };
  return { add, clock, received, told, over, receiver, move, ids: () => received.map(({ id }) => id) };
}

describe('a receiver', () => {
  test('gets each change once, signed, with an id of its own', async () => {
    const { add, received, receiver, told, over } = begun();
    for (const unit of ['a', 'b', 'a']) add(unit);
    await settled();
    expect(received.map(({ id }) => id)).toEqual(['a1', 'b2', 'a3']);
    for (const { id, body, headers } of received) {
      expect(headers['max-desk-delivery']).toBe(id);
      expect(headers['content-type']).toBe('application/json');
      expect(isSigned(body, headers['max-desk-signature'] ?? '')).toBe(true);
    }
    expect(over).toEqual(['a1', 'b2', 'a3']);
    expect(told).toEqual([]);
    expect(receiver.counts()).toEqual({
      name: 'room',
      waiting: 0,
      delivered: 3,
      failures: 0,
      lost: 0,
      isGone: false,
    });
  });

  test('is asked again later and later with the same id and a new signature, and said so once', async () => {
    const { add, received, told, move, receiver, ids } = begun((_, count) => (count <= 3 ? 503 : 204));
    add('a');
    await settled();
    expect(received).toHaveLength(1);
    for (const wait of [1_000, 2_000, 4_000]) {
      const before = received.length;
      await move(wait - 1);
      expect(received).toHaveLength(before);
      await move(1);
      expect(received).toHaveLength(before + 1);
    }
    expect(new Set(ids())).toEqual(new Set(['a1']));
    const times = received.map(({ headers }) => secondsIn(headers['max-desk-signature'] ?? ''));
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 1, 3, 7]);
    expect(told).toEqual([
      'The webhook "room" (hooks.example.com) did not take a change (503). Trying again.',
      'The webhook "room" (hooks.example.com) takes changes again.',
    ]);
    expect(receiver.counts()).toMatchObject({ delivered: 1, failures: 3 });
  });

  test.each([
    ['a status', 404],
    ['a redirect', 302],
    ['a fault of the network', Object.assign(new Error('hunter2'), { code: 'ECONNREFUSED' })],
  ])('that answers %s has not taken it', async (_what, answer) => {
    const { add, move, receiver, told } = begun((_received, count) => (count === 1 ? answer : 200));
    add('a');
    await settled();
    expect(receiver.counts()).toMatchObject({ waiting: 1, failures: 1 });
    await move(1_000);
    expect(receiver.counts()).toMatchObject({ waiting: 0, delivered: 1 });
    expect(told.join()).not.toContain('hunter2');
  });

  test('that does not answer is waited for 15 seconds', async () => {
    const { add, move, receiver } = begun((_, count) => (count === 1 ? 'hangs' : 200));
    add('a');
    await settled();
    await move(14_999);
    expect(receiver.counts()).toMatchObject({ waiting: 1, failures: 0 });
    await move(1);
    expect(receiver.counts()).toMatchObject({ waiting: 1, failures: 1 });
    await move(1_000);
    expect(receiver.counts()).toMatchObject({ waiting: 0, delivered: 1 });
  });

  test('is not asked before the time that it names, with any change', async () => {
    const busy = { status: 429, headers: { 'retry-after': '90' } };
    const { add, move, received } = begun((_, count) => (count === 1 ? busy : 200));
    add('a');
    await settled();
    add('b');
    await move(89_999);
    expect(received).toHaveLength(1);
    await move(1);
    expect(received).toHaveLength(3);
  });

  test('is not asked before that time either if it takes what was on its way', async () => {
    const busy = { status: 429, headers: { 'retry-after': '90' } };
    const late = Promise.withResolvers<Answer>();
    const { add, move, ids } = begun(({ unit }, count) =>
      unit === 'b' ? late.promise : count === 1 ? busy : 200,
    );
    add('a');
    add('b');
    await settled();
    late.resolve(200);
    add('c');
    await move(89_999);
    expect(ids()).toEqual(['a1', 'b2']);
    await move(1);
    expect(ids()).toEqual(['a1', 'b2', 'a1', 'c3']);
  });

  test('that never takes one unit gets all others at once', async () => {
    const { add, move, ids } = begun(({ unit }) => (unit === 'bad' ? 500 : 200));
    add('bad');
    add('bad');
    for (let i = 0; i < 12; i += 1) await move(300_000);
    for (let i = 0; i < 50; i += 1) add(`u${i}-`);
    await settled();
    expect(ids().filter((id) => id.startsWith('u'))).toHaveLength(50);
    // The second of the unit still waits for the first.
    expect(new Set(ids().filter((id) => id.startsWith('bad')))).toEqual(new Set(['bad1']));
  });

  test('that is down is not asked for each of many units, and has them all when it is back', async () => {
    let isDown = true;
    const { add, move, received, receiver } = begun(() => (isDown ? 503 : 200));
    for (let i = 0; i < 500; i += 1) add(`u${i}-`);
    await settled();
    for (let i = 0; i < 600; i += 1) await move(1_000);
    expect(received.length).toBeLessThan(30);
    isDown = false;
    await move(60_000);
    await settled();
    // But those that it refused before, which have their own time.
    expect(receiver.counts().waiting).toBeLessThan(30);
    for (let i = 0; i < 20 && receiver.counts().waiting > 0; i += 1) await move(300_000);
    expect(receiver.counts()).toMatchObject({ waiting: 0, delivered: 500, lost: 0 });
  });

  test('that is gone gets nothing any more, and what waited is counted', async () => {
    const { add, move, received, told, over, receiver } = begun(() => 410);
    for (const unit of ['a', 'a', 'a', 'b']) add(unit);
    await settled();
    await move(3_600_000);
    add('c');
    await settled();
    expect(received.map(({ unit }) => unit)).toEqual(['a', 'b']);
    expect(receiver.counts()).toMatchObject({ waiting: 0, lost: 5, isGone: true });
    expect(over).toHaveLength(5);
    expect(told).toEqual([expect.stringContaining('wants nothing more (410): 4 changes not sent')]);
  });

  test('for which too many wait loses the oldest, which is counted and said, not for each', async () => {
    const { add, move, told, over, receiver } = begun(() => 503, 10);
    for (let i = 0; i < 100; i += 1) add(`u${i}-`);
    await settled();
    expect(receiver.counts()).toMatchObject({ waiting: 10, lost: 90 });
    expect(over).toHaveLength(90);
    await move(60_000);
    const losses = told.filter((text) => text.includes('lost'));
    expect(losses).toHaveLength(2);
    expect(losses.map((text) => Number(/lost (\d+)/.exec(text)?.[1])).reduce((a, b) => a + b)).toBe(90);
  });

  test('is left in order: what is on its way may end, and nothing new is sent', async () => {
    const late = Promise.withResolvers<Answer>();
    const { add, clock, receiver, received, over } = begun(({ unit }) =>
      unit === 'a' ? late.promise : 'hangs',
    );
    add('a');
    add('b');
    await settled();
    const closed = receiver.close();
    add('c');
    late.resolve(200);
    await settled();
    clock.move(2_000);
    await closed;
    expect(received).toHaveLength(2);
    expect(over).toEqual(['a1']);
    expect(receiver.counts()).toMatchObject({ waiting: 2, delivered: 1, failures: 0 });
  });

  test('has the changes of each unit in their order, whatever fails and however late it answers', async () => {
    const answers = fc.array(fc.constantFrom(200, 200, 500, 503, 'later' as const), { maxLength: 60 });
    const units = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(units, answers, async (all, said) => {
        const taken: Received[] = [];
        const { add, move, receiver } = begun(async (received, count) => {
          const answer = said[count - 1] ?? 200;
          if (answer === 'later') await new Promise((resolve) => setImmediate(resolve));
          const status = answer === 'later' ? 200 : answer;
          if (status === 200) taken.push(received);
          return status;
        });
        for (const unit of all) add(unit);
        await settled();
        for (let i = 0; i < 200 && receiver.counts().waiting > 0; i += 1) await move(300_000);
        expect(taken).toHaveLength(all.length);
        for (const unit of new Set(all)) {
          const order = taken.filter((each) => each.unit === unit).map(({ id }) => Number(id.slice(1)));
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
      }),
      { numRuns: 40 },
    );
  });
});
