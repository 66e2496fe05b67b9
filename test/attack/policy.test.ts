/** A connection wants to lead to a host that the organisation does not allow, by a name that looks like an allowed one. */
import { describe, expect, test } from 'vitest';
import { createPolicy } from '../../electron/core/settings/policy.ts';
import { attack } from '../fakes/attack.ts';
import { connectionWith } from '../fakes/connection.ts';

const { hosts, problem } = createPolicy([
  {
    values: { allowedHosts: ['*.example.com', 'login.example.org', 'api.example.org:8443'] },
    origin: 'policy',
  },
]);

test('the hosts of the policy of these attacks are allowed', () => {
  expect(problem).toBeUndefined();
  for (const url of [
    'https://api.example.com/x',
    'https://login.example.org:444',
    'https://api.example.org:8443',
    'http://localhost:1',
  ])
    expect(() => hosts.assert(url)).not.toThrow();
});

describe('hostile address', () => {
  const promise = 'a host that the organisation does not allow is contacted by no way';
  for (const url of [
    'https://example.com',
    'https://badexample.com',
    'https://api.example.com.collect.example.net',
    'https://example.com.example.net',
    'https://api.example.com@collect.example.net',
    'https://collect.example.net#.example.com',
    'https://collect.example.net/.example.com',
    'https://collect.example.net?.example.com',
    'https://collect.example.net\\.example.com',
    'https://api.example.com.',
    'https://LOGIN.example.org.example.net',
    'https://sub.login.example.org',
    'https://api.example.org',
    'https://api.example.org:443',
    'https://api.example.org:84430',
    'https://api.еxample.com',
    'https://xn--example-com.net',
    'https://localhost.example.net',
    'https://127.0.0.1.example.net',
    'https://128.0.0.1',
    'https://0.0.0.0',
    'https://[::2]',
    'https://[::ffff:10.0.0.1]',
    'wss://collect.example.net',
    'data:text/html,x',
    'file:///etc/passwd',
    'blob:https://api.example.com/x',
  ])
    attack(`is ${url}`, promise, () => {
      expect(() => hosts.assert(url)).toThrow();
    });

  const parts = {
    'identity.authority': 'https://collect.example.net/tenant',
    'api.baseUrl': 'https://collect.example.net/max',
    'api.hubUrl': 'wss://collect.example.net/hub',
    'identity.authorityMetadata': {
      issuer: 'https://api.example.com/v2',
      authorization_endpoint: 'https://api.example.com/a',
      token_endpoint: 'https://collect.example.net/t',
      jwks_uri: 'https://api.example.com/k',
    },
  };
  for (const [key, value] of Object.entries(parts))
    attack(`stands in ${key} of a connection`, promise, () => {
      hosts.assertConnection(connectionWith());
      expect(() => hosts.assertConnection(connectionWith({ [key]: value }))).toThrow(
        expect.objectContaining({ code: 'managed' }),
      );
    });
});
