import { describe, expect, test } from 'vitest';
import { type AskedService, assertAnswerFrom, assertIdToken } from '../../../../electron/core/auth/issuer.ts';
import { connectionWith } from '../../../fakes/connection.ts';

const host = 'https://login.example.com';
const tenant = '0b6e3c52-6d1f-4b8e-9f43-5a2c7d90e114';
const metadataOf = (issuer: string, more = {}) => ({
  issuer,
  authorization_endpoint: `${host}/a`,
  token_endpoint: `${host}/t`,
  jwks_uri: `${host}/k`,
  ...more,
});
const b2c: AskedService = {
  connection: connectionWith({ 'identity.passwordResetPolicy': 'B2C_1_Reset' }),
  metadata: metadataOf(`${host}/${tenant}/v2.0/`),
};
const clientId = b2c.connection.identity.clientId;
const oidc = (more = {}): AskedService => ({
  connection: connectionWith({ 'identity.protocol': 'oidc', 'identity.authority': `${host}/realm` }),
  metadata: metadataOf(`${host}/realm`, more),
});
const announcing = { authorization_response_iss_parameter_supported: true };
const mixedUp = (reference: string) =>
  expect.objectContaining({
    code: 'sign-in-refused',
    details: expect.objectContaining({ reference, page: 'mixed-up' }),
  });

describe('the issuer of an authorization response (RFC 9207)', () => {
  const answer = (iss?: string) => new URLSearchParams({ code: 'c', ...(iss === undefined ? {} : { iss }) });

  test.each<[string, AskedService, string | undefined]>([
    ['none from B2C, which sends none', b2c, undefined],
    ['none where none was announced', oidc(), undefined],
    ['the one that the metadata name', oidc(announcing), `${host}/realm`],
    ['that of the tenant', b2c, `${host}/${tenant}/v2.0/`],
    ['that of the tenant in capitals', b2c, `${host}/${tenant.toUpperCase()}/v2.0/`],
    ['that of the tenant and the sign-in’s policy', b2c, `${host}/tfp/${tenant}/b2c_1_signin/v2.0/`],
    ['that of the tenant and the policy of a reset', b2c, `${host}/tfp/${tenant}/B2C_1_Reset/v2.0/`],
    ['that of our host, before the metadata are known', { ...b2c, metadata: undefined }, `${host}/x/v2.0/`],
  ])('may be %s', (_what, asked, iss) => {
    expect(() => assertAnswerFrom(asked, answer(iss))).not.toThrow();
  });

  test.each<[string, AskedService, string | undefined]>([
    ['another one', oidc(), 'https://other.example.net/realm'],
    ['another one at the same host', oidc(), `${host}/other`],
    ['ours with a slash more', oidc(), `${host}/realm/`],
    ['ours in capitals', oidc(), `${host}/Realm`],
    ['empty', oidc(), ''],
    ['missing although it was announced', oidc(announcing), undefined],
    ['another tenant', b2c, `${host}/1b6e3c52-6d1f-4b8e-9f43-5a2c7d90e114/v2.0/`],
    ['a policy that the connection does not name', b2c, `${host}/tfp/${tenant}/B2C_1_Other/v2.0/`],
    ['the tenant at another host', b2c, `https://evil.example/${tenant}/v2.0/`],
    ['no address', b2c, 'evil'],
    [
      'another host, before the metadata are known',
      { ...b2c, metadata: undefined },
      'https://evil.example/x',
    ],
  ])('must not be %s', (_what, asked, iss) => {
    expect(() => assertAnswerFrom(asked, answer(iss))).toThrow(mixedUp('iss'));
  });

  test('is named by its host only, whatever it calls itself', () => {
    const iss = 'https://evil.example/\u202e\u001b[31mYou may close this';
    expect(() => assertAnswerFrom(oidc(), answer(iss))).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/\(iss\)\. It names evil\.example\.$/) }),
    );
  });
});

describe('an ID token', () => {
  const now = 1_800_000_000_000;
  const seconds = now / 1_000;
  const claims = { iss: `${host}/${tenant}/v2.0/`, aud: clientId, exp: seconds + 600, tfp: 'B2C_1_SignIn' };
  const token = (changes: object) =>
    ['e30', Buffer.from(JSON.stringify({ ...claims, ...changes })).toString('base64url'), 'c2ln'].join('.');

  test.each<[string, object]>([
    ['as B2C sends it', {}],
    ['by the name of the policy in another case', { tfp: 'b2c_1_signin' }],
    ['by the old name of that claim', { tfp: undefined, acr: 'b2c_1_signin' }],
    ['without a policy', { tfp: undefined }],
    ['for a client id in capitals', { aud: clientId.toUpperCase() }],
    ['for us among others, if it was made for us', { aud: ['api', clientId], azp: clientId }],
    ['that has just expired by a clock that is behind', { exp: seconds - 299 }],
  ])('is taken: %s', (_what, changes) => {
    expect(() => assertIdToken(b2c, token(changes), now)).not.toThrow();
  });

  test.each<[string, string, object]>([
    ['of another tenant', 'iss', { iss: `${host}/other/v2.0/` }],
    ['without an issuer', 'iss', { iss: undefined }],
    ['whose issuer is no text', 'iss', { iss: [claims.iss] }],
    ['for another client', 'aud', { aud: 'another' }],
    ['for nobody', 'aud', { aud: undefined }],
    ['for us among others, made for nobody', 'aud', { aud: ['api', clientId] }],
    ['for us, made for another client', 'aud', { azp: 'another' }],
    ['that expired long ago', 'exp', { exp: seconds - 301 }],
    ['that never expires', 'exp', { exp: undefined }],
    ['whose end is no number', 'exp', { exp: String(seconds + 600) }],
    ['of another policy', 'tfp', { tfp: 'B2C_1_ProfileEdit' }],
    ['of another policy by the old name', 'tfp', { tfp: undefined, acr: 'B2C_1_ProfileEdit' }],
  ])('is refused: %s', (_what, reference, changes) => {
    expect(() => assertIdToken(b2c, token(changes), now)).toThrow(mixedUp(reference));
  });

  test.each(['', 'opaque', 'a.b.c', `e30.${Buffer.from('[]').toString('base64url')}.c2ln`])(
    'is refused: %j, which is none',
    (text) => {
      expect(() => assertIdToken(b2c, text, now)).toThrow(mixedUp('iss'));
    },
  );

  test('of an oidc provider is compared letter by letter', () => {
    const asked = oidc();
    const ours = { iss: `${host}/realm`, aud: asked.connection.identity.clientId };
    expect(() => assertIdToken(asked, token(ours), now)).not.toThrow();
    expect(() => assertIdToken(asked, token({ ...ours, iss: `${host}/realm/` }), now)).toThrow(
      mixedUp('iss'),
    );
    expect(() => assertIdToken(asked, token({ ...ours, aud: ours.aud.toUpperCase() }), now)).toThrow(
      mixedUp('aud'),
    );
  });
});
