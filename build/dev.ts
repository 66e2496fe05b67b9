/** `npm run dev`: the window on simulated data, built and started again when a source changes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';

/** Editors save in several steps; one build is enough for all of them, ms. */
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

/** A build that fails leaves the running window as it is and says why. */
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
  // The person has closed it.
  window.once('exit', (code) => process.exit(code ?? 0));
}

/** The next window can take the single-instance lock only when the last one has gone. */
async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return;
  child.removeAllListeners('exit');
  child.kill('SIGTERM');
  await once(child, 'exit');
}
