import { readFileSync } from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../electron/command-line/commands.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import type { CommandLineUser } from '../fakes/command-line-user.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';

const sam = 'sam.sample@example.com';
const jwt = /^ey[\w-]+\.[\w-]+\.[\w-]+$/;
let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;

/** One day of somebody with the command line, over https: the tests go on from one another. */
beforeAll(async () => {
  [cli, service] = await Promise.all([bundle('cli', 'cli.cjs'), secureService({ eventsPerSecond: 50 })]);
  // The browser is in this process.
  tls.setDefaultCACertificates([readFileSync(service.ca, 'utf8')]);
  user = service.user(cli.file);
  user.env['MAX_DESK_PASSWORD'] = undefined;
});
afterAll(async () => {
  user.end();
  await Promise.all([cli.remove(), service.close()]);
});

const run = (...args: string[]) => user.run([...args, '--ca', service.ca]);
/** What it prints; it must end with 0, and say nothing beside it. */
async function out(...args: string[]): Promise<string> {
  const ended = await run(...args);
  expect({ args, status: ended.status, err: ended.err }).toEqual({ args, status: 0, err: '' });
  return ended.out;
}
const json = async <T>(...args: string[]) => JSON.parse(await out(...args, '--format', 'json')) as T;

describe('every command, over https', () => {
  test('max-desk login --no-browser, accounts', async () => {
    const { status, out: printed, err } = await user.signIn(undefined, '--ca', service.ca);
    expect({ status, printed }).toEqual({ status: 0, printed: '' });
    expect(err).toContain(`Signed in as Sam Sample (${sam})`);
    const [table, list] = await Promise.all([out('accounts'), json<object[]>('accounts')]);
    expect(table).toMatch(/^Name +E-mail +Kind +Connection +Current +Token until\n/);
    expect(list).toEqual([
      expect.objectContaining({ name: 'Sam Sample', email: sam, kind: 'person', current: true }),
    ]);
  });

  test('max-desk token, in each format', async () => {
    const [raw, header, curl, all] = await Promise.all([
      out('token'),
      out('token', '--format', 'header'),
      out('token', '--format', 'curl', '--quiet'),
      json<Record<string, unknown>>('token', '--account', sam),
    ]);
    expect(raw.trimEnd()).toMatch(jwt);
    expect(header).toBe(`Authorization: Bearer ${raw}`);
    expect(curl).toContain(`"Authorization: Bearer ${raw.trimEnd()}"`);
    expect(all).toEqual({
      accessToken: raw.trimEnd(),
      expiresOn: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      scopes: expect.arrayContaining(service.simulator.connection.identity.scopes as string[]),
      account: { id: expect.any(String), name: 'Sam Sample', email: sam },
      source: 'cache',
    });
  });

  test('max-desk units, in each format, searched and filtered', async () => {
    const [table, csv, ndjson, list, found] = await Promise.all([
      out('units'),
      out('units', '--format', 'csv'),
      out('units', '--format', 'ndjson'),
      json<object[]>('units'),
      json<object[]>('units', '--search', 'nowhere', '--status', 'in-service'),
    ]);
    expect([table, csv, ndjson].map((text) => text.trimEnd().split('\n').length)).toEqual([11, 11, 10]);
    expect(list).toHaveLength(10);
    expect(found).toEqual([]);
  });

  test('max-desk claims, call, watch, doctor', async () => {
    const [claims, called, watched, examined] = await Promise.all([
      run('claims', '--format', 'json'),
      out('call', 'GET', '/units'),
      out('watch', '--timeout', '4'),
      out('doctor'),
    ]);
    expect(JSON.parse(claims.out)).toMatchObject({ emails: [sam] });
    expect(claims.err).toContain('not verified');
    expect(JSON.parse(called)).toMatchObject({ count: 10 });
    expect(watched.split('\n').length).toBeGreaterThan(10);
    expect(examined.match(/^passed/gm)).toHaveLength(12);
  });

  test('max-desk connections list, show, import, export and remove', async () => {
    const file = user.env['MAX_DESK_CONNECTION'] ?? '';
    const other = service.fileWith({ baseUrl: 'https://api.example.com' }, 'other');
    const [listed] = await json<{ name: string; id: string }[]>('connections', 'list');
    const [shown] = await json<object[]>('connections', 'show');
    expect(shown).toEqual(listed);
    expect(await out('connections', 'export', listed?.id ?? '')).toBe(readFileSync(file, 'utf8'));
    const imported = await run('connections', 'import', other);
    expect(imported).toEqual({ status: 0, out: '', err: `Imported "${listed?.name}".\n` });
    const list = await json<{ id: string }[]>('connections', 'list');
    const added = list.find(({ id }) => id !== listed?.id)?.id ?? '';
    expect((await run('connections', 'remove', added)).status).toBe(0);
    expect(await out('connections', 'list')).toContain(listed?.id);
  });

  test('max-desk token of a technical account, kept with --store or not at all', async () => {
    const { username, password } = service.simulator.technicalAccount;
    const technical = ['token', '--format', 'json', '--ca', service.ca, '--technical-account', username];
    const once = await user.pipe(`${password}\r\n`, [
      ...technical,
      '--password-stdin',
      '--home',
      path.join(user.folder, 'unused'),
    ]);
    expect(JSON.parse(once.out)).toMatchObject({ source: 'technical-account' });
    const stored = await user.run([...technical, '--store'], { MAX_DESK_PASSWORD: password });
    expect({ status: stored.status, err: stored.err }).toEqual({ status: 0, err: '' });
    expect(await json('token', '--account', username)).toMatchObject({ source: 'cache' });
  });

  test('max-desk logout, of one and of all', async () => {
    const one = await run('logout', '--account', sam);
    expect(one).toMatchObject({ status: 0, out: '', err: expect.stringContaining(sam) });
    expect(await json('accounts')).toHaveLength(1);
    expect((await run('logout', '--all')).status).toBe(0);
    const failed = await user.failure(['token', '--ca', service.ca]);
    expect(failed).toMatchObject({
      status: 3,
      code: 'sign-in-needed',
      hint: expect.stringContaining('login'),
    });
  });
});

describe('every command', () => {
  test('has a help with an example, for which nothing else is needed', async () => {
    const bare = { MAX_DESK_HOME: '/nowhere', MAX_DESK_CONNECTION: undefined };
    const all = await Promise.all(commands.map(({ name }) => user.run([name, '--help'], bare)));
    for (const [i, ended] of all.entries()) {
      expect(ended).toMatchObject({ status: 0, err: '' });
      expect(ended.out).toContain(`Example\n  ${commands[i]?.example}`);
    }
  });

  test('refuses an option that it does not have, and says how to go on: 2', async () => {
    const all = await Promise.all(commands.map(({ name }) => user.failure([name, '--loud'])));
    for (const ended of all) {
      expect(ended).toMatchObject({ status: 2, out: '', code: 'usage', message: "Unknown option '--loud'." });
      expect(ended.hint).toContain('--help');
    }
  });
});
