import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Simulator } from '../../electron/simulator/index.ts';
import { systemBrowser } from './system-browser.ts';

export interface Ended {
  status: number | null;
  out: string;
  err: string;
}

/** The failure of a command. */
export interface Failed {
  status: number | null;
  out: string;
  code: string;
  message: string;
  hint: string;
}

export interface Started {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** A user of the built command line with a separate home and key file. */
export interface CommandLineUser {
  folder: string;
  home: string;
  /** The environment of every command; tests may change it. */
  env: Record<string, string | undefined>;
  /** Standard input is not available unless it is a pipe. */
  start(
    args: readonly string[],
    env?: Record<string, string | undefined>,
    stdin?: 'ignore' | 'pipe',
  ): Started;
  run(args: readonly string[], env?: Record<string, string | undefined>): Promise<Ended>;
  /** The same with `input` on standard input, which is otherwise not available. */
  pipe(input: string | Uint8Array, args: readonly string[]): Promise<Ended>;
  /** Runs with `--errors json` and returns the failure. */
  failure(args: readonly string[], env?: Record<string, string | undefined>): Promise<Failed>;
  /** Writes the simulator's connection file and returns its path. */
  fileFor(simulator: Pick<Simulator, 'connection'>, name?: string): string;
  /** Signs in with `--no-browser` and a browser that presses this button, or these one after the other. */
  signIn(press?: string | readonly string[], ...args: string[]): Promise<Ended>;
  /** The content of all files in the home. */
  bytesOnDisk(): string;
  end(): void;
}

/** @param file path of the built command line */
export function commandLineUser(file: string): CommandLineUser {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-user-'));
  const home = path.join(folder, 'home');
  const keyFile = path.join(folder, 'key');
  writeFileSync(keyFile, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  chmodSync(keyFile, 0o600);
  const running = new Set<ChildProcess>();

  function launched(
    args: readonly string[],
    env: Record<string, string | undefined>,
    stdin: 'ignore' | 'pipe',
  ): Started {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: folder,
      env: { ...user.env, ...env },
      stdio: [stdin, 'pipe', 'pipe'],
    });
    running.add(child);
    const texts = { out: '', err: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      texts.out += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      texts.err += text;
    });
    const ended = new Promise<Ended>((resolve) =>
      child.once('close', (status) => {
        running.delete(child);
        resolve({ status, ...texts });
      }),
    );
    return { child, ended };
  }

  const user: CommandLineUser = {
    folder,
    home,
    env: { PATH: process.env['PATH'], MAX_DESK_HOME: home, MAX_DESK_KEY_FILE: keyFile },
    start: (args, env = {}, stdin = 'ignore') => launched(args, env, stdin),
    pipe(input, args) {
      const { child, ended } = launched(args, {}, 'pipe');
      // A command with invalid arguments may exit before its input is written.
      child.stdin?.on('error', () => undefined).end(input);
      return ended;
    },
    async failure(args, env) {
      const { status, out, err } = await user.run([...args, '--errors', 'json'], env);
      const lines = err.trimEnd().split('\n');
      return { status, out, ...(JSON.parse(lines.at(-1) ?? '') as Omit<Failed, 'status' | 'out'>) };
    },
    run: (args, env) => user.start(args, env).ended,
    fileFor(simulator, name = 'Simulated data') {
      const at = path.join(folder, `${name}.json`);
      writeFileSync(at, JSON.stringify({ ...simulator.connection, name }));
      return at;
    },
    async signIn(press = 'Continue as Sam Sample', ...args) {
      const { child, ended } = user.start(['login', '--no-browser', ...args]);
      const browser = systemBrowser({ press });
      let said = '';
      child.stderr?.on('data', (text: string) => {
        said += text;
        const address = /^(https?:\S+)\n/m.exec(said)?.[1];
        if (address && browser.opened.length === 0) void browser.open(address);
      });
      return ended;
    },
    bytesOnDisk: () =>
      readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
        .join('\n'),
    end() {
      for (const child of running) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return user;
}
