import { type ChildProcess, execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { oddService } from '../fakes/odd-service.ts';
import { plainIn } from '../fakes/sealed-text.ts';

const posix = process.platform !== 'win32';
const linux = process.platform === 'linux';
const units = [
  { id: 'u10', name: 'North', city: 'Berlin', equipmentStatus: 'In service', currentFloor: '3' },
  { id: 'u9', name: 'South', city: 'aachen', equipmentStatus: 'Out of service' },
  { id: 'u1', name: 'West', city: 'Berlin', equipmentStatus: 'In service', currentFloor: '12' },
];
let cli: Bundled;
let user: CommandLineUser;
let service: Awaited<ReturnType<typeof oddService>>;
const running: ChildProcess[] = [];

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
});
afterAll(() => cli.remove());
beforeEach(async () => {
  service = await oddService({ units: JSON.stringify({ value: units }) });
  user = commandLineUser(cli.file);
  const file = path.join(user.folder, 'connection.json');
  writeFileSync(file, JSON.stringify(service.connection));
  Object.assign(user.env, {
    MAX_DESK_CONNECTION: file,
    MAX_DESK_PASSWORD: 'p',
    MAX_DESK_SUBSCRIPTION_KEY: 'the-key',
  });
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  user.end();
  await service.close();
});

const account = ['--technical-account', 'd'];
const run = (...args: string[]) => user.run([...args, ...account]);
async function out(...args: string[]): Promise<string> {
  const ended = await run(...args);
  expect({ args, status: ended.status, err: ended.err }).toEqual({ args, status: 0, err: '' });
  return ended.out;
}
const keysSent = () =>
  service.requests
    .filter(({ path }) => path.startsWith('/api/'))
    .map(({ headers }) => headers['ocp-apim-subscription-key']);

describe('max-desk units', () => {
  test('--columns prints these, in this order, in every format', async () => {
    expect(await out('units', '--columns', 'city,ID')).toBe(
      'City    ID\nBerlin  u10\naachen  u9\nBerlin  u1\n',
    );
    expect(await out('units', '--columns', 'id,floor', '--format', 'csv')).toBe(
      'ID,Floor\r\nu10,3\r\nu9,\r\nu1,12\r\n',
    );
    expect(await out('units', '--columns', 'id,floor', '--format', 'ndjson')).toBe(
      '{"id":"u10","floor":"3"}\n{"id":"u9","floor":null}\n{"id":"u1","floor":"12"}\n',
    );
  });

  test.each([
    ['id', ['u1', 'u9', 'u10']],
    ['id:desc', ['u10', 'u9', 'u1']],
    ['city,id', ['u9', 'u1', 'u10']],
    ['city:DESC,id:desc', ['u10', 'u1', 'u9']],
    // A unit without a floor comes last, whichever way.
    ['floor', ['u10', 'u1', 'u9']],
    ['floor:desc', ['u1', 'u10', 'u9']],
  ])('--sort %s', async (sort, ids) => {
    const sorted = await out('units', '--sort', sort, '--columns', 'id', '--format', 'csv');
    expect(sorted.trimEnd().split('\r\n').slice(1)).toEqual(ids);
  });

  test.each([
    ['--columns', 'id,colour'],
    ['--sort', 'id:up'],
    ['--sort', ''],
  ])('%s %s is refused before anything is asked', async (option, value) => {
    const failed = await user.failure(['units', option, value, ...account]);
    expect(failed).toMatchObject({ status: 2, code: 'usage' });
    expect(failed.hint).toContain('lastEvent');
  });

  test('a filter that matches nothing ends with 0, with --fail-empty with 5', async () => {
    expect(await out('units', '--search', 'paris', '--format', 'ndjson')).toBe('');
    const failed = await user.failure(['units', '--search', 'paris', '--fail-empty', ...account]);
    expect(failed).toMatchObject({ status: 5, code: 'nothing-found' });
    const file = path.join(user.folder, 'units.csv');
    const kept = ['--format', 'csv', '--output', file];
    expect((await run('units', '--search', 'paris', '--fail-empty', ...kept)).status).toBe(5);
    expect(existsSync(file)).toBe(false);
    expect((await run('units', '--search', 'north', '--fail-empty', ...kept)).status).toBe(0);
  });
});

describe('max-desk list', () => {
  test('ends with 5 by --fail-empty where nothing matches', async () => {
    const { api } = service.connection;
    const resources = { orders: '/units' };
    const file = path.join(user.folder, 'resources.json');
    writeFileSync(file, JSON.stringify({ ...service.connection, api: { ...api, resources } }));
    user.env['MAX_DESK_CONNECTION'] = file;
    expect((await run('list', 'orders', '--search', 'paris')).status).toBe(0);
    const failed = await user.failure(['list', 'orders', '--search', 'paris', '--fail-empty', ...account]);
    expect(failed).toMatchObject({ status: 5, code: 'nothing-found' });
  });
});

describe('max-desk token --format curl-config', () => {
  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  if (!hasCurl) console.log('Skipped: there is no curl.');
  test.runIf(hasCurl)('is what curl takes by --config -, whatever is in it', async () => {
    const { api } = service.connection;
    const hostile = { ...api, unitsPath: '/units/[a]{b}?q="n"&x=\'y\'', subscriptionKeyHeader: 'X-Key' };
    const file = path.join(user.folder, 'hostile.json');
    writeFileSync(file, JSON.stringify({ ...service.connection, api: hostile }));
    const config = await out('token', '--format', 'curl-config', '--connection', file);
    expect(config).toMatch(
      /^url = "http.*\ngloboff\nheader = "Authorization: Bearer ey.*\nheader = "X-Key: the-key"\n$/,
    );
    service.requests.length = 0;
    const answer = await new Promise<string>((resolve, reject) => {
      const curl = execFile('curl', ['--silent', '--show-error', '--config', '-'], (error, text, err) =>
        error ? reject(new Error(err)) : resolve(text),
      );
      curl.stdin?.end(config);
    });
    expect(JSON.parse(answer)).toEqual({ value: units });
    const [asked] = service.requests;
    expect(asked?.path).toBe('/api/units/[a]{b}?q="n"&x=\'y\'');
    expect(asked?.headers).toMatchObject({
      authorization: expect.stringMatching(/^Bearer ey/),
      'x-key': 'the-key',
    });
  });

  test('leaves the key out where there is none', async () => {
    user.env['MAX_DESK_SUBSCRIPTION_KEY'] = '';
    expect(await out('token', '--format', 'curl-config')).not.toContain('Subscription-Key');
  });
});

describe('max-desk connections key', () => {
  beforeEach(() => {
    delete user.env['MAX_DESK_SUBSCRIPTION_KEY'];
  });
  const keep = (key: string | Uint8Array) => user.pipe(key, ['connections', 'key']);

  test('keeps the key encrypted for every command that asks the API', async () => {
    expect((await user.failure(['units', ...account])).code).toBe('api-key-missing');
    expect(await keep('\ufeffsealed-key\r\n')).toEqual({
      status: 0,
      out: '',
      err: 'The subscription key for "Sample" is kept.\n',
    });
    expect(plainIn(user.bytesOnDisk(), ['sealed-key'])).toEqual([]);
    await out('units');
    await out('call', 'GET', 'units');
    expect((await run('doctor')).out).toMatch(/passed {3}Subscription key/);
    expect(await out('token', '--format', 'curl-config')).toContain(': sealed-key"');
    user.env['MAX_DESK_SUBSCRIPTION_KEY'] = 'from-the-environment';
    await out('units');
    expect(new Set(keysSent())).toEqual(new Set(['sealed-key', 'from-the-environment']));
    expect(keysSent().at(-1)).toBe('from-the-environment');
  });

  test('forgets it by --forget, with the connection, and by logout --all', async () => {
    for (const forget of [
      ['connections', 'key', '--forget'],
      ['connections', 'remove', 'Sample'],
      ['logout', '--all'],
    ]) {
      expect((await keep('sealed-key')).status).toBe(0);
      const named = forget[0] === 'logout' ? { MAX_DESK_CONNECTION: undefined } : {};
      expect((await user.run(forget, named)).status).toBe(0);
      expect({ forget, code: (await user.failure(['units', ...account])).code }).toEqual({
        forget,
        code: 'api-key-missing',
      });
    }
  });

  test('keeps it while another known connection has the same API', async () => {
    await keep('sealed-key');
    const other = path.join(user.folder, 'other.json');
    const { identity } = service.connection;
    writeFileSync(
      other,
      JSON.stringify({
        ...service.connection,
        name: 'Other',
        identity: { ...identity, clientId: 'another' },
      }),
    );
    expect((await user.run(['connections', 'import', other])).status).toBe(0);
    expect((await user.run(['connections', 'remove', 'Other'])).status).toBe(0);
    await out('units');
    expect(keysSent().at(-1)).toBe('sealed-key');
  });

  test('refuses what is no key, and says so where it cannot be decrypted', async () => {
    expect((await keep('two words')).status).toBe(5);
    expect((await keep('\n')).status).toBe(2);
    expect((await keep(Buffer.from([0xfc, 0x41]))).status).toBe(2);
    await keep('sealed-key');
    const other = path.join(user.folder, 'other-key');
    writeFileSync(other, `${Buffer.alloc(32, 1).toString('base64')}\n`, { mode: 0o600 });
    chmodSync(other, 0o600);
    const failed = await user.failure(['units', ...account], { MAX_DESK_KEY_FILE: other });
    expect(failed).toMatchObject({ status: 7, code: 'storage' });
  });

  const hasTerminal = linux && spawnSync('script', ['--version']).status === 0;
  if (!hasTerminal) console.log('Skipped: there is no script(1), which makes a terminal.');
  test.runIf(hasTerminal)('takes it unseen from a terminal', async () => {
    const shown = await new Promise<string>((resolve) => {
      const command = `"${process.execPath}" "${cli.file}" connections key`;
      const child = execFile(
        'script',
        ['-qec', command, '/dev/null'],
        { env: user.env as never },
        (_e, text) => resolve(text),
      );
      running.push(child);
      let text = '';
      child.stdout?.on('data', (more: string) => {
        if (text.includes('": ')) return;
        text += more;
        // Once it asks, the terminal shows nothing any more.
        if (text.includes('Subscription key for "Sample": ')) child.stdin?.write('typed-key\n');
      });
    });
    expect(shown).toContain('is kept');
    expect(shown).not.toContain('typed-key');
    await out('units');
    expect(keysSent()).toEqual(['typed-key']);
  });
});

describe.runIf(posix)('max-desk exec', () => {
  const sh = (script: string, ...args: string[]) => [
    'exec',
    ...account,
    '--',
    'sh',
    '-c',
    script,
    'sh',
    ...args,
  ];

  test('gives token and key to the command, and keeps the password to itself', async () => {
    const script = 'echo "$MAX_DESK_ACCESS_TOKEN|$MAX_DESK_SUBSCRIPTION_KEY|$MAX_DESK_PASSWORD|$1|$2"';
    const { status, out, err } = await user.run(sh(script, '--format', 'a b'));
    expect(status).toBe(0);
    expect(out).toMatch(/^ey[\w.-]+\|the-key\|\|--format\|a b\n$/);
    expect(err).toMatch(/^The token is good until 20\d\d-.*Z; it is not renewed\.\n$/);
    expect(service.passwords).toEqual(['p']);
  });

  test.each([
    ['0', 'exit 0', 0],
    ['its own', 'exit 23', 23],
    ['that of the signal that ended it', 'kill -TERM $$', 143],
  ])('ends with %s', async (_what, script, status) => {
    expect((await user.run(sh(script))).status).toBe(status);
  });

  test('says what cannot be run, and asks nobody for a token that nobody can use', async () => {
    const failed = await user.failure(['exec', ...account, '--', path.join(user.folder, 'nothing')]);
    expect(failed).toMatchObject({ status: 2, code: 'usage' });
    expect(failed.message).toContain('cannot be run (ENOENT)');
    expect((await user.run(['exec', ...account])).status).toBe(2);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'passes %s on, and waits for its end',
    async (signal) => {
      const script = `trap 'echo heard; exit 7' ${signal.slice(3)}; echo ready; while :; do sleep 0.05; done`;
      const { child, ended } = user.start(sh(script));
      let text = '';
      child.stdout?.on('data', (more: string) => {
        text += more;
      });
      await vi.waitFor(() => expect(text).toBe('ready\n'), { interval: 10 });
      child.kill(signal);
      expect(await ended).toMatchObject({ status: 7, out: 'ready\nheard\n' });
    },
  );

  test('ends the command at the time limit', async () => {
    const ended = await user.run([
      ...sh('exec sleep 60').slice(0, 1),
      '--timeout',
      '1',
      ...sh('exec sleep 60').slice(1),
    ]);
    expect(ended.status).toBe(4);
  });
});
