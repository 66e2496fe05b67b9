import { describe, expect, test } from 'vitest';
import type { Settings } from '../../../../electron/contract/settings.ts';
import { allows } from '../../../../electron/core/connection/allowed-hosts.ts';
import { createPolicy, noPolicy } from '../../../../electron/core/settings/policy.ts';
import { connectionWith, fileWith } from '../../../fakes/connection.ts';

const settings: Settings = {
  language: 'de',
  theme: 'dark',
  overview: 'auto',
  closeToTray: true,
  startWithSystem: false,
  clipboardSeconds: 60,
  copyShortcut: '',
  zoom: 100,
  agent: false,
};
const origin = '/etc/max-desk/policy.json';
const policyWith = (values: Record<string, unknown>) => createPolicy([{ values, origin }]);

describe('a computer that nobody manages', () => {
  test('leaves everything to the person', () => {
    expect(noPolicy).toMatchObject({ managed: [], connections: [], simulator: true, problem: undefined });
    expect(noPolicy.updates).toEqual({ allowed: true, channel: undefined, deferralDays: 0 });
    expect(noPolicy.over(settings)).toEqual(settings);
    noPolicy.assertChangeable({ clipboardSeconds: 30, startWithSystem: true });
    expect(allows(noPolicy.hosts, connectionWith())).toBe(true);
  });
});

describe('what is decided', () => {
  test('goes before what the person has set, and only that', () => {
    const policy = policyWith({ clipboardSeconds: 15, startWithSystem: true });
    expect(policy.over(settings)).toEqual({ ...settings, clipboardSeconds: 15, startWithSystem: true });
    policy.assertChangeable({ theme: 'light' });
    expect(() => policy.assertChangeable({ clipboardSeconds: 60 })).toThrow(
      expect.objectContaining({ code: 'managed', details: { key: 'clipboardSeconds', file: origin } }),
    );
  });

  test('is shown with where it comes from, the stronger place before the weaker one', () => {
    const policy = createPolicy([
      { values: { clipboardSeconds: 15 }, origin: 'the computer' },
      { values: { clipboardSeconds: 90, updates: 0 }, origin: 'the person' },
    ]);
    expect(policy.managed).toEqual([
      { key: 'updates', value: false, origin: 'the person' },
      { key: 'clipboardSeconds', value: 15, origin: 'the computer' },
    ]);
    expect(policy.updates.allowed).toBe(false);
  });

  test.each([
    [true, true],
    [false, false],
    [1, true],
    [0, false],
  ])('%s is %s, because the registry has numbers only', (value, meaning) => {
    expect(policyWith({ simulator: value }).simulator).toBe(meaning);
  });

  test('connections come as they are, or as their text', () => {
    const file = JSON.parse(fileWith({ name: 'As it is' })) as unknown;
    const policy = policyWith({
      connections: [file, fileWith({ name: 'As text', 'identity.clientId': 'other' })],
    });
    expect(policy.problem).toBeUndefined();
    expect(policy.connections.map(({ connection }) => connection.name)).toEqual(['As it is', 'As text']);
    expect(policy.managed).toEqual([{ key: 'connections', value: ['As it is', 'As text'], origin }]);
  });
});

describe('allowed hosts', () => {
  const sample = connectionWith();
  test.each([
    [['login.example.com', 'api.example.com'], true],
    [['LOGIN.example.com', '*.example.com'], true],
    [['*.example.com'], true],
    [['*.example.com:8443'], false],
    [['login.example.com'], false],
    [['example.com', 'xlogin.example.com', 'api.example.com'], false],
    [[], false],
  ])('%j: %s', (allowedHosts, isAllowed) => {
    expect(allows(policyWith({ allowedHosts }).hosts, sample)).toBe(isAllowed);
  });

  test.each([
    ['https://api.example.com:8443/x', ['api.example.com'], true],
    ['https://api.example.com:8443/x', ['api.example.com:8443'], true],
    ['https://api.example.com/x', ['api.example.com:8443'], false],
    ['https://a.example.com:8443/x', ['*.example.com:8443'], true],
    ['https://a.example.com/x', ['*.example.com:8443'], false],
    ['https://api.example.com/x', ['api.example.com:443'], true],
    ['wss://api.example.com/hub', ['*.example.com:443'], true],
    ['https://api.example.com:8443/x', ['*.example.com:443'], false],
    ['https://evilexample.com/', ['*.example.com'], false],
    ['https://example.com/', ['*.example.com'], false],
    ['wss://api.example.com/hub', ['api.example.com'], true],
    ['http://localhost:4000/', [], true],
    ['http://127.0.0.1:4000/', [], true],
  ])('%s with %j: %s', (url, allowedHosts, isAllowed) => {
    const { hosts } = policyWith({ allowedHosts });
    const attempt = () => hosts.assert(url);
    if (isAllowed) attempt();
    else
      expect(attempt).toThrow(
        expect.objectContaining({ code: 'managed', details: { host: new URL(url).host, file: origin } }),
      );
  });

  test('need not name the hosts of the organisation’s own connections', () => {
    const { hosts } = policyWith({ allowedHosts: [], connections: [JSON.parse(fileWith())] });
    expect(allows(hosts, sample)).toBe(true);
    expect(allows(hosts, connectionWith({ 'api.baseUrl': 'https://other.example.com' }))).toBe(false);
  });

  test('cover every address of a connection file', () => {
    const { hosts } = policyWith({ allowedHosts: ['login.example.com', 'api.example.com'] });
    expect(allows(hosts, connectionWith({ 'api.hubUrl': 'wss://hub.example.net/live' }))).toBe(false);
    const endpoint = 'https://login.example.com/x';
    const metadata = {
      issuer: endpoint,
      authorization_endpoint: endpoint,
      token_endpoint: 'https://collect.example.net/token',
      jwks_uri: endpoint,
    };
    expect(allows(hosts, connectionWith({ 'identity.authorityMetadata': metadata }))).toBe(false);
  });
});

describe('a policy that is wrong allows nothing', () => {
  test.each([
    [{ allowedHost: ['a.example.com'] }, 'allowedHost', 'is not a key of a policy'],
    [{ clipboardSeconds: 5, allowedHost: [] }, 'allowedHost', 'is not a key of a policy'],
    [{ allowedHosts: ['https://a.example.com'] }, 'allowedHosts.0', 'must be the name of a host'],
    [{ allowedHosts: ['*'] }, 'allowedHosts.0', 'must be the name of a host'],
    [{ allowedHosts: 'a.example.com' }, 'allowedHosts', 'must be a list'],
    [{ clipboardSeconds: 5 }, 'clipboardSeconds', '>=10'],
    [{ clipboardSeconds: '30' }, 'clipboardSeconds', 'must be a number'],
    [{ simulator: 'off' }, 'simulator', 'must be true or false'],
    [{ simulator: 2 }, 'simulator', 'must be true or false'],
    [{ updateChannel: '../x' }, 'updateChannel', 'must be the name of a channel'],
    [{ updateDeferralDays: 1.5 }, 'updateDeferralDays', 'whole number'],
    [{ logLevel: 'all' }, 'logLevel', 'must be one of error, warn, info, debug'],
    [{ connections: ['{'] }, 'connections.0', 'JSON'],
    [{ connections: [{ name: 'x' }] }, 'connections.0.identity', 'is missing'],
    [
      { connections: [fileWith({ 'identity.authority': 'http://x.example' })] },
      'connections.0.identity.authority',
      'https',
    ],
  ])('%j', (values, key, text) => {
    const policy = policyWith(values);
    expect(policy.problem).toMatchObject({ code: 'policy' });
    expect(policy.problem?.details).toEqual({ key, file: origin, text: expect.stringContaining(text) });
    expect(policy.problem?.message).toContain(`"${key}"`);
    expect(policy.simulator).toBe(false);
    expect(policy.updates.allowed).toBe(false);
    expect(policy.managed).toEqual([]);
    for (const url of ['https://api.example.com', 'http://localhost:1'])
      expect(() => policy.hosts.assert(url)).toThrow(policy.problem?.message);
  });
});
