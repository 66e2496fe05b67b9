/** `max-desk login` where there is no browser on the computer, as over SSH. */

import { type ChildProcess, spawn } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { certificateAuthority, day } from '../fakes/certificate.ts';
import { type CommandLineUser, commandLineUser, type Ended } from '../fakes/command-line-user.ts';
import { type OidcService, type OidcServiceOptions, startOidcService } from '../fakes/oidc-service.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

let cli: Bundled;
let user: CommandLineUser;
beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
});
afterAll(() => cli.remove());
beforeEach(() => {
  user = commandLineUser(cli.file);
});
afterEach(() => user.end());

/** A command whose standard error is read while it runs, and that is typed to. */
function started(...args: string[]) {
  const { child, ended } = user.start(args, {}, 'pipe');
  const { said } = watched(child, child.stderr);
  return {
    said,
    ended,
    child,
    type: (line: string) => void child.stdin?.write(`${line}\n`),
    close: () => void child.stdin?.end(),
  };
}

/** Waits for what a program says on a stream. */
function watched(child: ChildProcess, stream: Readable | null) {
  let text = '';
  const looks: (() => void)[] = [];
  stream?.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    for (const look of looks) look();
  });
  const all = once(child, 'close').then(() => text);
  return {
    all,
    /** What the pattern's group matched, as soon as it was said; `undefined` if it never was. */
    async said(pattern: RegExp): Promise<string | undefined> {
      const shown = new Promise<void>((resolve) => {
        const look = () => void (pattern.test(text) && resolve());
        looks.push(look);
        look();
      });
      await Promise.race([all, shown]);
      const found = pattern.exec(text);
      return found?.[1] ?? found?.[0];
    },
  };
}

/** The address that was printed as the first, second … */
const nth = (n: number) => new RegExp(`(?:^https?:\\S+\\n[\\s\\S]*){${n - 1}}^(https?:\\S+)\\n`, 'm');
const printed = nth(1);

describe('max-desk login --no-browser', () => {
  let simulator: Simulator;
  let file: string;
  beforeEach(async () => {
    simulator = await start({ units: 1 });
    file = user.fileFor(simulator);
  });
  afterEach(() => simulator.close());

  /** Where a browser on another computer ends: nobody listens there. */
  async function elsewhere(address: string, press: string | readonly string[]): Promise<string> {
    const browser = systemBrowser({ press, stopAt: /^http:\/\/localhost:\d+\/\?/ });
    await browser.open(address);
    await browser.settled();
    return browser.lastPage()?.url ?? '';
  }
  const begun = async (...args: string[]) => {
    const login = started('login', '--no-browser', '--connection', file, ...args);
    return { ...login, address: (await login.said(printed)) ?? '' };
  };

  test('takes the last address of a browser on another computer', async () => {
    const { address, type, ended } = await begun();
    type(await elsewhere(address, 'Continue as Sam Sample'));
    const { status, err, out } = await ended;
    expect({ status, out }).toEqual({ status: 0, out: '' });
    expect(err).toContain('Signed in as Sam Sample');
    expect(err).not.toContain('code=');
  });

  test('takes it in quotes or angle brackets too, and says what is wrong with another one, until it is right', async () => {
    const { address, type, said, ended } = await begun();
    const right = await elsewhere(address, 'Continue as Sam Sample');
    const wrong: [string, RegExp][] = [
      [address, /This is the address to open/],
      ['https://example.com/', /begins with http:\/\/localhost/],
      [right.split('&')[0] ?? '', /cut short/],
      [right.replace(/state=[^&]*/, 'state=of-yesterday'), /belongs to another sign-in/],
    ];
    for (const [line, text] of wrong) {
      type(line);
      expect(await said(text)).toBeDefined();
    }
    type(`  <${right}> `);
    expect((await ended).status).toBe(0);
  });

  test('goes on to the page for a forgotten password and back, each address printed', async () => {
    const { address, type, said, ended } = await begun();
    type(await elsewhere(address, 'Forgot your password?'));
    const reset = (await said(nth(2))) ?? '';
    type(await elsewhere(reset, 'Continue as Sam Sample'));
    const again = (await said(nth(3))) ?? '';
    type(await elsewhere(again, 'Continue as Sam Sample'));
    expect((await ended).status).toBe(0);
  });

  test('ends with 2 where a script gave it nothing but a wrong address', async () => {
    const { type, close, ended } = await begun();
    type('https://example.com/');
    close();
    const { status, err } = await ended;
    expect(status).toBe(2);
    expect(err).toMatch(/begins with http:\/\/localhost/);
  });

  test('still takes the browser of this computer', async () => {
    const { address, ended } = await begun();
    await systemBrowser({ press: 'Continue as Sam Sample' }).open(address);
    expect((await ended).status).toBe(0);
  });

  test('tells of a sign-in that was denied elsewhere', async () => {
    const { address, type, ended } = await begun();
    type(await elsewhere(address, 'Cancel'));
    expect((await ended).status).toBe(3);
  });

  /** A terminal, by the program of util-linux; without that there is none to test in. */
  const hasTerminal = process.platform === 'linux' && existsSync('/usr/bin/script');
  describe.runIf(hasTerminal)('at a terminal', () => {
    function inTerminal() {
      const words = [process.execPath, cli.file, 'login', '--no-browser', '--connection', file];
      const command = words.map((word) => `'${word}'`).join(' ');
      const env = { ...process.env, ...user.env };
      const child = spawn('/usr/bin/script', ['-qefc', command, '/dev/null'], { env });
      return { child, ...watched(child, child.stdout) };
    }

    test('takes an address that is longer than a line of the terminal may be, and does not show it', async () => {
      const { child, said, all } = inTerminal();
      const address = (await said(/^(https?:\S+)\r\n/m)) ?? '';
      await said(/not shown/);
      const right = await elsewhere(address, 'Continue as Sam Sample');
      child.stdin?.write(`${right}&padding=${'x'.repeat(6_000)}\r`);
      const text = await all;
      expect(text).toContain('Signed in as Sam Sample');
      expect(text).not.toContain('padding');
    });

    test('ends with Ctrl-C', async () => {
      const { child, said, all } = inTerminal();
      await said(/not shown/);
      child.stdin?.write('\u0003');
      expect(await all).toContain('Interrupted');
    });
  });

  test('is a usage error beside --device-code, which B2C does not offer', async () => {
    expect(
      await user.failure(['login', '--no-browser', '--device-code', '--connection', file]),
    ).toMatchObject({
      status: 2,
    });
    expect(await user.failure(['login', '--device-code', '--connection', file])).toMatchObject({
      status: 6,
      code: 'configuration',
      hint: expect.stringContaining('--no-browser'),
    });
  });
});

describe('max-desk login --device-code', () => {
  let service: OidcService;
  let file: string;
  afterEach(() => service.close());
  async function serve(options: OidcServiceOptions = {}): Promise<void> {
    service = await startOidcService(['bob'], options);
    file = path.join(user.folder, 'oidc.json');
    writeFileSync(file, service.connection);
  }
  async function begun() {
    const login = started('login', '--device-code', '--connection', file);
    const code = (await login.said(/^([A-Z]{4}-[A-Z]{4})\n/m)) ?? '';
    const address = (await login.said(printed)) ?? '';
    return { ...login, code, address };
  }
  async function enter(address: string, code: string, press: readonly string[]): Promise<string> {
    const browser = systemBrowser({ press, fill: { user_code: code } });
    await browser.open(address);
    await browser.settled();
    return browser.lastPage()?.text ?? '';
  }

  test('signs in whoever enters the code anywhere, and the account is renewed like any other', async () => {
    await serve({ accessTokenSeconds: 1 });
    const { address, code, ended } = await begun();
    const page = await enter(address, code, [
      'Enter the code',
      'Allow',
      'Continue as bob',
      'Continue as bob',
    ]);
    expect(page).toContain('The code was entered');
    const { status, err } = await ended;
    expect({ status, err }).toMatchObject({
      status: 0,
      err: expect.stringContaining('Signed in as bob of Example'),
    });
    const { out } = await user.run(['token', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ account: { name: 'bob of Example' }, source: 'refresh' });
  });

  test.runIf(process.platform !== 'win32')('ends with Ctrl-C while it waits', async () => {
    await serve();
    const { child, ended } = await begun();
    child.kill('SIGINT');
    expect((await ended).status).toBe(130);
  });
});

describe('max-desk token --client-credentials', () => {
  const scopes = ['api'];
  /** Signs that mean something in a form, in Basic, and in both. */
  const secret = 'b+/=% secret&:';
  let service: OidcService;
  let file: string;
  afterEach(() => service.close());
  async function serve(client: Record<string, unknown>, options: OidcServiceOptions = {}): Promise<void> {
    const common = {
      client_id: 'daemon',
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
    };
    service = await startOidcService([], { serviceClients: [{ ...common, ...client }], ...options });
    const { identity, ...rest } = JSON.parse(service.connection);
    file = path.join(user.folder, 'service.json');
    writeFileSync(
      file,
      JSON.stringify({ ...rest, identity: { ...identity, serviceClient: { clientId: 'daemon', scopes } } }),
    );
  }
  const token = (env: Record<string, string>, ...args: string[]): Promise<Ended> =>
    user.run(['token', '--format', 'json', '--client-credentials', '--connection', file, ...args], env);
  const subjectOf = (out: string) =>
    JSON.parse(Buffer.from(JSON.parse(out).accessToken.split('.')[1], 'base64url').toString('utf8')).sub;

  test.each(['client_secret_basic', 'client_secret_post'])(
    'proves itself by its secret: %s',
    async (method) => {
      await serve({ client_secret: secret, token_endpoint_auth_method: method }, { authMethods: [method] });
      const { status, out, err } = await token({ MAX_DESK_CLIENT_SECRET: secret });
      expect({ status, err }).toEqual({ status: 0, err: '' });
      expect(JSON.parse(out)).toMatchObject({
        source: 'client-credentials',
        account: { id: 'daemon' },
        scopes,
      });
      expect(subjectOf(out)).toBe('daemon');
    },
  );

  test('takes the secret from a descriptor', async () => {
    await serve({ client_secret: secret });
    const args = ['token', '--client-credentials', '--client-secret-fd', '0', '--connection', file];
    expect((await user.pipe(`${secret}\n`, args)).status).toBe(0);
  });

  test('is refused with a wrong secret, of which nothing is said', async () => {
    await serve({ client_secret: 'right' });
    const { status, err } = await token({ MAX_DESK_CLIENT_SECRET: 'wrong-secret' });
    expect(status).toBe(3);
    expect(err).toContain('invalid_client');
    expect(err).not.toContain('wrong-secret');
  });

  const keyed = (key: KeyObject) => ({
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [createPublicKey(key).export({ format: 'jwk' })] },
  });
  const asPem = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString();
  function written(name: string, text: string): string {
    const at = path.join(user.folder, name);
    writeFileSync(at, text, { mode: 0o600 });
    return at;
  }

  test.each([['RS256'], ['PS256', 'RS256']])(
    'proves itself by an RSA key, by %s',
    async (...assertionAlgorithms) => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      await serve(keyed(privateKey), { assertionAlgorithms });
      const { status, out, err } = await token(
        {},
        '--client-certificate',
        written('rsa.pem', asPem(privateKey)),
      );
      expect({ status, err }).toEqual({ status: 0, err: '' });
      expect(subjectOf(out)).toBe('daemon');
    },
  );

  test('proves itself by a certificate and its EC key', async () => {
    const { key, cert } = await (await certificateAuthority()).leaf();
    await serve(keyed(createPrivateKey(key)));
    const { status, err } = await token({}, '--client-certificate', written('ec.pem', `${cert}\n${key}`));
    expect({ status, err }).toEqual({ status: 0, err: '' });
  });

  test('is refused with another key', async () => {
    const [ours, other] = [1, 2].map(
      () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey,
    );
    if (!ours || !other) throw new Error('two keys');
    await serve(keyed(other));
    const { status, err } = await token({}, '--client-certificate', written('other.pem', asPem(ours)));
    expect(status).toBe(3);
    expect(err).toContain('invalid_client');
  });

  test('asks nobody with what cannot be right, and says what is wrong', async () => {
    await serve({ client_secret: 'right' });
    const [one, two] = [await certificateAuthority(), await certificateAuthority()];
    const [first, second] = [await one.leaf(), await two.leaf()];
    const old = await one.leaf({ notAfter: Date.now() - day / 2 });
    const rows: [string, RegExp][] = [
      [written('none.pem', 'hunter2'), /no usable private key/],
      [written('apart.pem', `${first.cert}\n${second.key}`), /do not belong together/],
      [written('old.pem', `${old.cert}\n${old.key}`), /expired on \d{4}-/],
      [written('long.pem', 'x'.repeat(300 * 1024)), /too long/],
      [path.join(user.folder, 'missing.pem'), /cannot be read/],
      [written('ed.pem', asPem(generateKeyPairSync('ed25519').privateKey)), /not supported/],
    ];
    for (const [file, text] of rows) {
      const { status, err } = await token({}, '--client-certificate', file);
      expect({ status, err }).toMatchObject({ status: 2, err: expect.stringMatching(text) });
      expect(err).not.toContain('hunter2');
    }
    const given = { MAX_DESK_CLIENT_SECRET: 'right' };
    expect((await token(given, '--client-secret-fd', '0')).status).toBe(2);
    expect((await token({})).status).toBe(2);
    expect((await token(given, '--account', 'x')).status).toBe(2);
    expect((await user.run(['token', '--client-secret-fd', '0', '--connection', file])).status).toBe(2);
    expect(service.requests).toEqual([]);
  });

  test('says which key is missing in a connection without a service client', async () => {
    await serve({ client_secret: 'right' });
    file = written('plain.json', service.connection);
    const { status, err } = await token({ MAX_DESK_CLIENT_SECRET: 'right' });
    expect(status).toBe(6);
    expect(err).toContain('identity.serviceClient');
  });
});
