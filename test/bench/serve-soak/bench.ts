/** `max-desk serve` for an hour, shorter with `--minutes` or `--quick`: calls, live readers, scrapes and troubles. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { dist, root } from '../../../build/bundles.ts';
import { commandLineUser } from '../../fakes/command-line-user.ts';
import { type Serving, serving } from '../../fakes/serving.ts';
import { cpuSeconds, memoryOf } from '../harness/processes.ts';
import { type BenchSize, type Findings, number, type RunBench } from '../harness/report.ts';
import { type Service, startService } from '../harness/service.ts';
import { median } from '../harness/statistics.ts';
import { load } from '../serve/load.ts';

interface ServeSoakOptions {
  units: number;
  /** Events a second. */
  events: number;
  /** Calls a second. */
  calls: number;
  /** ms, after `settle`. */
  time: number;
  settle: number;
  /** How many times memory is taken. */
  looks: number;
}
const hour: ServeSoakOptions = {
  units: 5_000,
  events: 1_000,
  calls: 100,
  time: 3_600_000,
  settle: 60_000,
  looks: 60,
};
const sizes: Record<BenchSize, ServeSoakOptions> = {
  usual: hour,
  quick: { ...hour, time: 120_000, settle: 20_000 },
  tiny: { units: 20, events: 100, calls: 50, time: 400, settle: 100, looks: 2 },
};
/** As the gateway's service starts it. */
const [, nodeOptions = ''] =
  /^Environment=NODE_OPTIONS=(.+)$/m.exec(
    readFileSync(path.join(root, 'build/resources/systemd/max-desk-serve.service'), 'utf8'),
  ) ?? [];
const readers = 3;
const troubles = ['disconnect', 'expire'] as const;
/** One of the troubles happens at every so many looks. */
const troubleEvery = 5;

export const run: RunBench = (size, _peers, minutes) =>
  soak({ ...sizes[size], ...(minutes !== undefined && { time: minutes * 60_000 }) });

async function soak({ units, events, calls, time, settle, looks }: ServeSoakOptions): Promise<Findings> {
  const service = await startService({
    units,
    pageSize: 100,
    eventsPerSecond: events,
    accessTokenSeconds: 300,
  });
  const user = commandLineUser(path.join(dist, 'cli.cjs'));
  try {
    const file = path.join(user.folder, 'connection.json');
    writeFileSync(file, JSON.stringify(service.connection));
    const gateway = await serving(
      user,
      [
        '--watch',
        '--technical-account',
        service.username,
        '--connection',
        file,
        '--audit',
        path.join(user.folder, 'audit.log'),
      ],
      {
        MAX_DESK_PASSWORD: service.password,
        MAX_DESK_SUBSCRIPTION_KEY: service.subscriptionKey,
        NODE_OPTIONS: nodeOptions,
      },
    );
    const live = await Promise.all(Array.from({ length: readers }, () => readLive(gateway)));
    await atWork(gateway, settle, calls);
    const taken: number[] = [];
    let errors = 0;
    for (let look = 0; look < looks; look += 1) {
      if (look % troubleEvery === troubleEvery - 1) trouble(service, look);
      errors += await atWork(gateway, time / looks, calls);
      const { body } = await gateway.get('/metrics');
      if (!body.includes('max_desk_units{')) throw new Error('The figures have no units.');
      taken.push(memoryOf(gateway.child.pid ?? 0)?.resident ?? Number.NaN);
    }
    const cpu = cpuSeconds(gateway.child.pid ?? 0) ?? Number.NaN;
    const heard = live.map(({ events: count }) => count());
    for (const { response } of live) response.destroy();
    gateway.child.kill('SIGTERM');
    await gateway.ended;
    return {
      name: 'serve-soak',
      title: `serve-soak: ${number(time / 60_000)} min of the gateway, ${number(calls)} calls/s, ${number(events)} events/s, ${number(units)} units`,
      comparisons: [
        memoryRow(taken),
        { what: 'calls that failed', unit: '', ours: errors, peers: {}, target: { of: 'value', limit: 0 } },
      ],
      notes: [
        `${readers} readers of live events (${heard.map(number).join(', ')} events), figures read ${looks} times. Memory is resident memory of the process, first taken ${number((settle + time / looks) / 1_000)} s after its start; start and end are the medians of the first and the last tenth.`,
        `Every ${number((troubleEvery * time) / looks / 1_000)} s the line is cut or its token refused, in turn. Access tokens are good for 300 s. NODE_OPTIONS as in the gateway's service: ${nodeOptions}. The gateway used ${number(cpu)} s of CPU.`,
        `Memory over the time, MB: ${curve(taken)}.`,
      ],
    };
  } finally {
    user.end();
    service.stop();
  }
}

function trouble(service: Service, look: number): void {
  service.tell(troubles[Math.floor(look / troubleEvery) % troubles.length] ?? 'disconnect');
}

/** Calls for `time` ms; gives how many of them failed. */
async function atWork({ url, secret }: Serving, time: number, rate: number): Promise<number> {
  const { host, port } = new URL(url);
  const request = `GET /units HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${secret()}\r\n\r\n`;
  return (await load({ port: Number(port), request, rate, time, connections: 8 })).errors;
}

/** Reads live events, and counts them. */
async function readLive(gateway: Serving): Promise<{ response: IncomingMessage; events(): number }> {
  const response = await gateway.open('/live');
  let count = 0;
  response.setEncoding('utf8').on('data', (text: string) => {
    count += text.split('event: unit').length - 1;
  });
  response.on('error', () => undefined);
  return { response, events: () => count };
}

function memoryRow(taken: readonly number[]) {
  const tenth = Math.max(1, Math.round(taken.length / 10));
  return {
    what: 'memory of the gateway at the end',
    unit: 'MB',
    ours: median(taken.slice(-tenth)),
    peers: { 'at the start': median(taken.slice(0, tenth)) },
    target: { of: 'ratio', limit: 1.1 },
  } as const;
}

/** Some of them, evenly spread. */
function curve(taken: readonly number[]): string {
  const step = Math.max(1, Math.floor(taken.length / 12));
  return taken
    .filter((_, index) => index % step === 0)
    .map(number)
    .join(', ');
}
