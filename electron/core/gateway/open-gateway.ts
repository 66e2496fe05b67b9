import { traceOf } from '../diagnostics/trace.ts';
import type { Clock, Log } from '../ports.ts';
import { createAllowList } from './allow-list.ts';
import type { AuditLog } from './audit-log.ts';
import { createCallMetrics } from './call-metrics.ts';
import { createClientCheck, type GatewayClient } from './clients.ts';
import { fleetMetrics } from './fleet-metrics.ts';
import { createForwarder, type ForwarderParts, healthAnswer } from './forwarder.ts';
import { createGatewayServer, type GatewayLimits } from './gateway-server.ts';
import type { HeldTokens } from './held-tokens.ts';
import type { ListenAddress } from './listen-address.ts';
import { createLiveEvents } from './live-events.ts';
import type { LiveFeed } from './live-feed.ts';
import type { MetricFamily } from './prometheus.ts';

/** A feed that follows the units from when `want` is called for the first time. */
export interface FeedOnDemand {
  feed: LiveFeed;
  want(): void;
}

export interface OpenGatewayParts extends Omit<ForwarderParts, 'token'> {
  address: ListenAddress;
  /** As `createAllowList` takes them. */
  rules: readonly string[];
  clients: readonly GatewayClient[];
  held: HeldTokens;
  live: FeedOnDemand;
  audit: AuditLog;
  clock: Clock;
  log: Log;
  limits?: Partial<GatewayLimits>;
  /** Further figures, for instance of the webhooks. */
  metrics?: () => readonly MetricFamily[];
}

/** A gateway of all its parts; it does not listen yet. Throws `usage` for a rule that is none, and `configuration`. */
export function openGateway(parts: OpenGatewayParts) {
  const { address, held, live, audit, clock, log } = parts;
  const calls = createCallMetrics();
  const readers = createLiveEvents(live.feed);
  return createGatewayServer({
    address,
    clock,
    clientOf: createClientCheck(parts.clients),
    allow: createAllowList(parts.rules),
    forward: createForwarder({ ...parts, token: held.token }),
    health: () => healthAnswer(held.token),
    metrics() {
      live.want();
      const own = ownMetrics(held.remaining(), readers.open(), audit.lost());
      return [...fleetMetrics(live.feed, clock), ...calls.families(), ...own, ...(parts.metrics?.() ?? [])];
    },
    live: {
      ...readers,
      serve(...given) {
        live.want();
        return readers.serve(...given);
      },
    },
    onEnded(call) {
      calls.count(call);
      audit.record(call);
    },
    limits: parts.limits,
    onFault: (error) => log.error('a call of the gateway failed', traceOf(error)),
  });
}

function ownMetrics(remaining: number | undefined, readers: number, lost: number): MetricFamily[] {
  return [
    {
      name: 'max_desk_token_remaining_seconds',
      help: 'How long the access token is good; it is renewed before its end',
      type: 'gauge',
      samples: remaining === undefined ? [] : [{ value: remaining }],
    },
    {
      name: 'max_desk_gateway_live_readers',
      help: 'Clients that read live events',
      type: 'gauge',
      samples: [{ value: readers }],
    },
    {
      name: 'max_desk_gateway_audit_lost_total',
      help: 'Lines of the audit log that could not be written',
      type: 'counter',
      samples: [{ value: lost }],
    },
  ];
}
