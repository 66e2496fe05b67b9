import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { noteForCanary, secretsIn } from '../fakes/canary.ts';
import type { CommandLineUser } from '../fakes/command-line-user.ts';
import { processesOf } from '../fakes/linux-processes.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';
import { type Serving, serving } from '../fakes/serving.ts';

const posix = process.platform !== 'win32';
const linux = process.platform === 'linux';
let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;

beforeAll(async () => {
  [cli, service] = await Promise.all([bundle('cli', 'cli.cjs'), secureService({ eventsPerSecond: 0 })]);
  user = service.user(cli.file);
});
afterAll(async () => {
  user.end();
  await Promise.all([cli.remove(), service.close()]);
});
const running: Serving[] = [];
afterEach(async () => {
  service.simulator.clearFaults();
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    noteForCanary((await ended).err);
  }
});

async function start(...args: string[]): Promise<Serving> {
  const gateway = await serving(user, service.asAccount(...args));
  running.push(gateway);
  return gateway;
}
const soon = (check: () => void) => vi.waitFor(check, { interval: 10 });

describe('max-desk serve', () => {
  test('gives a program that knows only HTTP the units, by a secret in a file for its owner', async () => {
    const { get, said, printed, secret, url } = await start('--client', 'grafana', '--client', 'excel');
    const fileOf = (name: string) => path.join(user.home, 'gateway', `${name}.secret`);
    const secrets = ['grafana', 'excel'].map(
      (name) => `The secret of the client "${name}" is in ${fileOf(name)}`,
    );
    const listens = `Serving "${service.simulator.connection.name}" on ${url}.`;
    expect(said()).toBe([...secrets, listens, ''].join('\n'));
    const headers = { 'x-max-desk-secret': secret('excel') };
    const { status, body } = await get('/units', headers);
    expect(status).toBe(200);
    expect(body).toContain('"');
    expect(await get('/healthz', {})).toMatchObject({ status: 200, body: 'ok\n' });
    expect(await get('/units', {})).toMatchObject({ status: 401 });
    expect(await get('/units/1', headers)).toMatchObject({ status: 403 });
    await soon(() => expect(printed().split('\n')).toHaveLength(5));
    const lines = printed()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      { client: 'excel', method: 'GET', path: '/units', status: 200, bytes: Buffer.byteLength(body) },
      { client: null, path: '/healthz', status: 200 },
      { client: null, path: '/units', status: 401, error: 'unknown-client' },
      { client: 'excel', path: '/units/1', status: 403, error: 'not-allowed' },
    ]);
    if (posix) expect(statSync(fileOf('excel')).mode & 0o777).toBe(0o600);
  });

  test('has token, key, password and secret in no output, argument or environment listing of its own', async () => {
    const { get, child, ended, said, printed, secret } = await start('--verbose', '--client', 'local');
    const { body } = await get('/units');
    const metrics = await get('/metrics');
    await soon(() => expect(printed()).toContain('/metrics'));
    const secrets = [
      service.simulator.subscriptionKey,
      service.simulator.technicalAccount.password,
      secret(),
    ];
    expect(secretsIn(`${printed()}${metrics.body}`, secrets)).toEqual([]);
    const shown = said()
      .replaceAll(service.simulator.technicalAccount.username, '')
      .replaceAll(user.folder, '');
    expect(secretsIn(shown, secrets)).toEqual([]);
    for (const each of secrets) expect(body).not.toContain(each);
    if (linux) {
      const listed = processesOf(process.execPath).find(({ pid }) => pid === child.pid);
      expect(listed?.arguments).toContain('serve');
      for (const each of [...secrets, 'eyJ']) expect(listed?.arguments.join(' ')).not.toContain(each);
      // What it was started with, and nothing that it has got since.
      const environment = readFileSync(`/proc/${child.pid}/environ`, 'utf8');
      for (const each of [secret(), 'eyJ']) expect(environment).not.toContain(each);
    }
    const onDisk = readdirSync(user.home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.secret'))
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
    expect(plainIn(onDisk.join('\n'), secrets)).toEqual([]);
    child.kill('SIGKILL');
    await ended;
  });

  test('keeps the secret of a client, and asks the provider once for many calls', async () => {
    const asked = service.tokenRequests();
    const first = await start();
    const secret = first.secret();
    const answers = await Promise.all(Array.from({ length: 30 }, () => first.get('/units')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(service.tokenRequests()).toBe(asked + 1);
    first.child.kill('SIGTERM');
    await first.ended;
    const again = await start();
    expect(again.secret()).toBe(secret);
  });

  test('renews a token that the API refuses, and tells a refusal that stays', async () => {
    const { get } = await start();
    await get('/units');
    const asked = service.tokenRequests();
    service.simulator.setFaults({ rejectAccessTokens: 1 });
    expect(await get('/units')).toMatchObject({ status: 200 });
    expect(service.tokenRequests()).toBe(asked + 1);
    service.simulator.setFaults({ apiStatus: 503 });
    expect(await get('/units')).toMatchObject({ status: 503 });
  });

  test.runIf(posix)(
    'tells live events and figures from when somebody asks, and ends in order after SIGTERM',
    async () => {
      const { hub } = service.simulator;
      const { get, open, child, ended } = await start();
      await get('/units');
      expect(hub.connections).toBe(0);
      const live = await open('/live');
      let text = '';
      live.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      await soon(() => expect(text).toContain('"phase":"live"'));
      expect(text).toMatch(/^retry: 3000\n\nevent: state\n/);
      const ids = [...text.matchAll(/event: list\nid: \S+\ndata: (.*)\n/g)].flatMap(([, data = '']) =>
        (JSON.parse(data) as { units: { id: string }[] }).units.map(({ id }) => id),
      );
      expect(ids).toHaveLength(10);
      const [unitId = ''] = ids;
      hub.send({ unitId, currentFloor: 7, equipmentStatus: 'Entrapment', currentTripDirection: null });
      const entrapped = '"floor":"7","status":"Entrapment","condition":"entrapment"';
      await soon(() => expect(/event: unit\nid: \S+\ndata: (.*)\n/.exec(text)?.[1]).toContain(entrapped));
      const { body } = await get('/metrics');
      expect(body).toMatch(/^max_desk_units\{site="[^"]*",condition="entrapment"\} [1-9]/m);
      expect(body).toContain('\nmax_desk_live_state{state="live"} 1\n');
      expect(body).toContain('\nmax_desk_gateway_live_readers 1\n');
      child.kill('SIGTERM');
      expect(await ended).toMatchObject({ status: 0 });
      expect(live.complete).toBe(true);
      await soon(() => expect(hub.connections).toBe(0));
    },
  );

  test('follows the units from the start with --watch', async () => {
    await start('--watch');
    await soon(() => expect(service.simulator.hub.subscribed.size).toBe(10));
  });

  test.each([
    ['refuses', { hubDown: true }],
    ['answers 503', { hubStatus: 503 }],
  ])('has the units of the list while the hub %s, and live updates when it is back', async (_how, faults) => {
    service.simulator.setFaults(faults);
    const { get, said } = await start('--watch');
    await soon(() => expect(said()).toContain('Trying again.'));
    const figures = async () => (await get('/metrics')).body;
    const eventually = (check: () => Promise<void>) => vi.waitFor(check, { interval: 50 });
    await eventually(async () => {
      const units = [...(await figures()).matchAll(/^max_desk_units\{.*\} (\d+)$/gm)];
      expect(units.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(10);
    });
    expect(await figures()).toContain('\nmax_desk_live_state{state="live"} 0\n');
    expect(said()).not.toContain('There are no live updates');
    service.simulator.clearFaults();
    await eventually(async () =>
      expect(await figures()).toContain('\nmax_desk_live_state{state="live"} 1\n'),
    );
  });

  test.runIf(posix)('writes the audit log to a file, and opens it anew after SIGHUP', async () => {
    const file = path.join(user.folder, 'audit.log');
    const { get, child, printed } = await start('--audit', file);
    const lines = (name = file) => readFileSync(name, 'utf8').split('\n').length - 1;
    await get('/units');
    await soon(() => expect(lines()).toBe(1));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    renameSync(file, `${file}.1`);
    child.kill('SIGHUP');
    // The signal may come after the next call: that one is still in the old file.
    await vi.waitFor(async () => {
      await get('/healthz', {});
      expect(lines()).toBeGreaterThan(0);
    });
    expect(printed()).toBe('');
  });

  test.runIf(posix)(
    'goes on without a reader of the audit log, and counts the lines that are lost',
    async () => {
      const { get, child, ended, said } = await start();
      child.stdout?.destroy();
      await vi.waitFor(async () => {
        const { body } = await get('/metrics');
        expect(body).toMatch(/^max_desk_gateway_audit_lost_total [1-9]/m);
      });
      expect(said()).toContain('Lines of the audit log are lost');
      child.kill('SIGTERM');
      expect(await ended).toMatchObject({ status: 0 });
    },
  );

  test.runIf(posix)('ends after SIGTERM although the reader of the audit log reads no more', async () => {
    const { get, child } = await start();
    child.stdout?.pause();
    // Each line is of some 500 bytes: together more than a pipe and this process hold.
    const long = `/${'"'.repeat(199)}`;
    for (let i = 0; i < 60; i += 1)
      await Promise.all(Array.from({ length: 32 }, () => get(long, { host: 'elsewhere.example' })));
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect((await exited)[0]).toBe(0);
    child.stdout?.resume();
  });

  test('starts without the provider, and says that there is no token yet', async () => {
    service.simulator.setFaults({ tokenStatus: 503 });
    const { get, said } = await start();
    expect(said()).toContain('There is no access token yet');
    expect(await get('/healthz', {})).toMatchObject({ status: 503, body: 'provider-unavailable\n' });
    expect(await get('/units')).toMatchObject({
      status: 503,
      headers: { 'max-desk-error': 'provider-unavailable', 'retry-after': '5' },
    });
  });

  test('ends at once where it cannot serve: the status says why', async () => {
    const failed = (args: string[], env?: Record<string, string | undefined>) =>
      user.failure(service.asAccount('serve', '--listen', '127.0.0.1:0', ...args), env);
    const [open, rule, name, key, password] = await Promise.all([
      failed(['--listen', '0.0.0.0:8620']),
      failed(['--allow', 'units']),
      failed(['--client', '../x']),
      failed([], { MAX_DESK_SUBSCRIPTION_KEY: undefined }),
      failed([], { MAX_DESK_PASSWORD: 'wrong' }),
    ]);
    expect(open).toMatchObject({ status: 2, message: expect.stringContaining('this computer only') });
    expect(rule).toMatchObject({ status: 2, message: expect.stringContaining('--allow') });
    expect(name).toMatchObject({ status: 2, message: expect.stringContaining('--client') });
    expect(key).toMatchObject({ status: 6, code: 'api-key-missing' });
    expect(password).toMatchObject({ status: 3, code: 'sign-in-refused' });
    const { url } = await start();
    const taken = await failed(['--listen', new URL(url).host]);
    expect(taken).toMatchObject({
      status: 2,
      message: expect.stringContaining('another program listens there'),
    });
  });
});
