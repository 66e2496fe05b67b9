import { describe, expect, test } from 'vitest';
import { checkPastedToken, pastedGrant } from '../../../../electron/core/auth/pasted-token.ts';
import { connectionWith } from '../../../fakes/connection.ts';

const now = 1_800_000_000_000;
const seconds = now / 1_000;
const parts = { connection: connectionWith(), issuer: 'https://login.example.com/v2/', now };
const good = {
  iss: 'https://login.example.com/v2/',
  aud: 'the-api',
  scp: 'api',
  exp: seconds + 3_600,
  oid: 'pat',
  name: 'Pat Paste',
};
const tokenOf = (claims: object) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.signature`;
};
const check = (claims: object) => checkPastedToken(tokenOf(claims), parts);

describe('a pasted token', () => {
  test('says whose it is and until when, whatever was copied around it', () => {
    for (const text of [
      tokenOf(good),
      ` Bearer ${tokenOf(good)}\n`,
      `Authorization: Bearer ${tokenOf(good)}`,
    ])
      expect(checkPastedToken(text, parts)).toMatchObject({
        refused: null,
        name: 'Pat Paste',
        audience: 'the-api',
        scopes: ['api'],
        expiresAt: now + 3_600_000,
        warnings: [],
      });
  });

  test.each<[object, string[]]>([
    [{ exp: undefined }, ['no-expiry']],
    [{ exp: seconds + 299 }, ['ends-soon']],
    [{ nbf: seconds + 3_000 }, ['not-yet']],
    [{ iss: 'https://evil.example.org/' }, ['issuer']],
    [{ aud: undefined }, ['audience']],
    [{ aud: '2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28', scp: undefined }, ['id-token']],
    [{ scp: 'other' }, ['scope']],
  ])('with %j is warned about: %j', (change, warnings) => {
    expect(check({ ...good, ...change })).toMatchObject({ refused: null, warnings });
  });

  test('that has ended, or is none, cannot be used', () => {
    expect(check({ ...good, exp: seconds }).refused).toBe('expired');
    for (const text of ['', 'short', 'two words of text that are long', '<html>'.repeat(10)])
      expect(checkPastedToken(text, parts).refused, text).toBe('no-token');
    expect(() => pastedGrant(tokenOf({ ...good, exp: 1 }), parts)).toThrow(
      expect.objectContaining({ code: 'sign-in-refused' }),
    );
  });

  test('that cannot be looked into may be tried', () => {
    expect(checkPastedToken('0123456789abcdef0123', parts)).toMatchObject({
      refused: null,
      warnings: ['opaque'],
    });
    expect(pastedGrant('0123456789abcdef0123', parts)).toMatchObject({ pasted: true });
  });
});
