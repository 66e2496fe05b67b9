/**
 * Notices when the main process waits for another program, through its inspector, whose thread never waits for main. Not by
 * the time that passes, which a busy computer makes longer: by what a thread beside main does meanwhile.
 */
import { expect } from '@playwright/test';
import type { App } from './app.ts';

/** The argument to start an app whose stalls are measured. */
export const inspected = '--inspect=0';

/**
 * Runs in the main process, which beats each 10 ms, as a thread beside it does. Counts the beats of that thread in which
 * main sleeps, and does not only wait for a core, since its own last beat; keeps the largest such number.
 */
function startBeating(): void {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  // Main's beats, the largest number that it slept through, and the thread's beats.
  const beats = new Int32Array(new SharedArrayBuffer(12));
  Object.assign(globalThis, { beats });
  setInterval(() => Atomics.add(beats, 0, 1), 10);
  const beside = `
    const { readFileSync } = require('node:fs');
    const { beats, main } = require('node:worker_threads').workerData;
    let last = 0;
    let missed = 0;
    setInterval(() => {
      const now = Atomics.load(beats, 0);
      const stat = readFileSync('/proc/self/task/' + main + '/stat', 'utf8');
      if (now !== last) missed = 0;
      else if (stat.slice(stat.lastIndexOf(')') + 2)[0] === 'S') missed += 1;
      last = now;
      if (missed > Atomics.load(beats, 1)) Atomics.store(beats, 1, missed);
      Atomics.add(beats, 2, 1);
    }, 10);`;
  new Worker(beside, { eval: true, workerData: { beats, main: process.pid } }).unref();
}

/** Runs in the main process. */
function sleepInCall(missed: number): void {
  const { beats } = globalThis as unknown as { beats: Int32Array };
  const never = new Int32Array(new SharedArrayBuffer(4));
  while (Atomics.load(beats, 1) < missed) Atomics.wait(never, 0, 0, 50);
}

/** Runs in the main process. */
function workInCall(missed: number): void {
  const { beats } = globalThis as unknown as { beats: Int32Array };
  const end = Atomics.load(beats, 2) + missed;
  while (Atomics.load(beats, 2) < end);
}

export interface Stalls {
  /** How many beats of 10 ms of another thread main has slept through at most, instead of beating too. */
  longest(): Promise<number>;
  /** Lets main wait in a call, as for a program that hangs, until so many beats were missed. */
  sleep(missed: number): Promise<unknown>;
  /** Lets main work without a pause for so many beats. */
  work(missed: number): Promise<unknown>;
  close(): void;
}

/** Starts measuring an app that was started with `inspected`. */
export async function measureStalls(app: App): Promise<Stalls> {
  const address = () => /Debugger listening on (ws:\S+)/.exec(app.log)?.[1];
  await expect.poll(address, 'the inspector listens').toBeDefined();
  const socket = new WebSocket(address() ?? '');
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  let id = 0;
  const evaluate = (expression: string): Promise<unknown> => {
    id += 1;
    const asked = id;
    const params = { expression, awaitPromise: true, returnByValue: true };
    const answered = new Promise((resolve) => {
      const heard = ({ data }: MessageEvent) => {
        const message = JSON.parse(String(data));
        if (message.id !== asked) return;
        socket.removeEventListener('message', heard);
        resolve(message.result.result.value);
      };
      socket.addEventListener('message', heard);
    });
    socket.send(JSON.stringify({ id: asked, method: 'Runtime.evaluate', params }));
    return answered;
  };
  await evaluate(`(${startBeating})()`);
  await expect.poll(() => evaluate('Atomics.load(beats, 0)'), 'main beats').toBeGreaterThan(0);
  return {
    longest: async () => {
      const beat = async () => Number(await evaluate('Atomics.load(beats, 2)'));
      const before = await beat();
      await expect.poll(beat, 'the thread beside main beats').toBeGreaterThan(before);
      return Number(await evaluate('Atomics.load(beats, 1)'));
    },
    work: (missed) => evaluate(`(${workInCall})(${missed})`),
    sleep: (missed) => evaluate(`(${sleepInCall})(${missed})`),
    close: () => socket.close(),
  };
}
