/** The packaged app on its own Linux desktop, started like a user starts it: with its sandbox. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, vi } from 'vitest';
import { type DesktopSession, startDesktopSession } from '../../build/electron/desktop-session.ts';
import type { Account } from '../../build/electron/ordinary-user.ts';

/** Desktop programs that the app may start; they are replaced by scripts that only record the call. */
const desktopPrograms = ['xdg-open', 'xdg-settings', 'xdg-mime', 'gio', 'kde-open'];
/** Time limit for each step, ms. */
const limit = 30_000;

export interface Run {
  pid: number;
  /** The output on stdout and stderr so far. */
  output(): string;
  /** Waits until the output matches. Rejects if the app exits before. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit status, or the signal that ended it. */
  ended: Promise<number | string>;
  /** Ends it with SIGTERM, like a desktop that shuts down. */
  terminate(): Promise<number | string>;
}

export interface PackagedApp {
  /** The session's folder is the user's home. */
  session: DesktopSession;
  start(args: string[], env?: Record<string, string>): Run;
  /** The process id of a visible window with this title; waits for it. */
  ownerOfWindow(title: string): Promise<number>;
  /** Says yes to a question of the system, whose window has the app's title as its own one has; waits for it. */
  agree(title: string): Promise<void>;
  /** The command lines of all started desktop programs. */
  asked(): string[];
  /** Ends all running processes. */
  end(): Promise<void>;
}

/** @param home the user's earlier data, as for the desktop session */
export async function installPackagedApp(
  executable: string,
  user: Account | undefined,
  home?: string,
): Promise<PackagedApp> {
  const session = await startDesktopSession({ user, home });
  const notes = path.join(session.folder, 'asked');
  const bin = noteDesktopPrograms(session.folder, notes);
  const base = {
    ...session.env,
    PATH: `${bin}${path.delimiter}${session.env['PATH']}`,
    LANG: 'C.UTF-8',
    LANGUAGE: 'en',
  };
  const runs: { child: ChildProcess; run: Run }[] = [];
  async function xdotool(...args: string[]): Promise<string> {
    const options = { ...user, env: session.env, timeout: limit };
    return (await promisify(execFile)('xdotool', args, options)).stdout.trim();
  }

  return {
    session,
    start(args, env = {}) {
      const child = spawn(executable, args, {
        ...user,
        cwd: session.folder,
        env: { ...base, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const run = runOf(child);
      runs.push({ child, run });
      return run;
    },
    async ownerOfWindow(title) {
      const [id = ''] = (await xdotool('search', '--sync', '--onlyvisible', '--name', `^${title}$`)).split(
        '\n',
      );
      return Number(await xdotool('getwindowpid', id));
    },
    async agree(title) {
      const windows = async () =>
        (await xdotool('search', '--onlyvisible', '--name', `^${title}$`)).split('\n');
      await vi.waitFor(async () => expect(await windows()).toHaveLength(2), limit);
      // It is in front; Enter alone means no.
      await xdotool('key', 'Left', 'Return');
      await vi.waitFor(async () => expect(await windows()).toHaveLength(1), limit);
    },
    asked: () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []),
    async end() {
      for (const { child } of runs) child.kill('SIGKILL');
      // Child processes exit later and write into the session's folder until then.
      await Promise.all(runs.map(({ run }) => run.ended));
      await session.end();
    },
  };
}

function noteDesktopPrograms(folder: string, notes: string): string {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  for (const name of desktopPrograms) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\necho "${name} $*" >>'${notes}'\n`, { mode: 0o755 });
  }
  return bin;
}

function runOf(child: ChildProcess): Run {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part) => {
      text += part;
    });
  }
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve(status ?? signal ?? 'unknown'));
  });
  return {
    pid: child.pid ?? 0,
    output: () => text,
    ended,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const fail = (why: string) => reject(new Error(`${why} without ${pattern}:\n${text}`));
        const timer = setTimeout(() => fail('It goes on'), limit);
        const look = () => {
          const found = pattern.exec(text);
          if (!found) return;
          clearTimeout(timer);
          resolve(found);
        };
        for (const stream of [child.stdout, child.stderr]) stream?.on('data', look);
        void ended.then((how) => fail(`It ended (${how})`));
        look();
      }),
    terminate() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
