/** An app under measurement: a plain process with an observer in it, and no debugger that would delay its start. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type PageTask, pageTasks } from './page-tasks.ts';

export interface AppStart {
  /** Its folder. */
  app: string;
  args?: string[];
  env?: Record<string, string>;
  userData: string;
  /** A CSS selector: the first paint with such an element is what `painted` tells. */
  painted?: string;
}

export interface AppProcess {
  pid: number;
  /** "Browser", "Tab", "GPU", "network.mojom.NetworkService" … */
  kind: string;
}

export interface RunningApp {
  pid: number;
  /** ms from before its process began until its window was shown. */
  shown: Promise<number>;
  /** ms from before its process began until what was looked for had been painted in the window. */
  painted: Promise<number>;
  /** The next address that it wants to have opened in the system's browser. */
  opened(): Promise<string>;
  /** Runs code in its window's page and resolves to what that gives. */
  page<T>(code: string): Promise<T>;
  processes(): Promise<AppProcess[]>;
  /** Of main: bytes of JavaScript objects after a collection. */
  heap(): Promise<number>;
  /** Of main: the longest time in which nothing else could run since it was asked last, ms. */
  stall(): Promise<number>;
  /** Records what its threads do, until `tasks` is asked for it. */
  record(): Promise<void>;
  /** The tasks of its window's page since then. */
  tasks(): Promise<PageTask[]>;
  /** A text that its secret store has wrapped. */
  unwrapped(wrapped: string): Promise<string>;
  /** Answers each question where to save with this path. */
  saveAs(file: string): Promise<void>;
  /** Chooses an item of its menu, which has the names of the page's actions. */
  choose(action: string): Promise<void>;
  /** Quits it as its menu does. Resolves when its process has ended. */
  quit(): Promise<void>;
  kill(): void;
}

type Told =
  | { event: 'shown' | 'painted'; at: number }
  | { event: 'opened'; url: string }
  | { id: number; value?: unknown; error?: string };

/** For everything that is waited for, ms. */
const patience = 60_000;

/** Starts it. What it says on stderr is told when it does not do what it is asked for. */
export function startApp(file: string, env: Record<string, string>, start: AppStart): RunningApp {
  const { app, args = [], userData, painted } = start;
  const observer = path.join(import.meta.dirname, 'observer.cjs');
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startedAt = Date.now();
  const child = spawn(file, [...switches, '-r', observer, app, ...args], {
    env: {
      ...env,
      ...start.env,
      BENCH_APP: app,
      BENCH_USER_DATA: userData,
      ...(painted !== undefined && { BENCH_PAINTED: painted }),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const told = listen(child);
  const at = (event: 'shown' | 'painted') =>
    told.first((message) =>
      'at' in message && message.event === event ? message.at - startedAt : undefined,
    );
  let orders = 0;
  async function ask<T>(order: string, argument?: unknown): Promise<T> {
    const id = ++orders;
    const answer = told.first((message) => ('id' in message && message.id === id ? message : undefined));
    child.send({ id, order, argument });
    const { value, error } = await answer;
    if (error !== undefined) throw new Error(`${order}: ${error}`);
    return value as T;
  }
  let visited = 0;
  return {
    pid: child.pid ?? Number.NaN,
    shown: at('shown'),
    painted: painted === undefined ? new Promise(() => undefined) : at('painted'),
    async opened() {
      const skipped = visited++;
      let seen = 0;
      return told.first((message) => ('url' in message && seen++ === skipped ? message.url : undefined));
    },
    page: (code) => ask('page', code),
    processes: () => ask('processes'),
    heap: () => ask('heap'),
    stall: () => ask('stall'),
    record: () => ask('record'),
    async tasks() {
      const file = await ask<string>('recorded');
      try {
        return pageTasks(JSON.parse(readFileSync(file, 'utf8')));
      } finally {
        rmSync(file);
      }
    },
    unwrapped: (wrapped) => ask('unwrapped', wrapped),
    saveAs: (file) => ask('saveAs', file),
    choose: (action) => ask('choose', action),
    async quit() {
      const ended = once(child, 'exit', { signal: AbortSignal.timeout(patience) });
      await ask('quit');
      await ended;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Everything that was told, so that nobody has to listen at the right moment. */
function listen(child: ChildProcess) {
  const all: Told[] = [];
  const waiting = new Set<(message: Told) => void>();
  let stderr = '';
  // One for each order that was given.
  child.setMaxListeners(0);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-2_000);
  });
  child.on('message', (message) => {
    all.push(message as Told);
    for (const each of waiting) each(message as Told);
  });
  return {
    /** What `look` finds first. Rejects when the process ends before. */
    first<T>(look: (message: Told) => T | undefined): Promise<T> {
      const found = new Promise<T>((resolve, reject) => {
        const fail = (why: string) => reject(new Error(`the app ${why}\n${stderr}`));
        const timer = setTimeout(
          () => fail(`has not answered within ${patience / 1000} s`),
          patience,
        ).unref();
        const take = (message: Told) => {
          const value = look(message);
          if (value === undefined) return;
          clearTimeout(timer);
          waiting.delete(take);
          resolve(value);
        };
        child.once('exit', (code, signal) => fail(`ended with ${code ?? signal}`));
        waiting.add(take);
        for (const message of all) take(message);
      });
      // Whoever does not wait for it does not want to hear that it did not come.
      found.catch(() => undefined);
      return found;
    },
  };
}
