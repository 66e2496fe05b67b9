/** Runs tests of the copy, one file after the other, in a process that is replaced when it hangs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { house } from './house.ts';
import type { Order, Outcome } from './test-process.ts';

/** A long-lived Vitest grows. */
const runsOfAProcess = 150;

export interface TestRunner {
  /** Undefined if it took longer than `limit` (ms). */
  run(order: Order, limit: number): Promise<Outcome | undefined>;
  close(): void;
}

export function createTestRunner(): TestRunner {
  let child: ChildProcess | undefined;
  let runs = 0;

  async function started(): Promise<ChildProcess> {
    if (child && runs < runsOfAProcess) return child;
    close();
    runs = 0;
    // In a group of its own, with all that the tests start.
    child = spawn(process.execPath, [path.join(house, 'build/mutants/test-process.ts')], {
      cwd: house,
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, NODE_ENV: 'test' },
    });
    const failed = once(child, 'exit').then(() => {
      throw new Error(
        'Vitest does not start in the copy; run build/mutants/test-process.ts in it to see why.',
      );
    });
    await Promise.race([once(child, 'message'), failed]);
    failed.catch(() => undefined);
    return child;
  }

  function close(): void {
    if (child?.pid !== undefined && child.exitCode === null) {
      if (process.platform === 'win32') child.kill();
      else process.kill(-child.pid, 'SIGKILL');
    }
    child = undefined;
  }

  return {
    async run(order, limit) {
      const process = await started();
      runs += 1;
      const { promise, resolve } = Promise.withResolvers<Outcome | undefined>();
      const timer = setTimeout(() => resolve(undefined), limit);
      const ended = () =>
        resolve({ passed: false, test: 'all', reason: 'the test process ended', ms: 0, tests: {} });
      process.once('message', resolve).once('exit', ended);
      process.send(order);
      const outcome = await promise;
      clearTimeout(timer);
      process.off('message', resolve).off('exit', ended);
      if (outcome === undefined || process.exitCode !== null) close();
      return outcome;
    },
    close,
  };
}
