import { expect, test } from 'vitest';
import { addressesOf, isPublished } from '../../../../electron/core/connection/addresses.ts';
import { maxAuthority } from '../../../../electron/core/connection/max-service.ts';
import { connectionWith } from '../../../fakes/connection.ts';

const textOf = (changes: Record<string, unknown> = {}) =>
  addressesOf(connectionWith(changes)).map(({ use, address }) => `${use} ${address}`);

test('a connection contacts its user flows, its API, the list of units and its hub, each in full', () => {
  expect(
    textOf({
      'identity.profileEditPolicy': 'B2C_1_Edit',
      'api.unitsPath': '/v2/units',
      'api.hubUrl': 'wss://hub.example.com/live?x=1',
    }),
  ).toEqual([
    'identity https://login.example.com/tenant/B2C_1_SignIn',
    'identity https://login.example.com/tenant/B2C_1_Edit',
    'api https://api.example.com/max',
    'units https://api.example.com/max/v2/units',
    'hub wss://hub.example.com/live?x=1',
  ]);
});

test('the endpoints that the file itself names are among them, and lists outside of the API’s address', () => {
  const endpoint = (name: string) => `https://${name}.example.net/x`;
  expect(
    textOf({
      'identity.authorityMetadata': {
        issuer: endpoint('issuer'),
        authorization_endpoint: endpoint('pages'),
        token_endpoint: endpoint('tokens'),
        jwks_uri: endpoint('tokens'),
      },
      'api.resources': {
        orders: '/orders/{unitId}',
        other: '/../evil/{unitId}',
        file: { path: '/x', document: '/%2e%2E/d' },
      },
    }).filter((each) => each.startsWith('other')),
  ).toEqual([
    'other https://pages.example.net/x',
    'other https://tokens.example.net/x',
    'other https://api.example.com/evil/{unitId}',
    'other https://api.example.com/d',
  ]);
});

test('a path that leaves the API’s address is shown where it leads', () => {
  expect(textOf({ 'api.unitsPath': '/../evil' })).toContain('units https://api.example.com/evil');
});

test('nothing in them can hide or be reordered: IDN is Punycode, everything else ASCII', () => {
  const all = textOf({
    'identity.authority': 'https://lоgin.example.com/\u202etenant\u200b',
    'api.baseUrl': 'https://äpi.example.com/\u2066max',
    'api.unitsPath': '/\u202eunits\u00a0'.trim(),
  }).join('\n');
  expect(all).toMatch(/^[\x20-\x7e\n]+$/);
  expect(all).toContain('https://xn--lgin-55d.example.com/%E2%80%AEtenant');
  expect(all).toContain('https://xn--pi-uia.example.com/');
});

test('without an API there is none of it', () => {
  expect(textOf({ 'api.baseUrl': '' })).toEqual(['identity https://login.example.com/tenant/B2C_1_SignIn']);
});

test.each([
  [`${maxAuthority}/B2C_1_SignIn`, true],
  [`${maxAuthority}.example.com/B2C_1_SignIn`, false],
  [`${new URL(maxAuthority).origin}/other.onmicrosoft.com/B2C_1_SignIn`, false],
])('%s is published by TK Elevator: %s', (address, expected) => {
  expect(isPublished({ use: 'identity', address })).toBe(expected);
  expect(isPublished({ use: 'api', address })).toBe(false);
});
