/** However a watch ends, its ledger is closed first: what was looked at up to then is in it. */
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import type { CommandLineUser, Started } from '../fakes/command-line-user.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';

const posix = process.platform !== 'win32';
let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;
let folder: string;
let disk: string;

beforeAll(async () => {
  [cli, service] = await Promise.all([bundle('cli', 'cli.cjs'), secureService({ eventsPerSecond: 50 })]);
});
afterAll(async () => {
  await Promise.all([cli.remove(), service.close()]);
});
beforeEach(() => {
  user = service.user(cli.file);
  folder = path.join(user.folder, 'ledger');
  disk = path.join(user.folder, 'disk.cjs');
});
afterEach(() => user.end());

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 50 });
const watching = (...args: string[]) => service.asAccount('watch', '--verbose', '--ledger', folder, ...args);

/** Starts a watch whose disk does this before it keeps what was appended, and waits until it is live. */
async function watch(syncing: string, ...args: string[]): Promise<Started & { said: () => string }> {
  writeFileSync(
    disk,
    `require('node:fs/promises').open(__filename).then((file) => {
      const own = Object.getPrototypeOf(file);
      const { datasync } = own;
      own.datasync = async function () { ${syncing}; return datasync.call(this); };
      return file.close();
    });`,
  );
  const started = user.start(watching(...args), { NODE_OPTIONS: `--require "${disk}"` });
  let said = '';
  started.child.stderr?.on('data', (text: string) => {
    said += text;
  });
  await soon(() => expect(said).toContain('Live.'));
  return { ...started, said: () => said };
}

/** The units of which it is known that they were in service all the time that somebody has looked. */
async function known(): Promise<number> {
  const { out } = await user.run(['report', '--ledger', folder, '--format', 'json']);
  const rows = JSON.parse(out) as { availabilityMost: number | null }[];
  return rows.filter(({ availabilityMost }) => availabilityMost !== null).length;
}

describe.runIf(posix)('the ledger of a watch is closed', () => {
  test('at its time limit, also where the disk takes half a second', async () => {
    const slow = 'await new Promise((resolve) => setTimeout(resolve, 500))';
    const { ended } = await watch(slow, '--timeout', '5');
    expect((await ended).status).toBe(0);
    expect(await known()).toBeGreaterThan(0);
  });

  test('when the reader of its updates goes', async () => {
    const { child, ended, said } = await watch('');
    child.stdout?.destroy();
    expect((await ended).status).toBe(0);
    expect(said()).not.toContain('max-desk:');
    expect(await known()).toBeGreaterThan(0);
  });

  const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
  if (!hasTerminal) console.log('Skipped: there is no script(1), which makes a terminal.');
  test.runIf(hasTerminal)('when its terminal is closed', async () => {
    const command = [process.execPath, cli.file, ...watching()].map((word) => `'${word}'`).join(' ');
    const terminal = spawn('script', ['-qec', command, '/dev/null'], {
      cwd: user.folder,
      env: user.env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let shown = '';
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
    });
    await soon(() => expect(shown).toContain('Live.'));
    terminal.kill('SIGKILL');
    await soon(async () => expect(await known()).toBeGreaterThan(0));
  });

  test('and a disk that refuses the end of it is told', async () => {
    const full = path.join(user.folder, 'full');
    const refusing = `if (require('node:fs').existsSync(${JSON.stringify(full)})) throw Object.assign(new Error(), { code: 'ENOSPC' })`;
    const { child, ended, said } = await watch(refusing);
    writeFileSync(full, '');
    child.kill('SIGTERM');
    expect((await ended).status).toBe(0);
    expect(said()).toContain(`The end of the ledger in ${folder} is not on the disk`);
  });
});
