import { type ExecFileOptions, execFile, execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { oddService } from '../fakes/odd-service.ts';

const posix = process.platform !== 'win32';
const isRoot = process.getuid?.() === 0;
let cli: Bundled;
let user: CommandLineUser;
let service: Awaited<ReturnType<typeof oddService>>;
/** The connection file and the program, where any user may read them. */
let open: string;
let file: string;
const account = ['--technical-account', 'd'];

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
  open = mkdtempSync(path.join(tmpdir(), 'max-desk-open-'));
  chmodSync(open, 0o755);
});
afterAll(async () => {
  await cli.remove();
  rmSync(open, { recursive: true });
});
beforeEach(async () => {
  user = commandLineUser(cli.file);
  service = await oddService({ units: '{"value":[{"id":"u1"}]}' });
  file = path.join(open, 'connection.json');
  writeFileSync(file, JSON.stringify(service.connection), { mode: 0o644 });
  for (const name of ['MAX_DESK_HOME', 'MAX_DESK_KEY_FILE']) delete user.env[name];
  Object.assign(user.env, { MAX_DESK_PASSWORD: 'p', MAX_DESK_SUBSCRIPTION_KEY: 'k' });
});
afterEach(async () => {
  user.end();
  await service.close();
});

/** Runs a program that the user does not start as usual. */
function ran(program: string, args: string[], options: ExecFileOptions) {
  return new Promise<{ status: number; out: string; err: string }>((resolve) => {
    execFile(program, args, { ...options, encoding: 'utf8' }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    );
  });
}

/** The folder in which commands run; nothing may come into it. */
const left = () => readdirSync(user.folder).filter((name) => name !== 'key');

describe.runIf(posix)('a connection file and a technical account need no home (R47)', () => {
  test.each([
    ['unset', undefined],
    ['empty', ''],
    ['relative', 'here'],
    ['a folder that is not there', '/nowhere/at/all'],
    ['a file', '/etc/passwd'],
  ])('HOME %s', async (_what, HOME) => {
    for (const command of [
      ['token'],
      ['units', '--format', 'ndjson'],
      ['call', 'GET', 'units'],
      ['claims'],
    ]) {
      const ended = await user.run([...command, '--connection', file, ...account], { HOME });
      expect({ command, status: ended.status }).toEqual({ command, status: 0 });
    }
    expect(left()).toEqual([]);
  });

  test('HOME is a folder that cannot be read', async () => {
    const HOME = path.join(user.folder, 'closed');
    mkdirSync(path.join(HOME, '.local/state/max-desk'), { recursive: true });
    chmodSync(path.join(HOME, '.local/state/max-desk'), 0o000);
    const ended = await as(54_321, ['token'], { HOME });
    expect(ended).toMatchObject({ status: 0, err: '' });
    chmodSync(path.join(HOME, '.local/state/max-desk'), 0o700);
  });

  test('an account that is not in the list of users', async () => {
    const ended = await as(54_321, ['token']);
    expect(ended).toMatchObject({ status: 0, err: '' });
  });

  test('what keeps something says what it lacks, and keeps nothing anywhere', async () => {
    for (const command of [
      ['token', '--store', '--connection', file, ...account],
      ['connections', 'import', file],
      ['accounts'],
      ['connections', 'key', file],
    ]) {
      const failed = await user.failure(command, { HOME: '' });
      expect(failed).toMatchObject({ status: 7, code: 'storage' });
      expect(failed.message).toBe('There is no home to keep sign-ins and connections in: HOME is not set.');
      expect(failed.hint).toContain('MAX_DESK_HOME');
    }
    const relative = await user.failure(['accounts'], { HOME: 'here' });
    expect(relative.message).toContain('"here"');
    expect(service.requests).toEqual([]);
    expect(left()).toEqual([]);
  });

  /** Root only can be somebody else. */
  async function as(uid: number, args: string[], env: Record<string, string> = {}) {
    if (!isRoot) {
      console.log('Not as another user: only root can do that.');
      return user.run([...args, '--connection', file, ...account], env);
    }
    const command = [publicCopy(), ...args, '--connection', file, ...account];
    return ran(process.execPath, command, {
      uid,
      gid: uid,
      cwd: '/',
      env: { MAX_DESK_PASSWORD: 'p', ...env },
    });
  }

  /** Where every user may read it. */
  function publicCopy(): string {
    const target = path.join(open, 'cli');
    execFileSync('cp', ['-R', path.dirname(cli.file), target]);
    execFileSync('chmod', ['-R', 'a+rX', target]);
    return path.join(target, path.basename(cli.file));
  }

  const canUnshare =
    isRoot && spawnSync('unshare', ['--mount', 'true']).status === 0 && process.platform === 'linux';
  if (!canUnshare) console.log('Skipped: a read-only root takes unshare(1) and its right.');
  test.runIf(canUnshare)('a root that is read-only', async () => {
    const script = [
      'mount --make-rprivate /',
      'mount --bind / /mnt && mount -o remount,ro,bind /mnt',
      `exec chroot /mnt "$@"`,
    ].join(' && ');
    const command = [process.execPath, cli.file, 'token', '--connection', file, ...account];
    const env = { PATH: process.env['PATH'], MAX_DESK_PASSWORD: 'p' };
    const ended = await ran('unshare', ['--mount', 'sh', '-c', script, 'sh', ...command], { env });
    expect(ended).toEqual({ status: 0, err: '', out: expect.stringMatching(/^ey/) });
  });
});

describe('a home', () => {
  test.each([
    ['--home', ['--home', 'here'], {}],
    ['MAX_DESK_HOME', [], { MAX_DESK_HOME: 'here/too' }],
  ])(
    'that %s names relatively is refused, and nothing comes into the current folder',
    async (name, args, env) => {
      for (const command of [['accounts'], ['token', '--connection', file, ...account]]) {
        const failed = await user.failure([...command, ...args], env);
        expect(failed).toMatchObject({ status: 2, code: 'usage' });
        expect(failed.message).toContain(`${name} names "here`);
      }
      expect(left()).toEqual([]);
      expect(service.passwords).toEqual([]);
    },
  );
});

describe('a password that is not what it should be is not sent (R46)', () => {
  test.each([
    ['Latin-1', Buffer.from('Gr\u00fcn-42', 'latin1'), 'not text in UTF-8'],
    ['a NUL', Buffer.from('a\0b'), 'NUL'],
    ['UTF-16 without a mark', Buffer.from('Abc', 'utf16le'), 'NUL'],
    ['nothing', Buffer.from('\n'), 'empty'],
  ])('%s', async (_what, given, word) => {
    user.env['MAX_DESK_PASSWORD'] = '';
    const args = ['token', '--connection', file, ...account, '--password-stdin'];
    const { status, out, err } = await user.pipe(given, args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain('The password from --password-stdin');
    expect(err).toContain(word);
    expect(service.requests).toEqual([]);
  });

  test.runIf(posix)('and a variable in another coding is told from UTF-8', async () => {
    const script = 'MAX_DESK_PASSWORD=$(printf "Gr\\374n-42"); export MAX_DESK_PASSWORD; exec "$@"';
    const args = ['-c', script, 'sh', process.execPath, cli.file, 'token', '--connection', file, ...account];
    const { status, stderr } = spawnSync('sh', args, {
      env: { PATH: process.env['PATH'] },
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('The password from MAX_DESK_PASSWORD is not text in UTF-8.');
    expect(service.requests).toEqual([]);
  });

  test.each([
    ['UTF-8 with a mark and a line end of Windows', Buffer.from('\ufeffGr\u00fcn-42\r\n')],
    ['UTF-16 with a mark', Buffer.from('\ufeffGr\u00fcn-42\r\n', 'utf16le')],
  ])('%s is sent as it is meant', async (_what, given) => {
    user.env['MAX_DESK_PASSWORD'] = '';
    const args = ['token', '--connection', file, ...account, '--password-stdin'];
    expect((await user.pipe(given, args)).status).toBe(0);
    expect(service.passwords).toEqual(['Gr\u00fcn-42']);
  });
});
