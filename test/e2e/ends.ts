/** Waits for the end of a process under test. */
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** How a process ended. */
export interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** Only against an app that never ends, ms: that R39's 5 s are kept is shown with a clock in test/unit/shell/quit.test.ts. */
const patience = 30_000;

/** Resolves when the process ends; rejects if it does not. */
export function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve, reject) => {
    if (hasEnded(child)) return resolve({ code: child.exitCode, signal: child.signalCode });
    const timer = setTimeout(
      () => reject(new Error(`The app still runs ${patience} ms after it was to end${standOf(child)}`)),
      patience,
    );
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal });
    });
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** For the report of a hang: the system call in which the main thread waits, and its child processes (Linux only). */
function standOf({ pid }: ChildProcess): string {
  const read = (file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ').trim();
    } catch {
      return '?';
    }
  };
  if (process.platform !== 'linux') return '';
  return `: it waits in ${read('wchan')}, system call ${read('syscall')}, children ${read(`task/${pid}/children`)}`;
}

/** Helpers end when their pipe to the main process closes; one that hangs is found by the test's profile folder. */
export function killLeftovers(userData: string): void {
  if (process.platform !== 'linux') return;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${userData}`)) continue;
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // the process has exited
    }
  }
}
