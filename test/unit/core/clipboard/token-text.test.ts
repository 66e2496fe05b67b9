import { beforeEach, describe, expect, test } from 'vitest';
import type { AccessToken } from '../../../../electron/contract/session.ts';
import { type TokenTextParts, tokenText } from '../../../../electron/core/clipboard/token-text.ts';
import { parseConnection } from '../../../../electron/core/connection/connection-file.ts';
import { fileWith } from '../../../fakes/connection.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const clock = fakeClock(0);
let tokens: { accessToken: string; expiresAt: number }[];
let rejected: (string | undefined)[];
let account: string;

beforeEach(() => {
  tokens = [{ accessToken: 'eyJ.a.b', expiresAt: 3_600_000 }];
  rejected = [];
  account = 'sam';
});

const session: TokenTextParts['session'] = {
  state: () => ({ account: { id: account } }) as ReturnType<TokenTextParts['session']['state']>,
  async token(refused): Promise<AccessToken> {
    rejected.push(refused);
    const next = tokens.shift();
    if (!next) throw new Error('no more tokens');
    return { ...next, scopes: [] };
  },
};
const source = (changes: Record<string, unknown> = {}): TokenTextParts => ({
  session,
  connection: parseConnection(
    fileWith({ 'api.baseUrl': 'https://api.example.com/max', 'api.unitsPath': '/units', ...changes }),
    'test',
  ),
});

describe('a token is copied', () => {
  test('by itself', async () => expect(await tokenText(source(), 'token', clock)).toBe('eyJ.a.b'));

  test('as the Authorization header', async () => {
    expect(await tokenText(source(), 'header', clock)).toBe('Authorization: Bearer eyJ.a.b');
  });

  test('as a cURL command with both headers, the key to be filled in', async () => {
    expect(await tokenText(source(), 'curl', clock)).toBe(
      'curl "https://api.example.com/max/units" --header "Authorization: Bearer eyJ.a.b" --header "Ocp-Apim-Subscription-Key: YOUR_SUBSCRIPTION_KEY"',
    );
  });

  test('as a configuration of cURL with the token alone, which says that the key has to be added (R32)', async () => {
    expect(await tokenText(source({ 'api.baseUrl': '' }), 'curl-config', clock)).toBe(
      [
        '# For curl --config FILE, or curl --config - with this as its input.',
        '# The subscription key is not in it. Add: header = "Ocp-Apim-Subscription-Key: YOUR_SUBSCRIPTION_KEY"',
        'header = "Authorization: Bearer eyJ.a.b"',
      ].join('\n'),
    );
  });

  test('so that no shell runs a part of it', async () => {
    const connection = source({ 'api.unitsPath': "/units?a=$(id)&b='`id`'" });
    expect(await tokenText(connection, 'curl', clock)).toContain(
      "curl 'https://api.example.com/max/units?a=$(id)&b=%27",
    );
    tokens = [{ accessToken: "a'$(id)", expiresAt: 3_600_000 }];
    expect(await tokenText(source(), 'curl', clock)).toContain(
      String.raw`--header 'Authorization: Bearer a'\''$(id)'`,
    );
  });

  test('never with less than a minute left: it is renewed first', async () => {
    tokens.unshift({ accessToken: 'old', expiresAt: 59_999 });
    expect(await tokenText(source(), 'token', clock)).toBe('eyJ.a.b');
    expect(rejected).toEqual([undefined, 'old']);
  });
});

describe('nothing is copied', () => {
  test('when even a new token ends within a minute', async () => {
    tokens = [
      { accessToken: 'old', expiresAt: 10_000 },
      { accessToken: 'new', expiresAt: 45_000 },
    ];
    await expect(tokenText(source(), 'token', clock)).rejects.toMatchObject({
      code: 'provider-unavailable',
      message: expect.stringContaining('45 s'),
    });
  });

  test('when another account has become the current one meanwhile', async () => {
    const copying = tokenText(source(), 'token', clock);
    account = 'tessa';
    await expect(copying).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('as a command when the connection names no API, and no token is asked for', async () => {
    await expect(tokenText(source({ 'api.baseUrl': '' }), 'curl', clock)).rejects.toMatchObject({
      code: 'configuration',
    });
    expect(rejected).toEqual([]);
  });
});
