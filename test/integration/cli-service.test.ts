import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { oddService } from '../fakes/odd-service.ts';
import { serve } from '../fakes/server.ts';
import { serving } from '../fakes/serving.ts';

const posix = process.platform !== 'win32';
const linux = process.platform === 'linux';
let cli: Bundled;
let user: CommandLineUser;
let service: Awaited<ReturnType<typeof oddService>>;
const running: ChildProcess[] = [];

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
});
afterAll(() => cli.remove());
beforeEach(async () => {
  service = await oddService({ units: '{"value":[{"id":"u1"}]}' });
  user = commandLineUser(cli.file);
  const file = path.join(user.folder, 'connection.json');
  writeFileSync(file, JSON.stringify(service.connection));
  Object.assign(user.env, {
    MAX_DESK_CONNECTION: file,
    MAX_DESK_PASSWORD: 'p',
    MAX_DESK_SUBSCRIPTION_KEY: 'k',
  });
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  user.end();
  await service.close();
});

const soon = (check: () => void) => vi.waitFor(check, { interval: 10 });
const watching = ['watch', '--verbose', '--technical-account', 'd'];

/** Starts `watch` and waits until it is live. */
async function watch(env: Record<string, string | undefined> = {}) {
  const { child, ended } = user.start(watching, env);
  let said = '';
  child.stderr?.on('data', (text: string) => {
    said += text;
  });
  await soon(() => expect(said).toContain('Live.'));
  return { child, ended, said: () => said };
}

describe.runIf(posix)('max-desk watch', () => {
  test('ends with 0 after SIGTERM, and leaves the hub in order', async () => {
    const { child, ended } = await watch();
    child.kill('SIGTERM');
    expect((await ended).status).toBe(0);
    await soon(() => expect(service.closings).toEqual([1005]));
  });

  test('ends with 0 after SIGTERM before it is live, too', async () => {
    let asked = 0;
    const silent = await serve(() => {
      asked += 1;
    });
    const { identity } = service.connection;
    const file = path.join(user.folder, 'silent.json');
    writeFileSync(
      file,
      JSON.stringify({ ...service.connection, identity: { ...identity, authority: silent.url } }),
    );
    const { child, ended } = user.start(watching, { MAX_DESK_CONNECTION: file });
    await soon(() => expect(asked).toBe(1));
    child.kill('SIGTERM');
    expect((await ended).status).toBe(0);
    await silent.close();
  });

  test('goes on after SIGHUP under nohup', async () => {
    const child = spawn('nohup', [process.execPath, cli.file, ...watching], {
      cwd: user.folder,
      env: user.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running.push(child);
    const ended = new Promise((resolve) => child.once('close', (...how) => resolve(how)));
    await soon(() => expect(service.connections()).toBe(1));
    child.kill('SIGHUP');
    // Interrupted by SIGHUP it would end with 130, and without a word from us by the signal itself.
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  const hasTerminal = linux && spawnSync('script', ['--version']).status === 0;
  if (!hasTerminal) console.log('Skipped: there is no script(1), which makes a terminal.');
  test.runIf(hasTerminal)('ends when its terminal is closed', async () => {
    const command = [process.execPath, cli.file, ...watching].map((word) => `'${word}'`).join(' ');
    const terminal = spawn('script', ['-qec', command, '/dev/null'], {
      cwd: user.folder,
      env: user.env,
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    running.push(terminal);
    await soon(() => expect(service.connections()).toBe(1));
    terminal.kill('SIGKILL');
    await soon(() => expect(service.connections()).toBe(0));
  });
});

/** Prints each datagram that comes to a socket of Unix, its lines with bars between them. Perl is in every Debian. */
const receiver = String.raw`
  use Socket; $| = 1;
  my $name = shift; $name =~ s/^@/\0/;
  socket(my $s, PF_UNIX, SOCK_DGRAM, 0) or die; bind($s, sockaddr_un($name)) or die "bind: $!";
  print "bound\n";
  while (defined recv($s, my $text, 4096, 0)) { $text =~ s/\n/|/g; print "$text\n" if $text ne "" }`;
const canBeTold =
  linux &&
  spawnSync('systemd-notify', ['--version']).status === 0 &&
  spawnSync('perl', ['-MSocket', '-e', '1']).status === 0;
if (!canBeTold) console.log('Skipped: there is no systemd-notify, or no Perl to hear it.');

/** A service manager's socket of this name, and what it hears. */
async function manager(name: string) {
  const child = spawn('perl', ['-e', receiver, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  await soon(() => expect(text).toBe('bound\n'));
  return () => text.split('\n').slice(1, -1);
}

describe.runIf(canBeTold)('the service manager', () => {
  test.each([
    ['a socket in the file system', () => path.join(user.folder, 'notify')],
    ['an abstract socket', () => `@max-desk-test-${process.pid}`],
  ])('is told by %s when it is live, that it lives, and when it ends', async (_what, nameOf) => {
    const name = nameOf();
    const heard = await manager(name);
    const { child, ended } = await watch({ NOTIFY_SOCKET: name, WATCHDOG_USEC: '400000' });
    await soon(() => expect(heard().filter((each) => each === 'WATCHDOG=1').length).toBeGreaterThan(1));
    expect(heard()[0]).toBe('READY=1|STATUS=Live.');
    child.kill('SIGTERM');
    expect((await ended).status).toBe(0);
    await soon(() => expect(heard()).toContain('STOPPING=1'));
  });

  test('hears of serve when it listens, that it lives, and when it ends', async () => {
    const name = path.join(user.folder, 'notify');
    const heard = await manager(name);
    const env = { NOTIFY_SOCKET: name, WATCHDOG_USEC: '400000' };
    const { child, ended, url } = await serving(user, ['--technical-account', 'd'], env);
    await soon(() => expect(heard()).toContain('WATCHDOG=1'));
    expect(heard()[0]).toBe(`READY=1|STATUS=Serving on ${url}.`);
    child.kill('SIGTERM');
    expect((await ended).status).toBe(0);
    await soon(() => expect(heard()).toContain('STOPPING=1'));
  });

  test('hears no sign of life that it asked of another process', async () => {
    const name = path.join(user.folder, 'notify');
    const heard = await manager(name);
    const asked = { NOTIFY_SOCKET: name, WATCHDOG_USEC: '1000', WATCHDOG_PID: '1' };
    const { child, ended } = await watch(asked);
    await soon(() => expect(heard()).toContain('READY=1|STATUS=Live.'));
    child.kill('SIGTERM');
    await ended;
    await soon(() => expect(heard()).toContain('STOPPING=1'));
    expect(heard()).not.toContain('WATCHDOG=1');
  });
});

test.runIf(posix)('without systemd-notify it says so once, and goes on', async () => {
  const empty = path.join(user.folder, 'empty');
  mkdirSync(empty);
  const env = { PATH: empty, NOTIFY_SOCKET: '/run/nobody', WATCHDOG_USEC: '20000' };
  const { child, ended, said } = await watch(env);
  await soon(() => expect(said()).toContain('there is no systemd-notify'));
  child.kill('SIGTERM');
  expect((await ended).status).toBe(0);
  expect(said().split('systemd-notify')).toHaveLength(2);
});
