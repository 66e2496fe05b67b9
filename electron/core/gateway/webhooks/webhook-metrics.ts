import type { MetricFamily, MetricSample } from '../prometheus.ts';
import type { WebhookCounts } from './receiver.ts';

/** The figures of the webhooks, each by the name of its receiver. */
export function webhookMetrics(counts: readonly WebhookCounts[]): MetricFamily[] {
  const each = (value: (count: WebhookCounts) => number): MetricSample[] =>
    counts.map((count) => ({ labels: { webhook: count.name }, value: value(count) }));
  return [
    {
      name: 'max_desk_webhook_waiting',
      help: 'Changes that wait to be received',
      type: 'gauge',
      samples: each(({ waiting }) => waiting),
    },
    {
      name: 'max_desk_webhook_delivered_total',
      help: 'Changes that were received',
      type: 'counter',
      samples: each(({ delivered }) => delivered),
    },
    {
      name: 'max_desk_webhook_failures_total',
      help: 'Attempts that failed',
      type: 'counter',
      samples: each(({ failures }) => failures),
    },
    {
      name: 'max_desk_webhook_lost_total',
      help: 'Changes that were lost because too many waited or nothing more was wanted',
      type: 'counter',
      samples: each(({ lost }) => lost),
    },
    {
      name: 'max_desk_webhook_gone',
      help: 'Whether the receiver has answered 410 and gets nothing until the next start',
      type: 'gauge',
      samples: each(({ isGone }) => Number(isGone)),
    },
  ];
}
