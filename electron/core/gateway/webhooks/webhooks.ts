import { randomUUID } from 'node:crypto';
import { fittingText } from '../../../contract/fitting-text.ts';
import type { Unit } from '../../../contract/units.ts';
import { counted } from '../../counted.ts';
import type { Clock, Http } from '../../ports.ts';
import type { FeedEvent, LiveFeed } from '../live-feed.ts';
import type { Delivery } from './delivery-queue.ts';
import type { Journal, Owed } from './journal.ts';
import { createReceiver, type Receiver, type WebhookCounts } from './receiver.ts';
import { isWanted, type WebhookSettings } from './webhook-file.ts';

export interface WebhooksParts {
  webhooks: readonly { settings: WebhookSettings; secret: string }[];
  feed: Pick<LiveFeed, 'onEvent' | 'units'>;
  journal: Journal;
  http: Http;
  clock: Clock;
  tell: (text: string) => void;
  /** From 0 to 1; Math.random unless given. */
  random?: () => number;
  /** Deliveries that may wait for one receiver. */
  limit?: number;
}

/**
 * Tells each change of a unit's condition to those who want to know (docs/webhooks.md), from what waits since the last run
 * on. What has changed while this did not run is told with the first list.
 */
export function startWebhooks(parts: WebhooksParts) {
  const { webhooks, feed, journal, tell, clock, random = Math.random, limit } = parts;
  const onOver = (deliveries: readonly Delivery[]) => journal.settle(deliveries);
  const receivers = new Map<string, Receiver>(
    webhooks.map(({ settings, secret }) => [
      settings.name,
      createReceiver({ ...parts, settings, secret, random, isOwed: journal.isOwed, onOver, limit }),
    ]),
  );
  resume(journal, receivers, tell);

  /** Compares with what was told last; without anything, it is only remembered. */
  function changeOf(unit: Unit, at: number, source: 'live' | 'list'): Owed[] {
    const before = journal.condition(unit.id);
    const { condition, site } = unit;
    if (before === undefined || before === condition) return [];
    return webhooks
      .filter(({ settings }) => isWanted(settings, { site, before, condition }))
      .map(({ settings }) => ({ webhook: settings.name, delivery: deliveryOf(unit, before, at, source) }));
  }

  function note(units: Iterable<Unit>, at: number, source: 'live' | 'list'): void {
    const changed = [...units].filter(({ id, condition }) => journal.condition(id) !== condition);
    const news = changed.flatMap((unit) => changeOf(unit, at, source));
    if (changed.length > 0)
      journal.keep(
        news,
        changed.map(({ id, condition }) => [id, condition]),
      );
    for (const { webhook, delivery } of news) receivers.get(webhook)?.add(delivery);
  }

  function heard(event: FeedEvent): void {
    if (event.kind === 'unit') note([event.unit], event.at, event.source);
    // Of the first list no unit was an event.
    else if (event.kind === 'list' && event.isFirst) note(feed.units().values(), clock.now(), 'list');
  }

  const unsubscribe = feed.onEvent(heard);
  return {
    counts: (): WebhookCounts[] => [...receivers.values()].map((receiver) => receiver.counts()),
    /** Resolves when nothing is on its way; what was not received waits on the disk for the next start. */
    async close(): Promise<void> {
      unsubscribe();
      await Promise.all([...receivers.values()].map((receiver) => receiver.close()));
      journal.close();
    },
  };
}

/** Sends what waits since the last run. What waits for a receiver that is not in the file any more is given up. */
function resume(
  journal: Journal,
  receivers: ReadonlyMap<string, Receiver>,
  tell: (text: string) => void,
): void {
  const waiting = journal.owed();
  const nobodys = waiting.filter(({ webhook }) => !receivers.has(webhook));
  journal.settle(nobodys.map(({ delivery }) => delivery));
  if (nobodys.length > 0)
    tell(
      `${counted(nobodys.length, 'change')} waited for webhooks that are not in the file any more: not sent.`,
    );
  for (const { webhook, delivery } of waiting) receivers.get(webhook)?.add(delivery);
}

/** Of a text of the service, characters: thousands of these wait in memory where a receiver is down. */
const longestText = 200;

/** `at` is ms since 1970. */
function deliveryOf(unit: Unit, before: Unit['condition'], at: number, source: 'live' | 'list'): Delivery {
  const id = randomUUID();
  const body = JSON.stringify({
    id,
    type: 'unit.condition',
    version: 1,
    at: new Date(at).toISOString(),
    source,
    unit: {
      id: unit.id,
      name: fittingText(unit.name, longestText),
      site: fittingText(unit.site, longestText),
    },
    condition: unit.condition,
    before,
    status: fittingText(unit.status, longestText),
  });
  return { id, unit: unit.id, body };
}
