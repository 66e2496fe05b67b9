/** `npm run dev`: the window with simulated data, rebuilt and restarted after every change of a source file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';

/** Waiting time in ms, because editors save in several steps and one build is enough. */
const pause = 200;
const args = process.argv.slice(2);
let window: ChildProcess | undefined;
let restarts: Promise<void> = Promise.resolve();
let timer: NodeJS.Timeout | undefined;

again();
for (const folder of ['electron', 'renderer']) {
  watch(path.join(root, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(again, pause);
  });
}

function again(): void {
  restarts = restarts.then(restart);
}

/** If the build fails, the running window stays open and the error is printed. */
async function restart(): Promise<void> {
  try {
    await ensureBuilt();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return;
  }
  await end(window);
  window = spawn(process.execPath, [path.join(root, 'build/start.ts'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  // The user has closed the window.
  window.once('exit', (code) => process.exit(code ?? 0));
}

/** The next window can get the single-instance lock only after the previous one has exited. */
async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return;
  child.removeAllListeners('exit');
  child.kill('SIGTERM');
  await once(child, 'exit');
}
