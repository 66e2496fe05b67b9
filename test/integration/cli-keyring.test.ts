import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser, type Ended } from '../fakes/command-line-user.ts';

/** Why there is no Secret Service to test with on this computer; empty where there is. */
const missing =
  process.platform === 'linux'
    ? ['dbus-run-session', 'gnome-keyring-daemon'].filter(
        (program) => spawnSync('sh', ['-c', 'command -v "$0"', program]).status !== 0,
      )
    : ['Linux'];
if (missing.length > 0)
  console.log(`Skipped, the keyring's tests: this computer has no ${missing.join(', no ')}.`);

let cli: Bundled;
let simulator: Simulator;
let user: CommandLineUser;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
  // As after an installation: the keyring's native module can be found from there.
  if (!cli.file.startsWith(path.resolve('.') + path.sep))
    symlinkSync(path.resolve('node_modules'), path.join(path.dirname(cli.file), 'node_modules'));
});
afterAll(() => cli.remove());
beforeEach(async () => {
  user = commandLineUser(cli.file);
  simulator = await start({ units: 1 });
  user.env['MAX_DESK_KEY_FILE'] = undefined;
});
afterEach(async () => {
  user.end();
  await simulator.close();
});

/** Runs `max-desk` in a session bus of its own with a keyring that was unlocked with `password`, or was not. */
async function inSession(args: string[], password: string | undefined): Promise<Ended> {
  const run = path.join(user.folder, 'run');
  mkdirSync(run, { recursive: true, mode: 0o700 });
  const daemon = 'gnome-keyring-daemon --components=secrets';
  const begin =
    password === undefined ? `${daemon} --start` : `printf '%s' "$KEYRING_PASSWORD" | ${daemon} --unlock`;
  const script = path.join(user.folder, 'session.sh');
  writeFileSync(script, `${begin} >/dev/null 2>&1\n"$@" 2>"$ERRORS"\n`);
  const errors = path.join(user.folder, 'errors');
  const child = spawn('dbus-run-session', ['--', 'sh', script, process.execPath, cli.file, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      ...user.env,
      HOME: user.folder,
      XDG_DATA_HOME: path.join(user.folder, 'data'),
      XDG_RUNTIME_DIR: run,
      MAX_DESK_PASSWORD: simulator.technicalAccount.password,
      KEYRING_PASSWORD: password ?? '',
      ERRORS: errors,
    },
  });
  const [out, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { status: status as number | null, out, err: readFileSync(errors, 'utf8') };
}

describe.skipIf(missing.length > 0)('the Secret Service (R23)', () => {
  const store = () => [
    'token',
    '--store',
    '--technical-account',
    simulator.technicalAccount.username,
    '--connection',
    user.fileFor(simulator),
  ];

  test('keeps the key, so that the next session goes on with what is on disk', async () => {
    expect(await inSession(store(), 'pw')).toMatchObject({ status: 0, err: '' });
    const before = simulator.requests.length;
    const next = await inSession(['token', '--format', 'json'], 'pw');
    expect(next).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(next.out)).toMatchObject({ source: 'cache' });
    expect(simulator.requests).toHaveLength(before);
  });

  test('that is locked is not taken for none, and nothing is thrown away', async () => {
    expect((await inSession(store(), 'pw')).status).toBe(0);
    const disk = user.bytesOnDisk();
    for (const args of [['token'], ['accounts'], store()]) {
      const locked = await inSession([...args, '--errors', 'json'], undefined);
      expect(locked).toMatchObject({ status: 7, out: '' });
      expect(JSON.parse(locked.err)).toMatchObject({ code: 'storage-locked' });
    }
    expect(user.bytesOnDisk()).toBe(disk);
    expect((await inSession(['token'], 'pw')).status).toBe(0);
  });

  test('that does not hold the key any more is refused, until everything is forgotten', async () => {
    expect((await inSession(store(), 'pw')).status).toBe(0);
    rmSync(path.join(user.folder, 'data'), { recursive: true });
    const lost = await inSession(['token', '--errors', 'json'], 'other');
    expect(lost.status).toBe(7);
    expect(JSON.parse(lost.err)).toMatchObject({
      code: 'storage',
      hint: expect.stringContaining('logout --all'),
    });
    expect((await inSession(['logout', '--all'], 'other')).status).toBe(0);
    expect((await inSession(store(), 'other')).status).toBe(0);
    expect(readdirSync(user.home).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  test.each([['logout'], ['logout', '--all']])(
    'loses the key at the sign-out: not even a copy of the whole folder signs in again (%s %s)',
    async (...args) => {
      expect((await inSession(store(), 'pw')).status).toBe(0);
      const copy = path.join(user.folder, 'copy');
      cpSync(user.home, copy, { recursive: true });
      expect((await inSession(args, 'pw')).status).toBe(0);
      rmSync(user.home, { recursive: true });
      cpSync(copy, user.home, { recursive: true });
      const back = await inSession(['token', '--errors', 'json'], 'pw');
      expect(back).toMatchObject({ status: 7, out: '' });
      expect(JSON.parse(back.err)).toMatchObject({
        message: expect.stringContaining('does not hold the key'),
      });
    },
  );
});
