import { describe, expect, test } from 'vitest';
import { cachedAccounts, cachedToken } from '../../../../../electron/core/auth/msal/cached-token.ts';
import { parseTokenCache, type Sections } from '../../../../../electron/core/auth/msal/token-cache.ts';
import { connectionWith } from '../../../../fakes/connection.ts';
import { fakeClock } from '../../../../fakes/ports.ts';

const connection = connectionWith();
const clock = fakeClock(1_800_000_000_000);
const now = 1_800_000_000;

function cacheWith(fields: Record<string, unknown> = {}): Sections {
  const entry = {
    home_account_id: 'a.b',
    client_id: connection.identity.clientId,
    secret: 'the token',
    target: connection.identity.scopes.join(' '),
    cached_at: String(now - 10),
    expires_on: String(now + 3_590),
    ...fields,
  };
  return parseTokenCache(JSON.stringify({ AccessToken: { key: entry } })) ?? {};
}
const found = (fields?: Record<string, unknown>, account = 'a.b') =>
  cachedToken(cacheWith(fields), account, connection, clock);

describe('the token in MSAL’s cache', () => {
  test('is found by the whole id of its account, whatever its letter case', () => {
    const token = {
      accessToken: 'the token',
      issuedAt: (now - 10) * 1000,
      expiresAt: (now + 3_590) * 1000,
      scopes: connection.identity.scopes,
    };
    expect(found()).toEqual(token);
    expect(found({}, 'A.B')).toEqual(token);
    expect(found({}, 'a.b2')).toBeUndefined();
    expect(found({}, 'a')).toBeUndefined();
  });

  test('that claims to be good for longer than there are dates is so until the last of them', () => {
    for (const expires_on of ['1e300', '99999999999999', 'Infinity'])
      expect(new Date(found({ expires_on })?.expiresAt ?? 0).toISOString()).toBe(
        '+275760-09-13T00:00:00.000Z',
      );
    expect(found({ expires_on: 'for ever' })).toBeUndefined();
  });

  test('is given out although it has ended: who asks decides what that is worth', () => {
    expect(found({ expires_on: String(now - 1) })).toMatchObject({ expiresAt: (now - 1) * 1000 });
  });

  test.each([
    ['of another application', { client_id: 'another' }],
    ['for other scopes', { target: 'https://elsewhere.example.com/api' }],
    ['without its text', { secret: '' }],
    ['whose text is none', { secret: 7 }],
    ['without its times', { expires_on: undefined }],
    ['whose times are none', { cached_at: 'soon' }],
    ['of the future: the clock was turned back', { cached_at: String(now + 60) }],
  ])('%s is none', (_what, fields) => expect(found(fields)).toBeUndefined());
});

describe('the accounts in MSAL’s cache', () => {
  test('are named by their tokens', () => {
    const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
    const cache = {
      Account: {
        one: { home_account_id: 'a.b', name: 'By MSAL', local_account_id: 'a' },
        two: { home_account_id: 'c.d', name: 'Only MSAL knows', local_account_id: 'c' },
        three: { name: 'Nobody' },
      },
      IdToken: {
        one: { home_account_id: 'a.b', secret: jwt({ name: 'By token', emails: ['a@example.com'] }) },
      },
    };
    expect(cachedAccounts(cache)).toEqual([
      { accountId: 'a.b', person: { id: 'a', name: 'By token', email: 'a@example.com', employee: null } },
      { accountId: 'c.d', person: { id: 'c', name: 'Only MSAL knows', email: null, employee: null } },
    ]);
  });

  test('are none where there is no cache', () => expect(cachedAccounts({})).toEqual([]));
});
