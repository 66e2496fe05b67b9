import { unitConditions } from '../../contract/names.ts';
import type { Unit } from '../../contract/units.ts';
import type { Clock } from '../ports.ts';
import type { LiveFeed } from './live-feed.ts';
import type { MetricFamily, MetricSample } from './prometheus.ts';

/** Sites with figures of their own, those with the most units; Prometheus keeps every one of them. */
const mostSites = 1_000;
/** The name of all others together. */
const otherSites = '(others)';

const phases = [
  'off',
  'not-available',
  'connecting',
  'catching-up',
  'live',
  'reconnecting',
  'paused',
] as const;

/** The units by condition and site, the state of the live updates, and the age of the list. */
export function fleetMetrics(feed: LiveFeed, clock: Clock): MetricFamily[] {
  const { phase } = feed.state();
  const listedAt = feed.listedAt();
  return [
    {
      name: 'max_desk_units',
      help: 'Units by site and condition',
      type: 'gauge',
      samples: listedAt === undefined ? [] : unitSamples(feed.units().values()),
    },
    {
      name: 'max_desk_live_state',
      help: 'State of the live updates: 1 for the one that it has',
      type: 'gauge',
      samples: phases.map((state) => ({ labels: { state }, value: Number(state === phase) })),
    },
    {
      name: 'max_desk_list_age_seconds',
      help: 'Time since the list of units was read to its end, in seconds',
      type: 'gauge',
      samples: listedAt === undefined ? [] : [{ value: Math.max(0, clock.now() - listedAt) / 1_000 }],
    },
  ];
}

type Counts = Record<Unit['condition'], number>;

/** A condition that no unit has is 0, and not left out: an alarm needs the figure. */
function unitSamples(units: Iterable<Unit>): MetricSample[] {
  const sites = new Map<string, Counts>();
  for (const { site, condition } of units) {
    const counts = sites.get(site) ?? noUnits();
    counts[condition] += 1;
    sites.set(site, counts);
  }
  return [...withoutSmall(sites)].flatMap(([site, counts]) =>
    unitConditions.map((condition) => ({ labels: { site, condition }, value: counts[condition] })),
  );
}

function noUnits(): Counts {
  return Object.fromEntries(unitConditions.map((condition) => [condition, 0])) as Counts;
}

function withoutSmall(sites: ReadonlyMap<string, Counts>): Iterable<[string, Counts]> {
  if (sites.size <= mostSites) return sites;
  const sizeOf = (counts: Counts) => unitConditions.reduce((sum, condition) => sum + counts[condition], 0);
  const all = [...sites].sort(([, a], [, b]) => sizeOf(b) - sizeOf(a));
  const others = noUnits();
  for (const [, counts] of all.slice(mostSites))
    for (const condition of unitConditions) others[condition] += counts[condition];
  return [...all.slice(0, mostSites), [otherSites, others]];
}
