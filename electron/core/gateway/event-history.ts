import { feedEventText } from './event-text.ts';
import type { LiveFeed } from './live-feed.ts';

/** Events that are kept at least. */
const usualCapacity = 10_000;

export type EventHistory = ReturnType<typeof createEventHistory>;

/**
 * The latest events as readers are told them, for those who come back, or read slowly. Their texts take a tenth of the
 * memory that the units would which they are about, and are made once for all readers.
 * @param idOf the id of the event with this number
 */
export function createEventHistory(
  feed: Pick<LiveFeed, 'onEvent' | 'last'>,
  idOf: (seq: number) => string,
  capacity = usualCapacity,
) {
  const texts: string[] = [];
  let last = feed.last();
  feed.onEvent((event) => {
    last = event.seq;
    texts.push(feedEventText(event, idOf(event.seq)));
    // In one piece, because taking the first one away each time moves all others.
    if (texts.length >= 2 * capacity) texts.splice(0, texts.length - capacity);
  });
  return {
    /** The events after this one in their order; undefined if they are not kept any more, or were never there. */
    since(known: number): string[] | undefined {
      const first = last - texts.length;
      return known < first || known > last ? undefined : texts.slice(known - first);
    },
  };
}
