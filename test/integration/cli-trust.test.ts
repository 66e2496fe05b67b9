/** Whom the command line believes: not what lies about, and not what others of the computer may have written. */
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';

const posix = process.platform !== 'win32';
const isRoot = process.geteuid?.() === 0;
let cli: Bundled;
let simulator: Simulator;
/** Records what reaches it: nothing may. */
let hostile: Simulator;
let user: CommandLineUser;
let file: string;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
});
afterAll(() => cli.remove());
beforeEach(async () => {
  user = commandLineUser(cli.file);
  simulator = await start({ units: 3 });
  hostile = await start({ units: 3 });
  file = user.fileFor(simulator);
  user.env['MAX_DESK_SUBSCRIPTION_KEY'] = simulator.subscriptionKey;
  user.env['MAX_DESK_PASSWORD'] = simulator.technicalAccount.password;
});
afterEach(async () => {
  user.end();
  await Promise.all([simulator.close(), hostile.close()]);
});

const technical = (...args: string[]) => [
  ...args,
  '--technical-account',
  simulator.technicalAccount.username,
];
const inHome = (name: string) => path.join(user.home, name);
const nameIn = (part: string) => {
  const found = readdirSync(user.home).find((name) => name.includes(part));
  if (found === undefined) throw new Error(`${user.home} has no ${part}`);
  return found;
};

describe('a known connection', () => {
  test('is what a bare name means, whatever is in the working directory', async () => {
    await user.run(['connections', 'import', file]);
    writeFileSync(
      path.join(user.folder, 'Simulated data'),
      JSON.stringify({ ...hostile.connection, name: 'Simulated data' }),
    );
    const { status } = await user.run(technical('units', '--connection', 'Simulated data'));
    expect(status).toBe(0);
    expect(hostile.requests).toEqual([]);
    const unknown = await user.failure(technical('units', '--connection', 'Other data'));
    writeFileSync(path.join(user.folder, 'Other data'), JSON.stringify(hostile.connection));
    expect(unknown).toMatchObject({ status: 2, hint: expect.stringContaining('./Other data') });
    expect(await user.failure(technical('units', '--connection', 'Other data'))).toEqual(unknown);
    expect(hostile.requests).toEqual([]);
  });

  test.each(['./max', 'max.json', 'max.JSON', path.sep === '\\' ? '.\\max' : '../home-of/max'])(
    'is not meant by %s, which is a file',
    async (name) => {
      expect(await user.failure(technical('units', '--connection', name))).toMatchObject({
        status: 6,
        message: expect.stringContaining(`The connection file ${name} cannot be read`),
      });
    },
  );

  test('is what its own text says: with another API in it, it is another one, and gets nothing', async () => {
    await user.run(technical('token', '--store', '--connection', file));
    const entry = inHome(nameIn('connection.'));
    const kept = JSON.parse(readFileSync(entry, 'utf8')) as { text: string };
    const changed = JSON.parse(kept.text) as { api: { baseUrl: string } };
    changed.api.baseUrl = hostile.connection.api.baseUrl;
    writeFileSync(entry, JSON.stringify({ ...kept, text: JSON.stringify(changed) }), { mode: 0o600 });
    for (const args of [['units'], ['units', '--connection', 'Simulated data']])
      expect((await user.run(technical(...args))).status).toBe(2);
    expect((await user.run(technical('units', '--connection', file))).status).toBe(0);
    expect(hostile.requests).toEqual([]);
  });
});

describe.runIf(posix)('what others of the computer may have written', () => {
  beforeEach(async () => {
    const { status } = await user.run(technical('token', '--store', '--connection', file));
    expect(status).toBe(0);
  });
  const elsewhere = () => path.join(user.folder, 'elsewhere');
  const linked = (name: string) => {
    if (existsSync(inHome(name))) renameSync(inHome(name), elsewhere());
    symlinkSync(elsewhere(), inHome(name));
    return inHome(name);
  };
  const open = (name: string, mode: number) => {
    chmodSync(name, mode);
    return name;
  };
  const given = (name: string) => {
    chownSync(name, 12_345, 12_345);
    return name;
  };

  const cases: [what: string, change: () => string][] = [
    ['a home that all may write to', () => open(user.home, 0o777)],
    ['a home that its group may write to', () => open(user.home, 0o770)],
    ['a folder above it that all may write to', () => open(user.folder, 0o777)],
    ['a key that all may write to', () => open(inHome('key.entry'), 0o666)],
    ['a connection that all may write to', () => open(inHome(nameIn('connection.')), 0o666)],
    ['tokens that are a link', () => linked(nameIn('technical.'))],
    ['a connection that is a link', () => linked(nameIn('connection.'))],
    ...(isRoot
      ? ([
          ['a home of somebody else', () => given(user.home)],
          ['tokens of somebody else', () => given(inHome(nameIn('technical.')))],
          ['a folder of somebody else above it', () => given(user.folder)],
        ] satisfies [string, () => string][])
      : []),
  ];
  test.each(cases)('is not believed: %s; the message says which, and what to do', async (_what, change) => {
    const named = change();
    const before = simulator.requests.length;
    const ended = await user.failure(technical('token', '--store', '--connection', 'Simulated data'));
    expect(ended).toMatchObject({
      status: 7,
      code: 'storage',
      message: expect.stringContaining(named),
      out: '',
    });
    expect(ended.hint).not.toBe('');
    expect(simulator.requests.length).toBe(before);
  });

  test('is no lock: a link in its place makes no file elsewhere', async () => {
    const lock = nameIn('write.lock');
    rmSync(inHome(lock));
    symlinkSync(elsewhere(), inHome(lock));
    const ended = await user.failure(['connections', 'remove', 'Simulated data']);
    expect(ended).toMatchObject({ status: 7, message: expect.stringContaining(inHome(lock)) });
    expect(existsSync(elsewhere())).toBe(false);
  });
});

test('a check of certificates that is switched off ends it, with what to do instead', async () => {
  for (const args of [['token'], ['units'], ['doctor'], ['connections', 'list'], ['watch']]) {
    const ended = await user.failure(technical(...args, '--connection', file), {
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    });
    expect(ended).toMatchObject({ code: 'configuration', status: 6, hint: expect.stringContaining('--ca') });
  }
  expect(simulator.requests).toEqual([]);
  const asUsual = await user.run(technical('token', '--connection', file), {
    NODE_TLS_REJECT_UNAUTHORIZED: '1',
  });
  expect(asUsual.status).toBe(0);
});

describe('a copy of what was kept, put back after a sign-out', () => {
  const copy = () => path.join(user.folder, 'copy');
  const keep = () => cpSync(user.home, copy(), { recursive: true });
  /** The entries alone: with its key, a copy of the whole folder opens wherever the key file does. */
  const putBack = () => {
    for (const name of readdirSync(copy()).filter((each) => each.startsWith('sealed.')))
      cpSync(path.join(copy(), name), inHome(name));
  };
  const countersFile = 'sealed.counters.entry';

  test.each([['logout'], ['logout', '--all'], ['logout', '--all', '--connection', 'Simulated data']])(
    'signs nobody in: %s %s %s',
    async (...args) => {
      await user.signIn(undefined, '--connection', file);
      keep();
      expect((await user.run(['token', '--connection', file])).status).toBe(0);
      expect((await user.run(args)).status).toBe(0);
      putBack();
      expect(await user.failure(['token', '--connection', file])).toMatchObject({ status: 3 });
    },
  );

  test('signs nobody in where another account has stayed, which is still signed in', async () => {
    await user.signIn(undefined, '--connection', file);
    await user.run(technical('token', '--store', '--connection', file));
    keep();
    expect((await user.run(['logout', '--account', 'sam.sample@example.com'])).status).toBe(0);
    const tokens = nameIn('technical.');
    const stays = [tokens, countersFile].map((name) => [inHome(name), readFileSync(inHome(name))] as const);
    putBack();
    for (const [entry, bytes] of stays) writeFileSync(entry, bytes);
    const sam = await user.failure(['token', '--account', 'sam.sample@example.com']);
    expect(sam).toMatchObject({ status: 3 });
    const asked = simulator.requests.length;
    const { technicalAccount } = simulator;
    const other = await user.run(['token', '--account', technicalAccount.username], {
      MAX_DESK_PASSWORD: undefined,
    });
    expect(other.status).toBe(0);
    expect(simulator.requests.length).toBe(asked);
  });

  test('is made useless while others read: all of them go on, and who stays is signed in (R27)', async () => {
    await user.signIn(undefined, '--connection', file);
    await user.signIn('Continue as Tessa Kraft', '--connection', file);
    const reading = ['token', '--account', 'sam.sample@example.com'];
    const leaving = ['logout', '--account', 'tessa.kraft@example.com'];
    const ended = await Promise.all(
      [reading, reading, leaving, reading, reading].map((args) => user.run(args)),
    );
    expect(ended.map(({ status, err }) => [status, status === 0 ? '' : err])).toEqual(Array(5).fill([0, '']));
    expect((await user.run(['token'])).status).toBe(0);
    expect(readdirSync(user.home).filter((name) => name.includes('damaged'))).toEqual([]);
  });
});
