/** `max-desk serve` beside a bare Node proxy, both before the same API, at the same rate in turn. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dist } from '../../../build/bundles.ts';
import { commandLineUser } from '../../fakes/command-line-user.ts';
import { serving } from '../../fakes/serving.ts';
import { interleave } from '../harness/interleave.ts';
import { cpuSeconds } from '../harness/processes.ts';
import { type BenchSize, type Comparison, type Findings, number, type RunBench } from '../harness/report.ts';
import { startService } from '../harness/service.ts';
import { quantile, sum } from '../harness/statistics.ts';
import { type Load, load } from './load.ts';

interface ServeOptions {
  rounds: number;
  /** Of each round, ms. */
  time: number;
  rate: number;
}
const sizes: Record<BenchSize, ServeOptions> = {
  usual: { rounds: 7, time: 5_000, rate: 2_000 },
  quick: { rounds: 3, time: 3_000, rate: 2_000 },
  tiny: { rounds: 1, time: 100, rate: 100 },
};
const connections = 32;

export const run: RunBench = (size) => benchServe(sizes[size]);

async function benchServe({ rounds, time, rate }: ServeOptions): Promise<Findings> {
  const service = await startService({ units: 5, eventsPerSecond: 0 });
  const api = await startServer();
  const proxy = await startServer(api.port);
  const user = commandLineUser(path.join(dist, 'cli.cjs'));
  try {
    const { connection, username, password, subscriptionKey } = service;
    const file = path.join(user.folder, 'connection.json');
    const baseUrl = `http://127.0.0.1:${api.port}`;
    writeFileSync(file, JSON.stringify({ ...connection, api: { ...connection.api, baseUrl, hubUrl: '' } }));
    const gateway = await serving(
      user,
      ['--technical-account', username, '--connection', file, '--audit', path.join(user.folder, 'audit.log')],
      { MAX_DESK_PASSWORD: password, MAX_DESK_SUBSCRIPTION_KEY: subscriptionKey },
    );
    const { host, port } = new URL(gateway.url);
    const asks = (to: number, headers: string) => () =>
      load({ port: to, request: `GET /units HTTP/1.1\r\n${headers}\r\n\r\n`, rate, time, connections });
    const samples = await interleave(
      {
        gateway: asks(Number(port), `Host: ${host}\r\nAuthorization: Bearer ${gateway.secret()}`),
        proxy: asks(proxy.port, `Host: ${host}\r\nAuthorization: Bearer local`),
        api: asks(api.port, `Host: ${host}`),
      },
      { rounds, warmUps: 1 },
    );
    const used = cpuSeconds(gateway.child.pid ?? 0) ?? Number.NaN;
    gateway.child.kill('SIGTERM');
    await gateway.ended;
    return {
      name: 'serve',
      title: `serve: ${number(rate)} requests/s through the gateway`,
      comparisons: comparisonsOf(samples as Record<Name, Load[]>, rate),
      notes: [
        `${connections} kept connections, ${rounds} interleaved rounds of ${number(time / 1_000)} s each; a latency counts from when its request was due. The API, the bare proxy, the gateway and the client are processes of their own on the same cores. A response has 20 units.`,
        'The bare proxy is `http.createServer` and `http.request` with a kept agent and two pipes: it checks nothing, adds nothing and writes no audit log.',
        `The gateway used ${number((1e6 * used) / (((rounds + 1) * (rate * time)) / 1_000))} µs of CPU for a request, its start included.`,
      ],
    };
  } finally {
    user.end();
    for (const server of [api, proxy, service]) server.stop();
  }
}

type Name = 'gateway' | 'proxy' | 'api';

function comparisonsOf(samples: Record<Name, Load[]>, rate: number): Comparison[] {
  const all = (name: Name) => samples[name].flatMap(({ latencies }) => latencies);
  const at = (share: number) => ({
    ours: quantile(all('gateway'), share),
    peers: {
      'a bare Node proxy': quantile(all('proxy'), share),
      'the API itself': quantile(all('api'), share),
    },
  });
  const carried = (loads: readonly Load[]) =>
    all('gateway').length / (sum(loads.map(({ took }) => took)) / 1_000);
  const p50 = at(0.5);
  const added = p50.ours - (p50.peers['a bare Node proxy'] ?? Number.NaN);
  return [
    {
      what: 'requests/s carried',
      unit: '/s',
      ours: carried(samples.gateway),
      peers: {},
      target: { of: 'value', limit: 0.99 * rate, atLeast: true },
    },
    {
      what: 'responses with another status than 200',
      unit: '',
      ours: sum(samples.gateway.map(({ errors }) => errors)),
      peers: {},
      target: { of: 'value', limit: 0 },
    },
    {
      what: 'latency, p99',
      unit: 'ms',
      ...at(0.99),
      against: 'a bare Node proxy',
      target: { of: 'value', limit: 25 },
    },
    { what: 'latency, p50', unit: 'ms', ...p50, against: 'a bare Node proxy' },
    {
      what: 'latency added to that of a bare Node proxy, p50',
      unit: 'ms',
      ours: added,
      peers: {},
      target: { of: 'value', limit: 2 },
    },
  ];
}

/** The API, or with its port a bare proxy before it. */
async function startServer(upstream?: number): Promise<{ port: number; stop(): void }> {
  const file = path.join(import.meta.dirname, 'server-process.ts');
  const child = fork(file, upstream === undefined ? [] : [String(upstream)]);
  const [port] = (await once(child, 'message')) as [number];
  return { port, stop: () => void child.kill() };
}
