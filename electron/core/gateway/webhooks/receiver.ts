import { backoff } from '../../backoff.ts';
import { counted } from '../../counted.ts';
import type { Clock, Http } from '../../ports.ts';
import { attempt, type Outcome } from './attempt.ts';
import { createDeliveryQueue, type Delivery } from './delivery-queue.ts';
import { createLossNotices } from './loss-notices.ts';
import type { WebhookSettings } from './webhook-file.ts';

/** Deliveries that may wait for one receiver. */
const usualLimit = 10_000;
/** Deliveries on their way to one receiver. */
const mostAtOnce = 4;
/** After so many units in a row that it did not take, it is asked with one delivery at a time, and more seldom. */
const unitsInTrouble = 3;
/** All in ms. */
const timing = {
  firstRetry: 1_000,
  longestRetry: 300_000,
  /** Of the receiver as a whole: others must not wait longer for some that it never takes. */
  longestPause: 60_000,
  /** A receiver is not waited for longer than this, whatever it asks for. */
  longestAsked: 3_600_000,
  /** How long what is on its way may take when everything ends. */
  goodbye: 2_000,
};

/** Totals since the start, but `waiting`. */
export interface WebhookCounts {
  name: string;
  waiting: number;
  delivered: number;
  /** Attempts that failed. */
  failures: number;
  /** Deliveries that were lost, because too many waited or the receiver wanted no more. */
  lost: number;
  /** It has answered 410, and gets nothing until the next start. */
  isGone: boolean;
}

export interface ReceiverParts {
  settings: Pick<WebhookSettings, 'name' | 'url'>;
  secret: string;
  http: Http;
  clock: Clock;
  tell: (text: string) => void;
  /** Whether it is still to be sent. */
  isOwed: (delivery: Delivery) => boolean;
  /** These wait no more: they were received, or are lost. */
  onOver: (deliveries: readonly Delivery[]) => void;
  /** From 0 to 1. */
  random: () => number;
  limit?: number | undefined;
}

export type Receiver = ReturnType<typeof createReceiver>;

/**
 * Sends deliveries to one receiver until it has taken them: each at least once, those of a unit in their order. What fails
 * is sent again, later and later.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share what is on its way
export function createReceiver(parts: ReceiverParts) {
  const { settings, clock, tell, isOwed, onOver, random, limit = usualLimit } = parts;
  const { name, url } = settings;
  const who = `The webhook "${name}" (${new URL(url).host})`;
  const queue = createDeliveryQueue(limit);
  const counts = { delivered: 0, failures: 0, lost: 0 };
  const ending = new AbortController();
  const onTheWay = new Set<Promise<void>>();
  /** Since its last receipt. */
  const refused = new Set<string>();
  /** Failures in a row since it seems to take nothing. */
  let rounds = 0;
  let pausedUntil = 0;
  let isGone = false;
  let cancelTimer: () => void = () => undefined;
  let isClosing = false;
  const losses = createLossNotices(clock, (count) =>
    tell(`${who} has lost ${counted(count, 'change')}: more than ${limit} waited, the oldest gave way.`),
  );

  /** Half of it at least, so that several do not come in step. */
  const delay = (count: number, longest: number) =>
    backoff(timing.firstRetry, longest, count) * (0.5 + random() / 2);

  function lose(deliveries: readonly Delivery[]): void {
    counts.lost += deliveries.length;
    onOver(deliveries);
  }

  function onFailed(
    delivery: Delivery,
    number: number,
    { why, seconds }: Outcome & { kind: 'failed' },
  ): void {
    const now = clock.steady();
    const asked = Math.min((seconds ?? 0) * 1_000, timing.longestAsked);
    counts.failures += 1;
    if (refused.size === 0) tell(`${who} did not take a change (${why}). Trying again.`);
    refused.add(delivery.unit);
    queue.failed(delivery, now + delay(number, timing.longestRetry));
    if (refused.size >= unitsInTrouble) {
      rounds += 1;
      pausedUntil = Math.max(pausedUntil, now + delay(rounds, timing.longestPause));
    }
    if (asked > 0) pausedUntil = Math.max(pausedUntil, now + asked);
  }

  function onGone(): void {
    isGone = true;
    const waiting = queue.clear();
    lose(waiting);
    tell(
      `${who} wants nothing more (410): ${counted(waiting.length, 'change')} not sent. Take it out of the file.`,
    );
  }

  function onDelivered(delivery: Delivery): void {
    counts.delivered += 1;
    queue.done(delivery);
    onOver([delivery]);
    if (refused.size > 0) tell(`${who} takes changes again.`);
    refused.clear();
    rounds = 0;
  }

  async function send(delivery: Delivery, number: number): Promise<void> {
    const outcome = await attempt(delivery, { ...parts, url, signal: ending.signal });
    if (isGone || (ending.signal.aborted && outcome.kind !== 'delivered')) return;
    if (outcome.kind === 'delivered') onDelivered(delivery);
    else if (outcome.kind === 'gone') onGone();
    else onFailed(delivery, number, outcome);
  }

  function wake(): void {
    cancelTimer();
    if (isGone || ending.signal.aborted || isClosing) return;
    const now = clock.steady();
    const atOnce = refused.size < unitsInTrouble ? mostAtOnce : 1;
    while (pausedUntil <= now && onTheWay.size < atOnce) {
      const next = queue.take(now);
      if (!next) break;
      if (!isOwed(next.delivery)) {
        queue.done(next.delivery);
        lose([next.delivery]);
        continue;
      }
      const sent = send(next.delivery, next.number).finally(() => {
        onTheWay.delete(sent);
        wake();
      });
      onTheWay.add(sent);
    }
    const at = onTheWay.size < atOnce ? queue.nextAt() : undefined;
    if (at !== undefined) cancelTimer = clock.later(Math.max(at, pausedUntil) - now, wake);
  }

  return {
    /** It is sent as soon as it may, or lost if nothing more is wanted. */
    add(delivery: Delivery): void {
      if (isGone) {
        lose([delivery]);
        return;
      }
      const oldest = queue.add(delivery);
      if (oldest) {
        lose([oldest]);
        losses.add(1);
      }
      wake();
    },
    counts: (): WebhookCounts => ({ name, waiting: queue.size(), ...counts, isGone }),
    /** Sends nothing more; resolves when nothing is on its way. What was not received waits for the next start. */
    async close(): Promise<void> {
      isClosing = true;
      cancelTimer();
      losses.close();
      const cancelEnd = clock.later(timing.goodbye, () =>
        ending.abort(new DOMException('It ends.', 'AbortError')),
      );
      await Promise.all(onTheWay);
      cancelEnd();
    },
  };
}
