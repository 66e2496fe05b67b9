import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Unit } from '../../electron/contract/units.ts';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { inTime } from '../fakes/in-time.ts';
import { closedPort, serve } from '../fakes/server.ts';

const posix = process.platform !== 'win32';
const { version } = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'),
) as {
  version: string;
};
let cli: Bundled;
let folder: string;
let simulator: Simulator;
let connectionFile: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
  folder = await mkdtemp(path.join(tmpdir(), 'max-desk-cli-'));
});
afterAll(async () => {
  await cli.remove();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  simulator = await start({ units: 30, pageSize: 7 });
  connectionFile = fileNamed('max.json', simulator.connection);
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await simulator.close();
});

function fileNamed(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

interface Ended {
  status: number | null;
  out: string;
  err: string;
}
interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
}
interface Options {
  env?: Record<string, string | undefined>;
  /** For file descriptors 0 and 3: a text to be read, or `open` for one that stays open. */
  stdin?: string;
  fd3?: string | number;
  stdout?: number;
}

/** Starts `max-desk` as a shell would, with the technical account's password in the environment unless told otherwise. */
function launch(args: string[], { env = {}, stdin, fd3, stdout }: Options = {}): Running {
  const child = spawn(process.execPath, [cli.file, ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      MAX_DESK_HOME: path.join(folder, 'home'),
      MAX_DESK_CONNECTION: connectionFile,
      MAX_DESK_PASSWORD: simulator.technicalAccount.password,
      MAX_DESK_SUBSCRIPTION_KEY: simulator.subscriptionKey,
      ...env,
    },
    stdio: [
      'pipe',
      stdout ?? 'pipe',
      'pipe',
      fd3 === undefined ? 'ignore' : typeof fd3 === 'number' ? fd3 : 'pipe',
    ],
  });
  running.push(child);
  const texts = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    texts.out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    texts.err += text;
  });
  child.stdin?.on('error', () => undefined);
  if (stdin !== 'open') child.stdin?.end(stdin ?? '');
  const third = child.stdio[3];
  if (typeof fd3 === 'string' && fd3 !== 'open' && third && 'end' in third) third.end(fd3);
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (status) => resolve({ status, ...texts })),
  );
  return { child, ended };
}
const run = (args: string[], options?: Options) => launch(args, options).ended;
const asAccount = (...args: string[]) => [
  ...args,
  '--technical-account',
  simulator.technicalAccount.username,
];
const token = (...args: string[]) => run(asAccount('token', ...args));
const units = (...args: string[]) => run(asAccount('units', ...args));
const tokenRequests = () => simulator.requests.filter((r) => r.path.endsWith('/token')).length;

/** With `--errors json`: one line, and nothing else. */
function failureIn({ err }: Ended): { code: string; message: string; hint: string } {
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(err) as { code: string; message: string; hint: string };
}

describe('max-desk --help and --version', () => {
  test('prints how it is used', async () => {
    const { status, out, err } = await run(['--help']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    for (const word of [
      'max-desk token',
      'max-desk units',
      '--technical-account',
      'MAX_DESK_PASSWORD',
      'Exit status',
      'a list is not whole',
    ])
      expect(out).toContain(word);
  });

  test('prints the version', async () => {
    expect(await run(['--version'])).toEqual({ status: 0, out: `${version}\n`, err: '' });
  });
});

describe('max-desk token', () => {
  test('prints an access token that the API accepts, and nothing else', async () => {
    const { status, out, err } = await token();
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const answer = await fetch(`${simulator.connection.api.baseUrl}/units`, {
      headers: {
        authorization: `Bearer ${out.trim()}`,
        'Ocp-Apim-Subscription-Key': simulator.subscriptionKey,
      },
    });
    expect(answer.status).toBe(200);
    expect(tokenRequests()).toBe(1);
  });

  test('as a header', async () => {
    expect((await token('--format', 'header')).out).toMatch(
      /^Authorization: Bearer [\w-]+\.[\w-]+\.[\w-]+\n$/,
    );
  });

  test('as JSON, with whose it is and until when', async () => {
    const before = Date.now();
    const { out } = await token('--format=json');
    const json = JSON.parse(out) as { accessToken: string; expiresOn: string };
    expect(json).toEqual({
      accessToken: expect.stringMatching(/^ey/),
      expiresOn: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      scopes: simulator.connection.identity.scopes,
      account: {
        id: expect.any(String),
        name: 'Technical Account',
        email: simulator.technicalAccount.username,
      },
      source: 'technical-account',
    });
    expect(Date.parse(json.expiresOn)).toBeGreaterThan(before + 3_500_000);
  });

  test.runIf(posix)(
    'as a curl command that works when it is pasted, and holds no subscription key',
    async () => {
      const { out } = await token('--format', 'curl');
      expect(out).not.toContain(simulator.subscriptionKey);
      const child = spawn('sh', ['-c', out.replace(/^curl /, 'printf "%s\\n" ')], {
        env: { PATH: process.env['PATH'], MAX_DESK_SUBSCRIPTION_KEY: 'the key' },
      });
      let printed = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
      });
      await new Promise((resolve) => child.once('close', resolve));
      expect(printed.trimEnd().split('\n')).toEqual([
        `${simulator.connection.api.baseUrl}/units`,
        '--header',
        expect.stringMatching(/^Authorization: Bearer ey/),
        '--header',
        'Ocp-Apim-Subscription-Key: the key',
      ]);
    },
  );

  test.runIf(posix)('as a curl command runs nothing that a connection file has put into it', async () => {
    const { api, ...rest } = simulator.connection;
    const hostile = { ...rest, api: { ...api, subscriptionKeyHeader: '`id`$HOME', unitsPath: "/x';id;'" } };
    const { out } = await token('--format', 'curl', '--connection', fileNamed('hostile.json', hostile));
    const child = spawn('sh', ['-c', out.replace(/^curl /, 'printf "%s\\n" ')], { env: { HOME: '/HOME' } });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    await new Promise((resolve) => child.once('close', resolve));
    expect(printed).toContain("/x';id;'\n");
    expect(printed).toContain('`id`$HOME: \n');
  });
});

describe('the password', () => {
  const none = { MAX_DESK_PASSWORD: undefined };
  const account = () => asAccount('token');

  test('may come from standard input, with a line end', async () => {
    const stdin = `${simulator.technicalAccount.password}\r\n`;
    expect((await run([...account(), '--password-stdin'], { env: none, stdin })).status).toBe(0);
  });

  test.runIf(posix)('may come from another file descriptor, a pipe or a file', async () => {
    const { password } = simulator.technicalAccount;
    expect((await run([...account(), '--password-fd', '3'], { env: none, fd3: password })).status).toBe(0);
    const file = openSync(fileNamed('password', `${password}\n`), 'r');
    expect((await run([...account(), '--password-fd=3'], { env: none, fd3: file })).status).toBe(0);
    closeSync(file);
  });

  test('loses one line end only: the rest is part of it', async () => {
    const stdin = `${simulator.technicalAccount.password}\n\n`;
    expect((await run([...account(), '--password-stdin'], { env: none, stdin })).status).toBe(3);
  });

  test('is missing: usage', async () => {
    const ended = await run([...account(), '--errors', 'json'], { env: none });
    expect(ended.status).toBe(2);
    expect(failureIn(ended)).toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('MAX_DESK_PASSWORD'),
    });
    expect(tokenRequests()).toBe(0);
  });

  test.each([
    ['two sources', ['--password-stdin'], {}],
    ['an empty environment', [], { MAX_DESK_PASSWORD: '' }],
    ['an empty standard input', ['--password-stdin'], none],
    ['a descriptor that is not open', ['--password-fd', '77'], none],
  ])('from %s: usage', async (_what, args, env) => {
    expect((await run([...account(), ...args], { env })).status).toBe(2);
    expect(tokenRequests()).toBe(0);
  });

  test('has no option of its own, and one that was tried is not repeated (R21)', async () => {
    const ended = await run([...account(), '--password=swordfish']);
    expect(ended.status).toBe(2);
    expect(ended.err).toContain('--password');
    expect(ended.out + ended.err).not.toContain('swordfish');
  });

  test('that is wrong is refused with B2C’s code, and shown nowhere', async () => {
    const ended = await run(account(), { env: { MAX_DESK_PASSWORD: 'swordfish' } });
    expect(ended).toMatchObject({ status: 3, out: '' });
    expect(ended.err).toContain('AADB2C90225');
    expect(ended.err).not.toContain('swordfish');
  });
});

describe('max-desk units', () => {
  test('prints a table of every unit, all pages of it', async () => {
    const { status, out, err } = await units();
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(31);
    expect(lines[0]).toMatch(/^ID +Name +Site +City +Type +Status +Floor +Direction$/);
    const column = lines[0]?.indexOf('Name') ?? 0;
    for (const line of lines.slice(1)) expect(line.slice(column - 2, column)).toBe('  ');
    expect(simulator.requests.filter((r) => r.path === '/api/units')).toHaveLength(5);
  });

  test('as JSON', async () => {
    const json = JSON.parse((await units('--format', 'json')).out) as Unit[];
    expect(json).toHaveLength(30);
    expect(json[0]).toMatchObject({ id: expect.any(String), condition: expect.any(String) });
  });

  test('as JSON lines', async () => {
    const lines = (await units('--format', 'ndjson')).out.trimEnd().split('\n');
    expect(new Set(lines.map((line) => (JSON.parse(line) as Unit).id)).size).toBe(30);
  });

  test('as JSON lines, however many come in one body, in memory that would not hold them', async () => {
    const count = 100_000;
    const large = await start({ units: count, pageSize: count });
    const { status, out, err } = await run(
      ['units', '--format', 'ndjson', '--technical-account', large.technicalAccount.username],
      {
        env: {
          MAX_DESK_CONNECTION: fileNamed('large.json', large.connection),
          MAX_DESK_PASSWORD: large.technicalAccount.password,
          MAX_DESK_SUBSCRIPTION_KEY: large.subscriptionKey,
          // The body alone is 47 MB, and twice that as a string.
          NODE_OPTIONS: '--max-old-space-size=80',
        },
      },
    );
    await large.close();
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out.match(/\n/g)).toHaveLength(count);
    expect(JSON.parse(out.slice(out.lastIndexOf('{')))).toMatchObject({ name: expect.any(String) });
    expect(large.requests.filter(({ path: each }) => each === '/api/units')).toHaveLength(1);
  });

  test('as CSV (RFC 4180)', async () => {
    const lines = (await units('--format', 'csv')).out.split('\r\n');
    expect(lines).toHaveLength(32);
    expect(lines[0]).toBe(
      'ID,Name,Site,City,Type,Status,Floor,Direction,Address,Country,Availability,Last event',
    );
    expect(lines[1]).toMatch(/,\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  test('for Excel, into a file that is there only when the list is complete', async () => {
    const file = path.join(folder, 'units.csv');
    const args = asAccount('units', '--format', 'excel', '--output', 'units.csv');
    expect(await run(args, { env: { LC_ALL: 'de_DE.UTF-8' } })).toEqual({ status: 0, out: '', err: '' });
    const lines = readFileSync(file, 'utf8').split('\r\n');
    expect(lines).toHaveLength(32);
    expect(lines[0]).toMatch(/^\uFEFFID;Name;Site;/);
    expect(lines[1]).toMatch(/;\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

    writeFileSync(file, 'before');
    simulator.setFaults({ apiStatus: 500 });
    expect((await run(args)).status).not.toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    simulator.clearFaults();
    const nowhere = await units('--output', 'none/units.csv', '--errors', 'json');
    const message = `${path.join(folder, 'none/units.csv')} cannot be written (ENOENT).`;
    expect(JSON.parse(nowhere.err)).toMatchObject({ code: 'storage', message });
  });

  test('finds what was searched for, by text and by status', async () => {
    const all = JSON.parse((await units('--format', 'json')).out) as Unit[];
    const wanted = all.filter((unit) => unit.condition === 'in-service');
    const city = wanted[0]?.city ?? '';
    const [found, nothing] = await Promise.all([
      units('--format', 'json', '--search', city, '--status', 'In Service'),
      units('--format', 'json', '--search', 'nowhere at all'),
    ]);
    expect(JSON.parse(found.out)).toEqual(wanted.filter((unit) => unit.city === city));
    expect(nothing.out).toBe('[\n]\n');
  });

  test('says how many there are when it is asked to', async () => {
    const [told, quiet] = await Promise.all([
      units('--verbose', '--search', 'nowhere at all'),
      units('--quiet'),
    ]);
    const lines = told.err.trimEnd().split('\n');
    expect(lines.pop()).toBe('0 of 30 units');
    // And what was asked, without a query.
    expect(lines).toHaveLength(6);
    for (const line of lines)
      expect(line).toMatch(/^(GET|POST) http:\/\/localhost:\d+\/[\w./]+: 200, \d+ ms$/);
    expect(quiet.err).toBe('');
  });

  test('neutralises what a spreadsheet would run, and what would move a terminal’s cursor (R35)', async () => {
    const hostile = [
      '=cmd()',
      '+1+1',
      '-1-A1',
      '@x',
      '\tx',
      '\rx',
      'a "quoted", one',
      'line\nbreak',
      '\u001b[2Jx',
    ];
    const api = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify([...hostile.map((name, i) => ({ id: `u${i}`, site: `${name}`, city: name })), {}]),
      );
    });
    const connection = { ...simulator.connection, api: { ...simulator.connection.api, baseUrl: api.url } };
    const args = ['--connection', fileNamed('api.json', connection)];
    const csv = await units(...args, '--format', 'csv');
    expect(csv.err).toBe('Left out: 1 item of the list without an id.\n');
    expect(csv.out).toContain("u0,u0,'=cmd(),'=cmd(),");
    for (const line of csv.out.split('\r\n').slice(1))
      for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[-=+@\t\r]/);
    expect(csv.out).toContain('"a ""quoted"", one"');
    expect(csv.out).toContain('"line\nbreak"');
    const table = await units(...args);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(table.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
    expect(table.out.trimEnd().split('\n')).toHaveLength(hostile.length + 1);
    await api.close();
  });
});

describe('the exit status', () => {
  test.each([[[]], [['sing']], [['token', '--loud']]])('is 2 for wrong arguments: %j', async (args) => {
    const { status, out, err } = await run(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^max-desk: .+\n.+\n$/);
  });

  test('is 2 without a connection', async () => {
    expect((await run(['token'], { env: { MAX_DESK_CONNECTION: undefined } })).status).toBe(2);
  });

  test('is 3 when nobody is signed in', async () => {
    expect((await run(['token'])).status).toBe(3);
  });

  test('is 4 when the provider cannot be reached, is in trouble, or something else answers', async () => {
    const port = await closedPort();
    const text = JSON.stringify(simulator.connection).replaceAll(new URL(simulator.url).port, String(port));
    const dead = await token('--connection', fileNamed('dead.json', text), '--errors', 'json');
    expect(dead.status).toBe(4);
    expect(failureIn(dead)).toMatchObject({
      code: 'offline',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    for (const [faults, code] of [
      [{ tokenStatus: 503 }, 'provider-unavailable'],
      [{ tokenHtml: true, tokenStatus: null }, 'captive-portal'],
    ] as const) {
      simulator.setFaults(faults);
      const ended = await token('--errors=json');
      expect(ended.status).toBe(4);
      expect(failureIn(ended).code).toBe(code);
    }
  });

  test.each([
    [{ apiStatus: 403 }, 'api-refused', '403'],
    // More than anybody waits for.
    [{ apiStatus: 429, retryAfter: 900 }, 'api-unavailable', '429'],
    [{ apiStatus: 500 }, 'api-unavailable', '500'],
    [{ rejectAccessTokens: Number.POSITIVE_INFINITY }, 'api-refused', '401'],
  ])('is 5 when the API refuses, with its status in the message: %j', async (faults, code, status) => {
    simulator.setFaults(faults);
    const ended = await units('--errors', 'json');
    expect(ended).toMatchObject({ status: 5, out: '' });
    expect(failureIn(ended)).toMatchObject({ code, message: expect.stringContaining(status) });
  });

  test('is 5 for a wrong subscription key, 6 for none', async () => {
    const withKey = (key: string | undefined) =>
      run(asAccount('units', '--errors', 'json'), { env: { MAX_DESK_SUBSCRIPTION_KEY: key } });
    const [wrong, none] = await Promise.all([withKey('wrong'), withKey(undefined)]);
    expect(wrong.status).toBe(5);
    expect(failureIn(wrong).code).toBe('api-key-refused');
    expect(none.status).toBe(6);
    expect(failureIn(none).code).toBe('api-key-missing');
  });

  test('is 6 for a connection file that is missing or broken, naming the file and the key', async () => {
    const missing = await token('--connection', 'missing.json');
    expect(missing.status).toBe(6);
    expect(missing.err).toContain('missing.json cannot be read (ENOENT)');
    const broken = {
      ...simulator.connection,
      identity: { ...simulator.connection.identity, authority: 'x' },
    };
    const wrong = await token('--connection', fileNamed('broken.json', broken));
    expect(wrong.status).toBe(6);
    expect(wrong.err).toContain('broken.json: "identity.authority" must be an https URL');
    expect((await token('--connection', fileNamed('none.json', '{'))).status).toBe(6);
  });

  test('is 6 for a --ca that holds no valid certificate', async () => {
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    for (const [name, text] of [
      ['text.pem', 'text'],
      ['broken.pem', broken],
    ] as const) {
      const { status, err } = await token('--ca', fileNamed(name, text));
      expect(status).toBe(6);
      expect(err).toContain(`${name}: it holds no`);
    }
  });

  test.runIf(process.platform === 'linux')('is 7 when the disk is full, without a stack', async () => {
    const device = openSync('/dev/full', 'w');
    const ended = await launch(asAccount('token', '--errors', 'json'), { stdout: device }).ended;
    closeSync(device);
    expect(ended.status).toBe(7);
    expect(failureIn(ended)).toMatchObject({ code: 'storage', message: expect.stringContaining('ENOSPC') });
  });
});

describe('a failure', () => {
  test('is told in words and with what to do next', async () => {
    simulator.setFaults({ tokenStatus: 503 });
    expect((await token()).err).toMatch(
      /^max-desk: localhost:\d+ answered 503\.\nThe sign-in service has a problem\./,
    );
  });

  test('is one JSON line when asked for, wherever the option stands and whatever the failure is', async () => {
    for (const args of [
      ['--errors', 'json', 'sing'],
      ['sing', '--errors=json'],
      ['token', '--connection', '--errors=json'],
    ]) {
      const ended = await run(args);
      expect(ended.status).toBe(2);
      expect(failureIn(ended)).toEqual({
        code: 'usage',
        message: expect.any(String),
        hint: expect.any(String),
      });
    }
  });

  test('in the middle of the list leaves what was printed, and is no success', async () => {
    const api = await serve((request, response) => {
      const first = !request.url?.includes('page');
      response.writeHead(first ? 200 : 500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ value: [{ id: 'u1' }], nextLink: '?page=2' }));
    });
    const connection = { ...simulator.connection, api: { ...simulator.connection.api, baseUrl: api.url } };
    const ended = await units('--format', 'ndjson', '--connection', fileNamed('half.json', connection));
    expect(ended.status).toBe(5);
    expect(ended.out.trimEnd().split('\n')).toHaveLength(1);
    await api.close();
  });

  test('shows neither the password, the token nor the key (R29)', async () => {
    const { password } = simulator.technicalAccount;
    const { accessToken } = JSON.parse((await token('--format', 'json')).out) as { accessToken: string };
    for (const faults of [
      { apiStatus: 403 },
      { apiHtml: true, apiStatus: null },
      { apiDown: true },
      { tokenStatus: 400 },
    ]) {
      simulator.setFaults(faults);
      const { status, err } = await units('--verbose');
      expect(status).toBeGreaterThan(0);
      for (const secret of [password, simulator.subscriptionKey, accessToken.slice(0, 20)])
        expect(err).not.toContain(secret);
    }
  });
});

describe('a list that is not whole', () => {
  /** The API alone, which answers so. */
  async function unitsOf(answer: RequestListener, ...args: string[]) {
    const api = await serve(answer);
    const connection = { ...simulator.connection, api: { ...simulator.connection.api, baseUrl: api.url } };
    const ended = await units(...args, '--connection', fileNamed('list.json', connection));
    await api.close();
    return ended;
  }

  const first = '"count":3,"value":[{"id":"a"},{"id":"b"}]';
  test.each<[string, RequestListener, RegExp]>([
    [
      'is',
      (_request, response) => response.end(`{${first}}`),
      /^The list of units is incomplete: 2 came, and the API counts 3\.$/,
    ],
    [
      'that breaks off is',
      (request, response) =>
        request.url?.includes('page')
          ? response.writeHead(500).end()
          : response.end(`{${first},"nextLink":"units?page=2"}`),
      /incomplete: 2 came, and the API counts 3\. .*answered 500\.$/,
    ],
  ])(
    '%s printed as far as it came, and ends with 5 and both numbers (R41)',
    async (_what, answer, message) => {
      const ended = await unitsOf(answer, '--format', 'ndjson', '--errors', 'json');
      expect(ended.status).toBe(5);
      expect(ended.out.trimEnd().split('\n')).toHaveLength(2);
      expect(failureIn(ended)).toMatchObject({
        code: 'api-bad-answer',
        message: expect.stringMatching(message),
      });
    },
  );

  test('is waited for where the API asks for it, and says so (R49)', async () => {
    let asked = 0;
    const ended = await unitsOf((_request, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(429, { 'retry-after': '1' }).end();
      else response.end('[{"id":"a"}]');
    });
    expect(ended).toMatchObject({ status: 0, err: 'The API asks to wait 1 s. Waiting.\n' });
    expect(ended.out).toContain('a  ');
  });

  test('is waited for within the time limit only', async () => {
    const ended = await unitsOf(
      (_request, response) => response.writeHead(503, { 'retry-after': '30' }).end(),
      '--timeout',
      '1',
    );
    expect(ended.status).toBe(5);
    expect(ended.err).toContain('answered 503');
  });
});

describe('--timeout', () => {
  test('gives up a provider that does not answer, and a password that nobody writes', async () => {
    simulator.setFaults({ hang: 'token' });
    const waiting = asAccount('token', '--password-stdin', '--timeout', '1');
    const [provider, password] = await Promise.all([
      token('--timeout', '1', '--errors', 'json'),
      run(waiting, { env: { MAX_DESK_PASSWORD: undefined }, stdin: 'open' }),
    ]);
    expect(provider.status).toBe(4);
    expect(failureIn(provider)).toMatchObject({
      code: 'offline',
      message: expect.stringContaining('in time'),
    });
    expect(password.status).toBe(4);
  });

  test('counts for the whole command, an API that does not answer as well', async () => {
    simulator.setFaults({ hang: 'api' });
    expect((await units('--timeout', '1')).status).toBe(4);
  });
});

describe.runIf(posix)('Ctrl-C', () => {
  /** What is waited for in these tests never comes. */
  function interrupt({ child, ended }: Running, signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
    child.kill(signal);
    return inTime(ended, 30_000);
  }

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '(%s) ends a sign-in that waits for the provider: 130',
    async (signal) => {
      simulator.setFaults({ hang: 'token' });
      const command = launch(asAccount('token'));
      await vi.waitFor(() => expect(tokenRequests()).toBe(1), { interval: 5 });
      expect(await interrupt(command, signal)).toMatchObject({ status: 130, out: '' });
    },
  );

  test('ends a connection that is still being made: 130', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const text = JSON.stringify(simulator.connection).replaceAll(simulator.url, `https://localhost:${port}`);
    const arrived = once(silent, 'connection');
    const command = launch(asAccount('token', '--connection', fileNamed('silent.json', text)));
    const [socket] = (await arrived) as [Socket];
    socket.on('error', () => undefined);
    expect(await interrupt(command)).toMatchObject({ status: 130, out: '' });
    silent.close();
  });

  test('ends a list in the middle: 130', async () => {
    simulator.setFaults({ hang: 'api' });
    const command = launch(asAccount('units'));
    await vi.waitFor(() => expect(simulator.requests.at(-1)?.path).toBe('/api/units'), { interval: 5 });
    expect((await interrupt(command)).status).toBe(130);
  });

  test.each([
    ['standard input', ['--password-stdin'], { stdin: 'open' }],
    ['a descriptor', ['--password-fd', '3'], { fd3: 'open' }],
  ])('ends the wait for a password from %s: 130', async (_what, args, options) => {
    // The command has begun for certain when it has taken its connection out of a pipe.
    const pipe = path.join(folder, `pipe-${args.length}`);
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    const env = { MAX_DESK_PASSWORD: undefined, MAX_DESK_CONNECTION: pipe };
    const command = launch(asAccount('token', ...args), { ...options, env });
    await writeFile(pipe, JSON.stringify(simulator.connection));
    expect(await interrupt(command)).toMatchObject({ status: 130, out: '' });
  });
});

test.runIf(posix)('a reader that closes the pipe ends it quietly', async () => {
  await simulator.close();
  simulator = await start({ units: 20_000, pageSize: 1_000 });
  connectionFile = fileNamed('max.json', simulator.connection);
  const { child, ended } = launch(asAccount('units', '--format', 'ndjson'));
  child.stdout?.once('data', () => child.stdout?.destroy());
  const { status, err } = await ended;
  expect({ status, err }).toEqual({ status: 0, err: '' });
});

test.runIf(posix)('a reader of what it tells besides that has gone away changes nothing', async () => {
  const { child, ended } = launch(asAccount('token', '--verbose'));
  child.stderr?.destroy();
  const { status, out } = await ended;
  expect({ status, out }).toEqual({ status: 0, out: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/) });
});
