import { describe, expect, test } from 'vitest';
import { createCallMetrics } from '../../../../electron/core/gateway/call-metrics.ts';
import { fleetMetrics } from '../../../../electron/core/gateway/fleet-metrics.ts';
import { createLiveFeed } from '../../../../electron/core/gateway/live-feed.ts';
import { metricsText } from '../../../../electron/core/gateway/prometheus.ts';
import { createUnitIds } from '../../../../electron/core/units/unit-ids.ts';
import { unitMapping } from '../../../../electron/core/units/unit-mapping.ts';
import { fakeClock } from '../../../fakes/ports.ts';

describe('the text format of Prometheus', () => {
  test('has help, type and samples, with what has to be escaped escaped', () => {
    const text = metricsText([
      {
        name: 'a_total',
        help: 'Back\\slash, "quotes"\nand a second line',
        type: 'counter',
        samples: [{ value: 3 }, { labels: { site: 'C:\\x "Nord"\nSüd', client: '' }, value: 0.5 }],
      },
      { name: 'empty', help: 'Nothing is known of it', type: 'gauge', samples: [] },
      {
        name: 'b',
        help: 'Odd values',
        type: 'gauge',
        samples: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e21, 1e-7].map(
          (value) => ({ value }),
        ),
      },
    ]);
    expect(text).toBe(
      [
        '# HELP a_total Back\\\\slash, "quotes"\\nand a second line',
        '# TYPE a_total counter',
        'a_total 3',
        'a_total{site="C:\\\\x \\"Nord\\"\\nSüd",client=""} 0.5',
        '# HELP b Odd values',
        '# TYPE b gauge',
        'b NaN',
        'b +Inf',
        'b -Inf',
        'b 1e+21',
        'b 1e-7',
        '',
      ].join('\n'),
    );
    expect(metricsText([])).toBe('');
  });

  test('is UTF-8 whatever a service says', () => {
    const samples = [{ labels: { site: 'a\ud800' }, value: 1 }];
    expect(metricsText([{ name: 'a', help: 'A', type: 'gauge', samples }])).toContain('site="a\ufffd"');
  });
});

const clock = fakeClock(Date.UTC(2026, 10, 29));
const toUnit = unitMapping();

function feedOf(units: readonly (readonly [site: string, status: string])[]) {
  const feed = createLiveFeed(clock);
  const reading = feed.listBegins();
  const ids = createUnitIds();
  for (const [i, [siteName, equipmentStatus]] of units.entries()) {
    const unit = toUnit({ unitId: `U-${i}`, siteName, equipmentStatus });
    if (unit) reading.listed(unit);
    ids.add(`U-${i}`);
  }
  reading.complete(ids, true);
  return feed;
}
const unitLines = (text: string) => text.split('\n').filter((line) => line.startsWith('max_desk_units{'));

describe('the figures of the fleet', () => {
  test('are the units by site and condition, nought included, as they change', () => {
    const feed = feedOf([
      ['Nord', 'In Service'],
      ['Nord', 'In Service'],
      ['Süd', 'Out of Service'],
    ]);
    const lines = () => unitLines(metricsText(fleetMetrics(feed, clock)));
    expect(lines()).toEqual([
      'max_desk_units{site="Nord",condition="entrapment"} 0',
      'max_desk_units{site="Nord",condition="out-of-service"} 0',
      'max_desk_units{site="Nord",condition="limited"} 0',
      'max_desk_units{site="Nord",condition="unknown"} 0',
      'max_desk_units{site="Nord",condition="in-service"} 2',
      'max_desk_units{site="Süd",condition="entrapment"} 0',
      'max_desk_units{site="Süd",condition="out-of-service"} 1',
      'max_desk_units{site="Süd",condition="limited"} 0',
      'max_desk_units{site="Süd",condition="unknown"} 0',
      'max_desk_units{site="Süd",condition="in-service"} 0',
    ]);
    feed.heard([{ id: 'U-0', at: clock.now(), status: 'Entrapment', condition: 'entrapment' }]);
    expect(lines()).toContain('max_desk_units{site="Nord",condition="entrapment"} 1');
    expect(lines()).toContain('max_desk_units{site="Nord",condition="in-service"} 1');
  });

  test('are left out before there is a list, and say how old it is', () => {
    const before = metricsText(fleetMetrics(createLiveFeed(clock), clock));
    expect(before).not.toMatch(/max_desk_units|max_desk_list_age/);
    expect(before).toContain('max_desk_live_state{state="off"} 1\n');
    const feed = feedOf([]);
    clock.move(90_500);
    feed.changed({ phase: 'live', since: clock.now(), problem: null, cover: null });
    const text = metricsText(fleetMetrics(feed, clock));
    expect(text).toContain('\nmax_desk_list_age_seconds 90.5\n');
    expect(text.match(/max_desk_live_state\{.*\} 1\n/g)).toEqual(['max_desk_live_state{state="live"} 1\n']);
  });

  test('of many sites are those of the thousand with the most units, and of all others together', () => {
    const sites = Array.from({ length: 1_500 }, (_, i) => `S${i}`);
    const feed = feedOf([...sites, ...sites.slice(300, 1_299)].map((site) => [site, 'In Service'] as const));
    const text = metricsText(fleetMetrics(feed, clock));
    const counts = unitLines(text)
      .filter((line) => line.includes('"in-service"'))
      .map((line) => Number(line.split(' ').at(-1)));
    expect(counts).toHaveLength(1_001);
    expect(counts.reduce((sum, each) => sum + each)).toBe(2_499);
    expect(text).toContain('max_desk_units{site="(others)",condition="in-service"} 500\n');
  });
});

test('calls are counted by client and class of status, and failures of the gateway by their code', () => {
  const metrics = createCallMetrics();
  const call = { client: 'grafana', method: 'GET', path: '/units', bytes: 1, status: 200, at: 0, ms: 250 };
  for (const ended of [
    call,
    call,
    { ...call, status: 204 },
    { ...call, status: 404 },
    { ...call, status: 502, error: 'offline' },
    { ...call, client: undefined, status: 401, error: 'unknown-client' },
    { ...call, status: 0, error: 'cancelled' },
  ])
    metrics.count(ended);
  const lines = metricsText(metrics.families())
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines).toEqual([
    'max_desk_gateway_calls_total{client="grafana",status="2xx"} 3',
    'max_desk_gateway_calls_total{client="grafana",status="4xx"} 1',
    'max_desk_gateway_calls_total{client="grafana",status="5xx"} 1',
    'max_desk_gateway_calls_total{client="",status="4xx"} 1',
    'max_desk_gateway_calls_total{client="grafana",status="none"} 1',
    'max_desk_gateway_failures_total{client="grafana",code="offline"} 1',
    'max_desk_gateway_failures_total{client="",code="unknown-client"} 1',
    'max_desk_gateway_failures_total{client="grafana",code="cancelled"} 1',
    'max_desk_gateway_call_seconds_total 1.75',
  ]);
});
