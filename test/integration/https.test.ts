import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Simulator, start } from '../../electron/simulator/index.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import {
  type CertificateAuthority,
  certificateAuthority,
  day,
  selfSignedCertificate,
} from '../fakes/certificate.ts';
import { runCommandLine } from '../fakes/command-line.ts';
import { type Operator, operator } from '../fakes/operator.ts';

/** Two words for one thing: it depends on whether the server sends its authority along. */
const untrusted = /UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN/;
let authority: CertificateAuthority;
let other: CertificateAuthority;
let cli: Bundled;
let folder: string;
let simulator: Simulator;
let person: Operator;

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
  folder = await mkdtemp(path.join(tmpdir(), 'max-desk-https-'));
  [authority, other] = await Promise.all([certificateAuthority(), certificateAuthority()]);
  await writeFile(path.join(folder, 'ca.pem'), authority.cert);
  await writeFile(path.join(folder, 'other.pem'), other.cert);
});
afterAll(async () => {
  await cli.remove();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  // Of this file's own process only.
  tls.setDefaultCACertificates([authority.cert]);
  await serveWith();
  person = operator(
    () => JSON.stringify(simulator.connection),
    () => simulator.subscriptionKey,
  );
});
afterEach(async () => {
  person.end();
  await simulator.close();
});

const connectionFile = () => path.join(folder, 'connection.json');

async function serveWith(pair = authority.leaf()): Promise<void> {
  simulator = await start({ units: 30, pageSize: 10, tls: await pair });
  // Before any command: several at once read it.
  await writeFile(connectionFile(), JSON.stringify(simulator.connection));
}

describe('the simulator with a certificate', () => {
  test('speaks https wherever it names itself, and no http', async () => {
    expect(simulator.url).toMatch(/^https:\/\/localhost:\d+$/);
    const { identity, api } = simulator.connection;
    const address = `${identity.authority}/${identity.signInPolicy}/v2.0/.well-known/openid-configuration`;
    const metadata = (await (await fetch(address)).json()) as Record<string, string>;
    for (const url of [api.baseUrl, metadata['issuer'], metadata['token_endpoint'], metadata['jwks_uri']])
      expect(url).toMatch(`${simulator.url}/`);
    await expect(fetch(simulator.url.replace('https:', 'http:'))).rejects.toThrow('fetch failed');
  });

  test('answers on both loopback addresses, and sends the browser back by http to localhost only', async () => {
    const { authority: base, signInPolicy, clientId } = simulator.connection.identity;
    const ask = (redirect: string) =>
      fetch(
        `${base}/${signInPolicy}/oauth2/v2.0/authorize?${new URLSearchParams({
          client_id: clientId,
          redirect_uri: redirect,
          response_type: 'code',
          scope: 'openid',
          code_challenge: 'a'.repeat(43),
          code_challenge_method: 'S256',
        })}`,
        { redirect: 'manual' },
      );
    expect((await ask('http://localhost:5000')).status).toBe(200);
    for (const redirect of ['https://localhost:5000', 'http://127.0.0.1:5000', 'http://example.com'])
      expect((await ask(redirect)).status).toBe(400);
  });

  test('refuses a certificate that is none, and leaves no port behind', async () => {
    await expect(start({ tls: { key: 'x', cert: 'y' } })).rejects.toThrow();
  });
});

describe('over https', () => {
  test('discovery, sign-in, renewal and the list of units work for whoever trusts the authority', async () => {
    const { session, units } = await person.begin();
    await session.signIn();
    expect(session.state()).toMatchObject({
      phase: 'signed-in',
      account: { email: 'sam.sample@example.com' },
    });
    const { accessToken } = await session.token();
    await expect(session.token(accessToken)).resolves.toMatchObject({ expiresAt: expect.any(Number) });
    await expect(units.list(1)).resolves.toMatchObject({ received: 30 });
  });

  test('the next run goes on from disk', async () => {
    await person.signInOnce();
    const { session, units } = await person.begin();
    expect(session.state().phase).toBe('signed-in');
    await expect(units.list(1)).resolves.toMatchObject({ received: 30 });
  });

  test('nothing is sent to a server whose authority is not trusted', async () => {
    tls.setDefaultCACertificates([other.cert]);
    const { session } = await person.begin();
    await expect(session.signIn()).rejects.toMatchObject({
      code: 'tls',
      details: { reason: expect.stringMatching(untrusted) },
    });
    expect(session.state()).toMatchObject({ phase: 'signed-out', problem: { code: 'tls' } });
    expect(simulator.requests).toEqual([]);
  });
});

describe('the command line over https', () => {
  const maxDesk = (...args: string[]) => maxDeskIn({}, ...args);
  function maxDeskIn(env: Record<string, string>, ...args: string[]) {
    const { username, password } = simulator.technicalAccount;
    const secrets = { MAX_DESK_PASSWORD: password, MAX_DESK_SUBSCRIPTION_KEY: simulator.subscriptionKey };
    const account = ['--connection', connectionFile(), '--technical-account', username];
    return runCommandLine(cli.file, [...args, ...account], { ...secrets, ...env });
  }
  const ca = (name: string) => ['--ca', path.join(folder, name)];

  test('prints a token and the units with --ca', async () => {
    const [token, units] = await Promise.all([
      maxDesk('token', ...ca('ca.pem')),
      maxDesk('units', '--format', 'json', ...ca('ca.pem')),
    ]);
    expect(token).toMatchObject({
      status: 0,
      failure: undefined,
      out: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/),
    });
    expect(units).toMatchObject({ status: 0, failure: undefined });
    expect(JSON.parse(units.out)).toHaveLength(30);
  });

  // OpenSSL's own variable stands for the authorities of the system there, for one process.
  test.runIf(process.platform === 'linux')('goes without --ca where the system trusts it', async () => {
    const env = { SSL_CERT_FILE: path.join(folder, 'ca.pem') };
    // By Node's http, and by fetch first.
    const all = ['token', 'doctor'].map((command) => maxDeskIn(env, command));
    for (const ended of await Promise.all(all))
      expect(ended).toMatchObject({ status: 0, failure: undefined });
  });

  test.runIf(process.platform === 'linux')('a --ca takes nothing away from whom others trust', async () => {
    const trusted = path.join(folder, 'ca.pem');
    // The system's authorities, and those that Node is told of; by Node's http alone, and by fetch after it.
    const all = [{ SSL_CERT_FILE: trusted }, { NODE_EXTRA_CA_CERTS: trusted }].flatMap((env) =>
      ['token', 'units'].map((command) => maxDeskIn(env, command, ...ca('other.pem'))),
    );
    for (const ended of await Promise.all(all))
      expect(ended).toMatchObject({ status: 0, failure: undefined });
  });

  test.each([
    ['without it', []],
    ['with another authority', ['other.pem']],
  ])('%s ends with 4 and sends no password', async (_what, names) => {
    const ended = await maxDesk('token', ...names.flatMap(ca));
    expect(ended).toMatchObject({ status: 4, out: '' });
    expect(ended.failure).toMatchObject({
      code: 'tls',
      message: expect.stringMatching(untrusted),
      hint: expect.stringContaining('certificate'),
    });
    expect(simulator.requests).toEqual([]);
  });

  test.each([
    [
      'expired',
      () => authority.leaf({ notBefore: Date.now() - 9 * day, notAfter: Date.now() - 2 * day }),
      'CERT_HAS_EXPIRED',
    ],
    [
      'of the future',
      () => authority.leaf({ notBefore: Date.now() + 2 * day, notAfter: Date.now() + 9 * day }),
      'CERT_NOT_YET_VALID',
    ],
    ['of another host', () => authority.leaf({ host: 'other.example.com' }), 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['signed by itself', selfSignedCertificate, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('a certificate %s ends it with 4, --ca or not', async (_what, pair, reason) => {
    await simulator.close();
    await serveWith(pair());
    const ended = await maxDesk('token', ...ca('ca.pem'));
    expect(ended).toMatchObject({ status: 4, out: '' });
    expect(ended.failure).toMatchObject({ code: 'tls', message: expect.stringContaining(reason) });
    expect(simulator.requests).toEqual([]);
  });
});
