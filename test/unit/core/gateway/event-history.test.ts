import { expect, test } from 'vitest';
import { createEventHistory } from '../../../../electron/core/gateway/event-history.ts';
import { createLiveFeed } from '../../../../electron/core/gateway/live-feed.ts';
import { systemClock } from '../../../../electron/core/ports.ts';

const at = Date.UTC(2026, 10, 25);

test('what was missed is told as long as it is kept, and memory does not grow with time', () => {
  const feed = createLiveFeed({ ...systemClock, now: () => at });
  const history = createEventHistory(feed, String, 3);
  const numbers = (known: number) =>
    history.since(known)?.map((text) => Number(/^id: (\d+)$/m.exec(text)?.[1]));
  for (let last = 1; last <= 20; last += 1) {
    feed.changed({ phase: 'live', since: last, problem: null, cover: null });
    expect(numbers(last)).toEqual([]);
    // At least three are kept, and never six.
    expect(numbers(Math.max(0, last - 3))).toEqual([last - 2, last - 1, last].filter((number) => number > 0));
    if (last >= 6) expect(numbers(last - 6)).toBeUndefined();
    // An id of the future is that of another process.
    expect(numbers(last + 1)).toBeUndefined();
  }
});

test('one that begins later knows nothing of what was before', () => {
  const feed = createLiveFeed(systemClock);
  feed.changed({ phase: 'live', since: 1, problem: null, cover: null });
  const history = createEventHistory(feed, String);
  expect([history.since(0), history.since(1)]).toEqual([undefined, []]);
});
