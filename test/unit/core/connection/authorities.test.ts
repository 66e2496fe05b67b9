import { describe, expect, test } from 'vitest';
import {
  browserHosts,
  policyAuthority,
  required,
  signInAuthority,
} from '../../../../electron/core/connection/authorities.ts';
import { connectionWith } from '../../../fakes/connection.ts';

describe('what the file left open', () => {
  test('is asked for by its key, with whom to ask', () => {
    const connection = connectionWith({ 'identity.signInPolicy': '' });
    expect(() => signInAuthority(connection)).toThrow(
      expect.objectContaining({
        code: 'configuration',
        details: { file: 'Sample', key: 'identity.signInPolicy', text: 'is empty' },
        hint: expect.stringContaining('TK Elevator'),
      }),
    );
  });

  test('is handed out when it is there', () => {
    expect(required(connectionWith(), 'api.baseUrl', 'https://a')).toBe('https://a');
  });
});

describe('the place to sign in', () => {
  test('is the authority with its policy for b2c', () => {
    expect(signInAuthority(connectionWith())).toBe('https://login.example.com/tenant/B2C_1_SignIn');
  });

  test('is the issuer for oidc, whatever the policy says', () => {
    expect(signInAuthority(connectionWith({ 'identity.protocol': 'oidc' }))).toBe(
      'https://login.example.com/tenant',
    );
  });

  test('is the same address for the user flows beside the sign-in', () => {
    const both = { 'identity.passwordResetPolicy': 'B2C_1_Reset', 'identity.profileEditPolicy': '' };
    const connection = connectionWith(both);
    expect(policyAuthority(connection, 'passwordResetPolicy')).toBe(
      'https://login.example.com/tenant/B2C_1_Reset',
    );
    // Empty is the same as not named.
    expect(policyAuthority(connection, 'profileEditPolicy')).toBeUndefined();
    expect(policyAuthority(connectionWith(), 'passwordResetPolicy')).toBeUndefined();
    const oidc = connectionWith({ ...both, 'identity.protocol': 'oidc' });
    expect(policyAuthority(oidc, 'passwordResetPolicy')).toBeUndefined();
  });

  test('is the only host for the browser', () => {
    expect(
      browserHosts(connectionWith({ 'identity.authority': 'https://login.example.com:8443/t' })),
    ).toEqual(['login.example.com:8443']);
  });

  test('may be joined by the host that the file itself names', () => {
    const elsewhere = {
      issuer: 'https://login.example.com/tenant/v2.0/',
      authorization_endpoint: 'https://sso.example.com/authorize',
      token_endpoint: 'https://login.example.com/token',
      jwks_uri: 'https://login.example.com/keys',
    };
    expect(browserHosts(connectionWith({ 'identity.authorityMetadata': elsewhere }))).toEqual([
      'login.example.com',
      'sso.example.com',
    ]);
  });
});
