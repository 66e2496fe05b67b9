/**
 * `npm start`: MAX Desk on the best available Electron: the required version, else an older one with simulated data,
 * else the same flow in the terminal. Without `--connection FILE` it uses simulated data.
 */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { hasDisplay } from './electron/desktop-session.ts';
import { SetupProblem } from './electron/problem.ts';
import { type ElectronRuntime, obtainElectron, packageElectron } from './electron/runtime.ts';
import { requireLibraries } from './electron/system-packages.ts';
import { startInTerminal } from './terminal.ts';

/** Time limit for downloading Electron's runtime, ms. */
const downloadLimit = (Number(process.env['MAX_DESK_DOWNLOAD_SECONDS']) || 90) * 1000;
/** If the app fails before this time, no window was opened, ms. */
const openingLimit = 15_000;
const usage = 'Usage: npm start -- [--connection FILE] [--no-download] [--terminal]';
/** An Electron without security updates may access only this computer, whatever connection is opened in its window. */
const thisComputerOnly = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';

/** Hides messages of an older Chromium about a newer desktop. */
const quiet = '--log-level=3';

const { connection, terminal, download } = readArguments();
await ensureBuilt();
process.exitCode = await startWithBest();

/** If the window cannot open, for instance on a display that does not work, continues in the terminal. */
async function startWithBest(): Promise<number> {
  if (terminal) return startInTerminal(connection, 'You asked for the terminal');
  if (!hasDisplay()) return startInTerminal(connection, 'There is no display here');
  const electron = packagedElectron() ?? (await olderElectron());
  if (!electron) return startInTerminal(connection, 'There is no Electron here');
  const started = performance.now();
  const status = await openWindow(electron);
  if (status === 0 || performance.now() - started > openingLimit) return status;
  console.error('The window could not be opened (see above).');
  return startInTerminal(connection, 'There is no display here that can be used');
}

function openWindow({ file, origin }: ElectronRuntime): Promise<number> {
  const args = connection === undefined ? ['--simulator'] : ['--connection', path.resolve(connection)];
  const switches = [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(origin === 'registry' ? [thisComputerOnly, quiet] : []),
  ];
  return run(file, [...switches, root, ...args]);
}

/** The version in package.json. Its package downloads the runtime only on request, which is done here. */
function packagedElectron(): ElectronRuntime | undefined {
  const here = packageElectron();
  if ('file' in here) return here;
  if (!download) return undefined;
  console.error(`Electron's runtime is not here yet; fetching it (for at most ${downloadLimit / 1000} s) …`);
  const installer = path.join(root, 'node_modules/electron/install.js');
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: downloadLimit });
  const fetched = packageElectron();
  return 'file' in fetched ? fetched : undefined;
}

/** For simulated data only: nobody should sign in with an Electron without security updates. */
async function olderElectron(): Promise<ElectronRuntime | undefined> {
  if (connection !== undefined) return undefined;
  try {
    const found = await obtainElectron({ fetch: download });
    if ('missing' in found) return undefined;
    requireLibraries();
    console.error(`MAX Desk opens in Electron ${found.version}, which gets no security updates: on simulated data only, and it reaches
nothing but this computer. "npx install-electron" brings the version that MAX Desk is made for.`);
    return found;
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    console.error(error.message);
    return undefined;
  }
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

function run(file: string, argv: string[]): Promise<number> {
  const child = spawn(file, argv, { stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => resolve(code ?? 0));
    child.on('error', reject);
  });
}
