/** The fallback of `npm start` without a display or browser: the same flow, in the terminal. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseConnection } from '../electron/core/connection/connection-file.ts';
import { AppError } from '../electron/core/errors.ts';
import { type Simulator, start } from '../electron/simulator/index.ts';
import { dist } from './bundles.ts';

const shownRows = 15;
/** Shows this many changes at a readable pace (per second), or all that arrive in the time limit (s). */
const shownChanges = 12;
const changesPerSecond = 5;
const longestWatch = 10;

/**
 * Runs the simulator, signs in, lists units, shows some live changes and suggests next steps. Returns the exit status,
 * which is 0 except for an invalid connection file.
 * @param reason why the terminal is used; the beginning of a sentence
 */
export async function startInTerminal(connection: string | undefined, reason: string): Promise<number> {
  if (connection !== undefined) return adviseOn(connection, reason);
  console.log(`${reason}: this is MAX Desk in the terminal, on simulated data.\n`);
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-'));
  const simulator = await start({ eventsPerSecond: changesPerSecond });
  try {
    const file = path.join(folder, 'simulated.json');
    writeFileSync(file, JSON.stringify(simulator.connection));
    await showFlow(simulator, file);
    return 0;
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function showFlow(simulator: Simulator, file: string): Promise<void> {
  const account = JSON.parse(await commandLine(simulator, file, 'token', '--format', 'json'));
  const until = new Date(account.expiresOn).toLocaleTimeString();
  console.log(`Signed in as ${account.account.name} (${account.account.email}), token until ${until}.\n`);
  const lines = (await commandLine(simulator, file, 'units', '--format', 'table')).trimEnd().split('\n');
  console.log(lines.slice(0, shownRows + 1).join('\n'));
  console.log(`… and ${lines.length - 1 - shownRows} more units.\n\nLive:`);
  await showChanges(simulator, file);
  console.log(`
What next:
  npm start                    on a computer with a display: the window
  npm run simulator            keeps the simulated service running, to try the command line on
  npm run cli -- --help        what the command line can do
  npm start -- --connection F  your own connection; README.md says what to ask TK Elevator for`);
}

/** Prints live changes as they arrive. */
async function showChanges(simulator: Simulator, file: string): Promise<void> {
  const { child, ended } = startCommandLine(simulator, file, 'watch', '--timeout', String(longestWatch));
  let shown = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(`  ${describeChange(JSON.parse(line))}`);
    shown += 1;
    if (shown === shownChanges) break;
  }
  // SIGKILL, because otherwise it would print that it was interrupted.
  child.kill('SIGKILL');
  await ended;
}

function describeChange({ id, at, status, floor, direction }: Record<string, string | undefined>): string {
  const news = [status, floor && `floor ${floor}`, direction && direction !== 'none' ? direction : undefined];
  return [new Date(at ?? '').toLocaleTimeString(), id, news.filter(Boolean).join(', ')].join('  ');
}

/** Runs the built command line like a script and returns its output. Throws if it fails. */
async function commandLine(simulator: Simulator, file: string, ...args: string[]): Promise<string> {
  const { child, ended } = startCommandLine(simulator, file, ...args);
  const output = Buffer.concat(await child.stdout.toArray()).toString('utf8');
  const status = await ended;
  if (status !== 0) throw new Error(`max-desk ${args.join(' ')} ended with ${status}`);
  return output;
}

function startCommandLine(simulator: Simulator, file: string, ...args: string[]) {
  const { username, password } = simulator.technicalAccount;
  const argv = [path.join(dist, 'cli.cjs'), ...args, '--connection', file, '--technical-account', username];
  const child = spawn(process.execPath, argv, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      MAX_DESK_PASSWORD: password,
      MAX_DESK_SUBSCRIPTION_KEY: simulator.subscriptionKey,
    },
  });
  return { child, ended: new Promise<number | null>((resolve) => child.on('exit', resolve)) };
}

/** A person needs a window to sign in, so the terminal suggests the technical account. */
function adviseOn(file: string, reason: string): number {
  try {
    parseConnection(readFileSync(file, 'utf8'), file);
  } catch (error) {
    console.error(error instanceof AppError ? `${error.message}\n${error.hint}` : `${error}`);
    return 1;
  }
  console.log(`${reason}, so there is no window to sign in with.
On the command line a technical account can sign in:

  MAX_DESK_PASSWORD=… MAX_DESK_SUBSCRIPTION_KEY=… \\
    npm run cli -- units --connection ${file} --technical-account USER`);
  return 0;
}
