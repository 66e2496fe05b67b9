import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import type { CommandLineUser, Started } from '../fakes/command-line-user.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';

const posix = process.platform !== 'win32';
let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;

beforeAll(async () => {
  [cli, service] = await Promise.all([
    bundle('cli', 'cli.cjs'),
    secureService({ units: 60, eventsPerSecond: 0 }),
  ]);
  user = service.user(cli.file);
});
afterAll(async () => {
  user.end();
  await Promise.all([cli.remove(), service.close()]);
});

const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

interface Row {
  id: string;
  name: string;
  site: string;
  address: string;
  city: string;
  condition: string;
  floor: string | null;
  direction: string;
}
const rowsIn = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

/** Starts a command and waits until it has said this. */
async function started(
  args: readonly string[],
  word: string,
  env = {},
): Promise<Started & { said: () => string }> {
  const run = user.start(args, env);
  let text = '';
  for (const stream of [run.child.stdout, run.child.stderr])
    stream?.on('data', (more: string) => {
      text += more;
    });
  await soon(() => expect(text).toContain(word));
  return { ...run, said: () => text };
}

/** Records what happens in the simulated service meanwhile, and returns the list as it is at the end. */
async function recorded(file: string, ...options: string[]): Promise<Row[]> {
  const list = service.asAccount('units', '--format', 'ndjson');
  const { hub } = service.simulator;
  const ids = rowsIn((await user.run(list)).out).map(({ id }) => id);
  const watch = await started(service.asAccount('watch', '--verbose', '--record', file, ...options), 'Live.');
  const statuses = ['Out Of Service', 'In Service', 'Entrapment', 'Maintenance', null];
  for (const [i, unitId] of [...ids, ...ids, ...ids.slice(7)].entries())
    hub.send({
      unitId,
      currentFloor: i % 11,
      equipmentStatus: statuses[(i * 7) % statuses.length] ?? null,
      currentTripDirection: i % 3 === 0 ? 'Up' : 'None',
    });
  const last = ids.at(-1) ?? '';
  hub.send({ unitId: last, currentFloor: 77, equipmentStatus: null, currentTripDirection: null });
  await soon(() => expect(readFileSync(file, 'utf8')).toContain('"floor":77'));
  watch.child.kill('SIGTERM');
  await watch.ended;
  return rowsIn((await user.run(list)).out);
}

/** Plays a recording until its end and returns the list as it is then. */
async function played(file: string): Promise<{ rows: Row[]; lines: number }> {
  const simulate = await started(['simulate', file, '--speed', '1000', '--format', 'json'], '}\n');
  const { connectionFile, subscriptionKey, technicalAccount } = JSON.parse(
    simulate.said().split('\n')[0] ?? '',
  );
  const env = {
    MAX_DESK_CONNECTION: connectionFile,
    MAX_DESK_SUBSCRIPTION_KEY: subscriptionKey,
    MAX_DESK_PASSWORD: technicalAccount.password,
  };
  const account = ['--technical-account', technicalAccount.username];
  const watch = await started(['watch', '--verbose', ...account], 'Live.', env);
  await soon(() => expect(simulate.said()).toContain('played to its end'));
  const { out } = await user.run(['units', '--format', 'ndjson', ...account], env);
  watch.child.kill('SIGTERM');
  const { out: lines } = await watch.ended;
  simulate.child.kill('SIGINT');
  expect((await simulate.ended).status).toBe(posix ? 130 : null);
  if (posix) expect(() => readFileSync(connectionFile)).toThrow('ENOENT');
  return { rows: rowsIn(out), lines: lines.split('\n').length };
}

const stateOf = ({ condition, floor, direction }: Row) => [condition, floor, direction].join(' ');

describe('a recording', () => {
  test('that is played at 1,000 times its speed ends in the state that was recorded', async () => {
    const file = path.join(user.folder, 'kept.jsonl');
    const before = await recorded(file, '--keep-ids');
    const { rows, lines } = await played(file);
    expect(lines).toBeGreaterThan(10);
    const states = (all: Row[]) => Object.fromEntries(all.map((row) => [row.id, stateOf(row)]));
    expect(states(rows)).toEqual(states(before));
    for (const row of rows) expect(before.map(({ name }) => name)).not.toContain(row.name);
  });

  test('holds nothing that names a unit or a place, and ends in the same states', async () => {
    const file = path.join(user.folder, 'replaced.jsonl');
    const before = await recorded(file);
    const text = readFileSync(file, 'utf8');
    const personal = new Set(
      before.flatMap(({ id, name, site, address, city }) => [id, name, site, address, city]),
    );
    expect(personal.size).toBeGreaterThan(100);
    expect([...personal].filter((word) => text.includes(word))).toEqual([]);
    for (const secret of [
      service.simulator.subscriptionKey,
      service.simulator.technicalAccount.username,
      'eyJ',
    ])
      expect(text).not.toContain(secret);
    const { rows } = await played(file);
    const states = (all: Row[]) => all.map(stateOf);
    // The order of the list is that of the recording.
    expect(states(rows)).toEqual(states(before));
    expect(new Set(rows.map(({ site }) => site)).size).toBe(new Set(before.map(({ site }) => site)).size);
  });

  test.runIf(posix)('of a process that was killed can be played', async () => {
    const file = path.join(user.folder, 'killed.jsonl');
    const watch = await started(service.asAccount('watch', '--verbose', '--record', file), 'Live.');
    await soon(() => expect(readFileSync(file, 'utf8')).toContain('"live":true'));
    watch.child.kill('SIGKILL');
    await watch.ended;
    writeFileSync(file, '{"t":9', { flag: 'a' });
    expect((await played(file)).rows).toHaveLength(60);
  });

  test('is refused by its line where it is damaged, and a wrong option by its name', async () => {
    const file = path.join(user.folder, 'damaged.jsonl');
    writeFileSync(file, '{"format":"max-desk-recording","version":1}\nsecret hunter2\n{}\n');
    const damaged = await user.failure(['simulate', file]);
    expect(damaged).toMatchObject({ status: 2, code: 'usage', message: expect.stringContaining('line 2') });
    expect(JSON.stringify(damaged)).not.toContain('hunter2');
    const missing = await user.failure(['simulate', path.join(user.folder, 'none')]);
    expect(missing).toMatchObject({ status: 2, message: expect.stringContaining('ENOENT') });
    for (const place of posix ? [user.folder, '/dev/zero'] : [user.folder])
      expect(await user.failure(['simulate', place])).toMatchObject({
        status: 2,
        message: expect.stringContaining('is not a file'),
      });
    for (const args of [
      ['--speed', '0'],
      ['--speed', '1001'],
      ['--port', '65536'],
    ])
      expect(await user.failure(['simulate', file, ...args])).toMatchObject({
        status: 2,
        message: expect.stringContaining(args[0] ?? ''),
      });
    expect(await user.failure(service.asAccount('watch', '--record', file))).toMatchObject({
      status: 2,
      message: expect.stringContaining('already'),
    });
    expect(await user.failure(service.asAccount('watch', '--keep-ids'))).toMatchObject({ status: 2 });
  });
});
