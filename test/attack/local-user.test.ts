/** Another user of the same computer looks for what is kept, and for what running programs show. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, type TestContext, vi } from 'vitest';
import { attack } from '../fakes/attack.ts';
import { asNobody, isRoot, needsRoot, redirectForNobody } from '../fakes/other-user.ts';
import { type Victim, victim } from '../fakes/victim.ts';

const posix = process.platform !== 'win32';
const linux = process.platform === 'linux';
let victims: Victim;
let file: string;
beforeAll(async () => {
  victims = await victim();
  // Whoever wants to get at the folder gets as far as its own mode lets them.
  chmodSync(victims.user.folder, 0o755);
  file = victims.file();
});
afterAll(() => victims.close());

const soon = <T>(check: () => T) => vi.waitFor(check, { timeout: 30_000, interval: 10 });
const onlyOnLinux = (context: TestContext) => context.skip(!linux, 'only Linux shows processes as files');

/** Runs the command line in a shell that has just done `first`. */
function runAfter(first: string, args: readonly string[]): Promise<number | null> {
  const script = `${first}; exec "$0" "$@"`;
  const { user, cli } = victims;
  const child = spawn('sh', ['-c', script, process.execPath, cli.file, ...args], {
    cwd: user.folder,
    env: user.env,
    stdio: 'ignore',
  });
  return new Promise((resolve) => child.once('close', resolve));
}

/** Everything below a folder, with its mode. */
function modesIn(folder: string): { file: string; mode: number; isFile: boolean }[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((each) =>
    path.join(folder, each),
  );
  return [folder, ...all].map((each) => {
    const stat = statSync(each);
    return { file: each, mode: stat.mode & 0o777, isFile: stat.isFile() };
  });
}

describe('hostile local user', () => {
  const own = 'what is kept can be read and written by its owner only, whatever the umask';

  attack('reads what a command has kept that ran with no umask at all', own, async (context) => {
    context.skip(!posix, 'Windows has no modes');
    const { user } = victims;
    expect(await runAfter('umask 000', victims.asAccount('token', '--store', '--connection', file))).toBe(0);
    expect(await runAfter('umask 000', ['connections', 'import', file])).toBe(0);
    const found = modesIn(user.home);
    expect(found.length).toBeGreaterThan(3);
    for (const each of found) expect(each).toMatchObject({ mode: each.isFile ? 0o600 : 0o700 });
    if (!isRoot) return;
    expect(asNobody('find "$1" -type f', user.home)).toBe('');
    // Even where somebody has opened the folder.
    chmodSync(user.home, 0o755);
    const names = asNobody('find "$1" -type f', user.home);
    const read = asNobody('find "$1" -type f -exec cat {} +', user.home);
    chmodSync(user.home, 0o700);
    expect(names).not.toBe('');
    expect(read).toBe('');
  });

  attack('reads a list that is saved over a private file', own, async (context) => {
    context.skip(!posix, 'Windows has no modes');
    const saved = path.join(victims.user.folder, 'units.csv');
    writeFileSync(saved, 'private', { mode: 0o600 });
    const args = victims.asAccount('units', '--connection', file, '--format', 'csv', '--output', saved);
    expect(await runAfter('umask 000', args)).toBe(0);
    expect(readFileSync(saved, 'utf8')).not.toBe('private');
    expect(statSync(saved).mode & 0o777).toBe(0o600);
  });

  const shown = 'no secret is in the list of processes, and none is handed to other programs';

  attack('reads the arguments and the environment of a command', shown, async (context) => {
    onlyOnLinux(context);
    const { user, hostile } = victims;
    hostile.answer(() => undefined);
    const waiting = victims.file({ identity: { authority: `${hostile.url}/tenant` } });
    const { child } = user.start(victims.asAccount('token', '--connection', waiting));
    try {
      await soon(() => expect(hostile.arrived).toHaveLength(1));
      expect(victims.secretsIn(readFileSync(`/proc/${child.pid}/cmdline`, 'latin1'))).toEqual([]);
      context.skip(!isRoot, needsRoot);
      const seen = asNobody('cat "/proc/$1/cmdline" "/proc/$1/environ" "/proc/$1/mem"', String(child.pid));
      expect(seen).toContain('--technical-account');
      expect(victims.secretsIn(seen)).toEqual([]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  /** A sign-in whose browser stays open. What it was opened with, and what it found in its environment. */
  async function inBrowser(
    see: (opened: string[], processes: string) => void | Promise<void>,
    env = {},
  ): Promise<void> {
    const bin = path.join(victims.user.folder, 'bin');
    const told = path.join(victims.user.folder, 'told');
    mkdirSync(bin, { recursive: true });
    mkdirSync(told, { recursive: true });
    for (const name of readdirSync(told)) writeFileSync(path.join(told, name), '');
    const script = [
      '#!/bin/sh',
      `env > '${told}/env'`,
      `printf '%s\\n' "$@" > '${told}/arguments'`,
      `echo $$ > '${told}/pid'`,
      'sleep 60',
      ':',
    ];
    writeFileSync(path.join(bin, 'xdg-open'), `${script.join('\n')}\n`, { mode: 0o755 });
    const { child } = victims.user.start(['login', '--connection', file], {
      PATH: `${bin}:${process.env['PATH']}`,
      ...env,
    });
    const toldOf = (name: string) =>
      existsSync(path.join(told, name)) ? readFileSync(path.join(told, name), 'utf8').trim() : '';
    let browser: number | undefined;
    try {
      browser = await soon(() => {
        const pid = toldOf('pid');
        expect(pid).not.toBe('');
        return Number(pid);
      });
      const command = 'for each in "$@"; do cat "/proc/$each/cmdline"; echo; done';
      const pids = [String(child.pid), String(browser)];
      const processes = isRoot
        ? asNobody(command, ...pids)
        : pids.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).join('\n');
      expect(processes).toContain('xdg-open');
      await see([toldOf('arguments'), toldOf('env')], processes);
    } finally {
      child.kill('SIGKILL');
      // It has a group of its own, as a browser that outlives the command.
      if (browser !== undefined) process.kill(-browser, 'SIGKILL');
    }
  }

  attack('reads the address of a sign-in from the list of processes', shown, async (context) => {
    onlyOnLinux(context);
    await inBrowser(async ([opened = ''], processes) => {
      expect(processes).not.toMatch(/state=|nonce=|code_challenge=/);
      // What is handed over leads on to the address, but for the person only.
      if (!/^http:/.test(opened)) {
        const place = opened.startsWith('file:') ? fileURLToPath(opened) : opened;
        if (isRoot) expect(asNobody('cat "$1"', place)).toBe('');
        expect(readFileSync(place, 'utf8')).toMatch(/code_challenge/);
        expect(statSync(place).mode & 0o077).toBe(0);
        return;
      }
      const forNobody = isRoot ? redirectForNobody(opened) : '';
      context.skip(forNobody === undefined, 'another user cannot run this Node');
      expect(forNobody).toBe('');
      const { headers } = await fetch(opened, { redirect: 'manual' });
      expect(headers.get('location')).toMatch(/code_challenge=/);
    });
  });

  attack('is the browser, and looks into its environment', shown, async (context) => {
    onlyOnLinux(context);
    const inherited = { MAX_DESK_HOME: victims.user.home, HARMLESS: 'handed on' };
    await inBrowser(([, environment = '']) => {
      expect(environment).toContain('HARMLESS=handed on');
      expect(environment).not.toContain('MAX_DESK_');
      expect(victims.secretsIn(environment)).toEqual([]);
    }, inherited);
  });

  attack('reads what is written for a moment only', own, async (context) => {
    context.skip(!posix, 'Windows has no modes');
    const temporary = path.join(victims.user.folder, 'temporary');
    mkdirSync(temporary, { recursive: true });
    const first = `umask 000; TMPDIR='${temporary}'; export TMPDIR`;
    for (const args of [
      victims.asAccount('token', '--connection', file),
      victims.asAccount('units', '--connection', file, '--format', 'json'),
    ])
      expect(await runAfter(first, args)).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
