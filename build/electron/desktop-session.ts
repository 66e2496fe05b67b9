/** A desktop session for tests on Linux: a virtual display, a window manager, a session bus and an unlocked keyring. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
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
import {
  forbidOnBus,
  type KeyringState,
  names,
  type SessionParts,
  type StartProgram,
  startKeyring,
  startNotifications,
  startPanel,
} from './desktop-parts.ts';
import { type DisplayKind, startDisplay } from './displays.ts';
import { type Account, giveTo } from './ordinary-user.ts';
import { SetupProblem } from './problem.ts';

export type DesktopSession = Awaited<ReturnType<typeof startDesktopSession>>;

export interface SessionOptions {
  /** The kind of display; an X screen by default. */
  display?: DisplayKind;
  /** Size of the screen or of each monitor, pixels. */
  size?: string;
  /** `none`: no Secret Service. A locked keyring's prompt asks for `keyringPassword`. */
  keyring?: KeyringState;
  /** Whether a panel with a tray is started. */
  panel?: boolean;
  /** Whether notifications are shown. */
  notifications?: boolean;
  /** The user of the session; by default the caller. Only root can start one for another user. */
  user?: Account | undefined;
  /** Copied into the session's folder first: `config` and `data` are the user's earlier data. */
  home?: string | undefined;
}

/** Time limit for the start of each program, ms. */
const limit = 15_000;

/** Whether there is a real display, which is then used. macOS and Windows always have one. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** Starts a session, whose programs end with `end` or with this process. Throws `SetupProblem` if a program fails. */
export async function startDesktopSession(options: SessionOptions = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-session-'));
  const { keyring = 'unlocked', user, home, size = '1400x900x24', display: kind = 'screen' } = options;
  if (home !== undefined) cpSync(home, folder, { recursive: true });
  const env = environment(folder, user);
  const { start, stop, stopAll } = programs(env, user);
  let panel: ChildProcess | undefined;
  let display: ChildProcess | undefined;
  let bus: ChildProcess | undefined;
  const parts: SessionParts = {
    ...{ env, folder, size, user, start, stop, firstLine },
    untilOnBus: (name) => untilOnBus(name, env, user),
  };
  const endPanel = async () => {
    if (panel) await stop(panel);
    panel = undefined;
  };
  const session = {
    /** The complete environment for programs in the session; includes the caller's environment. */
    env,
    /** The folder for its files, removed at the end. */
    folder,
    /** The user of the session; undefined for the caller. */
    user,
    /** Replaces a running panel. Resolves when its tray shows icons. */
    async startPanel(): Promise<void> {
      await endPanel();
      panel = await startPanel(parts);
    },
    endPanel,
    /** Resolves when notifications are shown. */
    startNotifications: () => startNotifications(parts),
    /** Ends the display, like a crash of the X server or the compositor; all programs with windows end too. */
    endDisplay: async () => display && stop(display),
    /** Starts a new display with the same window manager. */
    async startDisplay(): Promise<void> {
      display = await startDisplay(kind, parts);
    },
    endBus: async () => bus && stop(bus),
    /** Starts a new bus with the same keyring. */
    async startBus(): Promise<void> {
      bus = await startBus(env, start);
      if (keyring !== 'none') await startKeyring(keyring, parts);
    },
    /** Ends all programs and removes the files. */
    async end(): Promise<void> {
      await stopAll();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  try {
    configureWindowManager(folder);
    if (keyring === 'none') forbidOnBus(names.keyring, env);
    if (!options.notifications) forbidOnBus(names.notifications, env);
    if (user) {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      giveTo(user, [folder, ...files.map((file) => path.join(folder, file))]);
    }
    await session.startDisplay();
    await session.startBus();
    if (options.notifications) await session.startNotifications();
    if (options.panel) await session.startPanel();
    return session;
  } catch (error) {
    await session.end();
    throw error;
  }
}

/** Starts programs with this environment and ends them with this process at the latest. */
function programs(env: Record<string, string>, user: Account | undefined) {
  const children: ChildProcess[] = [];
  const killAll = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  process.once('exit', killAll);
  const start: StartProgram = (command, args, input) => {
    // The fourth stream is for the number of the display.
    const child = spawn(command, args, { ...user, env, stdio: ['pipe', 'pipe', 'ignore', 'pipe'] });
    // Without an event listener, a missing program would crash this process.
    child.on('error', () => undefined);
    child.stdout?.resume();
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
    children.push(child);
    return child;
  };
  const stopAll = async (): Promise<void> => {
    process.off('exit', killAll);
    // In reverse order, because programs report errors if their display ends first.
    for (const child of children.toReversed()) await endOf(child);
  };
  return { start, stop: endOf, stopAll };
}

async function startBus(env: Record<string, string>, start: StartProgram): Promise<ChildProcess> {
  const bus = start('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1']);
  env['DBUS_SESSION_BUS_ADDRESS'] = await firstLine('dbus-daemon', bus, bus.stdout);
  return bus;
}

/** The caller's environment with separate folders, so that no user data is read or written. */
function environment(folder: string, user: Account | undefined): Record<string, string> {
  const runtime = path.join(folder, 'runtime');
  mkdirSync(runtime, { mode: 0o700 });
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
    // Electron 33 selects its keyring by the name of the desktop.
    XDG_CURRENT_DESKTOP: 'GNOME',
    XDG_SESSION_TYPE: 'x11',
    // Otherwise GTK would wait for a missing accessibility bus.
    NO_AT_BRIDGE: '1',
  };
}

/** openbox's default configuration with a modern window frame. */
function configureWindowManager(folder: string): void {
  const theme = path.join(folder, 'data/themes/plain/openbox-3');
  mkdirSync(theme, { recursive: true });
  copyFileSync(path.join(import.meta.dirname, 'window-frame/themerc'), path.join(theme, 'themerc'));
  const usual = readFileSync('/etc/xdg/openbox/rc.xml', 'utf8');
  const own = usual.replace('<name>Clearlooks</name>', '<name>plain</name>');
  writeFileSync(path.join(folder, 'openbox.xml'), own);
}

/** The first line that a program prints, which means that it is ready. */
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

/** Resolves when `name` has an owner on the session bus. */
async function untilOnBus(name: string, env: Record<string, string>, user?: Account): Promise<void> {
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
