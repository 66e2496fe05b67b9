/** A desktop session for tests on Linux: a display without a screen, a window manager, a session bus and an unlocked keyring. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { Account } from './ordinary-user.ts';
import { SetupProblem } from './problem.ts';

export interface DesktopSession {
  /** For whatever runs in it; complete, the caller's environment included. */
  env: Record<string, string>;
  /** Its files; they go when it ends. */
  folder: string;
  /** Ends all its programs and removes its files. */
  end(): Promise<void>;
}

export interface SessionOptions {
  /** Of the screen, pixels. */
  size?: string;
  /** `none`: nothing answers as the Secret Service. Locked, its prompt asks for `keyringPassword`. */
  keyring?: 'unlocked' | 'none';
  /** Whose session it is; the caller's without it. Only root starts one for another. */
  user?: Account | undefined;
  /** Copied into its folder first: `config` and `data` are what the person had before. */
  home?: string | undefined;
}

export const keyringPassword = 'test';
/** For each program to be ready, ms. */
const limit = 15_000;

/** Whether a person's own display is there, which is then used. macOS and Windows always have one. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** Starts one. Its programs end with `end`, and when this process ends. Throws `SetupProblem` naming what did not start. */
export async function startDesktopSession(options: SessionOptions = {}): Promise<DesktopSession> {
  const { size = '1400x900x24', keyring = 'unlocked', user, home } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-session-'));
  const children: ChildProcess[] = [];
  if (home !== undefined) cpSync(home, folder, { recursive: true });
  const env = environment(folder, user);
  const start = (command: string, args: string[], stdio: ('ignore' | 'pipe')[] = ['ignore', 'ignore']) => {
    const child = spawn(command, args, {
      ...user,
      env,
      stdio: [...stdio, ...(stdio.length < 3 ? ['ignore' as const] : [])],
    });
    // Without a listener a missing program would end this process with a stack.
    child.on('error', () => undefined);
    children.push(child);
    return child;
  };
  const killAll = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  process.once('exit', killAll);
  const end = async (): Promise<void> => {
    process.off('exit', killAll);
    // The last one first: programs complain when their display goes before them.
    for (const child of children.toReversed()) await endOf(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };

  try {
    const xvfb = start(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'],
      ['ignore', 'ignore', 'ignore', 'pipe'],
    );
    env['DISPLAY'] = `:${await firstLine('Xvfb', xvfb, xvfb.stdio[3] as Readable)}`;
    const bus = start(
      'dbus-daemon',
      ['--session', '--nofork', '--nopidfile', '--print-address=1'],
      ['ignore', 'pipe'],
    );
    env['DBUS_SESSION_BUS_ADDRESS'] = await firstLine('dbus-daemon', bus, bus.stdout);
    start('openbox', ['--sm-disable', '--config-file', windowManagerConfig(folder, user)]);
    if (keyring === 'unlocked') {
      const daemon = start(
        'gnome-keyring-daemon',
        ['--foreground', '--unlock', '--components=secrets'],
        ['pipe', 'ignore'],
      );
      daemon.stdin?.end(keyringPassword);
      await untilOnBus('org.freedesktop.secrets', env, user);
    }
    return { env, folder, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The caller's, with folders of its own, so that nothing of the person's is read or written. */
function environment(folder: string, user: Account | undefined): Record<string, string> {
  const runtime = path.join(folder, 'runtime');
  mkdirSync(runtime, { mode: 0o700 });
  if (user) give(folder, user);
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(WAYLAND_DISPLAY|XDG_.*)$/.test(entry[0]),
  );
  return {
    ...Object.fromEntries(own),
    ...(user ? { HOME: folder } : {}),
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: path.join(folder, 'data'),
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    // Electron 33 chooses its keyring by the desktop's name.
    XDG_CURRENT_DESKTOP: 'GNOME',
    XDG_SESSION_TYPE: 'x11',
    // GTK would wait for an accessibility bus that is not there.
    NO_AT_BRIDGE: '1',
  };
}

/** openbox's own, with a frame that looks like today's. */
function windowManagerConfig(folder: string, user: Account | undefined): string {
  const theme = path.join(folder, 'data/themes/plain/openbox-3');
  mkdirSync(theme, { recursive: true });
  copyFileSync(path.join(import.meta.dirname, 'window-frame/themerc'), path.join(theme, 'themerc'));
  const file = path.join(folder, 'openbox.xml');
  const usual = readFileSync('/etc/xdg/openbox/rc.xml', 'utf8');
  writeFileSync(file, usual.replace('<name>Clearlooks</name>', '<name>plain</name>'));
  if (user) give(folder, user);
  return file;
}

/** What a program prints first, when it is ready. */
async function firstLine(name: string, child: ChildProcess, stream: Readable | null): Promise<string> {
  const timer = AbortSignal.timeout(limit);
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new SetupProblem(`${name} did not start: ${reason}`));
    let text = '';
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(`it ended with ${code ?? signal}`));
    timer.addEventListener('abort', () => fail(`it was not ready after ${limit / 1000} s`));
    stream?.on('data', (part) => {
      text += part;
      const [line, rest] = text.split('\n');
      if (line !== undefined && rest !== undefined) resolve(line.trim());
    });
  });
}

/** Resolves when somebody owns `name` on the session's bus. */
export async function untilOnBus(name: string, env: Record<string, string>, user?: Account): Promise<void> {
  const question = 'org.freedesktop.DBus.NameHasOwner';
  const args = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', question, `string:${name}`];
  const started = performance.now();
  while (performance.now() - started < limit) {
    const { stdout } = await promisify(execFile)('dbus-send', args, { ...user, env });
    if (stdout.includes('true')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new SetupProblem(`Nothing answers as ${name} on the session's bus after ${limit / 1000} s.`);
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await ended;
  clearTimeout(timer);
}

/** A folder and everything in it. */
function give(folder: string, { uid, gid }: Account): void {
  chownSync(folder, uid, gid);
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const each of all) chownSync(path.join(folder, each), uid, gid);
}
