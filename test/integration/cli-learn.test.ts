import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Unit } from '../../electron/contract/units.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import type { CommandLineUser } from '../fakes/command-line-user.ts';
import { foreignReading } from '../fakes/foreign.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';

const hasTerminal =
  process.platform === 'linux' && spawnSync('script', ['--version'], { stdio: 'ignore' }).status === 0;
let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;
let file: string;

beforeAll(async () => {
  [cli, service] = await Promise.all([bundle('cli', 'cli.cjs'), secureService({ dialect: 'foreign' })]);
  user = service.user(cli.file);
  file = path.join(user.folder, 'foreign.json');
});
afterAll(async () => {
  user.end();
  await Promise.all([cli.remove(), service.close()]);
});
beforeEach(() => writeFileSync(file, JSON.stringify(service.simulator.connection)));

const learnArgs = (...args: string[]) => service.asAccount('connections', 'learn', ...args);
const learn = (...args: string[]) => user.run(learnArgs(file, ...args));
const written = () => JSON.parse(readFileSync(file, 'utf8')) as { api: Record<string, unknown> };
const { fields, statuses } = foreignReading;
const asOptions = [
  ...Object.entries(fields).flatMap(([column, field]) => ['--field', `${column}=${field}`]),
  ...Object.entries(statuses).flatMap(([status, condition]) => ['--status', `${status}=${condition}`]),
];

describe('max-desk connections learn', () => {
  test('lists fields and proposes columns; values are for a terminal only, and nothing is written', async () => {
    const { status, out, err } = await learn();
    expect(status).toBe(0);
    expect(out).toMatch(/^Field +Column\n/);
    expect(out).toMatch(/^anlage\.kennzeichen +id\?$/m);
    expect(out).toMatch(/^objekt\.lage\.ort +city\?$/m);
    expect(out).toMatch(/^loadKg$/m);
    expect(out).not.toContain('DE-4');
    expect(err).toContain('Nothing was written');
    expect(written()).toEqual(service.simulator.connection);
  });

  test('writes what it is told into the file, no secret with it, and the units are read so', async () => {
    const { status, out, err } = await learn(...asOptions);
    expect({ status, err }).toEqual({ status: 0, err: `Changed ${file}.\n` });
    expect(out).toMatch(/^anlage\.kennzeichen +id$/m);
    const { connection, subscriptionKey, technicalAccount } = service.simulator;
    expect(written()).toEqual({ ...connection, api: { ...connection.api, fields, statuses } });
    for (const secret of [subscriptionKey, technicalAccount.password])
      expect(readFileSync(file, 'utf8')).not.toContain(secret);
    const listed = await user.run(service.asAccount('units', '--format', 'json', '--connection', file));
    const [unit] = JSON.parse(listed.out) as Unit[];
    expect(unit?.id).toMatch(/^[A-Z]{2}-\d+$/);
    expect([unit?.city, unit?.site]).not.toContain('');
    expect(unit?.condition).not.toBe('unknown');
  });

  test('changes a known connection by its name, and only what it is told', async () => {
    await user.run(['connections', 'import', file]);
    const before = await user.run(['connections', 'export', 'Simulated data']);
    const twice = ['--field', 'city=objekt.lage.ort', '--field', 'CITY=OBJEKT.Titel'];
    const args = learnArgs('Simulated data', ...twice);
    const { status, err } = await user.run(args);
    expect(status).toBe(0);
    expect(err).toBe('10 of 10 items have no id and would be left out.\nChanged "Simulated data".\n');
    const after = await user.run(['connections', 'export', 'Simulated data']);
    expect(JSON.parse(after.out)).toEqual({
      ...JSON.parse(before.out),
      api: { ...service.simulator.connection.api, fields: { city: 'objekt.titel' } },
    });
    // The original file says nothing of that, so it does not undo it.
    await user.run(['connections', 'import', file]);
    expect((await user.run(['connections', 'export', 'Simulated data'])).out).toBe(after.out);
    await user.run(['connections', 'remove', 'Simulated data']);
  });

  test.each([
    ['--field', 'town=objekt.lage.ort', '--field takes COLUMN=FIELD, not "town=objekt.lage.ort".'],
    ['--field', 'city', '--field takes COLUMN=FIELD, not "city".'],
    ['--field', 'city=ort', 'No unit of the first page has the field "ort".'],
    ['--status', '1=good', '--status takes STATUS=CONDITION, not "1=good".'],
    ['--status', '=limited', '--status takes STATUS=CONDITION, not "=limited".'],
  ])('refuses %s %s, and writes nothing', async (option, value, message) => {
    const failed = await user.failure(learnArgs(file, option, value));
    expect(failed).toMatchObject({ status: 2, out: '', code: 'usage', message });
    expect(written()).toEqual(service.simulator.connection);
  });

  test('refuses a field for the id that would make one unit of several, and writes nothing', async () => {
    const failed = await user.failure(learnArgs(file, '--field', 'id=anlage.bauart'));
    expect(failed).toMatchObject({ status: 2, code: 'usage' });
    expect(failed.message).toMatch(/^\d+ of 10 items would have the ID of another one\.$/);
    expect(written()).toEqual(service.simulator.connection);
  });

  test.runIf(hasTerminal)('asks in a terminal, with examples, until somebody is content', async () => {
    const command = [process.execPath, cli.file, ...learnArgs(file)].join(' ');
    const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      cwd: user.folder,
      env: { ...user.env, TERM: 'xterm' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    const asked = (times: number) =>
      vi.waitFor(() => expect(out.split('leaves everything as it is: ')).toHaveLength(times + 1), {
        timeout: 20_000,
        interval: 20,
      });
    await asked(1);
    expect(out).toMatch(/objekt\.lage\.ort +city\? +\p{L}/u);
    child.stdin.write('0=in-service\n');
    await asked(2);
    expect(out).toMatch(/^0 +in-service +\d+\r?$/m);
    child.stdin.write('colour=quote\n');
    await asked(3);
    expect(out).toContain('A column is one of name, status,');
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.stdin.write('\n');
    expect(await ended).toBe(0);
    expect(written().api).toMatchObject({ fields, statuses: { '0': 'in-service' } });
  });
});
