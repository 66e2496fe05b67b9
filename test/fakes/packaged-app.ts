/** The packaged app on a Linux desktop of its own, started as an ordinary user starts it: with its sandbox. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type DesktopSession, startDesktopSession } from '../../build/electron/desktop-session.ts';
import type { Account } from '../../build/electron/ordinary-user.ts';

/** What the app may ask the desktop to open or to change; none of them does anything here but note it. */
const desktopPrograms = ['xdg-open', 'xdg-settings', 'xdg-mime', 'gio', 'kde-open'];
/** For each thing that is waited for, ms. */
const limit = 30_000;

export interface Run {
  pid: number;
  /** What it wrote to stdout and stderr so far. */
  output(): string;
  /** Waits until it has written this. Rejects when it ends without. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit status, or the signal that ended it. */
  ended: Promise<number | string>;
  /** Ends it as a desktop does that shuts down. */
  terminate(): Promise<number | string>;
}

export interface PackagedApp {
  /** Its folder is the person's home. */
  session: DesktopSession;
  start(args: string[], env?: Record<string, string>): Run;
  /** The process that a visible window of this title belongs to, once there is one. */
  ownerOfWindow(title: string): Promise<number>;
  /** The command lines of the desktop's programs that were run. */
  asked(): string[];
  /** Ends everything that still runs. */
  end(): Promise<void>;
}

/** @param home what the person had before, as the desktop session takes it */
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
      const ask = async (...args: string[]) => {
        const options = { ...user, env: session.env, timeout: limit };
        return (await promisify(execFile)('xdotool', args, options)).stdout.trim();
      };
      const [id = ''] = (await ask('search', '--sync', '--onlyvisible', '--name', `^${title}$`)).split('\n');
      return Number(await ask('getwindowpid', id));
    },
    asked: () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []),
    async end() {
      for (const { child } of runs) child.kill('SIGKILL');
      // Its children end after it, and write into the session's folder until then.
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
