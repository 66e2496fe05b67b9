/** A ledger on a server: `max-desk watch --ledger` keeps it, `max-desk report --ledger` reads it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { secretsIn } from '../fakes/canary.ts';
import { type CommandLineUser, commandLineUser, type Started } from '../fakes/command-line-user.ts';
import { oddService } from '../fakes/odd-service.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';

const posix = process.platform !== 'win32';
let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;
let folder: string;

beforeAll(async () => {
  [cli, service] = await Promise.all([bundle('cli', 'cli.cjs'), secureService({ eventsPerSecond: 0 })]);
});
afterAll(async () => {
  await Promise.all([cli.remove(), service.close()]);
});
beforeEach(() => {
  user = service.user(cli.file);
  folder = path.join(user.folder, 'ledger');
});
afterEach(() => user.end());

interface Row {
  id: string;
  name: string;
  site: string;
  outages: number;
  availabilityLeast: number | null;
  availabilityMost: number | null;
}

/** Starts a watch with the ledger and waits until it is live. */
async function watch(): Promise<Started & { lines: () => string; said: () => string }> {
  const started = user.start(service.asAccount('watch', '--verbose', '--ledger', folder));
  const texts = { out: '', err: '' };
  started.child.stdout?.on('data', (text: string) => {
    texts.out += text;
  });
  started.child.stderr?.on('data', (text: string) => {
    texts.err += text;
  });
  await vi.waitFor(() => expect(texts.err).toContain('Live.'), { timeout: 20_000, interval: 10 });
  return { ...started, lines: () => texts.out, said: () => texts.err };
}

/** Only the home, its key and the folder are needed: neither a connection nor the network. */
const alone = {
  MAX_DESK_CONNECTION: undefined,
  MAX_DESK_PASSWORD: undefined,
  MAX_DESK_SUBSCRIPTION_KEY: undefined,
};
const report = (...args: string[]) => user.run(['report', '--ledger', folder, ...args], alone);
async function rows(): Promise<Row[]> {
  const { status, out, err } = await report('--format', 'json');
  expect([status, err]).toEqual([0, '']);
  return JSON.parse(out) as Row[];
}
const outagesOf = async (id: string) => (await rows()).find((row) => row.id === id)?.outages;
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 50 });
const send = (unitId: string, equipmentStatus: string) =>
  service.simulator.hub.send({
    unitId,
    currentFloor: null,
    equipmentStatus,
    currentTripDirection: null,
  });
const failure = (...args: string[]) => user.failure(['report', '--ledger', folder, ...args], alone);
const watchFailure = (...args: string[]) =>
  user.failure(service.asAccount('watch', '--ledger', folder, ...args));
/** A unit of the list that is in service. */
async function running(): Promise<Row & { condition: string }> {
  const { out } = await user.run(service.asAccount('units', '--format', 'json'));
  const list = JSON.parse(out) as (Row & { condition: string })[];
  const found = list.find(({ condition }) => condition === 'in-service');
  if (!found) throw new Error('All are out.');
  return found;
}

describe('a ledger that a watch keeps', () => {
  test('is read while it is written, survives a kill, and goes on', async () => {
    const { id, name, site } = await running();
    const first = await watch();
    send(id, 'Out of service');
    await soon(async () => expect(await outagesOf(id)).toBe(1));
    expect((await rows()).find((row) => row.id === id)).toMatchObject({ name, site });
    send(id, 'In Service');
    await soon(() => expect(first.lines().match(/"condition":"in-service"/g)).toHaveLength(1));
    send(id, 'Entrapment');
    await soon(async () => expect(await outagesOf(id)).toBe(2));
    first.child.kill('SIGKILL');
    await first.ended;
    const killed = await rows();
    expect(killed.find((row) => row.id === id)?.outages).toBe(2);

    const second = await watch();
    // Of two that would write the same files, the second one is refused.
    expect(await watchFailure()).toMatchObject({
      status: 7,
      code: 'storage',
      message: expect.stringContaining('Another max-desk keeps the ledger'),
    });
    second.child.kill('SIGINT');
    expect((await second.ended).status).toBe(posix ? 130 : null);
    // It was closed in order: somebody has looked.
    if (posix) {
      const end = await rows();
      expect(end.map(({ id: each }) => each)).toEqual(killed.map(({ id: each }) => each));
      expect(end.find((row) => row.id === id)).toMatchObject({
        outages: 2,
        availabilityMost: expect.any(Number),
      });
      expect(end.some(({ availabilityMost }) => availabilityMost === 100)).toBe(true);
    }

    const third = await watch();
    third.child.kill('SIGTERM');
    expect((await third.ended).status).toBe(posix ? 0 : null);
    expect(await outagesOf(id)).toBe(2);

    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    const bytes = files
      .map((each) => readFileSync(path.join(each.parentPath, each.name), 'latin1'))
      .join('\n');
    expect(plainIn(bytes, [id, name, site, service.simulator.subscriptionKey])).toEqual([]);
    for (const said of [first.said(), second.said(), third.said()]) expect(secretsIn(said)).toEqual([]);
    if (posix) {
      const modes = files.map((each) => statSync(path.join(each.parentPath, each.name)).mode & 0o077);
      expect(new Set(modes)).toEqual(new Set([0]));
    }
  });

  test('has rows for units, sites and types in every form, and a file that is there only whole', async () => {
    const { child, ended } = await watch();
    child.kill('SIGTERM');
    await ended;
    const { out } = await report('--by', 'type', '--lang', 'de');
    expect(out).toMatch(/^Typ +Anlagen +Verfügbarkeit/);
    expect(out).toMatch(/^Aufzug +\d/m);
    const file = path.join(user.folder, 'sites.csv');
    expect(await report('--by', 'site', '--format', 'csv', '--output', file)).toMatchObject({
      status: 0,
      out: '',
    });
    expect(readFileSync(file, 'utf8')).toMatch(/^Site,Units,"Availability, at least %"/);
    expect((await report('--format', 'ndjson')).out.split('\n')[0]).toMatch(/^\{"name":/);
    const nowhere = path.join(user.folder, 'no', 'such', 'folder.csv');
    expect(await failure('--output', nowhere)).toMatchObject({ status: 7, code: 'storage' });
  });

  test('is refused with what to do: another account, other files, a unit, no ledger, no key, a damaged one', async () => {
    expect(await failure()).toMatchObject({
      status: 2,
      message: expect.stringContaining('There is no ledger'),
    });
    expect(await watchFailure('U-1')).toMatchObject({
      status: 2,
      message: expect.stringContaining('no UNIT'),
    });
    mkdirSync(folder);
    // Only what is named exactly as ours is ours.
    for (const name of ['letter.txt', 'lock.pdf']) {
      writeFileSync(path.join(folder, name), 'Dear Sam');
      expect(await watchFailure()).toMatchObject({
        status: 2,
        message: expect.stringContaining('other files'),
      });
      expect(readdirSync(folder)).toEqual([name]);
      rmSync(path.join(folder, name));
    }
    folder = path.join(user.folder, 'second');
    expect(
      await user.failure(service.asAccount('watch', '--ledger', folder), {
        MAX_DESK_KEY_FILE: '/no/such/key',
      }),
    ).toMatchObject({ status: 7, code: 'storage' });

    const { child, ended } = await watch();
    child.kill('SIGTERM');
    await ended;
    const about = path.join(folder, 'ledger.json');
    const text = readFileSync(about, 'utf8');
    const other = text.replace(/[\da-f]{24}\.[\da-f]{24}"/, `${'0'.repeat(24)}.${'0'.repeat(24)}"`);
    writeFileSync(about, other);
    expect(await watchFailure()).toMatchObject({
      status: 2,
      message: expect.stringContaining('another connection or account'),
    });
    expect(await failure()).toMatchObject({
      status: 7,
      message: expect.stringContaining('its key is not in'),
    });
    for (const [wrong, said] of [
      ['{', 'damaged'],
      [text.replace(/"ledger\.[^"]*"/, '"tokens.x"'), 'damaged'],
      [text.replace('"version":1', '"version":2'), 'newer version'],
    ] as const) {
      writeFileSync(about, wrong);
      expect(await failure()).toMatchObject({ status: 7, message: expect.stringContaining(said) });
    }
    writeFileSync(about, text);
    expect((await report()).status).toBe(0);
    // What was kept beside it is still what it was: nothing was taken for a key.
    const journal = path.join(folder, 'changes', '000001.journal');
    writeFileSync(journal, Buffer.alloc(300, 1));
    const { status, err } = await report();
    expect([status, err]).toEqual([0, expect.stringContaining('1 file of the ledger cannot be read')]);
    expect(readFileSync(journal)).toEqual(Buffer.alloc(300, 1));
    // The next watch puts it aside, and says so; a report goes on saying it.
    const after = await watch();
    expect(after.said()).toContain('1 damaged file');
    after.child.kill('SIGTERM');
    await after.ended;
    expect((await report()).err).toContain('1 file of the ledger cannot be read');
  });

  test('R41 says that units may be missing where the list was never whole', async () => {
    const odd = await oddService({ units: '{"value":[{"id":"u1"}],"count":2}' });
    const other = commandLineUser(cli.file);
    const ledger = path.join(other.folder, 'ledger');
    const connection = path.join(other.folder, 'connection.json');
    writeFileSync(connection, JSON.stringify(odd.connection));
    const env = { MAX_DESK_CONNECTION: connection, MAX_DESK_PASSWORD: 'p', MAX_DESK_SUBSCRIPTION_KEY: 'k' };
    const { child, ended } = other.start(
      ['watch', '--ledger', ledger, '--technical-account', 'daemon@example.com'],
      env,
    );
    await soon(() => expect(existsSync(path.join(ledger, 'titles'))).toBe(true));
    child.kill('SIGTERM');
    await ended;
    const { status, out, err } = await other.run(['report', '--ledger', ledger, '--format', 'json']);
    expect([status, JSON.parse(out), err]).toEqual([
      0,
      [expect.objectContaining({ id: 'u1' })],
      expect.stringContaining('some may be missing in the report'),
    ]);
    other.end();
    await odd.close();
  });

  test('is read by nobody once its account was forgotten (R28)', async () => {
    await user.run(service.asAccount('token', '--store'));
    const { child, ended } = await watch();
    child.kill('SIGTERM');
    await ended;
    expect((await report()).status).toBe(0);
    expect((await user.run(['logout'])).status).toBe(0);
    expect(await failure()).toMatchObject({
      status: 7,
      message: expect.stringContaining('its key is not in'),
    });
    expect(await watchFailure()).toMatchObject({ status: 7, code: 'storage' });
  });
});

describe('the period of a report', () => {
  test.each([
    [['--from', 'yesterday'], '--from takes a day, not "yesterday"'],
    [['--to', '2026-02-30'], '--to takes a day'],
    [['--from', '2026-11-02', '--to', '2026-11-01'], 'is after'],
    [['--from', '2024-01-01', '--to', '2026-11-01'], 'more than 400 days'],
    [['--from', '2999-01-01', '--to', '2999-01-02'], 'in the future'],
    [['--from', '1970-01-01', '--to', '1970-01-05'], 'is the first day that can be asked for'],
    [['--to', '1970-01-10'], 'is the first day that can be asked for'],
    [['--by', 'city'], '--by is one of unit, site, type'],
    [['--connection', './max-ea'], 'takes no --connection'],
  ])('%j is refused, and the hint says how', async (args, said) => {
    const { status, code, message, hint } = await failure(...args);
    expect([status, code, message]).toEqual([2, 'usage', expect.stringContaining(said)]);
    if (said.includes(' day')) expect(hint).toContain('2026-11-01');
  });
});
