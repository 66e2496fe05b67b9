import type { EndedCall } from './gateway-call.ts';
import type { MetricFamily, MetricSample } from './prometheus.ts';

interface Count {
  labels: Record<string, string>;
  value: number;
}

/** Counts calls by client and status class, and the failures that the gateway itself told, by their code. */
export function createCallMetrics() {
  const calls = new Map<string, Count>();
  const failures = new Map<string, Count>();
  let seconds = 0;

  return {
    /** Adds a call that has ended. Unknown clients are one, with the name "". */
    count({ client = '', status, ms, error }: EndedCall): void {
      const group = status === 0 ? 'none' : `${Math.floor(status / 100)}xx`;
      add(calls, { client, status: group });
      if (error !== undefined) add(failures, { client, code: error });
      seconds += ms / 1_000;
    },
    families: (): MetricFamily[] => [
      {
        name: 'max_desk_gateway_calls_total',
        help: 'Calls by client and class of status; "none" if the client left before any',
        type: 'counter',
        samples: samplesOf(calls),
      },
      {
        name: 'max_desk_gateway_failures_total',
        help: 'Calls that the gateway itself answered with a failure, or that broke off, by client and code',
        type: 'counter',
        samples: samplesOf(failures),
      },
      {
        name: 'max_desk_gateway_call_seconds_total',
        help: 'Time that all calls took together, in seconds',
        type: 'counter',
        samples: [{ value: seconds }],
      },
    ],
  };
}

function add(counts: Map<string, Count>, labels: Record<string, string>): void {
  const key = Object.values(labels).join('\0');
  const count = counts.get(key);
  if (count) count.value += 1;
  else counts.set(key, { labels, value: 1 });
}

function samplesOf(counts: ReadonlyMap<string, Count>): MetricSample[] {
  return [...counts.values()];
}
