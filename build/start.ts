/**
 * `npm start`: MAX Desk with the best engine that is there: Electron, else an installed Chrome, Chromium or Edge window,
 * else the same flow in the terminal. Without `--connection FILE` it runs on simulated data.
 */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { packageElectron } from './electron/runtime.ts';
import { startInTerminal } from './terminal.ts';

/** How long Electron's runtime may take to arrive, ms. */
const downloadLimit = (Number(process.env['MAX_DESK_DOWNLOAD_SECONDS']) || 90) * 1000;
/** Whoever ends with an error before has not opened a window, ms. */
const openingLimit = 15_000;
const usage = 'Usage: npm start -- [--connection FILE] [--no-download] [--terminal]';

const { connection, terminal, download } = readArguments();
await ensureBuilt();
const args = connection === undefined ? ['--simulator'] : ['--connection', path.resolve(connection)];
process.exitCode = await startWithBest();

/** A window that could not even open, on a display that is there in name only for instance, leaves it to the next way. */
async function startWithBest(): Promise<number> {
  if (terminal) return startInTerminal(connection, 'You asked for the terminal');
  for (const open of hasDisplay() ? [openInElectron] : []) {
    const started = performance.now();
    const status = await open();
    if (status === undefined) continue;
    if (status === 0 || performance.now() - started > openingLimit) return status;
    say('The window could not be opened (see above).');
  }
  return startInTerminal(connection, 'There is no display or no browser here');
}

/** Its exit status, or undefined when there is no such engine. */
async function openInElectron(): Promise<number | undefined> {
  const electron = electronFile();
  if (!electron) return undefined;
  return run(electron, process.getuid?.() === 0 ? ['--no-sandbox', root, ...args] : [root, ...args]);
}

function readArguments(): { connection: string | undefined; terminal: boolean; download: boolean } {
  const options = {
    connection: { type: 'string' },
    terminal: { type: 'boolean', default: false },
    'no-download': { type: 'boolean', default: false },
  } as const;
  try {
    const { connection: file, terminal: inTerminal, 'no-download': stay } = parseArgs({ options }).values;
    return { connection: file, terminal: inTerminal, download: !stay };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exit(2);
  }
}

/** Linux has a display only where one of these says so; macOS and Windows have one. */
function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** Electron's executable; its package downloads the runtime only when it is asked to, so it is asked here. */
function electronFile(): string | undefined {
  const here = packageElectron();
  if ('file' in here) return here.file;
  if (!download) return undefined;
  say(`Electron's runtime is not here yet; fetching it (for at most ${downloadLimit / 1000} s) …`);
  const installer = path.join(root, 'node_modules/electron/install.js');
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: downloadLimit });
  const fetched = packageElectron();
  return 'file' in fetched ? fetched.file : undefined;
}

function run(file: string, argv: string[]): Promise<number> {
  const child = spawn(file, argv, { stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => resolve(code ?? 0));
    child.on('error', reject);
  });
}

function say(text: string): void {
  console.error(text);
}
