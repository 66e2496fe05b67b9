import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Identity } from '../../../../electron/contract/session.ts';
import { claimText, identityOf } from '../../../../electron/core/auth/identity.ts';

const tokenOf = (claims: unknown) =>
  ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'signature'].join('.');
const granted = (accessToken: string) => ({ accessToken, expiresAt: 5_000, scopes: ['api'] });

describe('the identity of a token', () => {
  test('names person, policy, issuer and times in ms', () => {
    const claims = {
      oid: '7d0e',
      name: 'Sam Sample',
      emails: ['sam@example.com'],
      tfp: 'B2C_1_SignIn',
      iss: 'https://id.example/',
      iat: 1_700_000_000,
    };
    expect(identityOf(granted(tokenOf(claims)))).toMatchObject({
      opaque: false,
      userId: '7d0e',
      name: 'Sam Sample',
      email: 'sam@example.com',
      policy: 'B2C_1_SignIn',
      issuer: 'https://id.example/',
      issuedAt: 1_700_000_000_000,
      expiresAt: 5_000,
      scopes: ['api'],
    });
  });

  test('says the flags in words, whether they come as truth or as text', () => {
    const { flags } = identityOf(
      granted(tokenOf({ extension_TKEmployee: 'True', extension_Is_Admin: false, verified: true })),
    );
    expect(flags).toEqual([
      { name: 'TK Employee', value: true },
      { name: 'Is Admin', value: false },
    ]);
  });

  test('says the flag that the connection names as that of employees', () => {
    const token = granted(tokenOf({ staff: 'true', extension_Is_Admin: false }));
    expect(identityOf(token, 'staff').flags).toEqual([
      { name: 'TK Employee', value: true },
      { name: 'Is Admin', value: false },
    ]);
  });

  test('shows every claim, those it knows with their meaning, times as times', () => {
    const { claims } = identityOf(
      granted(tokenOf({ exp: 1_700_000_000, emails: ['a@b.c'], odd: { x: [1] } })),
    );
    expect(claims).toEqual([
      { name: 'exp', value: '1700000000', meaning: 'expires', at: 1_700_000_000_000 },
      { name: 'emails', value: '["a@b.c"]', meaning: 'email', at: null },
      { name: 'odd', value: '{"x":[1]}', meaning: null, at: null },
    ]);
  });

  test.each([
    ['user-id', 'oid'],
    ['subject', 'sub'],
    ['name', 'name'],
    ['given-name', 'given_name'],
    ['family-name', 'family_name'],
    ['email', 'emails', 'email'],
    ['user-name', 'preferred_username'],
    ['policy', 'tfp', 'acr'],
    ['issuer', 'iss'],
    ['audience', 'aud'],
    ['client', 'azp', 'appid', 'client_id'],
    ['issued', 'iat'],
    ['not-before', 'nbf'],
    ['expires', 'exp'],
    ['signed-in', 'auth_time'],
    ['scopes', 'scp', 'scope'],
    ['roles', 'roles'],
    ['provider', 'idp'],
    ['tenant', 'tid'],
    ['version', 'ver'],
    ['nonce', 'nonce'],
    ['token-id', 'jti'],
    ['methods', 'amr'],
    ['custom', 'extension_Any'],
  ])('knows the claims that mean %s', (meaning, ...names) => {
    const { claims } = identityOf(granted(tokenOf(Object.fromEntries(names.map((name) => [name, 60])))));
    expect(claims.map((claim) => [claim.name, claim.meaning])).toEqual(names.map((name) => [name, meaning]));
    const times = ['issued', 'not-before', 'expires', 'signed-in'];
    for (const { at } of claims) expect(at).toBe(times.includes(meaning) ? 60_000 : null);
  });

  test('does not take a name of every object for a known claim', () => {
    const { claims } = identityOf(granted(tokenOf({ constructor: 'x', toString: 'y' })));
    expect(claims.map(({ meaning }) => meaning)).toEqual([null, null]);
  });

  test.each(['', 'opaque', 'a.b.c', 'x'.repeat(100_000)])(
    'of an opaque token is empty (R22): %#',
    (token) => {
      expect(identityOf(granted(token))).toMatchObject({
        opaque: true,
        name: null,
        claims: [],
        expiresAt: 5_000,
      });
    },
  );

  test('is always what the contract says, whatever the token holds (R22)', () => {
    const json = fc.jsonValue();
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(fc.string(), json), json), (claims) => {
        expect(Identity.safeParse(identityOf(granted(tokenOf(claims)))).success).toBe(true);
      }),
    );
  });

  test('of a token that is nested too deeply to be written leaves that claim out (R22)', () => {
    const deep = `{"name":"Sam","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const token = ['e30', Buffer.from(deep).toString('base64url'), 'signature'].join('.');
    expect(identityOf(granted(token)).claims.map(({ name, value }) => [name, value])).toEqual([
      ['name', 'Sam'],
      ['x', '…'],
    ]);
  });

  test('gives the text of one claim, and none of a name it does not have', () => {
    const token = tokenOf({ oid: '7d0e', roles: ['a'] });
    expect(claimText(token, 'oid')).toBe('7d0e');
    expect(claimText(token, 'roles')).toBe('["a"]');
    expect(claimText(token, 'toString')).toBeUndefined();
  });
});
