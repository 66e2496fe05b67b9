import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import type { CommandLineUser } from '../fakes/command-line-user.ts';
import { type SecureService, secureService } from '../fakes/secure-service.ts';

let cli: Bundled;
let service: SecureService;
let user: CommandLineUser;

beforeAll(async () => {
  [cli, service] = await Promise.all([bundle('cli', 'cli.cjs'), secureService()]);
  user = service.user(cli.file);
});
afterAll(async () => {
  user.end();
  await Promise.all([cli.remove(), service.close()]);
});

const tokenOf = (payload: unknown) =>
  ['{"alg":"none"}', JSON.stringify(payload), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
const claims = (token: string, ...args: string[]) => user.pipe(token, ['claims', ...args]);

describe('max-desk claims', () => {
  test('decodes the token that is piped in, and says that nothing of it was verified (R22)', async () => {
    const payload = { name: 'Zoë\n\u001b[2J', exp: 1, iat: 1_700_000_000, extension_Site: 7, aud: ['a'] };
    const [table, json, quiet] = await Promise.all([
      claims(`Authorization: Bearer ${tokenOf(payload)}\r\n`),
      claims(tokenOf(payload), '--format', 'json'),
      claims(tokenOf(payload), '--quiet'),
    ]);
    expect(table).toMatchObject({ status: 0, err: 'Decoded, not verified: for display only.\n' });
    const rows = table.out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(rows).toEqual([
      ['Claim', 'Value', 'Meaning'],
      ['name', 'Zoë', '[2J', 'full name'],
      ['exp', '1970-01-01T00:00:01.000Z (over)', 'good until'],
      ['iat', '2023-11-14T22:13:20.000Z', 'issued'],
      ['extension_Site', '7', 'attribute of the customer portal'],
      ['aud', '["a"]', 'whom it is meant for'],
    ]);
    expect(JSON.parse(json.out)).toEqual(payload);
    expect(json.out).toMatch(/^[^\n]*\n$/);
    expect(quiet.err).toBe('');
  });

  test('decodes the account’s own token where nothing is piped in, or an account is named', async () => {
    const named = service.asAccount('claims', '--format', 'json');
    const ended = [await user.run(named), await user.pipe('', named)];
    for (const { status, out } of ended) {
      expect(status).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ emails: [service.simulator.technicalAccount.username] });
    }
    expect(await user.failure(['claims', '--ca', service.ca])).toMatchObject({ status: 3 });
  });

  test('refuses what is no token, and does not repeat it: 2', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const nested = `e30.${Buffer.from(`{"x":${deep}}`).toString('base64url')}.x`;
    const inputs = [
      '',
      '\n',
      'swordfish',
      'swordfish-swordfish-swordfish',
      `a.${'swordfish'.repeat(3)}.c`,
      'swordfish'.repeat(20_000),
      Buffer.from([0xff, 0xfe, 0x00]),
      tokenOf([1]),
      tokenOf('text'),
    ];
    for (const { status, out, err } of await Promise.all(
      inputs.map((input) => user.pipe(input, ['claims'])),
    )) {
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(err).toMatch(/^max-desk: .+\n.+\n$/);
      expect(err).not.toContain('swordfish');
    }
    // Nested as deeply as it may be: it is decoded or refused, but never a crash.
    for (const format of ['table', 'json'])
      expect([0, 2]).toContain((await user.pipe(nested, ['claims', '--format', format])).status);
  });
});
