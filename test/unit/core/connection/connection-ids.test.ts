import { describe, expect, test } from 'vitest';
import { apiId, identityId } from '../../../../electron/core/connection/connection-ids.ts';
import { connectionWith, sampleFile } from '../../../fakes/connection.ts';

describe('the names of entries in the store', () => {
  const id = identityId(connectionWith());

  test.each([
    ['identity.authority', 'https://LOGIN.example.com/Tenant'],
    ['identity.signInPolicy', 'b2c_1_signin'],
    ['identity.clientId', sampleFile.identity.clientId.toUpperCase()],
    ['name', 'Another name'],
    ['identity.scopes', ['another']],
    ['api.baseUrl', `${sampleFile.api.baseUrl}/v2`],
    ['api.hubUrl', 'wss://api.example.com/hub'],
  ])('of an identity do not change with %s as %j', (key, value) => {
    expect(identityId(connectionWith({ [key]: value }))).toBe(id);
  });

  test.each([
    ['identity.protocol', 'oidc'],
    ['identity.authority', 'https://login.example.com/other'],
    ['identity.signInPolicy', 'B2C_1_Other'],
    ['identity.clientId', 'other'],
    // A file from elsewhere must not take over a sign-in and have its token sent there.
    ['api.baseUrl', 'https://other.example.com'],
    ['api.hubUrl', 'https://other.example.com/hub'],
    ['api.hubUrl', 'wss://other.example.com/hub'],
  ])('of an identity change with %s', (key, value) => {
    expect(identityId(connectionWith({ [key]: value }))).not.toBe(id);
  });

  test('of an API follow its address, without letter case', () => {
    const at = (baseUrl: string) => apiId(connectionWith({ 'api.baseUrl': baseUrl }));
    expect(at('https://API.example.com/MAX')).toBe(at('https://api.example.com/max/'));
    expect(at('https://api.example.com/other')).not.toBe(at('https://api.example.com/max'));
  });

  test('of an API follow a hub at another host too: the key is not meant for that (R32)', () => {
    const with_ = (hubUrl: string) => apiId(connectionWith({ 'api.hubUrl': hubUrl }));
    expect(with_('https://api.example.com/hub')).toBe(with_(''));
    expect(with_('https://other.example.com/hub')).not.toBe(with_(''));
  });

  test('hold nothing but hexadecimal digits', () => expect(id).toMatch(/^[0-9a-f]{24}$/));
});
