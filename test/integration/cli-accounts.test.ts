import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { keyFileVault } from '../../electron/command-line/key-file.ts';
import { createFileStore } from '../../electron/core/storage/file-store.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { type Simulator, type SimulatorOptions, start } from '../../electron/simulator/index.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CommandLineUser, commandLineUser, type Ended } from '../fakes/command-line-user.ts';
import { inTime } from '../fakes/in-time.ts';
import { fakeLog } from '../fakes/ports.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

const posix = process.platform !== 'win32';
const sam = 'sam.sample@example.com';
let cli: Bundled;
let simulator: Simulator;
let user: CommandLineUser;
let file: string;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
});
afterAll(() => cli.remove());
beforeEach(async () => {
  user = commandLineUser(cli.file);
  await serve();
});
afterEach(async () => {
  user.end();
  await simulator.close();
});

async function serve(options: SimulatorOptions = {}): Promise<void> {
  await simulator?.close();
  simulator = await start({ units: 10, ...options });
  file = user.fileFor(simulator);
  user.env['MAX_DESK_SUBSCRIPTION_KEY'] = simulator.subscriptionKey;
}
const signIn = (press?: string, ...args: string[]) => user.signIn(press, '--connection', file, ...args);
const run = (...args: string[]) => user.run(args);
const jsonOf = <T>({ out }: Ended) => JSON.parse(out) as T;
interface Token {
  accessToken: string;
  account: { id: string; name: string; email: string };
  source: string;
}
const token = async (...args: string[]) => jsonOf<Token>(await run('token', '--format', 'json', ...args));
const failure = async (...args: string[]) => {
  const { status, err } = await run(...args, '--errors', 'json');
  return { status, ...(JSON.parse(err) as { code: string; message: string; hint: string }) };
};
const technical = (...args: string[]) =>
  user.run(
    ['token', '--format', 'json', '--technical-account', simulator.technicalAccount.username, ...args],
    {
      MAX_DESK_PASSWORD: simulator.technicalAccount.password,
    },
  );
const tokenRequests = () => simulator.requests.filter((r) => r.path.endsWith('/token')).length;

describe('max-desk login', () => {
  test('signs in through the browser; from then on no connection needs to be named', async () => {
    const { status, out, err } = await signIn();
    expect({ status, out }).toEqual({ status: 0, out: '' });
    expect(err).toContain(`Signed in as Sam Sample (${sam}) on "Simulated data".`);
    expect(await token()).toMatchObject({ account: { name: 'Sam Sample', email: sam }, source: 'cache' });
    expect((await run('units', '--format', 'ndjson')).out.trimEnd().split('\n')).toHaveLength(10);
  });

  test.runIf(process.platform === 'linux')('opens the system’s browser, past any shell (R6)', async () => {
    const bin = path.join(user.folder, 'bin');
    mkdirSync(bin);
    const seen = path.join(user.folder, 'seen');
    writeFileSync(
      path.join(bin, 'xdg-open'),
      `#!/bin/sh\nprintf '%s\\n' "$#" "$1" > '${seen}.part' && mv '${seen}.part' '${seen}'\n`,
      { mode: 0o755 },
    );
    const { ended } = user.start(['login', '--connection', file], { PATH: `${bin}:${process.env['PATH']}` });
    await vi.waitFor(() => expect(existsSync(seen)).toBe(true), { interval: 10 });
    const [count, address = ''] = readFileSync(seen, 'utf8').split('\n');
    expect(count).toBe('1');
    expect(address).not.toContain('?');
    await systemBrowser({ press: 'Continue as Sam Sample' }).open(address);
    const { status, err } = await ended;
    expect(status).toBe(0);
    expect(err).toContain('If no browser opens, open this address in a browser:');
  });

  test.runIf(posix).each([
    ['says that it worked, and opens nothing', 'exit 0'],
    ['hangs', 'exec sleep 30'],
  ])('prints the address at once where what opens browsers %s', async (_what, script) => {
    const bin = path.join(user.folder, 'bin');
    mkdirSync(bin);
    for (const name of ['xdg-open', 'open'])
      writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const { child, ended } = user.start(['login', '--quiet', '--connection', file], {
      PATH: `${bin}:${process.env['PATH']}`,
    });
    const browser = systemBrowser({ press: 'Continue as Sam Sample' });
    child.stderr?.on('data', (text: string) => {
      const address = /^(https?:\S+)\n/m.exec(text)?.[1];
      if (address) void browser.open(address);
    });
    expect((await ended).status).toBe(0);
  });

  test('prints the address where no browser can be started, and goes on', async () => {
    const { child, ended } = user.start(['login', '--connection', file], { PATH: user.folder });
    const browser = systemBrowser({ press: 'Continue as Sam Sample' });
    child.stderr?.on('data', (text: string) => {
      const address = /^(https?:\S+)\n/m.exec(text)?.[1];
      if (address) void browser.open(address);
    });
    expect((await ended).status).toBe(0);
  });

  test('asks who it is when somebody is signed in already or was, so that a second account can come', async () => {
    await signIn();
    await signIn('Continue as Tessa Kraft');
    const emails = jsonOf<{ email: string; current: boolean }[]>(await run('accounts', '--format', 'json'));
    expect(emails.map(({ email, current }) => [email, current])).toEqual([
      [sam, false],
      [expect.stringContaining('tessa'), true],
    ]);
    expect((await token()).account.name).toBe('Tessa Kraft');
    expect((await token('--account', sam.toUpperCase())).account.name).toBe('Sam Sample');
    expect((await token('--account', (await token('--account', sam)).account.id)).account.email).toBe(sam);
    expect(await failure('token', '--account', 'somebody@example.com')).toMatchObject({
      status: 3,
      code: 'sign-in-needed',
      hint: expect.stringContaining(sam),
    });
  });

  test('that is denied in the browser ends with 3 and keeps nothing', async () => {
    const { status } = await signIn('Cancel');
    expect(status).toBe(3);
    expect((await run('accounts')).out).toBe('');
  });

  test('leads through a forgotten password, and prints one address for all pages', async () => {
    const pages = ['Forgot your password?', 'Continue as Sam Sample', 'Continue as Sam Sample'];
    const { status, err } = await user.signIn(pages, '--connection', file);
    expect(status).toBe(0);
    expect(err).toContain(`Signed in as Sam Sample (${sam})`);
    expect(err.match(/^https?:/gm)).toHaveLength(1);
    expect(tokenRequests()).toBe(1);
  });

  test('says what to do where no page for a forgotten password is known, and of one that has expired', async () => {
    const { passwordResetPolicy: _reset, ...identity } = simulator.connection.identity;
    const without = path.join(user.folder, 'without.json');
    writeFileSync(without, JSON.stringify({ ...simulator.connection, identity }));
    const forgotten = await user.signIn('Forgot your password?', '--connection', without);
    expect(forgotten.status).toBe(3);
    expect(forgotten.err).toContain('(AADB2C90118)');
    expect(forgotten.err).toContain('"identity.passwordResetPolicy"');
    simulator.setFaults({ endPages: true });
    const ended = await user.signIn('Continue as Sam Sample', '--connection', file);
    expect(ended.status).toBe(3);
    expect(ended.err).toMatch(/has expired \(AADB2C90157\)/);
  });

  test.runIf(posix)(
    'ends with Ctrl-C, without waiting for the browser, and its listener with it (R13)',
    async () => {
      const { child, ended } = user.start(['login', '--no-browser', '--connection', file]);
      const address = await new Promise<string>((resolve) => {
        let said = '';
        child.stderr?.on('data', (text: string) => {
          said += text;
          const found = /^(https?:\S+)\n/m.exec(said)?.[1];
          if (found) resolve(found);
        });
      });
      const redirect = new URL(address).searchParams.get('redirect_uri') ?? '';
      expect((await fetch(redirect)).status).toBe(400);
      child.kill('SIGINT');
      expect((await inTime(ended, 30_000)).status).toBe(130);
      await expect(fetch(redirect)).rejects.toThrow('fetch failed');
    },
  );

  test('gives up after --timeout', async () => {
    const { status, err } = await run('login', '--no-browser', '--timeout', '1', '--connection', file);
    expect(status).toBe(4);
    expect(err).toContain('in time');
  });
});

describe('a stored account', () => {
  test('needs no request while its token is valid, and nobody to answer (R-offline)', async () => {
    await signIn();
    const before = simulator.requests.length;
    const [first, all] = [await token(), await run('accounts')];
    expect(all.out).toContain(sam);
    expect(simulator.requests).toHaveLength(before);
    await simulator.close();
    expect(await token()).toEqual(first);
    expect((await run('accounts')).out).toBe(all.out);
    for (const format of ['raw', 'header', 'curl'])
      expect((await run('token', '--format', format)).out).toContain(first.accessToken);
  });

  test('is refreshed when it has to be', async () => {
    await serve({ accessTokenSeconds: 0 });
    await signIn();
    const before = tokenRequests();
    await vi.waitFor(async () => expect((await token()).source).toBe('refresh'));
    expect(tokenRequests()).toBe(before + 1);
  });

  test('is served to its end when the provider is in trouble, and no longer', async () => {
    await serve({ accessTokenSeconds: 6 });
    await signIn();
    const first = await token();
    simulator.setFaults({ tokenStatus: 503 });
    const before = tokenRequests();
    // In the last third of its life another one is asked for, in vain.
    while (tokenRequests() === before) expect(await token()).toEqual(first);
    await vi.waitFor(async () => expect((await run('token')).status).toBe(4));
    simulator.clearFaults();
    expect((await token()).source).toBe('refresh');
  });

  test('whose refresh is refused is gone from disk, with 3 (R20)', async () => {
    await serve({ accessTokenSeconds: 0 });
    await signIn();
    simulator.revokeAll();
    await vi.waitFor(async () => expect((await run('token')).status).toBe(3));
    expect(readdirSync(user.home).filter((name) => name.includes('tokens'))).toEqual([]);
    const { status, err } = await run('token');
    expect(status).toBe(3);
    expect(err).toContain('max-desk login');
  });

  test('gets another token when the API refuses the stored one', async () => {
    await signIn();
    simulator.setFaults({ rejectAccessTokens: 1 });
    const before = tokenRequests();
    expect((await run('units')).status).toBe(0);
    expect(tokenRequests()).toBe(before + 1);
  });

  test('is not there at first: 3, or through the browser with --interactive', async () => {
    expect((await run('token', '--connection', file)).status).toBe(3);
    expect((await run('accounts')).err).toBe('Nobody is signed in.\n');
    expect(jsonOf(await run('accounts', '--format', 'json'))).toEqual([]);
    const { child, ended } = user.start(
      ['token', '--interactive', '--account', sam, '--format', 'json', '--connection', file],
      {
        PATH: user.folder,
      },
    );
    const browser = systemBrowser({ press: 'Continue as Sam Sample' });
    child.stderr?.on('data', (text: string) => {
      const address = /^(https?:\S+)\n/m.exec(text)?.[1];
      if (address) void browser.open(address);
    });
    expect(jsonOf<Token>(await ended)).toMatchObject({ source: 'interactive', account: { email: sam } });
    // The page was told who is meant.
    expect(new URL(browser.opened[0] ?? '').searchParams.get('login_hint')).toBe(sam);
  });
});

describe('a technical account', () => {
  test('leaves nothing on disk without --store', async () => {
    expect((await technical('--connection', file)).status).toBe(0);
    expect(existsSync(user.home)).toBe(false);
  });

  test('with --store needs its password once only, and asks with it again when its refresh is refused', async () => {
    await serve({ accessTokenSeconds: 3 });
    expect(jsonOf<Token>(await technical('--connection', file, '--store')).source).toBe('technical-account');
    const again = (...args: string[]) =>
      run(
        'token',
        '--format',
        'json',
        '--technical-account',
        simulator.technicalAccount.username,
        '--store',
        ...args,
      );
    const [name] = [simulator.technicalAccount.username];
    expect(['cache', 'refresh']).toContain(jsonOf<Token>(await again()).source);
    await vi.waitFor(async () => expect(jsonOf<Token>(await again()).source).toBe('refresh'));
    expect((await token('--account', name)).account.email).toBe(name);
    simulator.revokeAll();
    await vi.waitFor(async () => expect((await again()).status).toBe(3));
    expect((await again()).err).toContain('MAX_DESK_PASSWORD');
    expect(jsonOf<Token>(await technical('--store')).source).toBe('technical-account');
  });

  test('shows its password neither to ps nor on disk nor in what is said (R21)', async () => {
    simulator.setFaults({ hang: 'token' });
    const { password, username } = simulator.technicalAccount;
    const { child, ended } = user.start(
      ['token', '--store', '--verbose', '--technical-account', username, '--connection', file],
      { MAX_DESK_PASSWORD: password },
    );
    await vi.waitFor(() => expect(tokenRequests()).toBe(1), { interval: 10 });
    if (process.platform === 'linux') {
      const shown = readFileSync(`/proc/${child.pid}/cmdline`, 'latin1');
      expect(shown).toContain(username);
      expect(shown).not.toContain(password);
    }
    child.kill('SIGINT');
    const { err } = await ended;
    expect(err).not.toContain(password);
    simulator.clearFaults();
    await technical('--store', '--connection', file);
    expect(plainIn(user.bytesOnDisk(), [password])).toEqual([]);
    expect((await opened()).join('\n')).not.toContain(password);
  });

  test('is no other account, and --store is for it alone', async () => {
    expect(await failure('token', '--store', '--connection', file)).toMatchObject({
      status: 2,
      code: 'usage',
    });
    expect(
      await failure('token', '--account', 'a', '--technical-account', 'b', '--connection', file),
    ).toMatchObject({ status: 2, code: 'usage' });
  });
});

/** Everything that is encrypted on the disk, decrypted. */
async function opened(): Promise<string[]> {
  const keyValue = createFileStore(user.home);
  const vault = keyFileVault(user.env['MAX_DESK_KEY_FILE'] ?? '');
  const store = createSealedStore({ keyValue, vault, log: fakeLog(), onChange: () => undefined });
  const names = keyValue.keys().flatMap((key) => (key.startsWith('sealed.') ? [key.slice(7)] : []));
  return Promise.all(names.map(async (name) => (await store.read(name)) ?? ''));
}

describe('max-desk logout (R28)', () => {
  test('leaves nothing of the account on disk, not even encrypted, and others signed in', async () => {
    await signIn();
    const { accessToken } = await token();
    await technical('--store');
    const secrets = [accessToken, sam, 'Sam Sample'];
    // While somebody is signed in it is there to be found, but in the encrypted entries only.
    for (const secret of secrets.slice(0, 1)) expect((await opened()).join('\n')).toContain(secret);
    expect(plainIn(user.bytesOnDisk(), secrets)).toEqual([]);
    expect((await run('logout')).err).toContain(sam);
    for (const secret of secrets) expect((await opened()).join('\n')).not.toContain(secret);
    expect((await token()).account.name).toBe('Technical Account');
    expect((await run('logout', '--account', simulator.technicalAccount.username)).status).toBe(0);
    expect((await opened()).join('')).toMatch(/^yes\[\["checked",\d+\]\]$/);
    expect(await failure('logout')).toMatchObject({ status: 3 });
  });

  test('--all works without the key as well, and a new sign-in afterwards', async () => {
    await signIn();
    const key = user.env['MAX_DESK_KEY_FILE'];
    user.env['MAX_DESK_KEY_FILE'] = path.join(user.folder, 'gone');
    expect((await run('token')).status).toBe(7);
    expect((await run('logout', '--all')).status).toBe(0);
    expect(readdirSync(user.home).filter((name) => /^(key|sealed)/.test(name))).toEqual([]);
    user.env['MAX_DESK_KEY_FILE'] = key;
    expect((await signIn()).status).toBe(0);
    expect((await token()).account.email).toBe(sam);
  });

  test('of one of several leaves no other account to be taken for it', async () => {
    await signIn();
    await signIn('Continue as Tessa Kraft');
    await technical('--store');
    expect((await run('logout')).err).toContain('tessa');
    expect(await failure('token')).toMatchObject({ status: 2, hint: expect.stringContaining(sam) });
    expect((await token('--account', sam)).account.email).toBe(sam);
  });
});

describe('where secrets are kept (R23)', () => {
  test('is nowhere without a keyring: 7 before anybody signs in, and nothing on disk', async () => {
    // Copied away from the keyring's native module, so that there is none on any system.
    const alone = path.join(user.folder, 'alone');
    cpSync(cli.file, path.join(alone, 'cli.cjs'));
    cpSync(path.join(path.dirname(cli.file), 'cli'), path.join(alone, 'cli'), { recursive: true });
    const lonely = commandLineUser(path.join(alone, 'cli.cjs'));
    lonely.env['MAX_DESK_KEY_FILE'] = undefined;
    for (const args of [
      ['login', '--no-browser'],
      ['token', '--store', '--technical-account', 'x'],
    ]) {
      const ended = await lonely.failure([...args, '--connection', file]);
      expect(ended).toMatchObject({
        status: 7,
        code: 'storage',
        hint: expect.stringContaining('MAX_DESK_KEY_FILE'),
      });
    }
    expect(existsSync(lonely.home)).toBe(false);
    lonely.end();
    expect(simulator.requests).toEqual([]);
  });

  test.each([
    ['that is not there', undefined, 0o600, 'ENOENT'],
    ['that is empty', '', 0o600, '32 bytes'],
    ['that is too short', 'c2hvcnQ=', 0o600, '32 bytes'],
    ['that is too long', Buffer.alloc(33, 1).toString('base64'), 0o600, '32 bytes'],
    ['that is no base64', '*'.repeat(44), 0o600, '32 bytes'],
    ...(posix
      ? ([['that others may read', Buffer.alloc(32, 1).toString('base64'), 0o644, '0600']] as const)
      : []),
  ] as const)('is nowhere with a key file %s: 7', async (_what, text, mode, reason) => {
    const keyFile = path.join(user.folder, 'other-key');
    if (text !== undefined) writeFileSync(keyFile, text, { mode });
    user.env['MAX_DESK_KEY_FILE'] = keyFile;
    const ended = await failure('login', '--no-browser', '--connection', file);
    expect(ended).toMatchObject({ status: 7, code: 'storage', message: expect.stringContaining(reason) });
    expect(existsSync(user.home)).toBe(false);
  });

  test('is not given up for another key: that is refused, and the right one still opens it', async () => {
    await signIn();
    const key = user.env['MAX_DESK_KEY_FILE'];
    const before = user.bytesOnDisk();
    const other = path.join(user.folder, 'other-key');
    writeFileSync(other, Buffer.alloc(32, 1).toString('base64'), { mode: 0o600 });
    user.env['MAX_DESK_KEY_FILE'] = other;
    for (const args of [['token'], ['accounts'], ['login', '--no-browser']])
      expect(await failure(...args)).toMatchObject({
        status: 7,
        message: expect.stringContaining('another key'),
      });
    expect(user.bytesOnDisk()).toBe(before);
    user.env['MAX_DESK_KEY_FILE'] = key;
    expect((await run('token')).status).toBe(0);
  });

  test('is the folder that the system has for it, for its owner only', async () => {
    const { MAX_DESK_HOME: _, ...env } = user.env;
    const state = path.join(user.folder, 'state');
    user.env = { ...env, XDG_STATE_HOME: state, LOCALAPPDATA: state, HOME: user.folder };
    await run('connections', 'import', file);
    const places = [
      path.join(state, 'max-desk'),
      path.join(state, 'MAX Desk', 'command-line'),
      path.join(user.folder, 'Library', 'Application Support', 'MAX Desk', 'command-line'),
    ].filter(existsSync);
    expect(places).toHaveLength(1);
    if (posix) expect(statSync(places[0] ?? '').mode & 0o777).toBe(0o700);
  });

  test.runIf(posix)('is no folder that others may write to: 7', async () => {
    mkdirSync(user.home);
    chmodSync(user.home, 0o777);
    expect(await failure('login', '--no-browser', '--connection', file)).toMatchObject({
      status: 7,
      message: expect.stringContaining('Others may write'),
    });
    expect(readdirSync(user.home)).toEqual([]);
  });

  test('starts anew with what was damaged, which is put aside (R26)', async () => {
    await signIn();
    const tokens = readdirSync(user.home).find((name) => name.includes('tokens')) ?? '';
    writeFileSync(path.join(user.home, tokens), 'garbage');
    expect((await run('token')).status).toBe(3);
    expect(readdirSync(user.home).some((name) => name.startsWith(`${tokens}.damaged-`))).toBe(true);
    expect((await signIn()).status).toBe(0);
    expect((await token()).account.email).toBe(sam);
  });
});

describe('max-desk connections', () => {
  test('are imported, listed, shown, exported and removed, and may be named from then on', async () => {
    expect((await run('connections', 'list')).err).toContain('No connection is known');
    expect((await run('connections', 'import', file)).status).toBe(0);
    const text = readFileSync(file, 'utf8');
    expect((await run('connections', 'export', 'simulated DATA')).out).toBe(text);
    const [shown] = jsonOf<{ id: string; name: string }[]>(
      await run('connections', 'list', '--format', 'json'),
    );
    expect(shown).toMatchObject({ name: 'Simulated data', origin: file, api: new URL(simulator.url).host });
    expect((await run('connections', 'show')).out).toContain(shown?.id ?? 'an id');
    expect((await technical('--connection', 'Simulated data')).status).toBe(0);
    expect((await technical('--connection', shown?.id ?? '')).status).toBe(0);
    expect((await run('connections', 'remove', 'Simulated data')).status).toBe(0);
    expect(await failure('token', '--connection', 'Simulated data')).toMatchObject({ status: 2 });
  });

  test('must be named when there are several, by an id if they have the same name', async () => {
    await run('connections', 'import', file);
    const { api, ...rest } = simulator.connection;
    const other = path.join(user.folder, 'other.json');
    const call = (name: string) =>
      writeFileSync(
        other,
        JSON.stringify({ ...rest, name, api: { ...api, baseUrl: 'https://api.example.com' } }),
      );
    call('Other');
    await run('connections', 'import', other);
    expect(await failure('token')).toMatchObject({
      status: 2,
      hint: expect.stringContaining('"Other", "Simulated data"'),
    });
    call('Simulated data');
    await run('connections', 'import', other);
    expect(await failure('token', '--connection', 'Simulated data')).toMatchObject({
      status: 2,
      hint: expect.stringContaining('id'),
    });
  });

  test('that are removed take their sign-ins along (R28)', async () => {
    await signIn();
    await run('connections', 'remove', 'Simulated data');
    expect(readdirSync(user.home).filter((name) => name.includes('tokens'))).toEqual([]);
    expect((await run('token', '--connection', file)).status).toBe(3);
  });

  test.each([
    [['connections', 'import']],
    [['connections', 'export']],
    [['connections', 'remove']],
    [['connections', 'list', 'x']],
    [['connections', 'remove', 'x']],
  ])('are used wrongly: %j ends with 2', async (args) => {
    expect((await run(...args)).status).toBe(2);
  });

  test('that are broken are not imported: 6', async () => {
    writeFileSync(path.join(user.folder, 'broken.json'), '{"name":"x"}');
    expect((await run('connections', 'import', 'broken.json')).status).toBe(6);
    expect((await run('connections', 'import', 'missing.json')).status).toBe(6);
    expect(jsonOf(await run('connections', 'list', '--format', 'json'))).toEqual([]);
  });
});
