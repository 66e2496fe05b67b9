import { describe, expect, test } from 'vitest';
import { checkMetadata } from '../../../../../electron/core/auth/msal/metadata.ts';
import { connectionWith } from '../../../../fakes/connection.ts';

const host = 'https://login.example.com';
const document = {
  issuer: `${host}/0b6e3c52/v2.0/`,
  authorization_endpoint: `${host}/tenant/b2c_1_signin/oauth2/v2.0/authorize`,
  token_endpoint: `${host}/tenant/b2c_1_signin/oauth2/v2.0/token`,
  jwks_uri: `${host}/tenant/b2c_1_signin/discovery/v2.0/keys`,
  end_session_endpoint: `${host}/tenant/b2c_1_signin/oauth2/v2.0/logout`,
};
const b2c = connectionWith();
const oidc = connectionWith({ 'identity.protocol': 'oidc', 'identity.authority': `${host}/realm` });
const realm = { ...document, issuer: `${host}/realm` };

describe('a provider’s OpenID configuration', () => {
  test('is taken over, without what nobody asked for', () => {
    expect(checkMetadata(b2c, { ...document, claims_supported: ['sub'] })).toEqual(document);
  });

  test('may do without an address to sign out at', () => {
    const { end_session_endpoint: _, ...rest } = document;
    expect(checkMetadata(b2c, rest)).toEqual(rest);
  });

  test.each(['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri'])(
    'without %s is refused by that name',
    (key) => {
      expect(() => checkMetadata(b2c, { ...document, [key]: undefined })).toThrow(
        expect.objectContaining({ code: 'configuration', details: expect.objectContaining({ key }) }),
      );
    },
  );

  test.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'end_session_endpoint'])(
    'with %s in plain http is refused (R1)',
    (key) => {
      const plain = { ...document, [key]: 'http://login.example.com/x' };
      expect(() => checkMetadata(b2c, plain)).toThrow(
        expect.objectContaining({ details: expect.objectContaining({ key }) }),
      );
    },
  );

  test.each([null, [], 'text', 7, {}])('that is %j is refused', (json) => {
    expect(() => checkMetadata(b2c, json)).toThrow(expect.objectContaining({ code: 'configuration' }));
  });
});

describe('a b2c provider', () => {
  test.each(Object.keys(document))('may not move %s to another host', (key) => {
    for (const elsewhere of ['https://evil.example.com/x', 'https://login.example.com:444/x']) {
      expect(() => checkMetadata(b2c, { ...document, [key]: elsewhere })).toThrow(
        expect.objectContaining({
          code: 'configuration',
          details: expect.objectContaining({ key: 'identity.authority' }),
        }),
      );
    }
  });
});

describe('an oidc provider', () => {
  test('may have its other endpoints elsewhere', () => {
    const moved = { ...realm, token_endpoint: 'https://token.example.net/t' };
    expect(checkMetadata(oidc, moved).token_endpoint).toBe('https://token.example.net/t');
  });

  test('must call itself what the connection calls it, but for a slash at the end', () => {
    expect(checkMetadata(oidc, { ...realm, issuer: `${host}/realm/` }).issuer).toBe(`${host}/realm/`);
    expect(() => checkMetadata(oidc, { ...realm, issuer: `${host}/other` })).toThrow(
      expect.objectContaining({ message: expect.stringContaining(`${host}/other`) }),
    );
  });

  test('may not send the browser to another host', () => {
    const moved = { ...realm, authorization_endpoint: 'https://evil.example.com/authorize' };
    expect(() => checkMetadata(oidc, moved)).toThrow(expect.objectContaining({ code: 'configuration' }));
  });
});
