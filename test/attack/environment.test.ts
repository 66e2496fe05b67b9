/** Somebody between the command line and the service, or who decides with which environment it runs. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attack } from '../fakes/attack.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { certificateAuthority } from '../fakes/certificate.ts';
import type { CommandLineUser } from '../fakes/command-line-user.ts';
import { fileWith } from '../fakes/connection.ts';
import { type Front, frontOf } from '../fakes/front.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';

let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;
/** Of somebody in the middle, whom nobody vouches for. */
let middle: Front;
let authority: Awaited<ReturnType<typeof certificateAuthority>>;
const read: string[] = [];
beforeAll(async () => {
  [cli, service, authority] = await Promise.all([
    bundle('cli', 'cli.cjs'),
    secureService(),
    certificateAuthority(),
  ]);
  user = service.user(cli.file);
  middle = await frontOf('http://127.0.0.1:1', await authority.leaf());
  middle.answer(/./, (request, response) => {
    read.push(`${request.method} ${request.url}`);
    response.writeHead(404).end();
  });
});
beforeEach(() => void read.splice(0));
afterAll(async () => {
  user.end();
  await Promise.all([middle.close(), cli.remove(), service.close()]);
});

/** A connection that leads to the one in the middle, who has answered for the name. */
function toMiddle(): string {
  const { connection } = service.simulator;
  const { identity, api } = connection;
  const tenant = new URL(identity.authority).pathname;
  const file = path.join(user.folder, 'middle.json');
  const there = { ...identity, authority: `${middle.url}${tenant}` };
  writeFileSync(
    file,
    JSON.stringify({
      ...connection,
      identity: there,
      api: { ...api, baseUrl: `${middle.url}/api`, hubUrl: `${middle.url.replace('https', 'wss')}/hub` },
    }),
  );
  return file;
}
const run = (file: string, env: Record<string, string> = {}, ...args: string[]) =>
  user.run(service.asAccount('token', ...args, '--connection', file), env);

test('the one in the middle of these attacks is asked by whoever trusts them', async () => {
  const ca = path.join(user.folder, 'middle.pem');
  writeFileSync(ca, authority.cert);
  const { username } = service.simulator.technicalAccount;
  await user.run(['token', '--technical-account', username, '--ca', ca, '--connection', toMiddle()]);
  expect(read).toHaveLength(1);
});

describe('hostile network', () => {
  const promise = 'https with an authority that vouches, and no other way round it';

  attack('shows a certificate that nobody vouches for', promise, async () => {
    const { status, out, err } = await run(toMiddle());
    expect({ status, out, read }).toEqual({ status: 4, out: '', read: [] });
    expect(err).toContain('secure connection');
  });

  attack('has NODE_TLS_REJECT_UNAUTHORIZED set to 0', promise, async () => {
    const off = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    for (const args of [
      service.asAccount('token', '--connection', toMiddle()),
      service.asAccount('units', '--connection', toMiddle()),
      service.asAccount('doctor', '--connection', toMiddle()),
      ['login', '--no-browser', '--timeout', '40', '--connection', toMiddle()],
    ]) {
      const { status, err } = await user.run(args, off);
      expect({ args, failed: status !== 0, read }).toEqual({ args, failed: true, read: [] });
      expect(err).toMatch(/^max-desk: .*NODE_TLS_REJECT_UNAUTHORIZED/m);
    }
  });

  for (const [key, value] of [
    ['identity.authority', 'http://login.example.com/tenant'],
    ['api.baseUrl', 'http://api.example.com'],
    ['api.hubUrl', 'ws://api.example.com/hub'],
    ['api.baseUrl', 'http://localhost.example.com'],
    ['api.baseUrl', 'http://127.0.0.1.example.com'],
    ['api.baseUrl', 'http://[::ffff:10.0.0.1]'],
    ['api.baseUrl', 'http://0.0.0.0'],
    ['api.baseUrl', 'ftp://api.example.com'],
  ] as const)
    attack(`has ${key} as ${value}`, promise, async () => {
      const file = path.join(user.folder, 'plain.json');
      writeFileSync(file, fileWith({ [key]: value }));
      const { status, out, err } = await run(file);
      expect({ status, out }).toEqual({ status: 6, out: '' });
      expect(err).toContain(`"${key}"`);
    });
});
